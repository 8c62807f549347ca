// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zakonwatch {

// On its face: what the text does, not its impact (law.md section 2).
enum class Direction { harsher, lighter, mixed, neutral, unclear };
std::string_view to_string(Direction direction);
std::optional<Direction> direction(std::string_view name);

struct TopicScore {
  std::string id;    // sources/topics.toml
  double score = 0;  // 0..1
  std::vector<std::string>
      why;  // "watch list: Criminal Code art. 309", "concept drug in redline: наркотичних"
};

struct Relevance {
  double score = 0;  // 0..1
  bool relevant = false;
  std::vector<TopicScore> topics;  // highest first
};

constexpr double kRelevant = 0.5;

// One side of an effect: named values in the shapes of contract.md ("min_months" -> 36, "unit" -> "EUR",
// "life" -> true). Absent values are null in JSON.
using EffectField = std::variant<std::monostate, bool, int64_t, double, std::string>;
using EffectValue = std::map<std::string, EffectField>;

// A crime that moved from one class of gravity to another (law.md section 2): limitation, parole and
// detention follow.
struct GravityStep {
  std::string from, to;  // minor, medium, grave, especially_grave
  std::string basis;     // what draws the lines: "Article 15 of the Criminal Code"
  bool confirmed =
      false;  // the lines were seen on a page of the law; else they want a look before they are cited
};

// What a change does to a person, read from the words; never guessed.
struct Effect {
  std::string kind;   // imprisonment, fine, quantity_threshold, schedule_entry, …
  std::string where;  // eId
  std::optional<EffectValue> old_value, new_value;
  Direction direction = Direction::unclear;
  std::optional<std::string> reason;                      // a reason code of law.md section 2 where unclear
  std::optional<std::string> via;                         // eId or act through which it works
  std::optional<std::string> old_evidence, new_evidence;  // the words it was read from
  std::optional<GravityStep> gravity;                     // with imprisonment only
};

}  // namespace zakonwatch
