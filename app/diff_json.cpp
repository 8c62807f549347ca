// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/diff_json.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "law/change_json.h"
#include "law/json_fields.h"

namespace zakonwatch {
namespace {

using nlohmann::ordered_json;

// How often each rule against noise was needed.
std::map<std::string, int> noise_counts(const ChangeSet& set) {
  std::map<std::string, int> out;
  for (const Change& change : set.changes)
    for (const std::string& noise : change.noise) ++out[noise];
  return out;
}

ordered_json counts(const ChangeSet& set, const Overview& overview) {
  const auto count = [&](auto predicate) {
    return std::count_if(set.changes.begin(), set.changes.end(), predicate);
  };
  return {{"total", set.changes.size()},
          {"editorial", count([](const Change& c) { return c.editorial; })},
          {"below_threshold", count([](const Change& c) { return !c.editorial && !c.relevance.relevant; })},
          {"coarse", count([](const Change& c) { return c.coarse; })},
          {"noise", noise_counts(set)},
          {"articles", overview.articles},
          {"articles_changed", overview.articles_changed},
          {"reenacted", overview.reenacted}};
}

std::string articles(const ChangeSet& set, const std::vector<const Change*>& listed) {
  std::set<std::pair<std::string, std::string>> shown;
  for (const Change* change : listed) shown.emplace(change->old_article, change->new_article);
  std::string out;
  for (const ArticleRollUp& article : set.articles)
    if (shown.contains({article.old_article, article.new_article}))
      out += (out.empty() ? "" : ",") + roll_up_to_json(article);
  return out;
}

}  // namespace

std::string diff_to_json(const ChangeSet& set, const std::vector<const Change*>& listed,
                         const Overview& overview, const std::vector<std::string>& doubts,
                         const std::string& reconciliation) {
  std::string changes;
  for (const Change* change : listed) changes += (changes.empty() ? "" : ",") + change_to_json(*change);
  return std::string("{\"equal\":") + (set.equal() ? "true" : "false") +
         ",\"counts\":" + json_fields::dump(counts(set, overview)) +
         ",\"suspicions\":" + json_fields::dump(doubts) + ",\"changes\":[" + changes + "],\"articles\":[" +
         articles(set, listed) +
         "],\"reconciliation\":" + (reconciliation.empty() ? "null" : reconciliation) + "}\n";
}

}  // namespace zakonwatch
