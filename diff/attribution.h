// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "diff/align.h"
#include "diff/tree_index.h"
#include "law/change.h"

namespace zakonwatch {

// What changes are due to, read from the editorial notes that the new version has and the old had not. A
// note in another form that names the same act ("№ 270-VI" for "N 270-VI") is not new.
class Attributor {
 public:
  Attributor(const TreeIndex& old_tree, const TreeIndex& new_tree, const Alignment& alignment,
             std::optional<ActRef> amended_by);

  // The note beside the provision, else beside what encloses it, else the version's metadata, else none.
  // -1 for the side on which the provision does not stand.
  Attribution attribute(ChangeKind kind, int old_node, int new_node) const;
  // Notes of courts beside the provision that are new.
  std::vector<const Note*> new_court_notes(int old_node, int new_node) const;

 private:
  const TreeIndex& old_;
  const TreeIndex& new_;
  const Alignment& alignment_;
  std::optional<ActRef> amended_by_;

  // An act that a note names now and did not name before.
  struct NewAct {
    const Note* note;
    ActRef act;
  };
  std::vector<NewAct> new_acts(const std::vector<Note>* old_notes, const std::vector<Note>& new_notes) const;
  std::optional<NewAct> named_beside(ChangeKind kind, int old_node, int new_node) const;
  std::optional<NewAct> named_for_all() const;
};

// Whether a court's note says that the provision no longer holds, rather than how it is to be read.
bool says_annulled(std::string_view note);
AttributionKind attribution_kind(const Note& note);

}  // namespace zakonwatch
