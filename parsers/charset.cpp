// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/charset.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <optional>
#include <vector>

#include "base/text.h"
#include "parsers/single_byte.h"

namespace zakonwatch {
namespace {

constexpr double kMostUndecodable = 0.05;
constexpr size_t kScoredBytes = 200'000;  // detection reads no further

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// Text in a page of which each byte is a character, given the page's 256 characters: they are looked up.
std::string looked_up(std::string_view bytes, const icu::UnicodeString& page) {
  constexpr size_t kLongest = 3;  // bytes of a character of the basic plane
  struct Character {
    std::array<char, kLongest> bytes{};
    size_t size = 0;
  };
  std::array<Character, 256> characters;
  for (int byte = 0; byte < 256; ++byte) {
    std::string utf8;
    append_utf8(utf8, page.charAt(byte));
    Character& character = characters[static_cast<size_t>(byte)];
    character.size = utf8.copy(character.bytes.data(), kLongest);
  }
  std::string out(kLongest * bytes.size(), '\0');
  size_t end = 0;
  for (const char byte : bytes) {
    const Character& character = characters[static_cast<unsigned char>(byte)];
    std::copy_n(character.bytes.data(), kLongest, out.data() + end);  // all three: no branch
    end += character.size;
  }
  out.resize(end);
  return out;
}

// Unmapped bytes become U+FFFD. Nothing where nobody knows the name.
std::optional<std::string> convert(std::string_view bytes, const std::string& charset) {
  if (auto text = convert_single_byte(bytes, charset)) return text;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  if (ucnv_getMaxCharSize(converter.get()) == 1) {
    std::string all(256, '\0');
    std::iota(all.begin(), all.end(), '\0');
    const icu::UnicodeString page(all.data(), 256, converter.get(), status);
    if (U_SUCCESS(status) && page.length() == 256) return looked_up(bytes, page);
  }
  icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string out;
  text.toUTF8String(out);
  return out;
}

size_t count_replacements(std::string_view text) {
  size_t count = 0;
  for (size_t at = text.find("\xEF\xBF\xBD"); at != std::string_view::npos;
       at = text.find("\xEF\xBF\xBD", at + 3))
    ++count;
  return count;
}

// The letters a language is written with, by ICU's locale data; none where the language is not given.
class Alphabet {
 public:
  Alphabet(const std::string& language, bool cyrillic) : cyrillic_(cyrillic) {
    if (language.empty()) return;
    UErrorCode status = U_ZERO_ERROR;
    ULocaleData* data = ulocdata_open(language.c_str(), &status);
    if (U_FAILURE(status)) return;
    USet* set = ulocdata_getExemplarSet(data, nullptr, 0, ULOCDATA_ES_STANDARD, &status);
    if (U_SUCCESS(status)) letters_ = *icu::UnicodeSet::fromUSet(set);
    uset_close(set);
    ulocdata_close(data);
  }
  bool has(char32_t c) const {
    if (!letters_.isEmpty())
      return letters_.contains(static_cast<UChar32>(c)) ||
             letters_.contains(u_tolower(static_cast<UChar32>(c)));
    return cyrillic_ ? c >= 0x400 && c < 0x530 : c < 0x250;
  }

 private:
  icu::UnicodeSet letters_;
  bool cyrillic_;
};

// How much a decoding reads like running text: small letters of the alphabet are good, a capital after a
// small letter (what a wrong Cyrillic code page makes), other letters, symbols and controls are bad.
double reading_score(std::string_view text, const Alphabet& alphabet) {
  double score = 0;
  size_t counted = 1;
  char32_t previous = ' ';
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= 0x80) {
      ++counted;
      if (!is_letter(c))
        score -= c == 0xFFFD || c < 0xA0 ? 8 : c < 0x2000 ? 2 : is_letter(previous) ? 1 : 0;
      else if (!alphabet.has(c))
        score -= 2;
      else if (!is_upper(c))
        score += 2;
      else
        score += is_letter(previous) && !is_upper(previous) ? -4 : 0.5;
    }
    previous = c;
  }
  return score / static_cast<double>(counted);
}

