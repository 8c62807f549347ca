// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/outline_view.h"

#include <fmt/core.h>

#include "base/text.h"

namespace zakonwatch {
namespace {

size_t depth_of(const Act& act, const Provision& provision) {
  size_t depth = 0;
  for (int up = provision.parent; up >= 0; up = act.provisions[static_cast<size_t>(up)].parent) ++depth;
  return depth;
}

std::string line_of(const Act& act, const Provision& provision, size_t columns) {
  std::string line(2 * depth_of(act, provision), ' ');
  line += fmt::format("{}  {}", provision.eid, to_string(provision.type));
  if (!provision.num.empty()) line += " " + provision.num;
  if (provision.repealed) line += " [repealed]";
  std::string words = provision.heading.value_or("");
  if (words.empty()) words = provision.text;
  if (!words.empty()) line += "  " + squeeze_space(words);
  return display_width(line) > columns ? ellipsis(line, columns > 1 ? columns - 1 : 1) : line;
}

void append_list(std::string& out, const char* name, const std::vector<std::string>& items) {
  if (items.empty()) return;
  out += fmt::format("{}:", name);
  for (const std::string& item : items) out += " " + item + ";";
  out.back() = '\n';
}

}  // namespace

std::string outline_text(const Act& act, size_t columns) {
  std::string out = act.title + "\n";
  if (!act.number.empty()) out += "number " + act.number + "\n";
  if (act.dates.version) out += "edition of " + to_iso(*act.dates.version) + "\n";
  out += "\n";
  for (const Provision& provision : act.provisions) out += line_of(act, provision, columns) + "\n";
  const Quality& quality = act.quality;
  out += fmt::format("\n{} provisions, {} articles, {:.2f} % of the text claimed\n", act.provisions.size(),
                     quality.articles, quality.claimed_share * 100);
  append_list(out, "missing numbers", quality.number_gaps);
  append_list(out, "ambiguous numbers", quality.ambiguous_numbers);
  append_list(out, "suspicions", quality.suspicions);
  return out;
}

}  // namespace zakonwatch
