// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pugixml.hpp>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace zakonwatch {

// Footnotes and endnotes of pages that Word or LibreOffice exported: the page holds them at its end, behind
// links both ways ("#_ftn1" and "#_ftnref1", "#sdfootnote1sym" and "#sdfootnote1anc"). Their text belongs
// behind the block that their sign stands in; the sign itself is a number that the next edition shifts.
class ExportedNotes {
 public:
  explicit ExportedNotes(pugi::xml_node root);

  // Whether a link is a note's sign, here or there. If it leads to a note, that one waits.
  bool take_sign(pugi::xml_node link);
  // The notes that wait, in the order of their signs; they wait no more.
  std::vector<pugi::xml_node> take_waiting();
  // Whether a node is a note that a sign has led to: it stands there and not in its own place.
  bool is_taken(pugi::xml_node node) const { return taken_.contains(node.hash_value()); }

 private:
  std::unordered_map<std::string, pugi::xml_node> notes_;  // by id
  std::vector<pugi::xml_node> waiting_;
  std::unordered_set<size_t> taken_;
};

}  // namespace zakonwatch
