// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "law/ids.h"
#include "law/provision.h"

namespace zakonwatch {

class Database;

// The provisions of a version: each distinct one stored once by the hash of everything it says, versions
// refer to them. Loading gives back exactly what was saved.
void save_provisions(Database& database, VersionId version, const std::vector<Provision>& provisions);
std::vector<Provision> load_provisions(Database& database, VersionId version);
// Where each hangs, as one text.
std::string parents_of(const std::vector<Provision>& provisions);
std::string parents_of(Database& database, VersionId version);
// Whether every provision of the version still is what its hash was made of.
bool provisions_intact(Database& database, VersionId version);

}  // namespace zakonwatch
