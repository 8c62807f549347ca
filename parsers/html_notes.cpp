// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/html_notes.h"

#include <string_view>
#include <utility>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr std::string_view kDigits = "0123456789";

// The id that Word ("ftn1") or LibreOffice ("sdfootnote1") gives the element of a note.
bool is_note_id(std::string_view id) {
  for (const std::string_view kind : {"ftn", "edn", "sdfootnote", "sdendnote"})
    if (id.starts_with(kind) && id.size() > kind.size() &&
        id.find_first_not_of(kDigits, kind.size()) == std::string_view::npos)
      return true;
  return false;
}

bool is_sign_target(std::string_view target, std::string_view digits_behind) {
  return target.starts_with(digits_behind) && target.size() > digits_behind.size() &&
         kDigits.find(target[digits_behind.size()]) != std::string_view::npos;
}

}  // namespace

ExportedNotes::ExportedNotes(pugi::xml_node root) {
  for (const pugi::xpath_node& found : root.select_nodes("//div[@id]")) {
    const std::string id = found.node().attribute("id").value();
    if (is_note_id(id)) notes_.emplace(id, found.node());
  }
}

bool ExportedNotes::take_sign(pugi::xml_node link) {
  if (notes_.empty()) return false;
  std::string_view target = link.attribute("href").value();
  if (!target.starts_with('#')) return false;
  target.remove_prefix(1);
  for (const std::string_view back : {"_ftnref", "_ednref"})
    if (is_sign_target(target, back)) return true;
  if (target.ends_with("anc") && is_note_id(target.substr(0, target.size() - 3))) return true;
  if (target.starts_with('_')) target.remove_prefix(1);
  if (target.ends_with("sym")) target.remove_suffix(3);
  const auto note = notes_.find(std::string(target));
  if (note == notes_.end()) return false;
  if (taken_.insert(note->second.hash_value()).second) waiting_.push_back(note->second);
  return true;
}

std::vector<pugi::xml_node> ExportedNotes::take_waiting() { return std::exchange(waiting_, {}); }

}  // namespace zakonwatch
