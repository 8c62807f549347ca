// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/numbering.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace zakonwatch {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr size_t kLongestNumber = 9;  // digits; longer ones are dates and ids, which count nothing

}  // namespace

std::string NumberedKey::key_of(int64_t other) const {
  const size_t place = series.find('#');
  return series.substr(0, place) + fmt::format("{:0{}}", other, width) + series.substr(place + 1);
}

std::optional<NumberedKey> numbered_key(std::string_view key, const NumberRule& rule) {
  size_t begin = 0, end = 0;
  if (rule.first_digits) {
    begin = key.find_first_of(kDigits);
    if (begin == std::string_view::npos) return {};
    end = std::min(key.find_first_not_of(kDigits, begin), key.size());
  } else {
    const size_t last = key.find_last_of(kDigits);
    if (last == std::string_view::npos) return {};
    end = last + 1;
    const size_t before = key.find_last_not_of(kDigits, last);
    begin = before == std::string_view::npos ? 0 : before + 1;
  }
  const std::string_view digits = key.substr(begin, end - begin);
  if (digits.size() > kLongestNumber || key.find('#') != std::string_view::npos) return {};
  NumberedKey out{.series = std::string(key.substr(0, begin)) + "#" + std::string(key.substr(end)),
                  .width = digits.front() == '0' ? digits.size() : 0};
  std::from_chars(digits.data(), digits.data() + digits.size(), out.number);
  return out;
}

SkippedNumbers skipped_numbers(
    const std::vector<std::string>& listed, const NumberRule& rule,
    const std::function<std::optional<int64_t>(const std::string& series)>& highest) {
  struct Found {
    NumberedKey example;
    std::set<int64_t> numbers;
  };
  std::map<std::string, Found> by_series;
  for (const std::string& key : listed) {
    auto numbered = numbered_key(key, rule);
    if (!numbered) continue;
    Found& found = by_series[numbered->series];
    found.numbers.insert(numbered->number);
    if (found.example.series.empty() || numbered->width > 0) found.example = std::move(*numbered);
  }
  SkippedNumbers out;
  for (const auto& [series, found] : by_series) {
    SkippedNumbers::Series said{.series = series, .highest = *found.numbers.rbegin()};
    const int64_t known = highest(series).value_or(*found.numbers.begin() - 1);
    int64_t next = std::min(known + 1, *found.numbers.begin());
    for (const int64_t number : found.numbers) {
      said.jumped = said.jumped || number - next > kMostMissing;
      if (!said.jumped)
        for (; next < number; ++next) said.missing.push_back(found.example.key_of(next));
      next = number + 1;
    }
    if (said.jumped) said.missing.clear();
    out.series.push_back(std::move(said));
  }
  return out;
}

}  // namespace zakonwatch
