// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/mime_patch.h"

#include <glib.h>

#include <algorithm>

#include "alerts/mime_parts.h"

namespace zakonwatch {
namespace {

constexpr size_t kLineBytes = 57, kLineWidth = 76 + 2;  // base64 as GMime breaks it: 76 characters, CRLF

// A part's content within the serialised body.
struct Part {
  size_t begin = 0, end = 0;
  bool base64 = false;
};

std::optional<Part> next_part(std::string_view body, size_t from) {
  const size_t head_end = body.find("\r\n\r\n", from);
  if (head_end == std::string_view::npos) return {};
  const size_t begin = head_end + 4, end = body.find("\r\n--=_", begin);
  if (end == std::string_view::npos) return {};
  const bool base64 = body.substr(from, head_end - from).find("Encoding: base64") != std::string_view::npos;
  return Part{begin, end, base64};
}

Patch patch_in_base64(std::string_view raw, size_t word_at, size_t length, size_t begin) {
  const size_t first = word_at / 3 * 3, last = std::min((word_at + length + 2) / 3 * 3, raw.size());
  Patch patch{.around = std::string(raw.substr(first, last - first)), .word_at = word_at - first};
  for (size_t at = first; at < last; at += 3)
    patch.cells.push_back(begin + at / kLineBytes * kLineWidth + at % kLineBytes / 3 * 4);
  return patch;
}

void add_patches(std::string_view raw, std::string_view word, const Part& part, std::vector<Patch>& out) {
  for (size_t at = 0; (at = raw.find(word, at)) != std::string_view::npos; at += word.size())
    out.push_back(part.base64 ? patch_in_base64(raw, at, word.size(), part.begin)
                              : Patch{.at = part.begin + at});
}

}  // namespace

void Patch::apply(std::string_view word, char* body) const {
  if (cells.empty()) {
    std::copy(word.begin(), word.end(), body + at);
    return;
  }
  std::string bytes = around;
  bytes.replace(word_at, word.size(), word);
  gchar* encoded = g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size());
  for (size_t i = 0; i < cells.size(); ++i) std::copy_n(encoded + 4 * i, 4, body + cells[i]);
  g_free(encoded);
}

std::optional<std::vector<Patch>> patches_of(const std::string& body, const Letter& letter) {
  if (letter.own_word.empty() || !letter.attachments.empty()) return {};
  std::vector<Patch> out;
  size_t from = body.find("\r\n--=_");
  for (const std::string* text : {&letter.text, &letter.html}) {
    if (text->empty()) continue;
    const auto part = from == std::string::npos ? std::nullopt : next_part(body, from + 2);
    if (!part) return {};
    add_patches(crlf(*text), letter.own_word, *part, out);
    from = part->end;
  }
  // Put back as it was, the body must be what it was; else the places were read wrongly.
  std::string check = body;
  for (const Patch& patch : out) patch.apply(std::string(letter.own_word.size(), '!'), check.data());
  const bool all_found = check.find(letter.own_word) == std::string::npos;
  for (const Patch& patch : out) patch.apply(letter.own_word, check.data());
  if (!all_found || check != body) return {};
  return out;
}

}  // namespace zakonwatch
