// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerts/atom.h"
#include "alerts/brief.h"
#include "alerts/citation.h"
#include "alerts/render.h"
#include "base/files.h"
#include "base/text.h"
#include "tests/alerts/fixtures.h"
#include "tests/alerts/python.h"

namespace zakonwatch {
namespace {

using namespace fixtures;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Citation, ProvesTheWords) {
  const DigestItem item = ukraine_possession();
  for (const auto format :
       {CitationFormat::text, CitationFormat::csl_json, CitationFormat::bibtex, CitationFormat::ris}) {
    const std::string cited = cite(item, format, "en");
    EXPECT_TRUE(has(cited, item.new_sha256)) << cited;
    EXPECT_TRUE(has(cited, item.old_sha256)) << cited;
    EXPECT_TRUE(has(cited, "Стаття 309, частина 1")) << cited;
    EXPECT_TRUE(has(cited, "2008")) << cited;
    EXPECT_TRUE(cited.ends_with("\n"));
  }
}

TEST(Citation, InRussian) {
  const std::string cited = citation(ukraine_possession(), "ru");
  EXPECT_TRUE(has(cited, "действует с 2008-05-07, опубликовано 2008-04-30, акт 270-VI от 2008-04-15"))
      << cited;
}

TEST(Citation, CslJsonIsJson) {
  const auto entry = nlohmann::json::parse(cite(ukraine_possession(), CitationFormat::csl_json, "en")).at(0);
  EXPECT_EQ(entry["type"], "legislation");
  EXPECT_EQ(entry["issued"]["date-parts"], nlohmann::json::parse("[[2008, 5, 7]]"));
  EXPECT_EQ(entry["id"], "ua-1042");
}

TEST(Citation, HostileTitlesStayInTheirField) {
  DigestItem item = ukraine_possession();
  item.act_title = "a}\n@evil{x, y = {z}\r\nER  - \r\nTY  - BOOK \\input{/etc/passwd} $x$ 50%";
  const std::string bibtex = cite(item, CitationFormat::bibtex, "en"),
                    ris = cite(item, CitationFormat::ris, "en");
  EXPECT_EQ(bibtex.find("\n@"), std::string::npos);
  EXPECT_FALSE(has(bibtex, "\\input"));
  EXPECT_EQ(ris.find("\nER  - "), ris.rfind("\nER  - "));
  EXPECT_EQ(citation(item, "en").find('\n'), std::string::npos);
}

TEST(Citation, FormatsHaveNames) {
  EXPECT_EQ(citation_format("csl-json"), CitationFormat::csl_json);
  EXPECT_FALSE(citation_format("endnote"));
}

Brief brief_of(std::vector<DigestItem> items) {
  Brief brief;
  brief.items = std::move(items);
  brief.topic_labels = {{"possession", "Possession"}};
  return brief;
}

TEST(Brief, TellsEveryChange) {
  const std::string text = brief_markdown(brief_of({ukraine_possession(), armenia_treatment()}));
  EXPECT_TRUE(text.starts_with("# Changes in drug law\n"));
  EXPECT_TRUE(has(text, "## 1. Possession without intent to supply"));
  EXPECT_TRUE(has(text, "## 2. New"));
  EXPECT_TRUE(has(text, "~~строк до трьох років~~"));
  EXPECT_TRUE(has(text, "**той самий строк**"));
  EXPECT_TRUE(has(brief_html(brief_of({ukraine_possession()})), "<ins"));
}

TEST(Brief, HostileTextMakesNoMarkdown) {
  DigestItem item = ukraine_possession();
  item.change.redline = {
      {EditOp::insert, "a | b\n# heading\n<script>x</script> [l](javascript:x) ![i](http://x/y.png)"}};
  const std::string text = brief_markdown(brief_of({item}));
  EXPECT_TRUE(has(text, "\\<script\\>"));
  EXPECT_FALSE(has(text, "[l]("));
  EXPECT_FALSE(has(text, "\n# heading"));
}

TEST(Brief, HostileAddressesMakeNoMarkdown) {
  DigestItem item = ukraine_possession();
  item.official_url = "https://law.example.org/><img/src=x/onerror=alert(1)>`|";
  const std::string text = brief_markdown(brief_of({item}));
  EXPECT_FALSE(has(text, "><img"));
  EXPECT_TRUE(has(text, "law.example.org/%3E%3Cimg/src=x/onerror=alert(1)%3E"));
}

Feed feed() {
  Feed out;
  out.id = "tag:watch.example.org,2026:ua";
  out.title = "Ukraine <drugs>";
  out.self_url = "https://watch.example.org/ua.atom";
  out.items = {ukraine_possession(), georgia_use()};
  return out;
}

TEST(Atom, IsReadByAnotherParser) {
  const Scratch scratch;
  ASSERT_TRUE(write_file_atomic(scratch.path("feed"), render_atom(feed())));
  const auto run =
      run_python({"-c",
                  "import sys, xml.etree.ElementTree as e\n"
                  "n = '{http://www.w3.org/2005/Atom}'\n"
                  "f = e.parse(sys.argv[1]).getroot()\n"
                  "print(f.tag == n + 'feed', f.findtext(n + 'title'), f.findtext(n + 'updated'))\n"
                  "for x in f.iter(n + 'entry'): print(x.findtext(n + 'id'), x.findtext(n + 'updated'))",
                  scratch.path("feed")});
  EXPECT_EQ(
      run.output,
      "True Ukraine <drugs> 2026-11-22T06:31:04Z\n"
      "tag:zakonwatch,2026:ua-1042 2026-11-22T06:31:04Z\ntag:zakonwatch,2026:ge-12 2026-11-22T06:31:04Z\n");
}

TEST(JsonFeed, HasTheSameEntries) {
  const auto page = nlohmann::json::parse(render_json_feed(feed()));
  EXPECT_EQ(page["version"], "https://jsonfeed.org/version/1.1");
  ASSERT_EQ(page["items"].size(), 2u);
  EXPECT_EQ(page["items"][0]["id"], "tag:zakonwatch,2026:ua-1042");
  EXPECT_TRUE(has(page["items"][0]["content_html"], "<ins"));
}

}  // namespace
}  // namespace zakonwatch
