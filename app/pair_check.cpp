// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pair_check.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/fault.h"
#include "parsers/sanity.h"

namespace zakonwatch {
namespace {

constexpr int kTail = 2;  // articles at the end that go together without a word

bool is_article(const Provision& provision) {
  return provision.type == ProvisionType::article && !provision.repealed;
}

// How many articles of the end are gone, with none of them left as a marker.
int lost_tail(const Act& old_act, const Act& new_act) {
  int lost = 0;
  for (auto it = old_act.provisions.rbegin(); it != old_act.provisions.rend(); ++it) {
    if (!is_article(*it)) continue;
    if (new_act.find(it->eid) != nullptr) break;
    ++lost;
  }
  return lost;
}

bool has_law(const Act& act) {
  return std::any_of(act.provisions.begin(), act.provisions.end(), [](const Provision& p) {
    return p.type != ProvisionType::preface && p.type != ProvisionType::unclaimed;
  });
}

void require_law(const Act& act, const std::string& name, const Act& other, const std::string& other_name) {
  if (has_law(act) || !has_law(other)) return;
  throw Fault(
      ErrorKind::suspicious,
      fmt::format("{}: nothing in it is numbered, while {} has {} provisions. Is it an error page, or "
                  "of another language? `zakonwatch parse` shows what was read",
                  name, other_name, other.provisions.size()));
}

}  // namespace

std::vector<std::string> doubts_about(const Act& old_act, const Act& new_act, const ChangeSet& changes) {
  std::vector<std::string> out = judge_act(new_act, {.title = old_act.title,
                                                     .number = old_act.number,
                                                     .language = old_act.language,
                                                     .predecessor = &old_act})
                                     .reasons;
  for (std::string& reason : judge_changes(old_act, new_act, changes).reasons)
    out.push_back(std::move(reason));
  if (const int lost = lost_tail(old_act, new_act); lost >= kTail)
    out.push_back(fmt::format("the last {} articles are gone together, without a note", lost));
  return out;
}

void require_law_on_both_sides(const Act& old_act, const std::string& old_name, const Act& new_act,
                               const std::string& new_name) {
  require_law(old_act, old_name, new_act, new_name);
  require_law(new_act, new_name, old_act, old_name);
}

}  // namespace zakonwatch
