// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "law/source.h"
#include "parsers/document.h"

namespace zakonwatch {

// The first date that stands in digits in a text: 2013-04-01, 2013/04/01, 01.04.2013, 01/04/2013, 20130401.
std::optional<Date> date_in_digits(std::string_view text);

// Which of an act's listed editions are worth a visit: the one in force today and those of the future, oldest
// first. Where none is dated, the one listed first.
struct Edition {
  std::string url;
  std::optional<Date> date;
  std::string amended_by;  // as the list prints it
};
std::vector<Edition> due_editions(const Listing& listing, Date today);

// What is wrong with a list, in words, or nothing: a redesigned site or a renamed field shows as a list
// without items, or as items that all lack what the source file reads from them.
std::optional<std::string> list_problem(const Discovery& rules, const Listing& listing, bool first_page);

}  // namespace zakonwatch
