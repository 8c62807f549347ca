// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/overview.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace zakonwatch {
namespace {

constexpr double kNearlyAll = 0.75;
constexpr size_t kCode = 20;  // articles; a short act is read change by change anyway

bool is_article(const Provision& provision) { return provision.type == ProvisionType::article; }

size_t articles_of(const Act& act) {
  return static_cast<size_t>(std::count_if(act.provisions.begin(), act.provisions.end(), is_article));
}

void add_articles(std::set<std::string>& out, const Act& act, const std::optional<ChangeSide>& side) {
  const Provision* top = side ? act.find(side->eid) : nullptr;
  if (top == nullptr) return;
  const auto first = static_cast<int>(top - act.provisions.data());
  for (int i = first, end = act.subtree_end(first); i < end; ++i)
    if (const Provision& one = act.provisions[static_cast<size_t>(i)]; is_article(one)) out.insert(one.eid);
}

// Articles that a change speaks of; a chapter that came or went counts for all of its articles.
std::set<std::string> articles_touched(const ChangeSet& set, const Act& old_act, const Act& new_act) {
  std::set<std::string> out;
  for (const Change& change : set.changes) {
    if (change.editorial) continue;
    if (const std::string& own = change.new_article.empty() ? change.old_article : change.new_article;
        !own.empty())
      out.insert(own);
    else if (change.scope == Scope::subtree && change.kind != ChangeKind::relocated)
      add_articles(out, change.new_side ? new_act : old_act,
                   change.new_side ? change.new_side : change.old_side);
  }
  return out;
}

}  // namespace

Overview overview_of(const ChangeSet& set, const Act& old_act, const Act& new_act) {
  Overview out;
  for (const Change& change : set.changes)
    if (!change.editorial) ++out.kinds[std::string(to_string(change.kind))];
  out.articles = std::max(articles_of(old_act), articles_of(new_act));
  out.articles_changed = articles_touched(set, old_act, new_act).size();
  out.reenacted = out.articles >= kCode && double(out.articles_changed) >= kNearlyAll * double(out.articles);
  return out;
}

std::string overview_text(const Overview& overview) {
  size_t total = 0;
  std::string kinds;
  for (const auto& [kind, count] : overview.kinds) {
    total += count;
    kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", count, kind);
  }
  if (total == 0) return "nothing of substance changed";
  std::string out = fmt::format("{} change{} of substance in {} of {} articles: {}", total,
                                total == 1 ? "" : "s", overview.articles_changed, overview.articles, kinds);
  if (overview.reenacted) out += "; nearly every article reads otherwise: read it as a new code";
  return out;
}

}  // namespace zakonwatch
