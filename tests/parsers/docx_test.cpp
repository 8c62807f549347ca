// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <zip.h>

#include <memory>

#include "tests/parsers/parse_support.h"

namespace zakonwatch {
namespace {

constexpr const char* kNamespace =
    R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")";

// A package of parts, as an office program saves it.
std::string package(const std::vector<std::pair<std::string, std::string>>& parts) {
  zip_error_t problem;
  zip_error_init(&problem);
  zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &problem);
  zip_source_keep(buffer);
  zip_t* zip = zip_open_from_source(buffer, ZIP_CREATE | ZIP_TRUNCATE, &problem);
  for (const auto& [name, text] : parts)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
  zip_close(zip);
  zip_source_open(buffer);
  zip_stat_t about;
  zip_source_stat(buffer, &about);
  std::string out(about.size, '\0');
  zip_source_read(buffer, out.data(), out.size());
  zip_source_close(buffer);
  zip_source_free(buffer);
  return out;
}

std::string part(const std::string& root, const std::string& inside) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:" + root + kNamespace + ">" + inside + "</w:" + root +
         ">";
}
std::string paragraph(const std::string& text, const std::string& properties = {}) {
  return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t xml:space=\"preserve\">" + text +
         "</w:t></w:r></w:p>";
}
std::string numbered(const std::string& text, int list, int level) {
  return paragraph(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                             std::to_string(list) + "\"/></w:numPr>");
}
std::string level(int index, const std::string& format, const std::string& text,
                  const std::string& more = {}) {
  return "<w:lvl w:ilvl=\"" + std::to_string(index) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format +
         "\"/>" + more + "<w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}
const std::string kNumbering =
    part("numbering", "<w:abstractNum w:abstractNumId=\"0\">" +
                          level(0, "decimal", "Статья %1.", "<w:pStyle w:val=\"Article\"/>") +
                          level(1, "decimal", "%2.") + level(2, "russianLower", "%3)") +
                          level(3, "bullet", "–") + level(4, "bullet", "\xEF\x82\xB7") +
                          "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
                          "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride "
                          "w:ilvl=\"1\"><w:startOverride w:val=\"5\"/>"
                          "</w:lvlOverride></w:num>");
const std::string kStyles =
    part("styles",
         "<w:style w:styleId=\"Article\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
         "<w:style w:styleId=\"Bold article\"><w:basedOn w:val=\"Article\"/></w:style>"
         "<w:style w:styleId=\"Circle\"><w:basedOn w:val=\"Circle\"/></w:style>");

Act read(const std::string& body, std::vector<std::pair<std::string, std::string>> more = {}) {
  more.emplace_back("word/document.xml", part("document", "<w:body>" + body + "</w:body>"));
  return test::parse("ru", "docx", package(more));
}
Act read_with_lists(const std::string& body) {
  return read(body, {{"word/numbering.xml", kNumbering}, {"word/styles.xml", kStyles}});
}
using Eids = std::vector<std::string>;
Eids eids(const Act& act) {
  Eids out;
  for (const Provision& one : act.provisions) out.push_back(one.eid);
  return out;
}

TEST(Docx, NumbersThatWordDrawsAreTheLawsNumbers) {
  const Act act = read_with_lists(
      paragraph("Хранение", "<w:pStyle w:val=\"Article\"/>") + numbered("Первая.", 1, 1) +
      numbered("Вторая:", 1, 1) + numbered("крупный;", 1, 2) + numbered("особый.", 1, 2) +
      paragraph("Сбыт", "<w:pStyle w:val=\"Bold article\"/>") + numbered("Опять первая.", 1, 1));
  EXPECT_EQ(eids(act), (Eids{"art_1", "art_1__para_1", "art_1__para_2", "art_1__para_2__point_a",
                             "art_1__para_2__point_б", "art_2", "art_2__para_1"}));
  EXPECT_EQ(act.provisions[0].heading, "Хранение");
  EXPECT_EQ(act.provisions[3].text, "крупный;");
}

TEST(Docx, AListMayBeginElsewhereAndDashesAreMarks) {
  const Act act =
      read_with_lists(paragraph("Статья 9. Иное") + numbered("Пятая.", 2, 1) + numbered("Шестая:", 2, 1) +
                      numbered("первый абзац;", 2, 3) + numbered("второй.", 2, 4));
  EXPECT_NE(act.find("art_9__para_5"), nullptr);
  EXPECT_NE(act.find("art_9__para_6"), nullptr);
  EXPECT_EQ(act.provisions.back().text.find("\xEF\x82\xB7"), std::string::npos);
}

TEST(Docx, StylesInACircleEnd) {
  const Act act = read_with_lists(paragraph("Статья 1. Чай", "<w:pStyle w:val=\"Circle\"/>"));
  EXPECT_EQ(eids(act), Eids{"art_1"});
}

TEST(Docx, FootnotesStandWithWhatTheyExplain) {
  const std::string reference = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
  const std::string notes =
      part("footnotes",
           "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Кроме аптек.</w:t></w:r>" +
               reference + "</w:p></w:footnote>");
  const Act act = read(paragraph("Статья 1. Сбыт") + "<w:p><w:r><w:t>1. Сбыт</w:t></w:r>" + reference +
                           "<w:r><w:t> запрещён.</w:t></w:r></w:p>" + paragraph("2. Иное."),
                       {{"word/footnotes.xml", notes}});
  ASSERT_EQ(act.provisions.size(), 4U);
  EXPECT_EQ(act.provisions[1].text, "Сбыт запрещён.");
  EXPECT_EQ(act.provisions[2].text, "Кроме аптек.");
  EXPECT_EQ(act.provisions[3].eid, "art_1__para_2");
}

TEST(Docx, TrackedDeletionsAndMovesAreNotInTheText) {
  const Act act = read(
      "<w:p><w:r><w:t>Статья 1. Срок до </w:t></w:r><w:del><w:r><w:delText>пяти</w:delText></w:r></w:del>"
      "<w:ins><w:r><w:t>трёх</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> месяцев</w:t></w:r></w:moveFrom>"
      "<w:r><w:t> лет</w:t></w:r></w:p>");
  EXPECT_EQ(act.provisions[0].heading, "Срок до трёх лет");
}

TEST(Docx, TablesInsideTablesAreRead) {
  const auto cell = [](const std::string& inside) { return "<w:tc>" + inside + "</w:tc>"; };
  const Act act = read(paragraph("Статья 1. Размеры") + "<w:tbl><w:tr>" + cell(paragraph("героин")) +
                       cell("<w:tbl><w:tr>" + cell(paragraph("0,5 г")) + "</w:tr></w:tbl>" + paragraph("")) +
                       "</w:tr></w:tbl>");
  EXPECT_NE(act.provisions.back().text.find("0,5 г"), std::string::npos);
}

}  // namespace
}  // namespace zakonwatch
