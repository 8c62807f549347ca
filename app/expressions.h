// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "law/ids.h"
#include "store/changes.h"
#include "store/versions.h"

namespace zakonwatch {

// One act may stand on record in several expressions: languages, or pages of two sources. A change of the law
// shows in each of them, and is told once: the second joins the first (law.md 1.15).

// How long an expression may take to follow another, and from when its silence is an operator's business.
constexpr std::chrono::days kJoinWithin{60}, kDivergeAfter{14};

// Of changes in the order in which they were seen, where among them the one stands that told the same before,
// in another expression of the act: the same kind of change of the same provision, within kJoinWithin, whose
// direction does not contradict it. Nth joins nth, so that an article that is amended twice is told twice.
// Changes that are editorial, irrelevant, backfill, dismissed or corrected neither join nor are joined.
std::vector<std::optional<size_t>> told_before(Versions& versions,
                                               const std::vector<const RecordedChange*>& seen);

// The same over an act's record, by the seqs of those that join, of what was first seen until `until`.
std::map<ChangeSeq, ChangeSeq> joined_changes(Record& record, const ActId& act, Instant until);
// Of one change: 0 where it is news.
ChangeSeq told_before(Record& record, const RecordedChange& change);
// Those that joined a change.
std::vector<ChangeSeq> joined_to(Record& record, const RecordedChange& first);

// A change that an expression in another language, on record since before it, has not followed.
struct Divergence {
  ActId act;
  std::string language;              // that has not followed
  std::vector<std::string> changes;  // ids, oldest first
};
std::vector<Divergence> diverging_languages(Record& record, Instant now);

}  // namespace zakonwatch
