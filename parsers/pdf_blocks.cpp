// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/text.h"
#include "parsers/readers.h"

namespace zakonwatch {
namespace {

constexpr int kMostPages = 3000;

std::string utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return repair_utf8(std::string_view(bytes.data(), bytes.size()));
}

// A page's lines in reading order, as poppler's raw layout gives them.
std::vector<std::string> page_lines(const poppler::page& page) {
  std::vector<std::string> out;
  const std::string text = utf8(page.text(poppler::rectf(), poppler::page::raw_order_layout));
  for (const std::string_view line : split(text, '\n'))
    if (std::string plain = plain_text(line); !plain.empty()) out.push_back(std::move(plain));
  return out;
}

std::string without_digits(std::string_view line) {
  std::string out;
  for (const char c : line)
    if (c < '0' || c > '9') out += c;
  return out;
}

// Lines that stand first or last on most pages, page numbers apart, are running heads.
std::map<std::string, int> running_heads(const std::vector<std::vector<std::string>>& pages) {
  std::map<std::string, int> count;
  for (const auto& lines : pages)
    for (size_t i = 0; i < lines.size(); ++i)
      if (i < 2 || i + 2 >= lines.size()) ++count[without_digits(lines[i])];
  std::erase_if(count, [&](const auto& one) {
    return static_cast<size_t>(one.second) * 2 < pages.size() || one.second < 3;
  });
  return count;
}

bool ends_line_early(std::string_view line, size_t usual) {
  const char c = line.empty() ? ' ' : line.back();
  return line.size() * 4 < usual * 3 || c == '.' || c == ';' || c == ':';
}

size_t usual_length(const std::vector<std::vector<std::string>>& pages) {
  std::vector<size_t> lengths;
  for (const auto& lines : pages)
    for (const std::string& line : lines) lengths.push_back(line.size());
  if (lengths.empty()) return 0;
  const auto middle = lengths.begin() + static_cast<long>(lengths.size() * 3 / 4);
  std::nth_element(lengths.begin(), middle, lengths.end());
  return *middle;
}

// Lines joined to paragraphs; a word cut at a line's end is made whole.
Blocks paragraphs(const std::vector<std::vector<std::string>>& pages) {
  const auto heads = running_heads(pages);
  const size_t usual = usual_length(pages);
  Blocks out;
  std::string text;
  const auto end = [&] {
    if (text.empty()) return;
    Block block;
    block.text = std::exchange(text, {});
    out.push_back(std::move(block));
  };
  for (const auto& lines : pages)
    for (size_t i = 0; i < lines.size(); ++i) {
      const bool edge = i < 2 || i + 2 >= lines.size();
      if (edge && heads.contains(without_digits(lines[i]))) continue;
      const bool hyphen = text.size() > 2 && text.back() == '-' && text[text.size() - 2] != ' ';
      if (hyphen)
        text.pop_back();
      else if (!text.empty())
        text += ' ';
      text += lines[i];
      if (ends_line_early(lines[i], usual)) end();
    }
  end();
  return out;
}

}  // namespace

Result<Blocks> pdf_blocks(std::string_view bytes) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return fail(ErrorKind::parse, "the PDF cannot be read");
  if (document->is_locked()) return fail(ErrorKind::parse, "the PDF is locked by a password");
  if (document->pages() > kMostPages)
    return fail(ErrorKind::too_large, fmt::format("a PDF of {} pages is refused", document->pages()));
  std::vector<std::vector<std::string>> pages;
  for (int i = 0; i < document->pages(); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page) pages.push_back(page_lines(*page));
  }
  Blocks out = paragraphs(pages);
  if (out.empty()) return fail(ErrorKind::parse, "the PDF has no text: a scan, or fonts without characters");
  return out;
}

}  // namespace zakonwatch
