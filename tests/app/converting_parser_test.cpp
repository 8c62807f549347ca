// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/converting_parser.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <filesystem>
#include <numeric>

#include "app/run_program.h"
#include "base/fault.h"
#include "base/files.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

namespace zakonwatch {
namespace {

constexpr std::string_view kRtf =
    R"({\rtf1\ansi Article 1. Tea\par Tea is drunk hot.\par Article 2. Water\par Water is free.\par})";

std::shared_ptr<const LanguageProfile> english() {
  static Languages languages({std::filesystem::path(project_root()) / "sources/languages"});
  return value_or_throw(languages.get("en"));
}

Result<Act> read(std::string_view bytes, const Config::Parsers& options) {
  ConvertingParser parser(std::make_unique<PlainParser>(), options);
  return parser.document({.bytes = bytes, .profile = english().get()});
}

// A PDF of numbered objects; a stream object brings its own "stream".
std::string pdf(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.4\n", table;
  for (size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  return out +
         fmt::format(
             "xref\n0 {0}\n0000000000 65535 f \n{1}trailer<</Size {0}/Root 1 0 R>>\nstartxref\n{2}\n%%EOF\n",
             objects.size() + 1, table, out.size());
}

std::string stream(const std::string& head, const std::string& bytes) {
  return fmt::format("<<{}/Length {}>>stream\n", head, bytes.size()) + bytes + "\nendstream";
}

constexpr std::string_view kPage =
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<<{}>>>>";

std::string printed_page() {
  return pdf(
      {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
       fmt::format(fmt::runtime(kPage), "/Font<</F1 5 0 R>>"),
       stream(
           "",
           "BT /F1 16 Tf 20 160 Td (Article 1. Tea) Tj 0 -30 Td (Tea is drunk hot in every house of the "
           "land.) "
           "Tj 0 -50 Td (Article 2. Water) Tj 0 -30 Td (Water is free and clean for all who want it.) Tj ET"),
       "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"});
}

// The same page as a picture: rendered to a PGM, its pixels put into a PDF.
std::string scanned_page() {
  const TemporaryFolder folder;
  const std::string file = folder.path() / "page.pdf";
  EXPECT_TRUE(write_file_atomic(file, printed_page(), 0600));
  const std::string pgm = value_or_throw(run_program({"pdftoppm", "-gray", "-r", "150", file}, {}));
  const size_t size = pgm.find('\n') + 1, depth = pgm.find('\n', size) + 1,
               pixels = pgm.find('\n', depth) + 1;
  const int width = std::atoi(pgm.c_str() + size), height = std::atoi(pgm.c_str() + pgm.find(' ', size));
  return pdf(
      {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
       fmt::format(fmt::runtime(kPage), "/XObject<</I 5 0 R>>"), stream("", "q 400 0 0 200 0 0 cm /I Do Q"),
       stream(fmt::format(
                  "/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceGray/BitsPerComponent 8",
                  width, height),
              pgm.substr(pixels))});
}

TEST(ConvertingParser, RtfNeedsAConverterAndSaysWhich) {
  const auto act = read(kRtf, {});
  ASSERT_FALSE(act);
  EXPECT_NE(act.error().message.find("convert_rtf"), std::string::npos) << act.error().message;
  const auto old_word = read("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more", {});
  ASSERT_FALSE(old_word);
  EXPECT_NE(old_word.error().message.find("convert_doc"), std::string::npos) << old_word.error().message;
}

TEST(ConvertingParser, RtfIsReadThroughTheConfiguredProgram) {
  Config::Parsers options;
  options.convert_rtf = {"pandoc", "--from=rtf", "--to=html"};
  const auto act = read(kRtf, options);
  if (!act && act.error().kind == ErrorKind::not_found) GTEST_SKIP() << "pandoc is not here";
  ASSERT_TRUE(act) << act.error().sentence();
  ASSERT_NE(act->find("art_2"), nullptr);
  EXPECT_EQ(act->find("art_2")->heading, "Water");
}

TEST(ConvertingParser, AConverterThatFailsIsNoEmptyLaw) {
  for (const char* program : {"false", "true", "zakonwatch-no-such-program"}) {
    Config::Parsers options;
    options.convert_rtf = {program};
    EXPECT_FALSE(read(kRtf, options)) << program;
  }
}

TEST(ConvertingParser, AScanIsReadByOcrOrIsNoText) {
  const auto pdftoppm = run_program({"pdftoppm", "-v"}, {});
  if (!pdftoppm) GTEST_SKIP() << "poppler-utils is not here";
  const std::string scan = scanned_page();
  const auto unread = read(scan, {.convert_rtf = {}, .convert_doc = {}, .ocr = false});
  ASSERT_FALSE(unread);
  EXPECT_NE(unread.error().message.find("no text"), std::string::npos) << unread.error().message;
  const auto act = read(scan, {});
  if (!run_program({"tesseract", "--version"}, {})) {
    ASSERT_FALSE(act);
    GTEST_SKIP() << "tesseract is not here: " << act.error().message;
  }
  ASSERT_TRUE(act) << act.error().sentence();
  ASSERT_NE(act->find("art_2"), nullptr);
  EXPECT_EQ(act->find("art_2")->heading, "Water");
  EXPECT_NE(act->quality.suspicions.back().find("OCR"), std::string::npos);
}

}  // namespace
}  // namespace zakonwatch
