// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "alerts/digest.h"

namespace zakonwatch {

// The formats of `zakonwatch cite` (contract.md).
enum class CitationFormat { text, csl_json, bibtex, ris };
std::optional<CitationFormat> citation_format(std::string_view name);  // "text", "csl-json", "bibtex", "ris"

// What reference managers import: CSL-JSON of type `legislation`, BibTeX @misc (biblatex reads it as well),
// RIS of type STAT. Every format carries both hashes, so that the cited words can be proved. Ends with a line
// end.
std::string cite(const DigestItem& item, CitationFormat format, const std::string& language);

std::string cite_csl_json(const DigestItem& item, const std::string& language);

}  // namespace zakonwatch
