// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/act.h"
#include "law/language.h"
#include "law/source.h"

namespace zakonwatch {

// Changes whenever the same bytes may give another act: part of every derivation.
constexpr std::string_view kParserVersion = "4";

// Bytes in, values out: everything a sealed child needs is in here.
struct DocumentInput {
  std::string_view bytes;
  std::string format;  // html | xml | json | pdf | docx | txt | md; empty = by media type and bytes
  std::string media_type;
  std::string charset;                       // of the transport header
  std::string charset_override;              // the source's
  std::string url;                           // where it came from; empty for a file
  const LanguageProfile* profile = nullptr;  // required
  const DocumentRules* rules = nullptr;      // null: no source, the whole page is taken
};

// An act with provisions. Bytes that are not text, have no provision at all, or break a limit (depth 512)
// are errors; doubts go to Act::quality. Act::id is the bare key that the document prints, where it prints
// one: the jurisdiction in front is the caller's to add, who knows the source.
Result<Act> parse_document(const DocumentInput& input);

// A document another page points at, as discovery found it.
struct ListedDocument {
  std::string url;
  std::string key;  // the act's key where the listing gives it
  std::string title;
  std::string date;        // as printed
  std::string amended_by;  // likewise
};
struct Listing {
  std::vector<ListedDocument> documents;
  std::optional<std::string> next;  // following page
  std::string cursor;               // what the following request names, where the rules ask for it
  std::vector<std::string> lists;   // further lists: a sitemap's sitemaps
};
struct ListingInput {
  std::string_view bytes;
  std::string media_type, charset, charset_override, url;
  const Discovery* discovery = nullptr;
};
// Feeds (RSS, Atom, JSON Feed), sitemaps, listings by XPath, APIs by JSON pointer. Zero items is not an
// error here: the caller knows what to expect.
Result<Listing> parse_listing(const ListingInput& input);

}  // namespace zakonwatch
