// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "law/language.h"
#include "law/source.h"
#include "parsers/document.h"

namespace zakonwatch::test {

// The shipped profile of a language; throws where it does not load.
std::shared_ptr<const LanguageProfile> profile(const std::string& code);
const Source& source(const std::string& id);

// Parses a text as a file of the format would be; throws with the error's sentence.
Act parse(const std::string& language, const std::string& format, std::string_view bytes,
          const DocumentRules* rules = nullptr);

const Provision& provision(const Act& act, const std::string& eid);  // throws where there is none
std::vector<std::string> article_eids(const Act& act);
std::string duplicate_eid(const Act& act);  // empty where every eId is unique

// Files of the corpus under a folder, sorted; empty where the corpus is absent.
std::vector<std::filesystem::path> corpus(const std::string& folder, const std::string& extension);
std::string read(const std::filesystem::path& file);

}  // namespace zakonwatch::test
