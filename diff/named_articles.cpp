// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/named_articles.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "base/text.h"
#include "law/unit_references.h"

namespace zakonwatch {
namespace {

constexpr size_t kMostNames = 8;  // that a reason prints

// An act's name in a text.
struct Naming {
  const Watch* watch;
  size_t begin, end;
};

std::vector<Naming> namings(std::string_view text, const AssessmentContext& context) {
  std::vector<Naming> out;
  for (const Watch& watch : context.country->watch) {
    if (&watch == context.watch) continue;
    for (const Pattern& name : watch.names)
      for (size_t from = 0; from < text.size();) {
        const auto match = name.search(text, from);
        if (!match) break;
        out.push_back({&watch, match->begin, match->end});
        from = std::max(match->end, match->begin + 1);
      }
  }
  std::sort(out.begin(), out.end(), [](const Naming& a, const Naming& b) { return a.begin < b.begin; });
  return out;
}

bool ends_sentence(std::string_view text, size_t begin, size_t end) {
  const std::string_view between = text.substr(begin, end - begin);
  return between.find('\n') != std::string_view::npos || between.find(';') != std::string_view::npos;
}

// "art_228" of "art_228__para_2"; empty for what is no article.
std::string article_of(const std::string& eid) {
  return eid.starts_with("art_") ? eid.substr(0, eid.find("__")) : std::string();
}

std::string address(const Watch& watch, const std::string& eid) { return watch.id + "#" + eid; }

// The articles belong to the act named next to them: behind them ("статьями 228–233 УК") or, where none stand
// before the name, in front ("Krimināllikuma 253. pants").
class Reader {
 public:
  Reader(const MaskedText& text, const AssessmentContext& context)
      : text_(text.text()),
        names_(namings(text_, context)),
        places_(names_.empty() ? std::vector<UnitReference>() : unit_references(text, *context.profile)) {}

  std::set<std::string> run() {
    for (size_t i = 0; i < names_.size(); ++i) {
      const size_t from = i == 0 ? 0 : names_[i - 1].end,
                   to = i + 1 < names_.size() ? names_[i + 1].begin : text_.size();
      if (!take(i, from, names_[i].begin)) take(i, names_[i].end, to);
    }
    return std::move(out_);
  }

 private:
  const std::string& text_;
  std::vector<Naming> names_;
  std::vector<UnitReference> places_;
  std::set<std::string> out_;

  bool take(size_t i, size_t from, size_t to) {
    const Naming& name = names_[i];
    bool any = false;
    for (const UnitReference& place : places_) {
      if (place.begin < from || place.end > to) continue;
      const bool before = place.end <= name.begin;
      if (before ? ends_sentence(text_, place.end, name.begin) : ends_sentence(text_, name.end, place.begin))
        continue;
      for (const std::string& eid : place.eids()) {
        const std::string article = article_of(eid);
        any |= !article.empty();
        if (!article.empty() && name.watch->covers(article)) out_.insert(address(*name.watch, article));
      }
    }
    return any;
  }
};

std::string title_of(const std::string& id, const AssessmentContext& context) {
  if (context.country != nullptr)
    for (const Watch& watch : context.country->watch)
      if (watch.id == id) return watch.title;
  return id;
}

}  // namespace

std::string spoken_number(const std::string& eid) {
  const size_t article = eid.rfind("art_");
  if (article == std::string::npos) return {};
  std::string out;
  for (size_t at = article; at < eid.size();) {
    const size_t end = std::min(eid.find("__", at), eid.size());
    const std::string step = eid.substr(at, end - at);
    const std::string number = replace_all(step.substr(std::min(step.find('_') + 1, step.size())), "_", ".");
    out += at == article ? number : "(" + number + ")";
    at = end + 2;
  }
  return out;
}

std::set<std::string> named_articles(std::string_view text, const AssessmentContext& context) {
  if (context.country == nullptr || context.profile == nullptr || text.empty()) return {};
  const MaskedText masked(text);
  return Reader(masked, context).run();
}

std::set<std::string> newly_named(const Change& change, const AssessmentContext& context) {
  const auto of = [&](const std::optional<ChangeSide>& side) {
    return side ? named_articles(side->text, context) : std::set<std::string>();
  };
  const auto before = of(change.old_side), after = of(change.new_side);
  std::set<std::string> out;
  std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                std::inserter(out, out.end()));
  return out;
}

std::string in_words(const std::set<std::string>& addresses, const AssessmentContext& context,
                     const char* article) {
  std::vector<std::pair<std::string, std::string>> acts;  // title, numbers
  size_t named = 0;
  for (const std::string& one : addresses) {
    if (named == kMostNames) break;
    const size_t hash = one.find('#');
    const std::string id =
        hash == std::string::npos && one.find('/') == std::string::npos ? "" : one.substr(0, hash);
    const std::string eid = id.empty() ? one : hash == std::string::npos ? "" : one.substr(hash + 1);
    const std::string title = title_of(id, context);
    if (acts.empty() || acts.back().first != title) acts.emplace_back(title, "");
    if (!eid.empty())
      acts.back().second += (acts.back().second.empty() ? article : ", ") + spoken_number(eid);
    ++named;
  }
  std::string out;
  for (const auto& [title, numbers] : acts)
    out += fmt::format("{}{}{}{}", out.empty() ? "" : "; ", title,
                       title.empty() || numbers.empty() ? "" : " ", numbers);
  return addresses.size() > named ? out + " …" : out;
}

}  // namespace zakonwatch
