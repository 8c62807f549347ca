// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/result.h"
#include "base/toml.h"
#include "law/source.h"

namespace zakonwatch {

// One file of sources/countries as a Country. Mistakes are noted in the document, with file and line.
Country read_country(const TomlDocument& document);

}  // namespace zakonwatch
