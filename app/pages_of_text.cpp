// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages_of_text.h"

#include <fmt/format.h>

#include <charconv>

namespace zakonwatch {
namespace {

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace

Result<int> count_pages(Parser& parser, const Source& source, const FetchOutcome& first) {
  Discovery reading;  // the page as a list of one item
  reading.kind = Discovery::Kind::api;
  reading.key = source.document.parts_count;
  reading.link = "/";
  const auto found = parser.listing({.bytes = first.body,
                                     .media_type = first.media_type,
                                     .charset = first.charset,
                                     .charset_override = source.charset,
                                     .url = first.url,
                                     .discovery = &reading});
  if (!found) return fail(found.error());
  const std::string said = found->documents.empty() ? std::string() : found->documents.front().key;
  const auto count = whole_number(said);
  if (!count || *count < 1 || *count > kMostPages)
    return fail(ErrorKind::suspicious,
                fmt::format("'{}' says '{}' where the number of the text's pages should stand: compare the "
                            "page with `parts` in [source.document]",
                            source.document.parts_count, said));
  return *count;
}

Result<std::string> page_address(const std::string& url, const std::string& parameter, int steps) {
  for (const char mark : {'?', '&'}) {
    const size_t at = url.find(mark + parameter + "=");
    if (at == std::string::npos) continue;
    const size_t begin = at + parameter.size() + 2,
                 end = std::min(url.find_first_of("&#", begin), url.size());
    if (const auto first = whole_number(std::string_view(url).substr(begin, end - begin)))
      return url.substr(0, begin) + std::to_string(*first + steps) + url.substr(end);
  }
  return fail(ErrorKind::config,
              fmt::format("{} has no number in its parameter '{}': [source.document] parts", url, parameter));
}

FetchOutcome joined_pages(std::vector<FetchOutcome> pages) {
  FetchOutcome out = pages.front();
  out.validators = {};  // the first page may stand while a later one changes
  out.body = "[";
  for (const FetchOutcome& page : pages) out.body += (out.body.size() > 1 ? "," : "") + page.body;
  out.body += "]";
  out.parts = std::move(pages);
  return out;
}

}  // namespace zakonwatch
