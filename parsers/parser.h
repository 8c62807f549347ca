// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parsers/document.h"

namespace zakonwatch {

// Who turns bytes into values: this process, or sealed children (worker.h).
class Parser {
 public:
  Parser() = default;
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  virtual ~Parser() = default;
  virtual Result<Act> document(const DocumentInput& input) = 0;
  virtual Result<Listing> listing(const ListingInput& input) = 0;
};

class PlainParser : public Parser {
 public:
  Result<Act> document(const DocumentInput& input) override { return parse_document(input); }
  Result<Listing> listing(const ListingInput& input) override { return parse_listing(input); }
};

}  // namespace zakonwatch
