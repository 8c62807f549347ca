// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zakonwatch {

// The fields of an HTTP or WARC head: names as written, values trimmed, in order. Folded lines (obsolete in
// HTTP, legal in WARC) continue the field before them. The first line is not a field and is skipped.
class Fields {
 public:
  static Fields parse(std::string_view head);

  // Case-insensitive; the first where several.
  std::optional<std::string> first(std::string_view name) const;
  // All of them joined by ", ", as RFC 9110 section 5.2 allows; empty where none.
  std::string all(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& list() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

bool equal_nocase(std::string_view a, std::string_view b);
std::string ascii_lower(std::string_view text);
std::string_view trim_blanks(std::string_view text);  // SP, HTAB, CR, LF

struct MediaType {
  std::string name;     // lower case
  std::string charset;  // lower case, unquoted
};
MediaType parse_media_type(std::string_view value);

}  // namespace zakonwatch
