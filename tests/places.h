// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace zakonwatch {

// Where tests find what they read in place. One small source file knows the folders, so that every other test
// object is the same in every clone and a compiler cache can serve it.
std::string project_root();   // the source tree
std::string corpus_folder();  // real law beside the project; tests skip, visibly, where it is absent

std::string program_file();  // the built program: worker tests start it as their child

}  // namespace zakonwatch
