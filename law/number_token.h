// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace zakonwatch {

// A printed number taken apart, for eIds, order and gaps: "253.¹" is {253, 1}, "283a" is {283} "a", "III" is
// {3} Roman, "6.16.1" is {6, 16, 1}.
struct NumberToken {
  std::string printed;      // trimmed: "321 - 1" is "321-1"
  std::vector<int> groups;  // base first, then inserts
  std::string letters;      // glued behind the last group, or the whole of a letter mark, lower case
  bool roman = false;
  bool raised = false;  // the insert was told by markup or a separator, not guessed
  bool hyphen = false;  // groups joined by '-'
  bool range = false;   // the first two groups are: "308-310" is a range, "6.16-1" is not

  bool empty() const { return groups.empty() && letters.empty(); }
  int base() const { return groups.empty() ? 0 : groups.front(); }
  // The eId's part, as design.md section 5 has it: "253_1" at the basic unit, "1-1" below it where a hyphen
  // is printed; Roman numerals in Latin capitals; letters that look the same in both scripts in Latin, since
  // pages mix them ("354а" with a Cyrillic а is 354a).
  std::string eid(bool basic) const;
  // "10-12" and "361-363-1" (to 363¹), not "321-1": a range repeals one article per number.
  bool is_range() const { return range && groups.size() <= 3 && groups[1] > groups[0] && letters.empty(); }
  // "184/A-184/C": a range of letters, one number for each; empty where it is none.
  std::vector<NumberToken> lettered_range() const;
};

NumberToken read_number(std::string_view printed);
// Order of numbers in an act: 253 < 253.1 < 253.2 < 254; 283 < 283a < 284.
std::strong_ordering compare_numbers(const NumberToken& a, const NumberToken& b);
std::string to_roman(int value);

}  // namespace zakonwatch
