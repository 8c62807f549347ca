// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/fault.h"

namespace zakonwatch {

char32_t next_multibyte(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at++);
  int more = 0;
  char32_t c = 0;
  unsigned char low = 0x80, high = 0xBF;  // bounds of the second byte: no overlong forms, no surrogates
  if (lead >= 0xC2 && lead <= 0xDF) {
    more = 1, c = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    more = 2, c = lead & 0x0FU;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    more = 3, c = lead & 0x07U;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0xFFFD;
  }
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || byte(at) < low || byte(at) > high) return 0xFFFD;
    c = (c << 6) | (byte(at++) & 0x3FU);
    low = 0x80, high = 0xBF;
  }
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

namespace {

// Bytes that one look judges, each by the three before it (The Unicode Standard, table 3-7): without a
// branch, so that a compiler takes sixteen at a time.
constexpr size_t kJudged = 64;

// Bytes before the ones that are judged, which have to be there.
constexpr size_t kBefore = 3;

bool ill_formed(const unsigned char* from) {
  unsigned char bad = 0;
  for (size_t i = 0; i < kJudged; ++i) {
    const unsigned char third = from[i], second = from[i + 1], before = from[i + 2], c = from[i + kBefore];
    const bool trails = (c & 0xC0U) == 0x80U;
    const bool awaited = (before >= 0xC0) | (second >= 0xE0) | (third >= 0xF0);
    const bool impossible = (c >= 0xF5) | ((c & 0xFEU) == 0xC0U);
    const bool out_of_range = ((before == 0xE0) & (c < 0xA0)) | ((before == 0xED) & (c > 0x9F)) |
                              ((before == 0xF0) & (c < 0x90)) | ((before == 0xF4) & (c > 0x8F));
    bad |= static_cast<unsigned char>((trails != awaited) | impossible | out_of_range);
  }
  return bad != 0;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
  // The first bytes and the last are judged in a frame of zeros: what is cut off there is ill-formed.
  const auto framed = [&](size_t begin) {
    std::array<unsigned char, kBefore + kJudged> frame{};
    const size_t from = begin - std::min(begin, kBefore);
    const std::string_view part = bytes.substr(from, begin - from + kJudged);
    std::copy(part.begin(), part.end(), frame.begin() + static_cast<long>(kBefore - (begin - from)));
    return ill_formed(frame.data());
  };
  size_t at = 0;
  for (; at + kJudged <= bytes.size(); at += kJudged) {
    const bool bad =
        at == 0 ? framed(0) : ill_formed(reinterpret_cast<const unsigned char*>(bytes.data()) + at - kBefore);
    if (bad) return false;
  }
  return !framed(at);
}

std::string repair_utf8(std::string_view bytes, size_t* replaced) {
  std::string out;
  out.reserve(bytes.size());
  size_t count = 0;
  for (size_t at = 0; at < bytes.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(bytes, at);
    if (c == 0xFFFD && bytes.substr(begin, at - begin) != "\xEF\xBF\xBD") ++count;
    append_utf8(out, c);
  }
  if (replaced != nullptr) *replaced = count;
  return out;
}

std::u32string to_code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) out += next_code_point(text, at);
  return out;
}

std::string from_code_points(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

std::string to_nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status))
    throw Fault(ErrorKind::io, "ICU has no normalisation data: is libicu installed whole?");
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink(&out);
  nfc->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                     status);
  if (U_FAILURE(status)) throw Fault(ErrorKind::io, "ICU could not normalise a text");
  return out;
}

std::string to_lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToLower("", 0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
                            nullptr, status);
  if (U_FAILURE(status)) throw Fault(ErrorKind::io, "ICU could not map a text to lower case");
  return out;
}

std::string to_superscript(std::string_view text) {
  static constexpr char32_t kDigits[] = {0x2070, 0xB9,   0xB2,   0xB3,   0x2074,
                                         0x2075, 0x2076, 0x2077, 0x2078, 0x2079};
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    append_utf8(out, c >= '0' && c <= '9' ? kDigits[c - '0'] : c);
  }
  return out;
}

