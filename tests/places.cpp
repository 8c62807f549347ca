// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/places.h"

namespace zakonwatch {

std::string project_root() { return ZAKONWATCH_ROOT; }
std::string corpus_folder() { return ZAKONWATCH_CORPUS; }
std::string program_file() { return ZAKONWATCH_PROGRAM; }

}  // namespace zakonwatch
