// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/act.h"
#include "law/assessment.h"

namespace zakonwatch {

// `announced`: a gazette or a parliament brought an act or a bill that was not there before. `stage`: a bill
// took a step. All others are between two versions of one text.
enum class ChangeKind {
  inserted,
  repealed,
  amended,
  renumbered,
  moved,
  relocated,
  interpreted,
  annulled,
  announced,
  stage,
};
std::string_view to_string(ChangeKind kind);
std::optional<ChangeKind> change_kind(std::string_view name);

enum class EditOp { equal, remove, insert };  // "equal", "delete", "insert" in JSON
struct Edit {
  EditOp op = EditOp::equal;
  std::string text;
  bool operator==(const Edit&) const = default;
};
// Joined over equal+remove it is exactly the old text, over equal+insert exactly the new.
using Redline = std::vector<Edit>;

enum class AttributionKind { none, act, decree, court_decision, erratum };
std::string_view to_string(AttributionKind kind);
std::optional<AttributionKind> attribution_kind(std::string_view name);

struct Attribution {
  AttributionKind kind = AttributionKind::none;
  std::string number;  // as printed
  std::optional<Date> date;
  std::string basis;  // "note" | "metadata" | "gazette"; empty when kind is none
};

// One side of a change.
struct ChangeSide {
  std::string eid, num, label;
  std::optional<std::string> heading;
  std::vector<std::string> path;
  std::string text;
  bool repealed = false;
};

enum class Scope { own, subtree };

// What happened to one provision between two versions (contract.md, `diff`).
struct Change {
  ChangeKind kind = ChangeKind::amended;
  Scope scope = Scope::own;
  bool also_amended = false;  // moved or renumbered, and its text changed too
  bool editorial = false;     // folded texts are equal
  bool coarse = false;        // too long to compare word by word: parts of the redline are one replacement
  // Why an editorial change is none of law: "quotes", "whitespace" … (diff/noise.h).
  std::vector<std::string> noise;
  std::optional<ChangeSide> old_side, new_side;
  std::string old_article, new_article;  // eIds; empty where none
  Redline redline;
  std::optional<Redline> heading_redline;
  Attribution attribution;
  Relevance relevance;
  std::vector<Effect> effects;
  Direction direction = Direction::unclear;
  std::optional<std::string> reason;
  std::string summary_en, summary_ru;

  const ChangeSide& side() const { return new_side ? *new_side : *old_side; }
};

// The changes of one article as one story.
struct ArticleRollUp {
  std::string old_article, new_article;
  Direction direction = Direction::unclear;
  std::vector<Effect> effects;
};

struct ChangeSet {
  std::vector<Change> changes;  // document order of the new version, repealed ones where they stood
  std::vector<ArticleRollUp> articles;
  bool equal() const { return changes.empty(); }
};

}  // namespace zakonwatch
