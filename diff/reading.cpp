// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/reading.h"

#include <algorithm>

#include "diff/noise.h"

namespace zakonwatch {
namespace {

constexpr char kField = '\x1f';
constexpr int kSample = 200;  // provisions

uint64_t mix(uint64_t seed, uint64_t value) {
  seed ^= value + 0x9E3779B97F4A7C15ULL + (seed << 6) + (seed >> 2);
  return seed * 0xFF51AFD7ED558CCDULL;
}
uint64_t hash_text(std::string_view text) { return std::hash<std::string_view>{}(text) | 1; }

size_t first_counted_cell(const Provision& provision) {
  return provision.cells.size() > 1 && is_ordinal(provision.cells.front()) ? 1 : 0;
}

}  // namespace

bool same_content(const Provision& a, const Provision& b) {
  return a.text == b.text && a.heading == b.heading && a.cells == b.cells && a.repealed == b.repealed;
}

bool is_ordinal(std::string_view cell) {
  cell = trim(cell);
  if (cell.empty() || cell.size() > 8) return cell.empty();
  return std::all_of(cell.begin(), cell.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ')' || c == '(' || c == 'I' || c == 'V' || c == 'X';
  });
}

bool is_positional(ProvisionType type) {
  return type == ProvisionType::p || type == ProvisionType::row || type == ProvisionType::unclaimed ||
         type == ProvisionType::preface;
}

bool letters_stand_apart(const TreeIndex& tree) {
  int read = 0, apart = 0;
  for (int i = 0; i < tree.size(); i += std::max(1, tree.size() / kSample)) {
    if (tree.at(i).text.empty()) continue;
    ++read;
    apart += letter_spaced(tree.at(i).text) ? 1 : 0;
  }
  return apart > 1 && apart * 20 > read;
}

Reading::Reading(const TreeIndex& tree, const FoldRules& rules, bool spaced)
    : tree_(&tree),
      rules_(rules),
      spaced_(spaced),
      own_(static_cast<size_t>(tree.size())),
      subtree_(own_.size()),
      own_shingles_(own_.size()),
      tree_shingles_(own_.size()) {}

std::string Reading::content(int i) const {
  const Provision& provision = tree_->at(i);
  std::string raw = provision.heading.value_or("");
  raw += kField;
  if (provision.cells.empty()) {
    std::string folded = comparable(raw + provision.text, rules_);
    return spaced_ ? packed(folded) : folded;
  }
  for (size_t c = first_counted_cell(provision); c < provision.cells.size(); ++c)
    raw += provision.cells[c] + kField;
  return comparable(raw, rules_);
}

uint64_t Reading::own_hash(int i) {
  uint64_t& hash = own_[static_cast<size_t>(i)];
  if (hash == 0) hash = hash_text(content(i)) ^ (tree_->at(i).repealed ? 2U : 0U);
  return hash;
}

uint64_t Reading::tree_hash(int i) {
  uint64_t& known = subtree_[static_cast<size_t>(i)];
  if (known != 0) return known;
  uint64_t hash = own_hash(i);
  for (int c = i + 1; c < tree_->end(i); c = tree_->end(c)) {
    if (!is_positional(tree_->at(c).type)) hash = mix(hash, hash_text(tree_->tail(c)));
    hash = mix(hash, tree_hash(c));
  }
  return known = hash | 1;
}

void ReadingHash::add(std::string_view folded) {
  for (const Word& word : words(folded))
    value_ = mix(value_, hash_text(folded.substr(word.begin, word.end - word.begin)));
}

void Reading::read(int i, ReadingHash& into, bool with_number) const {
  for (int k = i; k < tree_->end(i); ++k) {
    const Provision& provision = tree_->at(k);
    if (k != i || with_number) into.add(comparable(provision.num, rules_));
    if (provision.heading) into.add(comparable(*provision.heading, rules_));
    if (provision.cells.empty()) into.add(comparable(provision.text, rules_));
    for (const std::string& cell : provision.cells) into.add(comparable(cell, rules_));
  }
}

uint64_t Reading::reading_hash(int i) {
  ReadingHash hash;
  read(i, hash, false);
  return hash.value();
}

const Shingles& Reading::own_shingles(int i) {
  auto& known = own_shingles_[static_cast<size_t>(i)];
  if (!known) {
    known.emplace();
    if (spaced_)
      add_gram_shingles(*known, content(i));
    else
      add_shingles(*known, content(i));
    sort_shingles(*known);
  }
  return *known;
}

const Shingles& Reading::tree_shingles(int i) {
  if (tree_->end(i) == i + 1) return own_shingles(i);
  auto& known = tree_shingles_[static_cast<size_t>(i)];
  if (known) return *known;
  Shingles all;
  for (int k = i; k < tree_->end(i); ++k) {
    const Shingles& own = own_shingles(k);
    all.insert(all.end(), own.begin(), own.end());
  }
  sort_shingles(all);
  return known.emplace(std::move(all));
}

std::string Reading::row_key(int i) const {
  const Provision& provision = tree_->at(i);
  for (size_t c = first_counted_cell(provision); c < provision.cells.size(); ++c)
    if (!trim(provision.cells[c]).empty()) return to_lower(comparable(provision.cells[c], rules_));
  return {};
}

std::vector<std::string> Reading::packed_cells(int i) const {
  const Provision& provision = tree_->at(i);
  std::vector<std::string> out;
  for (size_t c = first_counted_cell(provision); c < provision.cells.size(); ++c) {
    out.push_back(comparable(provision.cells[c], rules_));
    std::erase(out.back(), ' ');
    std::erase(out.back(), '\n');
  }
  return out;
}

}  // namespace zakonwatch
