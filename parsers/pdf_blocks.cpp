// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <memory>

#include "base/text.h"
#include "parsers/pages.h"
#include "parsers/readers.h"

namespace zakonwatch {
namespace {

constexpr int kMostPages = 3000;

std::string utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return repair_utf8(std::string_view(bytes.data(), bytes.size()));
}

// A page's lines in reading order, as poppler's raw layout gives them.
PageLines page_lines(const poppler::page& page) {
  PageLines out;
  const std::string text = utf8(page.text(poppler::rectf(), poppler::page::raw_order_layout));
  for (const std::string_view line : split(text, '\n')) {
    std::string plain = plain_text(line);
    if (plain.empty()) continue;
    if (trim(line).ends_with("\xC2\xAD")) plain += "\xC2\xAD";  // a word goes on in the next line
    out.emplace_back(std::move(plain));
  }
  return out;
}

}  // namespace

Result<Blocks> pdf_blocks(std::string_view bytes, const BeginsParagraph& begins) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return fail(ErrorKind::parse, "the PDF cannot be read");
  if (document->is_locked()) return fail(ErrorKind::parse, "the PDF is locked by a password");
  if (document->pages() > kMostPages)
    return fail(ErrorKind::too_large, fmt::format("a PDF of {} pages is refused", document->pages()));
  std::vector<PageLines> pages;
  for (int i = 0; i < document->pages(); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page) pages.push_back(page_lines(*page));
  }
  Blocks out = page_blocks(pages, begins);
  if (out.empty())
    return fail(ErrorKind::parse, fmt::format("{}: a scan, or fonts without characters", kNoTextInPdf));
  return out;
}

}  // namespace zakonwatch
