// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/language.h"
#include "law/number_token.h"
#include "law/provision.h"
#include "parsers/block.h"

namespace zakonwatch {

// An editorial note found in a page, with what it says of its subject.
struct FoundNote {
  Note note;
  NumberToken subject;                        // the article it names, where it names one
  std::optional<ProvisionType> subject_type;  // the unit its first word names: paragraph for "Частина …"
};

// Takes editorial notes out of `text` (law.md 1.8): spans in the profile's brackets whose words match its
// note patterns; everything in braces is a note. What is left has its spaces tidied.
std::vector<FoundNote> take_notes(std::string& text, const LanguageProfile& profile);

// A note that stands as a line of its own without brackets: a footnote with a gazette's number ("*Службени
// гласник РС, број 72/2009"), or, `referred` being true, what is left of a line when its reference in
// brackets has been taken out ("Брисан је ранији став (4)").
bool is_note_line(std::string_view line, bool referred, const LanguageProfile& profile);

// A block the source marks as a note, brackets or not.
FoundNote read_note(std::string_view text, const LanguageProfile& profile);

// A line that is a note without brackets ("Сноска. Статья 5 в редакции …"): the profile writes what it begins
// with behind a caret, "^Сноска.".
bool begins_note(std::string_view line, const LanguageProfile& profile);
std::optional<FoundNote> line_note(std::string_view line, const LanguageProfile& profile);

// A note printed over several blocks ("{ Із змінами, внесеними …" to "… }") becomes one block.
void join_split_notes(Blocks& blocks, const LanguageProfile& profile);

}  // namespace zakonwatch