constexpr std::array kCyrillicPages = std::to_array<std::string_view>(
    {"windows-1251", "koi8-u", "iso-8859-5", "ibm-866", "ibm-855", "x-mac-cyrillic"});
constexpr std::array kLatinPages = std::to_array<std::string_view>(
    {"windows-1250", "windows-1257", "windows-1252", "windows-1254", "iso-8859-2", "iso-8859-13",
     "iso-8859-15", "iso-8859-4", "iso-8859-10", "iso-8859-16", "ibm-852", "x-mac-centraleurroman"});
// What only some languages were ever written in: tried before the common pages, which have none of their
// letters.
constexpr std::array kArmenianPages = std::to_array<std::string_view>({"armscii-8"});
constexpr std::array kGeorgianPages = std::to_array<std::string_view>({"georgian-ps", "georgian-academy"});
constexpr std::array kKazakhPages = std::to_array<std::string_view>({"rk1048", "pt154"});
constexpr std::array kTajikPages = std::to_array<std::string_view>({"koi8-t", "pt154"});

struct Guess {
  std::string charset;
  double score = -1e9;
};

template <size_t N>
void guess_among(const std::array<std::string_view, N>& pages, std::string_view bytes,
                 const Alphabet& alphabet, Guess& best) {
  for (const std::string_view page : pages) {
    const std::string name(page);
    const auto text = convert(bytes.substr(0, kScoredBytes), name);
    if (!text) continue;
    const double score = reading_score(*text, alphabet);
    if (score > best.score + 1e-9) best = {name, score};  // of equals the first, commoner one
  }
}

DecodedText detect(std::string_view bytes, const CharsetHints& hints) {
  Guess best;
  if (hints.script == "Armn") guess_among(kArmenianPages, bytes, Alphabet(hints.language, false), best);
  if (hints.script == "Geor") guess_among(kGeorgianPages, bytes, Alphabet(hints.language, false), best);
  if (hints.language == "kk") guess_among(kKazakhPages, bytes, Alphabet(hints.language, true), best);
  if (hints.language == "tg") guess_among(kTajikPages, bytes, Alphabet(hints.language, true), best);
  if (hints.script != "Cyrl") guess_among(kLatinPages, bytes, Alphabet(hints.language, false), best);
  if (hints.script != "Latn") guess_among(kCyrillicPages, bytes, Alphabet(hints.language, true), best);
  return {convert(bytes, best.charset).value_or(std::string()), best.charset, 0, false, false};
}

// Some APIs paste fields of one encoding into pages of another: each line is read for itself.
std::string decode_lines(std::string_view bytes, const std::string& other, bool& mixed) {
  std::string out;
  for (const std::string_view line : split(bytes, '\n')) {
    if (!out.empty() || line.data() != bytes.data()) out += '\n';
    if (is_valid_utf8(line)) {
      out += line;
    } else {
      out += convert(line, other).value_or(repair_utf8(line));
      mixed = true;
    }
  }
  return out;
}

