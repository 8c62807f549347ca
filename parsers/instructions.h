// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "law/act.h"
#include "law/instruction.h"
#include "law/language.h"

namespace zakonwatch {

// The orders that an amending act gives, in document order, read in the phrases of its language's profile.
// Empty for acts that amend nothing: neither the title nor any sentence says so. Nothing is guessed: an
// order in an unknown form, or one that names no place, is listed with its problem.
std::vector<Instruction> read_instructions(const Act& act, const LanguageProfile& profile);

// Links instructions to the act they change: targets become eIds that stand in it. An inserted provision must
// not stand there yet, its parent must; what fits no single place keeps its problem.
void resolve_instructions(std::vector<Instruction>& instructions, const Act& target);

// Whether the words of an instruction name this act: by its number, else by every word of its title.
bool names_act(const Instruction& instruction, const Act& target);

}  // namespace zakonwatch
