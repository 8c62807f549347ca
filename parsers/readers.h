// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "law/act.h"
#include "law/language.h"
#include "law/source.h"
#include "parsers/blocks.h"
#include "parsers/pages.h"

namespace zakonwatch {

// Blocks with a front to an act: outline, eIds, quality, dates.
Act act_from_blocks(BlockedDocument document, const LanguageProfile& profile);

// Riigi Teataja's schema (root `oigusakt`): structure is taken from the elements, not guessed.
bool is_riigi_teataja(pugi::xml_node root);
Act read_riigi_teataja(pugi::xml_node root, const LanguageProfile& profile);

// Akoma Ntoso 2 and 3 (root `akomaNtoso`).
bool is_akoma_ntoso(pugi::xml_node root);
Act read_akoma_ntoso(pugi::xml_node root, const LanguageProfile& profile);

// JSON with declared pointers: `rules.body` and the others are JSON pointers; the body may be HTML or text.
Result<BlockedDocument> json_blocks(std::string_view utf8, const DocumentRules& rules);

// Pages of a PDF as lines of text, columns and running heads resolved. Glyphs without text are an error.
constexpr std::string_view kNoTextInPdf = "the PDF has no text";  // how that error begins
Result<Blocks> pdf_blocks(std::string_view bytes, const BeginsParagraph& begins = {});
// Pages of text, a form feed between them, as OCR gives them.
Blocks recognised_blocks(std::string_view utf8, const BeginsParagraph& begins = {});
Result<Blocks> docx_blocks(std::string_view bytes);

}  // namespace zakonwatch
