// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/redline.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "diff/cleanup.h"
#include "diff/myers.h"
#include "diff/noise.h"
#include "diff/window.h"

namespace zakonwatch {
namespace {

// One number per word as the comparison sees it: words that fold alike share it.
class Symbols {
 public:
  explicit Symbols(const FoldRules& rules) : rules_(rules) {}

  uint32_t of(std::string_view word) {
    auto [it, fresh] = printed_.try_emplace(word, 0);
    if (fresh) it->second = folded_symbol(word);
    return it->second;
  }

 private:
  const FoldRules& rules_;
  std::unordered_map<std::string_view, uint32_t> printed_;
  std::unordered_map<std::string, uint32_t> folded_;

  static bool folds_to_itself(std::string_view word) {
    return std::all_of(word.begin(), word.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
  }
  uint32_t folded_symbol(std::string_view word) {
    std::string key = folds_to_itself(word) ? std::string(word) : comparable(word, rules_);
    return folded_.try_emplace(std::move(key), static_cast<uint32_t>(folded_.size())).first->second;
  }
};

// The tokens that count, without white space, and where they stand among all.
struct Sequence {
  std::vector<uint32_t> symbols, places;
};

Sequence sequence(const TokenText& side, Symbols& symbols) {
  Sequence out;
  for (uint32_t i = 0; i < side.size(); ++i) {
    if (side.tokens[i].kind == TokenKind::space) continue;
    out.symbols.push_back(symbols.of(side.at(i)));
    out.places.push_back(i);
  }
  return out;
}

// Collects hunks, trimming what is equal at their edges and joining those that touch.
class HunkList {
 public:
  HunkList(const TokenText& old_text, const TokenText& new_text) : old_(old_text), new_(new_text) {}

  void add(Hunk hunk) {
    while (hunk.removes() && hunk.inserts() && old_.at(hunk.old_begin) == new_.at(hunk.new_begin))
      ++hunk.old_begin, ++hunk.new_begin;
    while (hunk.removes() && hunk.inserts() && old_.at(hunk.old_end - 1) == new_.at(hunk.new_end - 1))
      --hunk.old_end, --hunk.new_end;
    if (!hunk.removes() && !hunk.inserts()) return;
    if (!hunks_.empty() && hunks_.back().old_end == hunk.old_begin &&
        hunks_.back().new_end == hunk.new_begin) {
      hunks_.back().old_end = hunk.old_end;
      hunks_.back().new_end = hunk.new_end;
    } else {
      hunks_.push_back(hunk);
    }
  }
  std::vector<Hunk> take() { return std::move(hunks_); }

 private:
  const TokenText& old_;
  const TokenText& new_;
  std::vector<Hunk> hunks_;
};

// Walks the pairs of equal symbols; what lies between two pairs, and pairs that only fold alike, are hunks.
std::vector<Hunk> hunks_of(const EditScript& script, const Sequence& a, const Sequence& b,
                           const TokenText& old_text, const TokenText& new_text) {
  HunkList list(old_text, new_text);
  uint32_t old_at = 0, new_at = 0;
  for (size_t i = 0, j = 0;; ++i, ++j) {
    while (i < a.symbols.size() && script.removed[i]) ++i;
    while (j < b.symbols.size() && script.inserted[j]) ++j;
    if (i == a.symbols.size() || j == b.symbols.size()) break;
    const uint32_t x = a.places[i], y = b.places[j];
    list.add({old_at, x, new_at, y});
    list.add({x, x + 1, y, y + 1});
    old_at = x + 1;
    new_at = y + 1;
  }
  list.add({old_at, static_cast<uint32_t>(old_text.size()), new_at, static_cast<uint32_t>(new_text.size())});
  return list.take();
}

void append(Redline& out, EditOp op, std::string_view text) {
  if (text.empty()) return;
  if (!out.empty() && out.back().op == op)
    out.back().text += text;
  else
    out.push_back({op, std::string(text)});
}

std::string_view stretch(const TokenText& side, uint32_t begin, uint32_t end) {
  if (begin >= end) return {};
  return side.text.substr(side.tokens[begin].begin, side.tokens[end - 1].end - side.tokens[begin].begin);
}

void render(Redline& out, const std::vector<Hunk>& hunks, const TokenText& old_text,
            const TokenText& new_text) {
  uint32_t at = 0;
  for (const Hunk& hunk : hunks) {
    append(out, EditOp::equal, stretch(old_text, at, hunk.old_begin));
    append(out, EditOp::remove, stretch(old_text, hunk.old_begin, hunk.old_end));
    append(out, EditOp::insert, stretch(new_text, hunk.new_begin, hunk.new_end));
    at = hunk.old_end;
  }
  append(out, EditOp::equal, stretch(old_text, at, static_cast<uint32_t>(old_text.size())));
}

}  // namespace

Redline redline(std::string_view old_text, std::string_view new_text, const FoldRules& rules, bool* coarse) {
  Redline out;
  if (coarse) *coarse = false;
  if (old_text == new_text) {
    append(out, EditOp::equal, old_text);
    return out;
  }
  const Window window = differing_window(old_text, new_text);
  const TokenText before{window.inner(old_text), tokens(window.inner(old_text))},
      after{window.inner(new_text), tokens(window.inner(new_text))};
  Symbols symbols(rules);
  const Sequence a = sequence(before, symbols), b = sequence(after, symbols);
  const EditScript script = shortest_edit(a.symbols, b.symbols);
  append(out, EditOp::equal, old_text.substr(0, window.prefix));
  render(out, clean_up(hunks_of(script, a, b, before, after), before, after), before, after);
  append(out, EditOp::equal, old_text.substr(old_text.size() - window.suffix));
  if (coarse) *coarse = script.coarse;
  return out;
}

std::string joined_cells(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) out.append(i == 0 ? "" : " | ").append(cells[i]);
  return out;
}

Redline row_redline(const std::vector<std::string>& before, const std::vector<std::string>& after,
                    const FoldRules& rules, bool* coarse) {
  if (before.size() != after.size()) return redline(joined_cells(before), joined_cells(after), rules, coarse);
  Redline out;
  bool any = false;
  for (size_t i = 0; i < before.size(); ++i) {
    if (i > 0) append(out, EditOp::equal, " | ");
    bool here = false;
    for (const Edit& edit : redline(before[i], after[i], rules, &here)) append(out, edit.op, edit.text);
    any = any || here;
  }
  if (coarse) *coarse = any;
  return out;
}

}  // namespace zakonwatch
