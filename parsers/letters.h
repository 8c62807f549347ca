// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/act.h"
#include "law/language.h"

namespace zakonwatch {

// What is wrong with an act's letters, as sentences for the operator; none where nothing is:
// - hardly a letter of the language's script: another language, or a text written for a font (old Georgian
//   sites store "muxli" and let a font draw მუხლი);
// - letters of the script that the language does not have, in the place of those it has: a wrong code page,
//   or a font that draws Kazakh letters over others;
// - words that mix Latin and Cyrillic letters: typing slips, or look-alikes put there on purpose.
std::vector<std::string> letter_suspicions(const Act& act, const LanguageProfile& profile);

}  // namespace zakonwatch
