// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/warm_up.h"

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <string>
#include <string_view>

#include "base/text.h"
#include "parsers/charset.h"
#include "parsers/readers.h"
#include "parsers/tree.h"

namespace zakonwatch {
namespace {

// A page that says "Law" in a font that is not embedded: fonts are looked up, characters are converted.
std::string small_pdf() {
  static constexpr std::string_view kDrawing = "BT /F1 12 Tf 20 100 Td (Law \\341) Tj ET";
  const std::array<std::string, 5> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
      fmt::format("<</Length {}>>stream\n{}\nendstream", kDrawing.size(), kDrawing),
      "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"};
  std::string out = "%PDF-1.4\n", table;
  for (size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  return out + fmt::format(
                   "xref\n0 6\n0000000000 65535 f \n{}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
                   table, out.size());
}

}  // namespace

void warm_up_libraries() {
  tzset();
  (void)pdf_blocks(small_pdf());
  (void)docx_blocks("PK\x03\x04");
  (void)html_tree("<p>x</p>");
  (void)to_nfc("и\u0306");
  (void)to_lower("ĄЁ");
  // One line per script that detection tells apart: every converter is opened once.
  for (const std::string_view script : {"Cyrl", "Latn"})
    (void)decode_text("\xC0\xE1\xE2 \xE3\xE4\xE5", {.script = std::string(script), .language = "ru"});
}

}  // namespace zakonwatch
