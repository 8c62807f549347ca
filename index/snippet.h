// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "index/query.h"
#include "index/searcher.h"
#include "index/stems.h"

namespace zakonwatch {

// The part of a text that answers a query best, with the answering words marked, and what they are.
struct Snippet {
  std::vector<SnippetPart> parts;
  std::vector<std::string> words;     // as printed, each once, in text order
  std::vector<std::string> concepts;  // ids met in the text
};

// Words match as the query's did: whatever their case, by stem and inflection. `lexicon` is that of the
// text's language, or null. Cuts fall between words, and inside an endless one between grapheme clusters.
Snippet make_snippet(std::string_view text, const std::string& language, const Sought& sought,
                     const Lexicon* lexicon, Stems& stems);

}  // namespace zakonwatch
