// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "diff/compare.h"
#include "law/act.h"
#include "law/change.h"

namespace zakonwatch {

// Where the words of a text stand; what a mention is worth depends on it.
enum class Place { redline, heading, opening, text, chapter, act_title };

// A text to be judged, in pieces by place.
struct Piece {
  Place place = Place::text;
  std::string text;
  std::vector<Word> ranges{};  // of redline and opening: only mentions that touch one of these count
};

// Linear and explainable: every concept adds its weight (sources/topics.toml) times what its place is worth.
// A drug named in the heading, in the opening words of the rule or in changed words makes the text one about
// drugs; a drug named in passing in a long rule about something else does not. A watch-listed article is
// always relevant. `article_eid` may be empty. `named` are watched articles of other acts that the change
// begins or ceases to name (in words); it then counts as one about drugs.
Relevance judge(const std::vector<Piece>& pieces, std::string_view article_eid,
                const AssessmentContext& context, const std::string& named = {});

// The pieces of a provision standing in its act: its own article, ancestors' headings, the act's title.
std::vector<Piece> pieces_of(const Act& act, int provision);

// The relevance of a change: what stands on either side, and above all the words that changed.
Relevance judge_change(const Change& change, const Act& old_act, const Act& new_act,
                       const AssessmentContext& context);

}  // namespace zakonwatch
