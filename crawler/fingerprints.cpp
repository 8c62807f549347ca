// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/fingerprints.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "crawler/fingerprint_tables.h"
#include "crawler/message.h"

namespace zakonwatch {
namespace {

constexpr size_t kShortPage = 3000;   // bytes of visible text below which a whole sentence is believed
constexpr size_t kSparsePage = 1500;  // … below which two words of different lists are
constexpr size_t kMarkWithin = size_t{256} << 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether a character that continues a word ends right before `at`.
bool inside_word(std::string_view text, size_t at) {
  if (at == 0) return false;
  size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return is_word_char(next_code_point(text, begin));
}

size_t end_of_word(std::string_view text, size_t at) {
  while (at < text.size()) {
    size_t next = at;
    if (!is_word_char(next_code_point(text, next))) break;
    at = next;
  }
  return at;
}

// The rest of a mark after its first piece: '*' stands for the rest of a word.
bool goes_on(std::string_view text, size_t at, std::string_view mark) {
  while (!mark.empty()) {
    mark.remove_prefix(1);  // the '*'
    at = end_of_word(text, at);
    const std::string_view piece = mark.substr(0, mark.find('*'));
    if (text.substr(at, piece.size()) != piece) return false;
    at += piece.size();
    mark.remove_prefix(piece.size());
  }
  return true;
}

// A mark begins where a word does and may end inside one, so that stems match; a number must be the whole
// number.
bool stands_in(std::string_view text, std::string_view mark) {
  const std::string_view first = mark.substr(0, mark.find('*')), rest = mark.substr(first.size());
  for (size_t at = text.find(first); at != std::string_view::npos; at = text.find(first, at + 1)) {
    const size_t end = at + first.size();
    const bool cuts_number = is_digit(first.back()) && end < text.size() && is_digit(text[end]);
    if (!inside_word(text, at) && !cuts_number && goes_on(text, end, rest)) return true;
  }
  return false;
}

std::optional<Fingerprint> first_in(std::string_view text, std::span<const Fingerprint> fingerprints) {
  const auto found = std::find_if(fingerprints.begin(), fingerprints.end(),
                                  [&](const Fingerprint& f) { return stands_in(text, f.mark); });
  return found == fingerprints.end() ? std::nullopt : std::optional(*found);
}

std::string_view word_of(std::string_view text, std::span<const std::string_view> words) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](std::string_view w) { return stands_in(text, w); });
  return found == words.end() ? std::string_view{} : *found;
}

std::optional<Fingerprint> pair_in(std::string_view text) {
  for (const WordPair& pair : word_pairs())
    if (!word_of(text, pair.of_these).empty())
      if (const auto word = word_of(text, pair.with_these); !word.empty())
        return Fingerprint{pair.kind, word};
  return {};
}

std::optional<Fingerprint> source_mark(std::string_view lower) {
  for (const Fingerprint& mark : source_marks())
    if (lower.find(mark.mark) != std::string_view::npos) return mark;
  return {};
}

std::optional<Fingerprint> login_form(std::string_view text, std::string_view lower) {
  for (const std::string_view field : {"type=\"password\"", "type='password'", "type=password"}) {
    if (lower.find(field) == std::string_view::npos) continue;
    if (const auto word = word_of(text, login_words()); !word.empty())
      return Fingerprint{Interstitial::login, word};
  }
  return {};
}

// What stands in <noscript> is read by nobody where the page has a document of its own.
std::string text_of(const PageText& page) {
  return page.is_tiny() && !page.has_digit ? page.visible + ' ' + page.noscript : page.visible;
}

}  // namespace

std::optional<Fingerprint> find_fingerprint(const PageText& page, std::string_view source) {
  if (page.long_page || page.visible.size() >= kShortPage) return {};
  const std::string lower = ascii_lower(source.substr(0, kMarkWithin)), text = text_of(page);
  if (const auto mark = source_mark(lower)) return mark;
  if (const auto sentence = first_in(page.title, sentences())) return sentence;
  if (const auto sentence = first_in(text, sentences())) return sentence;
  if (page.visible.size() < kSparsePage) {
    if (const auto phrase = first_in(page.title, phrases())) return phrase;
    if (const auto pair = pair_in(page.title + ' ' + text)) return pair;
  }
  if (page.is_tiny())
    if (const auto phrase = first_in(text, phrases())) return phrase;
  return login_form(page.title + ' ' + text, lower);
}

}  // namespace zakonwatch
