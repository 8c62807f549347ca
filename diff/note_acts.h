// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "law/provision.h"

namespace zakonwatch {

// Every act a note names, in the order of naming: a note grows with each amendment ("згідно із Законами
// N 270-VI від 15.04.2008, N 801-VI від 25.12.2008"), and its last act is not the only new one. An act is a
// date with the number printed before it, where there is one.
std::vector<ActRef> acts_named(const Note& note);

bool same_act(const ActRef& a, const ActRef& b);

}  // namespace zakonwatch
