// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "law/act.h"
#include "store/versions.h"

namespace zakonwatch {

// One version of an act as Akoma Ntoso 3.0 (OASIS LegalDocML): act with FRBR identification, body with the
// tree as it was read. eIds are the record's own; what the standard has no element for (notes, rows, text
// that no provision claimed) is an hcontainer that names its type.
std::string akoma_ntoso(const Act& act, const Version& version, const std::string& country,
                        const std::string& url);

}  // namespace zakonwatch
