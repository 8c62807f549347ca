// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/condensed_html.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kShortest = 8;             // bytes; the character that stands for them has four
constexpr char32_t kFirst = 0xF0000;        // plane 15, private use
constexpr size_t kMostRuns = 0xFFFE;        // U+FFFFE and U+FFFFF are no characters
constexpr unsigned char kFirstLead = 0xF3;  // of U+C0000 and above: nothing is assigned there but tags
constexpr size_t kShortestReference = 6;    // of "983040" and "xF0000"

unsigned char byte(std::string_view text, size_t at) { return static_cast<unsigned char>(text[at]); }
// What a run neither begins nor ends with: white space decides where text stands, dashes end a comment.
bool is_edge(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '-'; }
bool in_reference(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '#';
}

// Bytes of a plain run. Those from 0xEF on lead private-use characters, U+FFFD and what Gumbo replaces by it.
constexpr std::array<bool, 256> plain_bytes() {
  std::array<bool, 256> plain{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                       " \n\t,.;:()%#*+-/?@\\^_{|}~$"))
    plain[static_cast<unsigned char>(c)] = true;
  for (unsigned c = 0x80; c < 0xEF; ++c) plain[c] = c != 0xC2;
  return plain;
}

size_t plain_end(std::string_view text, size_t at) {
  static constexpr std::array<bool, 256> kPlain = plain_bytes();
  while (at < text.size()) {
    if (kPlain[byte(text, at)])
      ++at;
    else if (byte(text, at) == 0xC2 && at + 1 < text.size() && byte(text, at + 1) >= 0xA0)
      at += 2;  // Latin-1's marks; below them C1 controls, which Gumbo replaces
    else
      break;
  }
  return at;
}

bool writes_our_characters(std::string_view page) {
  unsigned char highest = 0;
  for (const char c : page) highest = std::max(highest, static_cast<unsigned char>(c));
  if (highest >= kFirstLead) return true;
  for (size_t at = page.find("&#"); at != std::string_view::npos; at = page.find("&#", at + 2)) {
    size_t end = at + 2;
    while (end < page.size() && in_reference(page[end])) ++end;
    if (end - at - 2 >= kShortestReference) return true;
  }
  return false;
}

}  // namespace

std::optional<CondensedHtml> CondensedHtml::of(std::string_view utf8) {
  if (writes_our_characters(utf8)) return std::nullopt;
  return CondensedHtml(utf8);
}

CondensedHtml::CondensedHtml(std::string_view utf8) : page_(utf8) {
  html_.reserve(utf8.size());
  for (size_t at = 0; at < utf8.size();) {
    at = copy_tag(at);
    while (at < utf8.size() && utf8[at] != '<') at = utf8[at] == '&' ? copy_reference(at) : copy_plain(at);
  }
}

// All up to and with the next '>', as it stands.
size_t CondensedHtml::copy_tag(size_t at) {
  const size_t close = page_.find('>', at);
  const size_t end = close == std::string_view::npos ? page_.size() : close + 1;
  html_.append(page_, at, end - at);
  return end;
}

// A character reference may go without its semicolon: what could belong to it stays beside it.
size_t CondensedHtml::copy_reference(size_t at) {
  size_t end = at + 1;
  while (end < page_.size() && in_reference(page_[end])) ++end;
  if (end < page_.size() && page_[end] == ';') ++end;
  html_.append(page_, at, end - at);
  return end;
}

// A plain run, condensed where it pays, with the white space around it; or one character that is not plain.
size_t CondensedHtml::copy_plain(size_t at) {
  size_t end = plain_end(page_, at), begin = at, last = end;
  if (end == at) {
    next_code_point(page_, end);
    return html_.append(page_, at, end - at), end;
  }
  while (begin < last && is_edge(page_[begin])) ++begin;
  while (last > begin && is_edge(page_[last - 1])) --last;
  if (last - begin < kShortest || runs_.size() == kMostRuns) return html_.append(page_, at, end - at), end;
  html_.append(page_, at, begin - at);
  append_utf8(html_, kFirst + static_cast<char32_t>(runs_.size()));
  html_.append(page_, last, end - last);
  runs_.push_back(page_.substr(begin, last - begin));
  return end;
}

bool CondensedHtml::stands_in(std::string_view text) {
  return text.find(static_cast<char>(kFirstLead)) != std::string_view::npos;
}

std::string CondensedHtml::expanded(std::string_view text) const {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t mark = std::min(text.find(static_cast<char>(kFirstLead), at), text.size());
    out += text.substr(at, mark - at);
    at = mark;
    if (at == text.size()) break;
    const char32_t c = next_code_point(text, at);
    if (c >= kFirst && c - kFirst < runs_.size())
      out += runs_[c - kFirst];
    else
      append_utf8(out, c);
  }
  return out;
}

}  // namespace zakonwatch
