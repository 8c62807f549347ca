// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/header_text.h"

#include <glib.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kLine = 76;  // RFC 2047, section 2
constexpr std::string_view kOpen = "=?UTF-8?B?", kClose = "?=";
constexpr size_t kWordBytes = 45;  // 60 characters of base64, 72 with the frame
constexpr std::string_view kFold = "\r\n ";

bool is_plain(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  if (!ascii || text.find("=?") != std::string_view::npos) return false;
  const auto words = split(text, ' ');
  return std::all_of(words.begin(), words.end(),
                     [](std::string_view word) { return word.size() < kLine - 20; });
}

std::string fold_plain(std::string_view text, size_t column) {
  std::string out;
  for (const std::string_view word : split(text, ' ')) {
    if (!out.empty() && column + 1 + word.size() > kLine) {
      out += kFold;
      column = 1;
    } else if (!out.empty()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

// Ends of the grapheme clusters, bytes.
std::vector<size_t> cluster_ends(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  UText* source = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
  const std::unique_ptr<icu::BreakIterator> clusters(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  std::vector<size_t> ends;
  if (U_SUCCESS(status)) {
    clusters->setText(source, status);
    clusters->first();
    for (int32_t end = clusters->next(); end != icu::BreakIterator::DONE; end = clusters->next())
      ends.push_back(static_cast<size_t>(end));
  }
  utext_close(source);
  return ends;
}

// A cluster too long for one word is taken apart between code points.
size_t code_point_end(std::string_view text, size_t begin, size_t limit) {
  size_t end = begin;
  for (size_t at = begin; at < text.size();) {
    next_code_point(text, at);
    if (at - begin > limit) break;
    end = at;
  }
  return end;
}

std::vector<std::string_view> chunks(std::string_view text, size_t first_limit) {
  std::vector<std::string_view> out;
  size_t begin = 0, end = 0, limit = first_limit;
  const auto close = [&](size_t at) {
    out.push_back(text.substr(begin, at - begin));
    begin = at;
    limit = kWordBytes;
  };
  for (const size_t cluster : cluster_ends(text)) {
    if (cluster - begin > limit && end > begin) close(end);
    while (cluster - begin > limit) close(code_point_end(text, begin, limit));
    end = cluster;
  }
  if (begin < text.size()) close(text.size());
  return out;
}

std::string base64(std::string_view bytes) {
  gchar* encoded = g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size());
  std::string out(encoded);
  g_free(encoded);
  return out;
}

}  // namespace

std::string header_text(std::string_view text, std::string_view name) {
  const std::string line = squeeze_space(strip_controls(squeeze_space(repair_utf8(text))));
  const size_t column = name.size() + 2;
  if (is_plain(line)) return fold_plain(line, column);
  // The first word shares its line with the header's name.
  const size_t room =
      kLine > column + 24 ? (kLine - column - kOpen.size() - kClose.size()) / 4 * 3 : kWordBytes;
  std::string out;
  for (const std::string_view chunk : chunks(line, std::min(room, kWordBytes))) {
    if (!out.empty()) out += kFold;
    out.append(kOpen).append(base64(chunk)).append(kClose);
  }
  return out;
}

}  // namespace zakonwatch
