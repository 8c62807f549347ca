// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/bill.h"

#include <gtest/gtest.h>

#include "base/fault.h"
#include "parsers/document.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

std::shared_ptr<const LanguageProfile> latvian() {
  Languages languages(std::vector<std::filesystem::path>{project_root() + "/sources/languages"});
  return value_or_throw(languages.get("lv"));
}

DocumentRules page_rules() {
  DocumentRules rules;
  rules.language = "lv";
  rules.title = "//h1";
  rules.body = "//h1";
  rules.bill = {{"stage", "//tr"},
                {"stage_name", "td[2]"},
                {"stage_date", "td[1]"},
                {"sponsor", "//i"},
                {"became", "//b"}};
  return rules;
}

Result<Act> read(const std::string& bytes, const DocumentRules& rules, const std::string& type) {
  const auto profile = latvian();
  return parse_document({.bytes = bytes,
                         .format = type,
                         .media_type = {},
                         .charset = "utf-8",
                         .charset_override = {},
                         .url = {},
                         .profile = profile.get(),
                         .rules = &rules});
}

std::string page(const std::string& rows, const std::string& more = {}) {
  return "<html><body><h1>Par tējnīcām</h1><table>" + rows + "</table>" + more + "</body></html>";
}

std::vector<std::string> stages(const Act& act) {
  std::vector<std::string> out;
  for (const Provision& one : act.provisions)
    if (one.type == ProvisionType::stage) out.push_back(one.eid + " " + one.text);
  return out;
}

TEST(Bill, StagesStandOldestFirstWhicheverWayThePageHasThem) {
  const std::string first = "<tr><td>12.01.2026.</td><td>Iesniegts</td></tr>",
                    second = "<tr><td>04.03.2026.</td><td>Pirmais lasījums</td></tr>",
                    third = "<tr><td>04.03.2026.</td><td>Nodots komisijai</td></tr>";
  const std::vector<std::string> expected{"stage_2026_01_12 Iesniegts", "stage_2026_03_04 Pirmais lasījums",
                                          "stage_2026_03_04~2 Nodots komisijai"};
  for (const std::string& rows : {first + second + third, third + second + first}) {
    const auto act = read(page(rows), page_rules(), "html");
    ASSERT_TRUE(act) << act.error().sentence();
    EXPECT_EQ(stages(*act), expected);
  }
}

TEST(Bill, FactsStandInFrontAndParentsStillPointRight) {
  const auto act =
      read(page("<tr><td>12.01.2026.</td><td>Iesniegts</td></tr>", "<i>Valdība</i><b>Likums 77</b>"),
           page_rules(), "html");
  ASSERT_TRUE(act) << act.error().sentence();
  EXPECT_EQ(act->provisions.front().text, "Valdība");
  EXPECT_EQ(stages(*act).back(), "became Likums 77");
  for (size_t i = 0; i < act->provisions.size(); ++i)
    EXPECT_LT(act->provisions[i].parent, static_cast<int>(i));
}

TEST(Bill, APageWithoutStagesOrTitleIsARedesign) {
  EXPECT_FALSE(read(page("<p>nothing</p>"), page_rules(), "html"));
  const auto no_title =
      read("<html><body><h1></h1><table><tr><td>12.01.2026.</td><td>x</td></tr></table></body></html>",
           page_rules(), "html");
  EXPECT_FALSE(no_title);
}

TEST(Bill, JsonByPointers) {
  DocumentRules rules;
  rules.format = "json";
  rules.language = "lv";
  rules.title = "/title";
  rules.body = "/text";
  rules.bill = {{"stage", "/steps"},
                {"stage_name", "/name"},
                {"stage_date", "/at"},
                {"committee", "/steps/*/committee"}};
  const auto act = read(R"({"title":"Par tējnīcām","text":null,"steps":[
      {"name":"Iesniegts","at":"2026-01-12T10:00:00","committee":"A"},{"name":null},{"name":"Lasījums","at":"2026-03-04"}]})",
                        rules, "json");
  ASSERT_TRUE(act) << act.error().sentence();
  EXPECT_EQ(stages(*act),
            (std::vector<std::string>{"stage_2026_01_12 Iesniegts", "stage_2026_03_04 Lasījums"}));
  EXPECT_EQ(act->provisions.front().eid, "committee");
  const auto renamed = read(R"({"title":"Par tējnīcām","steps":[{"label":"Iesniegts"}]})", rules, "json");
  ASSERT_FALSE(renamed);
  EXPECT_EQ(renamed.error().kind, ErrorKind::suspicious);
}

std::vector<std::string> deadlines(const Act& act) {
  std::vector<std::string> out;
  for (const Provision& one : act.provisions)
    if (one.eid.starts_with("deadline_")) out.push_back(one.eid + " " + one.text);
  return out;
}

TEST(Bill, DeadlinesAreKeptWithTheirDays) {
  DocumentRules rules = page_rules();
  rules.bill.insert({{"deadline", "//li"}, {"deadline_name", "span"}, {"deadline_date", "time"}});
  const auto act = read(page("<tr><td>12.01.2026.</td><td>Iesniegts</td></tr>",
                             "<ul><li><time>20.03.2026.</time><span>Sabiedriskā apspriede</span></li>"
                             "<li><time>drīz</time><span>Lasījums</span></li></ul>"),
                        rules, "html");
  ASSERT_TRUE(act) << act.error().sentence();
  EXPECT_EQ(deadlines(*act), (std::vector<std::string>{"deadline_2026_03_20 Sabiedriskā apspriede"}))
      << "a day that cannot be read is none";
  rules.format = "json";
  rules.title = rules.body = "/title";
  rules.bill = {{"stage", "/steps"},       {"stage_name", "/name"},    {"stage_date", "/at"},
                {"deadline", "/calendar"}, {"deadline_name", "/what"}, {"deadline_date", "/day"}};
  const auto record = read(R"({"title":"Par tējnīcām","steps":[{"name":"Iesniegts","at":"2026-01-12"}],
      "calendar":[{"what":"Otrais lasījums","day":"2026-04-02T09:00:00"}]})",
                           rules, "json");
  ASSERT_TRUE(record) << record.error().sentence();
  EXPECT_EQ(deadlines(*record), (std::vector<std::string>{"deadline_2026_04_02 Otrais lasījums"}));
}

}  // namespace
}  // namespace zakonwatch
