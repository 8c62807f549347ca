// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "diff/direction.h"
#include "law/act.h"
#include "law/language.h"

namespace zakonwatch {

// The regime of a list of substances (law.md section 2): prohibited, medical, precursor, licensed or
// regulated_sale; empty where neither the list's heading nor what stands around it says. By
// [regimes].
std::string regime_of(const Act& act, const Provision& list, const LanguageProfile& profile);

// From one regime to another, along their order from prohibited to regulated sale.
Judgement compare_regimes(const std::string& from, const std::string& to);

}  // namespace zakonwatch
