// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/act.h"
#include "law/provision.h"

namespace zakonwatch {

enum class InstructionKind {
  replace_words,  // "words A are replaced by words B"
  insert_words,   // "after words A words B are inserted"; without A at the end
  delete_words,   // "words A are deleted"
  restate,        // "paragraph 2 shall read:"
  insert,         // "shall be supplemented by paragraph 3:"
  repeal,         // "article 5 is repealed"
  renumber,       // "paragraphs 4 to 7 become paragraphs 5 to 8"
  unresolved,     // an instruction surely, of a form that the profile does not know
};
std::string_view to_string(InstructionKind kind);
std::optional<InstructionKind> instruction_kind(std::string_view name);

// One thing that an amending act orders, read from its words and never guessed. What could not be read stays
// empty, and `problem` says what that was.
struct Instruction {
  InstructionKind kind = InstructionKind::unresolved;
  std::string eid;   // where it stands in the amending act
  std::string text;  // the clause as printed
  // The act it changes: its number and date as printed where the words name them, and the words themselves.
  ActRef act;
  std::string act_words;
  std::vector<std::string> targets;  // eIds in that act: changed, inserted, repealed ones
  bool heading = false;              // it speaks of the heading
  std::string part;                  // the sentence or mark of the target that alone is meant: "věta"
  std::string old_words, new_words, after_words;
  std::vector<std::string> wording;  // eIds of the quoted provisions with the new wording
  std::optional<Date> in_force;
  std::string problem;  // why it is not resolved; empty where it is
};

// An act that amends, with its orders to one other act.
struct AmendingAct {
  ActRef act;  // its own number and date
  std::string title;
  std::vector<Instruction> instructions;
  std::shared_ptr<const Act> whole = {};  // its own text; null where only the orders are at hand
};

}  // namespace zakonwatch
