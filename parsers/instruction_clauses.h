// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "law/act.h"

namespace zakonwatch {

// A sentence of an amending act outside of what it quotes, with the provisions of the new wording behind it.
struct InstructionClause {
  int provision = -1;        // index in the act
  std::string text;          // with short quotations as printed
  bool announces = false;    // ends in a colon
  std::vector<int> wording;  // quoted provisions that follow it, tops only
  std::string quoted_text;   // their words where they are no provisions of their own
};

// The act in sentences, in document order: what stands in quotations is no sentence of the act but belongs to
// the one before it, also where the quotation spans paragraphs.
// `takes_wording` says of a sentence that it announces new wording.
std::vector<InstructionClause> instruction_clauses(
    const Act& act, const std::function<bool(const std::string&)>& takes_wording);

}  // namespace zakonwatch
