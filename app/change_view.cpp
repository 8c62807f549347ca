// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/change_view.h"

#include <fmt/core.h>

#include <algorithm>

#include "alerts/render.h"
#include "app/redline_layout.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

std::string path_of(const ChangeSide& side) {
  std::string out;
  for (const std::string& step : side.path) out += step + " › ";
  return out + side.label;
}

std::string where(const Change& change) {
  if (change.old_side && change.new_side && change.old_side->label != change.new_side->label)
    return path_of(*change.old_side) + " → " + change.new_side->label;
  return path_of(change.side());
}

std::string attribution_words(const Attribution& attribution) {
  if (attribution.kind == AttributionKind::none) return "no amending act is named beside it";
  std::string out = fmt::format("by {}", to_string(attribution.kind));
  if (!attribution.number.empty()) out += " " + attribution.number;
  if (attribution.date) out += " of " + to_iso(*attribution.date);
  return fmt::format("{} (from the {})", replace_all(out, "_", " "), attribution.basis);
}

std::string_view face_value(Direction direction) {
  switch (direction) {
    case Direction::harsher:
      return "on its face tightens";
    case Direction::lighter:
      return "on its face eases";
    case Direction::mixed:
      return "on its face mixed";
    case Direction::neutral:
      return "no change on its face";
    case Direction::unclear:
      break;
  }
  return "not determined";
}

std::string direction_words(const Change& change) {
  std::string out(face_value(change.direction));
  if (change.reason) out += " (" + *change.reason + ")";
  return out;
}

std::string topics_words(const Relevance& relevance) {
  std::string out = fmt::format("{:.2f}", relevance.score);
  for (const TopicScore& topic : relevance.topics) out += " " + topic.id;
  return out;
}

std::string noise_words(const Change& change) {
  std::string out;
  for (const std::string& noise : change.noise) out += (out.empty() ? ": " : ", ") + noise;
  return replace_all(out, "_", " ");
}

std::string kind_words(const Change& change) {
  std::string out(to_string(change.kind));
  if (change.also_amended) out += " and amended";
  if (change.editorial) out += ", editorial only" + noise_words(change);
  return out;
}

std::string gravity_words(const GravityStep& step) {
  return fmt::format("class of the crime: {} -> {} ({}{})", replace_all(step.from, "_", " "),
                     replace_all(step.to, "_", " "), step.basis,
                     step.confirmed ? "" : "; these lines were not checked on a page of the law");
}

std::vector<std::string> facts(const Change& change) {
  std::vector<std::string> out;
  if (!change.summary_en.empty()) out.push_back(change.summary_en);
  out.push_back(fmt::format("{}; relevance {}", direction_words(change), topics_words(change.relevance)));
  for (const Effect& effect : change.effects)
    if (effect.gravity) out.push_back(gravity_words(*effect.gravity));
  out.push_back(attribution_words(change.attribution));
  if (change.coarse) out.push_back("too long to compare word by word: in part shown as one replacement");
  return out;
}

// Lines of prose flow like the redline does.
void add_lines(std::string& out, const std::vector<std::string>& lines, const std::string& indent) {
  for (const std::string& line : lines) out += line.empty() ? "\n" : indent + line + "\n";
}
std::vector<std::string> prose(const std::string& text, size_t columns) {
  return inline_lines({{EditOp::equal, text}}, columns, false);
}

void add_redline(std::string& out, const Change& change, const ChangeLook& look) {
  const std::string indent = "    ";
  const size_t columns = look.columns - std::min(look.columns, indent.size());
  const auto cells = cells_of(change);
  for (const Redline& cell : cells) {
    const Redline shown = elide(cell);
    auto lines = look.side_by_side ? side_by_side_lines(shown, columns, look.colour)
                                   : inline_lines(shown, columns - (cells.size() > 1 ? 2 : 0), look.colour);
    if (cells.size() > 1 && !look.side_by_side)
      for (size_t i = 0; i < lines.size(); ++i) lines[i].insert(0, i == 0 ? "| " : "  ");
    add_lines(out, lines, indent);
  }
}

}  // namespace

ChangeWords words_of(const Change& change) { return {kind_words(change), where(change), facts(change)}; }

bool same_text(const Change& change) {
  return !change.heading_redline && change.redline.size() == 1 && change.redline[0].op == EditOp::equal;
}

std::string change_text(const Change& change, const ChangeLook& look) {
  const char* bold = look.colour ? "\x1b[1m" : "";
  const char* plain = look.colour ? "\x1b[0m" : "";
  std::string title;
  add_lines(title, prose(kind_words(change) + ": " + strip_controls(where(change)), look.columns), "");
  title.pop_back();
  std::string out = bold + title + plain + "\n";
  for (const std::string& fact : facts(change))
    add_lines(out, prose(strip_controls(fact), look.columns - std::min<size_t>(look.columns, 2)), "  ");
  if (change.heading_redline) {
    Redline heading = *change.heading_redline;
    heading.insert(heading.begin(), {EditOp::equal, "heading: "});
    add_lines(out, inline_lines(heading, look.columns - std::min<size_t>(look.columns, 2), look.colour),
              "  ");
  }
  if (same_text(change))
    out += "    (the text is the same)\n";
  else
    add_redline(out, change, look);
  return out;
}

std::string changes_text(const std::vector<const Change*>& changes, const ChangeHead& head,
                         const ChangeLook& look) {
  std::string out = fmt::format("--- {}\n+++ {}\n", head.old_name, head.new_name);
  if (!head.overview.empty()) add_lines(out, prose(head.overview, look.columns), "");
  for (const Change* change : changes) out += "\n" + change_text(*change, look);
  return out;
}

std::string changes_markdown(const std::vector<const Change*>& changes, const ChangeHead& head) {
  std::string out = fmt::format("# Changes from {} to {}\n", head.old_name, head.new_name);
  if (!head.overview.empty()) out += "\n" + head.overview + "\n";
  for (const Change* change : changes) {
    out += fmt::format("\n## {} ({})\n\n", where(*change), kind_words(*change));
    for (const std::string& fact : facts(*change)) out += "- " + fact + "\n";
    if (change->heading_redline) out += "- heading: " + redline_text(*change->heading_redline) + "\n";
    if (!change->redline.empty()) out += "\n";
    const std::string redline = redline_text(change->redline);
    for (const auto line : lines(redline)) out += fmt::format("> {}\n", line);
  }
  return out;
}

}  // namespace zakonwatch
