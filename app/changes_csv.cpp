// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/changes_csv.h"

#include <fmt/core.h>

#include "base/text.h"

namespace zakonwatch {
namespace {

std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) out += '\'';
  return out + replace_all(std::string(text), "\"", "\"\"") + "\"";
}

}  // namespace

std::string changes_csv_head() {
  return "id,seq,country,source,act,title,eid,label,kind,direction,score,in_force_from,first_seen,by,state,"
         "summary\r\n";
}

std::string changes_csv_row(const RecordedChange& c) {
  std::string out;
  for (const std::string& field :
       {c.id, std::to_string(c.seq.value), c.country, c.source.value, c.act.value, c.act_title,
        c.change.side().eid, c.change.side().label, std::string(to_string(c.change.kind)),
        std::string(to_string(c.change.direction)), fmt::format("{:.2f}", c.change.relevance.score),
        c.in_force_from ? to_iso(*c.in_force_from) : std::string(), to_rfc3339(c.first_seen),
        c.change.attribution.number, std::string(to_string(c.state)), c.change.summary_en})
    out += (out.empty() ? "" : ",") + cell(field);
  return out + "\r\n";
}

}  // namespace zakonwatch
