// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/config.h"
#include "parsers/parser.h"

namespace zakonwatch {

// Reads what our own parsers cannot, with other people's programs: RTF and DOC by the converters that the
// configuration names, scans by tesseract where it is installed. What comes out is bytes from outside again
// and goes through the inner parser. Without a converter such a document is refused with a sentence that
// names the key, and a scan stays "no text": never an empty law.
class ConvertingParser : public Parser {
 public:
  ConvertingParser(std::unique_ptr<Parser> inner, Config::Parsers options)
      : inner_(std::move(inner)), options_(std::move(options)) {}

  Result<Act> document(const DocumentInput& input) override;
  Result<Listing> listing(const ListingInput& input) override { return inner_->listing(input); }

 private:
  Result<Act> converted(const DocumentInput& input, const std::string& format);
  Result<Act> recognised(const DocumentInput& input, const Error& no_text);

  std::unique_ptr<Parser> inner_;
  Config::Parsers options_;
};

}  // namespace zakonwatch
