// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/subscription.h"

#include <algorithm>

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

}  // namespace

bool matches(const Filter& filter, const MatchInput& input) {
  const Change& change = *input.change;
  return !change.editorial && change.relevance.score >= filter.min_score &&
         allows(filter.countries, input.country) && allows(filter.acts, input.act) &&
         allows(filter.kinds, change.kind) && allows(filter.directions, change.direction) &&
         shares_topic(filter.topics, change.relevance);
}

}  // namespace zakonwatch
