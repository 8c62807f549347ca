// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/act.h"
#include "law/change.h"
#include "law/instruction.h"
#include "law/language.h"
#include "law/lexicon.h"
#include "law/source.h"
#include "law/topics.h"

namespace zakonwatch {

class Respacer;

// What the assessment of a change leans on. Any of the pointers may be null.
struct AssessmentContext {
  const LanguageProfile* profile = nullptr;  // required
  const Lexicon* lexicon = nullptr;
  const Topics* topics = nullptr;
  const Watch* watch = nullptr;
  const Country* country = nullptr;    // of the act: its watch list names the acts that others refer to
  const Respacer* respacer = nullptr;  // set by compare() where the letters of an act are drawn apart
  double threshold = kRelevant;
};

struct CompareInput {
  const Act* old_act = nullptr;
  const Act* new_act = nullptr;
  std::vector<const Act*> others;     // acts in force that a text may have moved to, or that amend this one
  std::vector<AmendingAct> amending;  // orders to this act, from gazette items bound to it
  std::optional<ActRef> amended_by;   // the version's metadata, where the source gives it
  AssessmentContext assess;
};

// Provision by provision: what was amended, inserted, repealed, renumbered, moved; redlined, attributed,
// judged for relevance and effects. Every change is listed, editorial ones too. compare(a, a) is empty;
// redlines reproduce both texts.
ChangeSet compare(const CompareInput& input);

// The relevance of one provision standing by itself (`zakonwatch relevance`).
Relevance assess_provision(const Act& act, int provision, const AssessmentContext& context);

}  // namespace zakonwatch
