// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "law/act.h"
#include "law/change.h"

namespace zakonwatch {

// A set of changes in one look.
struct Overview {
  std::map<std::string, size_t> kinds;        // changes of substance by kind
  size_t articles_changed = 0, articles = 0;  // of the larger of both versions
  // Nearly everything reads otherwise: a code made anew, whose single changes say less than that one fact.
  bool reenacted = false;
};
Overview overview_of(const ChangeSet& set, const Act& old_act, const Act& new_act);

// "118 changes of substance in 89 of 447 articles: 60 amended, 20 inserted, 38 repealed".
std::string overview_text(const Overview& overview);

}  // namespace zakonwatch
