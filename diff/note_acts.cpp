// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/note_acts.h"

#include <algorithm>

#include "base/clock.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The length of "15.04.2008" at `at`, or 0.
size_t date_length(std::string_view text, size_t at) {
  if (at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '.')) return 0;
  size_t end = at, parts[3] = {0, 0, 0};
  for (size_t part = 0; part < 3; ++part) {
    if (part > 0) {
      if (end >= text.size() || text[end] != '.') return 0;
      ++end;
    }
    while (end < text.size() && is_digit(text[end])) ++end, ++parts[part];
  }
  return parts[0] >= 1 && parts[0] <= 2 && parts[1] >= 1 && parts[1] <= 2 && parts[2] == 4 ? end - at : 0;
}

// "N", "№", "Nr.", "br." and their kin announce a number.
bool announces(std::string_view word) {
  for (const std::string_view sign : {"N", "№", "Nr.", "Nr", "nr.", "No.", "no.", "бр.", "br.", "č.", "№."})
    if (word == sign) return true;
  return false;
}

std::string_view without_brackets(std::string_view word) {
  constexpr std::string_view kBrackets = "(){}[],;";
  while (!word.empty() && kBrackets.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
  while (!word.empty() && kBrackets.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return word;
}

// The number printed last in a stretch: "270-VI", "15-рп/2004".
std::string number_in(std::string_view stretch) {
  std::string number;
  bool announced = false;
  for (std::string_view raw : split(stretch, ' ')) {
    std::string_view word = without_brackets(raw);
    if (word.rfind("№", 0) == 0 && word.size() > 3) word.remove_prefix(3), announced = true;
    if (announced && !word.empty() && is_digit(word.front())) number = word;
    announced = announces(word);
  }
  return number;
}

// Dates of entry into force are printed too. Where acts have numbers, a date without one is no act; where
// they have none, the note's last act is the last date that is.
void drop_other_dates(std::vector<ActRef>& acts, const ActRef& last) {
  if (!last.number.empty()) {
    std::erase_if(acts, [](const ActRef& act) { return act.number.empty(); });
    return;
  }
  const auto same_date = [&](const ActRef& act) { return act.date == last.date; };
  acts.erase(std::find_if(acts.rbegin(), acts.rend(), same_date).base(), acts.end());
}

}  // namespace

bool same_act(const ActRef& a, const ActRef& b) {
  const FoldRules rules{.yo_is_ye = true, .lookalikes = true, .case_insensitive = true};
  return a.date == b.date && fold(a.number, rules) == fold(b.number, rules);
}

std::vector<ActRef> acts_named(const Note& note) {
  std::vector<ActRef> out;
  if (!note.act) return out;
  const std::string text = squeeze_space(note.text);
  size_t from = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t length = is_digit(text[at]) ? date_length(text, at) : 0;
    if (length == 0) continue;
    const auto date = parse_dotted_date(std::string_view(text).substr(at, length));
    if (date) out.push_back({number_in(std::string_view(text).substr(from, at - from)), date});
    from = at + length;
    at = from - 1;
  }
  drop_other_dates(out, *note.act);
  if (std::none_of(out.begin(), out.end(), [&](const ActRef& act) { return same_act(act, *note.act); }))
    out.push_back(*note.act);
  return out;
}

}  // namespace zakonwatch
