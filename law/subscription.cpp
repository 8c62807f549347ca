// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/subscription.h"

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {
namespace {

template <typename T>
bool allows(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool shares_topic(const std::vector<std::string>& wanted, const Relevance& relevance) {
  return wanted.empty() ||
         std::any_of(relevance.topics.begin(), relevance.topics.end(), [&](const TopicScore& topic) {
           return std::find(wanted.begin(), wanted.end(), topic.id) != wanted.end();
         });
}

std::string plain(std::string_view text) { return to_lower(fold(squeeze_space(text))); }

bool begins_a_word(std::string_view text, size_t at) {
  size_t begin = at;
  while (begin > 0 && (static_cast<unsigned char>(text[--begin]) & 0xC0) == 0x80) {
  }
  return at == 0 || !is_word_char(next_code_point(text, begin));
}

bool holds(std::string_view text, std::string_view beginning) {
  for (size_t at = text.find(beginning); at != std::string_view::npos; at = text.find(beginning, at + 1))
    if (begins_a_word(text, at)) return true;
  return false;
}

bool is_excluded(const std::vector<std::string>& exclude, const Change& change) {
  if (exclude.empty()) return false;
  std::string all;
  for (const auto* side : {&change.old_side, &change.new_side})
    if (*side) all += (*side)->heading.value_or("") + "\n" + (*side)->text + "\n";
  all = plain(all);
  return std::any_of(exclude.begin(), exclude.end(), [&](const std::string& word) {
    const std::string beginning = plain(word);
    return !beginning.empty() && holds(all, beginning);
  });
}

}  // namespace

bool matches(const Filter& filter, const MatchInput& input) {
  const Change& change = *input.change;
  return !change.editorial && change.relevance.score >= filter.min_score &&
         allows(filter.countries, input.country) && allows(filter.acts, input.act) &&
         allows(filter.kinds, change.kind) && allows(filter.directions, change.direction) &&
         shares_topic(filter.topics, change.relevance) && (input.confirmed || !filter.confirmed_only) &&
         !is_excluded(filter.exclude, change);
}

}  // namespace zakonwatch
