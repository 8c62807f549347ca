// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/change_view.h"

#include <fmt/core.h>

#include "alerts/render.h"
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

std::string kind_words(const Change& change) {
  std::string out(to_string(change.kind));
  if (change.also_amended) out += " and amended";
  if (change.editorial) out += ", editorial only";
  return out;
}

std::vector<std::string> facts(const Change& change) {
  std::vector<std::string> out;
  if (!change.summary_en.empty()) out.push_back(change.summary_en);
  out.push_back(fmt::format("{}; relevance {}", direction_words(change), topics_words(change.relevance)));
  out.push_back(attribution_words(change.attribution));
  return out;
}

}  // namespace

std::string change_text(const Change& change, bool colour) {
  const char* bold = colour ? "\x1b[1m" : "";
  const char* plain = colour ? "\x1b[0m" : "";
  std::string out =
      fmt::format("{}{}: {}{}\n", bold, kind_words(change), strip_controls(where(change)), plain);
  for (const std::string& fact : facts(change)) out += "  " + fact + "\n";
  if (change.heading_redline) out += "  heading: " + redline_text(*change.heading_redline, colour) + "\n";
  const std::string redline = redline_text(change.redline, colour);
  for (const auto line : lines(redline)) out += fmt::format("    {}\n", line);
  return out;
}

std::string changes_text(const std::vector<const Change*>& changes, const ChangeHead& head, bool colour) {
  std::string out = fmt::format("--- {}\n+++ {}\n", head.old_name, head.new_name);
  for (const Change* change : changes) out += "\n" + change_text(*change, colour);
  return out;
}

std::string changes_markdown(const std::vector<const Change*>& changes, const ChangeHead& head) {
  std::string out = fmt::format("# Changes from {} to {}\n", head.old_name, head.new_name);
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

std::string changes_html(const std::vector<const Change*>& changes, const ChangeHead& head,
                         const std::string& language) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Changes from {0} to {1}</title>\n"
      "<style>:root{{color-scheme:light dark}}body{{max-width:46em;margin:2em auto;padding:0 "
      "1em;line-height:1.5}}"
      "blockquote{{margin:0 0 0 1em;white-space:pre-wrap}}</style>\n</head>\n<body>\n<h1>Changes from {0} to "
      "{1}</h1>\n",
      escape_html(head.old_name), escape_html(head.new_name));
  for (const Change* change : changes) {
    out += fmt::format("<h2>{} <small>({})</small></h2>\n<ul>\n", escape_html(where(*change)),
                       escape_html(kind_words(*change)));
    for (const std::string& fact : facts(*change)) out += fmt::format("<li>{}</li>\n", escape_html(fact));
    out += "</ul>\n";
    if (change->heading_redline)
      out += fmt::format("<p lang=\"{}\">{}</p>\n", language, redline_html(*change->heading_redline));
    out += fmt::format("<blockquote lang=\"{}\">{}</blockquote>\n", language, redline_html(change->redline));
  }
  return out + "</body>\n</html>\n";
}

}  // namespace zakonwatch
