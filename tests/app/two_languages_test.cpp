// SPDX-License-Identifier: GPL-3.0-or-later
// One act in two languages: a change of it is told once (law.md 1.15).
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/expressions.h"
#include "app/operator_desk.h"
#include "app/replay.h"
#include "app/workshop.h"
#include "base/files.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

// Two sources of one act, each in its language.
std::string country() {
  std::string out =
      "[country]\ncode = \"QX\"\nname = { en = \"Invented\" }\nlanguages = [\"lv\", \"lt\"]\n"
      "time_zone = \"Europe/Riga\"\n";
  for (const auto& [name, language] : {std::pair{"first", "lv"}, std::pair{"second", "lt"}})
    out += fmt::format(
        "[[source]]\nid = \"qx-{0}\"\nkind = \"consolidated\"\ntitle = \"Invented law\"\nhome = "
        "\"https://{0}.example/\"\nverified = \"none\"\n[source.discover]\nwatchlist = {{ url = "
        "\"https://{0}.example/{{id}}\" }}\n[source.document]\nlanguage = \"{1}\"\ntitle = \"//h1\"\n"
        "version_date = \"//span[@class='edition']\"\nstrip = [\"//span[@class='edition']\"]\n",
        name, language);
  return out + "[[watch]]\nact = \"7\"\ntitle = \"Invented Criminal Law\"\n";
}

struct Wording {
  const char *article, *heading, *text, *years;
};
constexpr Wording kFirst{".pants", "Narkotisko vielu glabāšana",
                         "Par narkotisko vielu neatļautu glabāšanu soda ar brīvības atņemšanu uz laiku līdz",
                         "gadiem"};
constexpr Wording kSecond{" straipsnis", "Neteisėtas disponavimas narkotinėmis medžiagomis",
                          "Tas, kas neteisėtai laikė narkotines medžiagas, baudžiamas laisvės atėmimu iki",
                          "metų"};

// Eight articles; `terms` names those whose term is not three years.
std::string page(const Wording& words, const std::string& edition, const std::map<int, std::string>& terms) {
  std::string out =
      "<html><body><h1>Baudžiamasis kodeksas 7</h1><span class='edition'>" + edition + "</span>";
  for (int i = 1; i <= 8; ++i) {
    const std::string n = std::to_string(i);
    const auto term = terms.find(i);
    out += "<p><b>" + n + words.article + ". " + words.heading + " " + n + "</b></p><p>" +
           (&words == &kFirst ? "(1) " : "1. ") + words.text + " " +
           (term == terms.end() ? "3" : term->second) + " " + words.years + ".</p>";
  }
  return out + "</body></html>";
}

class TwoLanguages : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("zakonwatch-languages-" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "sources/countries");
    ASSERT_TRUE(write_file_atomic(root_ / "sources/countries/qx.toml", country()));
    environment_.emplace(
        Globals{.state = (root_ / "state").string(), .sources = (root_ / "sources").string()});
    workshop_.emplace(*environment_);
  }
  void TearDown() override {
    workshop_.reset();
    fs::remove_all(root_);
  }
  Kept serve(const Wording& words, const std::string& day, const std::map<int, std::string>& terms) {
    const bool first = &words == &kFirst;
    const Source& source = environment_->source(first ? "qx-first" : "qx-second");
    const std::string url = first ? "https://first.example/7" : "https://second.example/7";
    const Instant when = *parse_rfc3339(day + "T00:00:00Z");
    Document document = Documents(*workshop_->record).get_or_add(source.id, url, when);
    document.key = "7";
    const std::string body = page(words, day, terms);
    const FetchOutcome outcome{
        .url = url,
        .status = 200,
        .request_head = "GET /7 HTTP/1.1\r\nHost: law.example\r\n\r\n",
        .response_head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " +
                         std::to_string(body.size()) + "\r\n\r\n",
        .wire_body = body,
        .body = body,
        .media_type = "text/html",
        .charset = "utf-8",
        .started = when};
    const auto look = workshop_->pipeline.look(source, document, outcome);
    EXPECT_TRUE(look) << look.error().sentence();
    if (!look || !look->differs) return {};
    return workshop_->pipeline.keep(source, document, outcome, look->derived);
  }
  void both_begin() {
    serve(kFirst, "2026-01-01", {});
    serve(kSecond, "2026-01-02", {});
  }
  void subscribe(Filter filter = {}) {
    const Subscriber person = workshop_->subscribers->get_or_add("a@example.org");
    workshop_->subscribers->add({.subscriber = person.id,
                                 .label = "one",
                                 .filter = std::move(filter),
                                 .cadence = Cadence::immediate,
                                 .confirmed = true});
  }
  std::vector<std::string> owed() {
    std::vector<std::string> out;
    for (const OwedAlert& one : Outbox(*workshop_->record).owed())
      out.push_back(Changes(*workshop_->record).get(one.change)->id);
    return out;
  }
  using Ids = std::vector<std::string>;
  std::string remark_on(const std::string& id) {
    Changes changes(*workshop_->record);
    const auto verdicts = changes.verdicts(changes.get(id)->seq);
    return verdicts.empty() ? "" : verdicts.back().why;
  }

  fs::path root_;
  std::optional<Environment> environment_;
  std::optional<Workshop> workshop_;
};

