// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "diff/compare.h"

namespace zakonwatch {

// Watched articles of other acts that a text names, ranges taken apart: "не распространяется на статьи
// 228–233 Уголовного кодекса". As addresses: "ru/102041891#art_228". Acts are known by the watch list's
// `names`; a number without the name of its act is nobody's.
std::set<std::string> named_articles(std::string_view text, const AssessmentContext& context);

// What one side of a change names and the other does not.
std::set<std::string> newly_named(const Change& change, const AssessmentContext& context);

// "Criminal Code art. 228, 228.1, 229", for people, of addresses, acts and eIds of the act itself; empty
// where nothing is named.
std::string in_words(const std::set<std::string>& addresses, const AssessmentContext& context,
                     const char* article = "art. ");

// "309(1)" of "art_309__para_1", "297.1(2)(a)" of "art_297_1__para_2__point_a"; empty for what stands in no
// article.
std::string spoken_number(const std::string& eid);

}  // namespace zakonwatch
