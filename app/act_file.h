// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "app/environment.h"
#include "law/act.h"

namespace zakonwatch {

// How a file on the command line is to be read: with a source's rules, or with a language's profile alone.
struct ActFileOptions {
  std::string source, language, type, act;
};

// An act out of a file, with what its assessment leans on.
struct ActFile {
  Act act;
  std::shared_ptr<const LanguageProfile> profile;
  const Watch* watch = nullptr;      // the watch list entry, where the act is recognised
  const Country* country = nullptr;  // the act's, where it is known
};

// Files that are missing, unreadable or no act are Faults that name them.
ActFile load_act_file(Environment& environment, const std::string& file, const ActFileOptions& options);

}  // namespace zakonwatch
