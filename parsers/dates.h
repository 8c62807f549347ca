// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "law/provision.h"

namespace zakonwatch {

struct DateAt {
  Date date;
  size_t at;  // byte it begins at
};
// Every calendar date printed in digits: 2012-12-13, 13.12.2012, 13/12/2012. Month names belong to the
// language profile (LanguageProfile::find_date).
std::vector<DateAt> dates_in(std::string_view text);

// The act a note names: of several the last one, which made the wording ("… № 270-VI від 15.04.2008").
std::optional<ActRef> named_act(std::string_view text);

}  // namespace zakonwatch
