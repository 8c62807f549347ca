// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "law/act.h"
#include "law/language.h"

namespace zakonwatch {

// A bill's way through a parliament, as its page or record prints it.
struct BillStage {
  std::string date, name;
};
struct BillFacts {
  std::vector<std::string> sponsors, committees, amends;
  std::string became;  // the act that the bill became
  std::vector<BillStage> stages;
  std::vector<BillStage> deadlines;  // what the page announces: the next reading, the end of a consultation
};

// By the selectors of [source.document.bill], XPath here; document_json.cpp has the same for JSON pointers.
Result<BillFacts> read_bill(pugi::xml_node root, const std::map<std::string, std::string>& rules);

// Stages without a name are chrome; none at all, or no title, is a redesign and an error.
Result<void> check_bill(const BillFacts& facts, const std::string& title);

// Puts the facts in front of the bill's text: a provision per sponsor, committee and amended act, and one of
// type stage per step, oldest first, so that a step that was taken is one inserted provision. A deadline's
// eId is "deadline_2026_03_20".
void add_bill(Act& act, const BillFacts& facts, const LanguageProfile& profile);

}  // namespace zakonwatch