std::string to_subscript(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    append_utf8(out, c >= '0' && c <= '9' ? 0x2080 + (c - '0') : c);
  }
  return out;
}

std::string squeeze_space(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  char pending = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (is_space(c)) {
      if (keep_lines && c == '\n')
        pending = '\n';
      else if (pending == 0)
        pending = ' ';
      continue;
    }
    if (pending != 0 && !out.empty()) out += pending;
    pending = 0;
    out.append(text.substr(begin, at - begin));
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const auto blank_at_front = [&] {
    if (text.empty()) return size_t{0};
    if (static_cast<unsigned char>(text[0]) <= ' ') return size_t{1};
    return text.substr(0, 2) == "\xC2\xA0" ? size_t{2} : size_t{0};
  };
  while (const size_t n = blank_at_front()) text.remove_prefix(n);
  const auto blank_at_back = [&] {
    if (text.empty()) return size_t{0};
    if (static_cast<unsigned char>(text.back()) <= ' ') return size_t{1};
    return text.size() >= 2 && text.substr(text.size() - 2) == "\xC2\xA0" ? size_t{2} : size_t{0};
  };
  while (const size_t n = blank_at_back()) text.remove_suffix(n);
  return text;
}

namespace {
bool is_bidi_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F ||
         c == 0x061C;
}
bool is_zero_width(char32_t c) {
  return c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}
}  // namespace

std::string strip_controls(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_bidi_control(c) || is_zero_width(c)) continue;
    out.append(text.substr(begin, at - begin));
  }
  return out;
}

std::vector<Word> words(std::string_view text) {
  std::vector<Word> out;
  size_t at = 0;
  while (at < text.size()) {
    size_t begin = at;
    char32_t c = next_code_point(text, at);
    if (!is_word_char(c)) continue;
    size_t end = at;
    bool last_is_letter = is_letter(c);
    while (at < text.size()) {
      size_t next = at;
      c = next_code_point(text, next);
      if (is_word_char(c)) {
        end = at = next;
        last_is_letter = is_letter(c);
        continue;
      }
      // An apostrophe or hyphen between two letters belongs to the word.
      const bool joins = c == '\'' || c == '-' || c == 0x2019 || c == 0x2BC || c == 0x2010 || c == 0x2011;
      if (!joins || !last_is_letter || next >= text.size()) break;
      size_t peek = next;
      if (!is_letter(next_code_point(text, peek))) break;
      at = next;
    }
    out.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    at = std::max(at, end);
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (size_t begin = 0;;) {
    const size_t end = text.find(separator, begin);
    out.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return out;
    begin = end + 1;
  }
}

std::vector<std::string_view> lines(std::string_view text) {
  auto out = split(text, '\n');
  for (auto& line : out)
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

std::string replace_all(std::string text, std::string_view what, std::string_view with) {
  if (what.empty()) return text;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

bool starts_with_nocase(std::string_view text, std::string_view prefix) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                    [&](char a, char b) { return lower(a) == lower(b); });
}

int edit_distance(std::string_view a, std::string_view b) {
  if (a.size() > 200 || b.size() > 200) return 200;
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

size_t skip_separators(std::string_view text, size_t at) {
  while (at < text.size()) {
    size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (!is_space(c) && c != '.' && c != ':' && c != '-' && !(c >= 0x2010 && c <= 0x2015) && c != '*') break;
    at = next;
  }
  return at;
}

std::string ellipsis(std::string_view text, size_t graphemes) {
  const auto whole =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) throw Fault(ErrorKind::io, "ICU has no break data: is libicu installed whole?");
  breaks->setText(whole);
  int32_t cut = 0;
  for (size_t i = 0; i < graphemes; ++i) {
    const int32_t next = breaks->next();
    if (next == icu::BreakIterator::DONE) return std::string(text);
    cut = next;
  }
  if (cut >= whole.length()) return std::string(text);
  std::string out;
  whole.tempSubString(0, cut).toUTF8String(out);
  return out + "…";
}

size_t display_width(std::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
    if ((mask & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK)) != 0) continue;
    const int width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
    columns += width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
  }
  return columns;
}

}  // namespace zakonwatch