bool has_multibyte(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// Share of non-ASCII lines that are well-formed UTF-8.
double utf8_line_share(std::string_view bytes) {
  size_t good = 0, all = 0;
  for (const std::string_view line : split(bytes, '\n')) {
    if (!has_multibyte(line)) continue;
    ++all;
    good += is_valid_utf8(line) ? 1 : 0;
  }
  return all == 0 ? 1 : static_cast<double>(good) / static_cast<double>(all);
}

std::string bom_charset(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "utf-8";
  if (bytes.starts_with("\xFE\xFF")) return "utf-16be";
  if (bytes.starts_with("\xFF\xFE")) return "utf-16le";
  return {};
}

// Text that went through a wrong decoder twice: "Ð°Ð»" (as Latin) or "Р°Р»" (as Cyrillic) pairs by the
// hundred.
bool looks_double_decoded(std::string_view text) {
  size_t pairs = 0, letters = 1;
  char32_t previous = 0;
  const std::string_view sample = text.substr(0, kScoredBytes);
  for (size_t at = 0; at < sample.size();) {
    const char32_t c = next_code_point(sample, at);
    if (c < 0x80) {
      previous = c;
      continue;
    }
    ++letters;
    const bool lead = (previous >= 0xC2 && previous <= 0xD4) || previous == 0x420 || previous == 0x421;
    const bool trail = (c >= 0x80 && c <= 0xBF) || (c >= 0x2010 && c <= 0x2122) || (c >= 0x402 && c <= 0x40F);
    if (lead && trail) ++pairs;
    previous = c;
  }
  return pairs > 20 && pairs * 5 > letters;
}

// The lines that are no UTF-8: what their encoding is must be read from them alone.
std::string foreign_lines(std::string_view bytes) {
  std::string out;
  for (const std::string_view line : split(bytes, '\n'))
    if (!is_valid_utf8(line)) (out += line) += '\n';
  return out;
}

DecodedText decode_utf8(std::string_view bytes, const CharsetHints& hints, bool certain = false) {
  DecodedText out;
  out.charset = "utf-8";
  if (is_valid_utf8(bytes)) {
    out.text = std::string(bytes);
    return out;
  }
  const double share = certain ? 1 : utf8_line_share(bytes);
  if (share < 0.2) return detect(bytes, hints);
  if (share < 1 && bytes.find('\n') != std::string_view::npos) {
    std::string mixed = decode_lines(bytes, detect(foreign_lines(bytes), hints).charset, out.mixed);
    // A few broken sequences inside UTF-8 lines are damage, not another encoding.
    const std::string repaired = repair_utf8(bytes, &out.replaced);
    if (out.replaced * 4 < bytes.size() / 1000) return out.mixed = false, out.text = repaired, out;
    out.replaced = count_replacements(mixed);
    out.text = std::move(mixed);
    return out;
  }
  out.text = repair_utf8(bytes, &out.replaced);
  return out;
}

DecodedText decode_named(std::string_view bytes, const std::string& name, const CharsetHints& hints,
                         bool certain) {
  // Well-formed UTF-8 with many multi-byte sequences is never a legacy code page by accident.
  if (name == "utf-8" || (!certain && has_multibyte(bytes) && is_valid_utf8(bytes)))
    return decode_utf8(bytes, hints, certain);
  if (auto text = convert(bytes, name)) {
    const size_t replaced = count_replacements(*text);
    return {std::move(*text), name, replaced, false, false};
  }
  return is_valid_utf8(bytes) ? decode_utf8(bytes, hints) : detect(bytes, hints);
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, const CharsetHints& hints) {
  const std::string bom = bom_charset(bytes);
  if (bom.empty() && bytes.substr(0, kScoredBytes).find('\0') != std::string_view::npos)
    return fail(ErrorKind::charset, "the bytes hold NULs: this is no text");
  std::string name = charset_name(hints.override_name);
  const bool certain = !name.empty() || !bom.empty();
  if (name.empty()) name = bom;
  if (name.empty()) name = charset_name(hints.header);
  if (name.empty()) name = declared_charset(bytes);
  if (bom == "utf-8") bytes.remove_prefix(3);
  DecodedText out = name.empty() ? decode_utf8(bytes, hints) : decode_named(bytes, name, hints, certain);
  if (out.text.starts_with("\xEF\xBB\xBF")) out.text.erase(0, 3);
  if (static_cast<double>(out.replaced) > kMostUndecodable * static_cast<double>(bytes.size()))
    return fail(ErrorKind::charset,
                fmt::format("{} of {} bytes are no text in {}", out.replaced, bytes.size(), out.charset));
  out.mojibake = looks_double_decoded(out.text);
  return out;
}

}  // namespace zakonwatch
