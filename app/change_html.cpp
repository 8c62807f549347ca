// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "alerts/render.h"
#include "app/change_view.h"
#include "app/redline_layout.h"

namespace zakonwatch {
namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Changes from {0} to {1}</title>
<style>
:root{{color-scheme:light dark}}
body{{max-width:{2}em;margin:2em auto;padding:0 1em;line-height:1.5}}
blockquote{{margin:0 0 0 1em;white-space:pre-wrap}}
table{{border-collapse:collapse;width:100%;table-layout:fixed}}
td,th{{border:1px solid;padding:.3em .6em;vertical-align:top;text-align:start;overflow-wrap:anywhere}}
</style>
</head>
<body>
<h1>Changes from {0} to {1}</h1>
)";

std::string row_of(const std::vector<Redline>& cells) {
  std::string out = "<tr>";
  for (const Redline& cell : cells) out += fmt::format("<td>{}</td>", redline_html(cell));
  return out + "</tr>\n";
}

// Old beside new, in step at every line and sentence that neither changed.
std::string beside(const Change& change, const std::string& language) {
  std::string out = "<table>\n<tr><th scope=\"col\">old</th><th scope=\"col\">new</th></tr>\n<tbody lang=\"" +
                    language + "\">\n";
  for (const Redline& cell : cells_of(change))
    for (const Redline& part : cut_at_sentences(elide(cell)))
      out += row_of({one_side(part, EditOp::remove), one_side(part, EditOp::insert)});
  return out + "</tbody>\n</table>\n";
}

std::string body_of(const Change& change, const std::string& language, bool side_by_side) {
  if (same_text(change)) return "<p>The text is the same.</p>\n";
  if (side_by_side) return beside(change, language);
  const auto cells = cells_of(change);
  if (cells.size() > 1) return fmt::format("<table lang=\"{}\">\n{}</table>\n", language, row_of(cells));
  return fmt::format("<blockquote lang=\"{}\">{}</blockquote>\n", language,
                     redline_html(elide(change.redline)));
}

}  // namespace

std::string changes_html(const std::vector<const Change*>& changes, const ChangeHead& head,
                         const std::string& language, bool side_by_side) {
  const std::string lang = escape_html(language);
  std::string out = fmt::format(fmt::runtime(kHead), escape_html(head.old_name), escape_html(head.new_name),
                                side_by_side ? 76 : 46);
  if (!head.overview.empty()) out += fmt::format("<p>{}</p>\n", escape_html(head.overview));
  for (const Change* change : changes) {
    const ChangeWords words = words_of(*change);
    out += fmt::format("<h2>{} <small>({})</small></h2>\n<ul>\n", escape_html(words.where),
                       escape_html(words.kind));
    for (const std::string& fact : words.facts) out += fmt::format("<li>{}</li>\n", escape_html(fact));
    out += "</ul>\n";
    if (change->heading_redline)
      out += fmt::format("<p lang=\"{}\">{}</p>\n", lang, redline_html(*change->heading_redline));
    out += body_of(*change, lang, side_by_side);
  }
  return out + "</body>\n</html>\n";
}

}  // namespace zakonwatch
