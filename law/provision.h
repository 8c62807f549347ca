// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace zakonwatch {

// `article` is the basic numbered unit of the act (article, §, pants, straipsnis, maddə …), whatever the
// tradition calls it; the others are named as in contract.md.
enum class ProvisionType {
  part,
  book,
  section,
  chapter,
  article,
  paragraph,
  point,
  indent,
  p,
  note,
  annex,
  doc,
  row,
  quoted,
  transitional,
  stage,  // a step of a bill through a parliament
  preface,
  unclaimed,
};
std::string_view to_string(ProvisionType type);
std::optional<ProvisionType> provision_type(std::string_view name);

// An act named inside another: the amending act of a note.
struct ActRef {
  std::string number;  // as printed ("270-VI"); empty where only a date is given
  std::optional<Date> date;
  bool operator==(const ActRef&) const = default;
};

enum class NoteKind { amend, repeal, insert, renumber, court, other };
std::string_view to_string(NoteKind kind);
std::optional<NoteKind> note_kind(std::string_view name);

// An editorial note beside a provision: kept typed, never part of the law's text.
struct Note {
  NoteKind kind = NoteKind::other;
  std::string text;              // as printed
  std::optional<ActRef> act;     // the last act named, the one that made this wording
  std::optional<Date> in_force;  // where the note prints it
  bool operator==(const Note&) const = default;
};

// A node of an act's tree. Nodes stand in document order in Act::provisions; `parent` is an index there.
struct Provision {
  std::string eid;  // unique in the version, formed as in design.md section 5
  ProvisionType type = ProvisionType::p;
  std::string num;                     // number token as printed without its word: "253.¹", "1", "а"
  std::string label;                   // for people: "Стаття 309, частина 1"
  std::optional<std::string> heading;  // NFC, one line
  std::string text;                // own text, without marker, heading, notes and children; LF between blocks
  int parent = -1;                 // index in Act::provisions; -1 = top
  bool repealed = false;           // a repeal marker stands in place of text
  std::vector<std::string> cells;  // of a table row
  std::vector<Note> notes;
};

}  // namespace zakonwatch