TEST_F(TwoLanguages, TheSecondJoinsTheFirst) {
  subscribe();
  both_begin();
  EXPECT_EQ(serve(kFirst, "2026-03-01", {{3, "5"}}).relevant_changes, 1);
  EXPECT_EQ(serve(kSecond, "2026-03-20", {{3, "5"}}).relevant_changes, 1);
  EXPECT_EQ(owed(), Ids{"qx-1"});
  EXPECT_EQ(remark_on("qx-1"), "qx-second reads so too: qx-2");
  EXPECT_EQ(remark_on("qx-2"), "told before, as qx-1 of qx-first");
}

TEST_F(TwoLanguages, WhichComesFirstDoesNotMatter) {
  subscribe();
  both_begin();
  serve(kSecond, "2026-03-01", {{3, "5"}});
  serve(kFirst, "2026-03-02", {{3, "5"}});
  EXPECT_EQ(owed(), Ids{"qx-1"});
}

TEST_F(TwoLanguages, AnotherArticleAndAnotherDirectionAreNews) {
  subscribe();
  both_begin();
  serve(kFirst, "2026-03-01", {{3, "5"}, {4, "5"}});
  serve(kSecond, "2026-03-02", {{3, "2"}, {5, "5"}});
  EXPECT_EQ(owed(), (Ids{"qx-1", "qx-2", "qx-3", "qx-4"}));
}

TEST_F(TwoLanguages, AnArticleAmendedTwiceIsToldTwice) {
  subscribe();
  both_begin();
  serve(kFirst, "2026-03-01", {{3, "5"}});
  serve(kSecond, "2026-03-10", {{3, "5"}});
  serve(kFirst, "2026-04-01", {{3, "8"}});
  EXPECT_EQ(owed(), (Ids{"qx-1", "qx-3"}));
  serve(kSecond, "2026-04-10", {{3, "8"}});
  EXPECT_EQ(owed(), (Ids{"qx-1", "qx-3"}));
}

TEST_F(TwoLanguages, WhatComesMonthsLaterIsNews) {
  subscribe();
  both_begin();
  serve(kFirst, "2026-03-01", {{3, "5"}});
  serve(kSecond, "2026-06-01", {{3, "5"}});
  EXPECT_EQ(owed(), (Ids{"qx-1", "qx-2"}));
}

TEST_F(TwoLanguages, WhomTheFirstDidNotReachHearsOfTheSecond) {
  both_begin();
  serve(kFirst, "2026-03-01", {{3, "5"}});
  subscribe();  // after the first was told
  serve(kSecond, "2026-03-02", {{3, "5"}});
  EXPECT_EQ(owed(), Ids{"qx-2"});
}

TEST_F(TwoLanguages, WhatWasTakenBackIsJoinedByNothing) {
  subscribe();
  both_begin();
  serve(kFirst, "2026-03-01", {{3, "5"}});
  Changes changes(*workshop_->record);
  changes.set_state(changes.get("qx-1")->seq, ChangeState::dismissed, "the page erred",
                    *parse_rfc3339("2026-03-01T12:00:00Z"));
  serve(kSecond, "2026-03-02", {{3, "5"}});
  EXPECT_EQ(owed(), (Ids{"qx-1", "qx-2"}));
}

TEST_F(TwoLanguages, AReplayTellsOnceToo) {
  subscribe();
  both_begin();
  serve(kFirst, "2026-03-01", {{3, "5"}});
  serve(kSecond, "2026-03-02", {{3, "5"}});
  for (const ReplayFrom from : {ReplayFrom::record, ReplayFrom::archive}) {
    const Replay replay = replay_alerts(*environment_, *parse_rfc3339("2026-02-01T00:00:00Z"), from);
    ASSERT_EQ(replay.subscriptions.size(), 1U);
    ASSERT_EQ(replay.subscriptions[0].alerts.size(), 1U);
    EXPECT_EQ(replay.subscriptions[0].alerts[0].change.id, "qx-1");
    EXPECT_TRUE(replay.subscriptions[0].not_again.empty());
  }
}

TEST_F(TwoLanguages, ALanguageThatDoesNotFollowIsTheOperatorsBusiness) {
  both_begin();
  serve(kFirst, "2026-03-01", {{3, "5"}, {4, "5"}});
  serve(kSecond, "2026-03-05", {{4, "5"}});
  Record& record = *workshop_->record;
  EXPECT_TRUE(diverging_languages(record, *parse_rfc3339("2026-03-10T00:00:00Z")).empty());
  const auto found = diverging_languages(record, *parse_rfc3339("2026-03-20T00:00:00Z"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].act.value, "qx/7");
  EXPECT_EQ(found[0].language, "lt");
  EXPECT_EQ(found[0].changes, Ids{"qx-1"});
  serve(kSecond, "2026-03-21", {{3, "5"}, {4, "5"}});
  EXPECT_TRUE(diverging_languages(record, *parse_rfc3339("2026-03-22T00:00:00Z")).empty());
}

// A language that came on record later holds the change from its first version on.
TEST_F(TwoLanguages, ALanguageThatCameLaterHasNothingToFollow) {
  serve(kFirst, "2026-01-01", {});
  serve(kFirst, "2026-03-01", {{3, "5"}});
  serve(kSecond, "2026-03-02", {{3, "5"}});
  EXPECT_TRUE(diverging_languages(*workshop_->record, *parse_rfc3339("2026-03-25T00:00:00Z")).empty());
}

}  // namespace
}  // namespace zakonwatch
