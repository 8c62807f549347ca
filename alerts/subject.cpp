// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "alerts/render.h"
#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kSubjectGraphemes = 120;

// Read from the text, or confirmed by an analyst: only then may the subject judge (law.md section 2). An
// effect inferred through a reference is not enough.
bool may_judge(const DigestItem& item) {
  const auto& effects = item.change.effects;
  const bool judged =
      item.change.direction == Direction::harsher || item.change.direction == Direction::lighter;
  const bool read =
      !effects.empty() && std::none_of(effects.begin(), effects.end(),
                                       [](const Effect& effect) { return effect.via.has_value(); });
  return judged && (item.confirmed || read);
}

std::string single_subject(const DigestItem& item, const Catalogue& words) {
  std::string line;
  if (item.kind == "correction") line = words.say("Correction") + ": ";
  if (item.kind == "reminder") line = words.say("In force") + ": ";
  line += item.country_name;
  if (item.change.kind == ChangeKind::stage) return line + ": " + headline(item, words);
  line += ", " + item.change.side().label + ": ";
  if (may_judge(item))
    line +=
        words.say("{direction} on its face", {{"direction", direction_words(item.change.direction, words)}}) +
        ": ";
  if (item.pending && force_date(item))
    line += words.say("from {date}", {{"date", to_iso(*item.in_force_from)}}) + ": ";
  return line + headline(item, words);
}

std::string countries_of(const Digest& digest) {
  std::map<std::string, int> counts;
  std::vector<std::string> order;
  for (const auto& item : digest.items)
    if (counts[item.country_name]++ == 0) order.push_back(item.country_name);
  std::string line;
  for (const std::string& country : order)
    line += (line.empty() ? "" : ", ") + fmt::format("{} ({})", country, counts[country]);
  return line;
}

std::string many_subject(const Digest& digest, const Catalogue& words) {
  const auto total = static_cast<int64_t>(digest.items.size() + digest.omitted);
  std::string line = words.say("{n, plural, one {# change} other {# changes}}", {{"n", total}});
  const auto harsher = std::count_if(digest.items.begin(), digest.items.end(), [](const DigestItem& item) {
    return item.change.direction == Direction::harsher && may_judge(item);
  });
  if (harsher > 0) line += ", " + words.say("{n} tightening on their face", {{"n", int64_t{harsher}}});
  return line + ": " + countries_of(digest);
}

}  // namespace

std::string render_subject(const Digest& digest) {
  const Catalogue& words = Catalogue::of(digest.language);
  std::string line;
  if (digest.neutral_subject || digest.items.empty())
    line = words.say("Digest of {date}", {{"date", to_rfc3339(digest.created).substr(0, 10)}});
  else
    line = digest.items.size() == 1 && digest.omitted == 0 ? single_subject(digest.items.front(), words)
                                                           : many_subject(digest, words);
  return ellipsis(squeeze_space(strip_controls(line)), kSubjectGraphemes);
}

}  // namespace zakonwatch
