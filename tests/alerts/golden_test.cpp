// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "alerts/mailer.h"
#include "alerts/page.h"
#include "alerts/render.h"
#include "base/files.h"
#include "base/text.h"
#include "tests/alerts/fixtures.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

// Mails of every kind, as readers get them:
// tests/golden/alerts/<case>/{subject.txt,mail.txt,mail.html,mail.eml}. ZAKONWATCH_UPDATE_GOLDEN=1 writes
// them; the difference is then read by a person.
struct Case {
  std::string name;
  std::function<Digest()> digest;
};

using namespace fixtures;

DigestItem as_kind(DigestItem item, const std::string& kind) {
  item.kind = kind;
  if (kind == "correction") item.correction = "The fine is 50–100, not 500–1000, non-taxable minimums.";
  return item;
}

DigestItem long_article() {
  DigestItem item = ukraine_possession();
  std::string sentence =
      "Особа, яка добровільно здала наркотичні засоби, звільняється від відповідальності, якщо вона вказала "
      "джерело їх придбання. ";
  std::string filler;
  for (int i = 0; i < 12; ++i) filler += sentence;
  item.change.redline.back().text = ". " + filler;
  item.change.redline.push_back({EditOp::insert, "Ця норма не поширюється на посадових осіб."});
  return item;
}

Digest neutral(Digest digest) {
  digest.neutral_subject = true;
  return digest;
}

std::vector<DigestItem> region() {
  return {ukraine_possession(), latvia_supply(), georgia_use(), armenia_treatment(), kazakhstan_repealed()};
}

const std::vector<Case> kCases{
    {"single", [] { return digest_of({ukraine_possession()}); }},
    {"single-ru", [] { return digest_of({ukraine_possession()}, "ru"); }},
    {"digest", [] { return digest_of(region()); }},
    {"digest-ru", [] { return digest_of(region(), "ru"); }},
    {"pending", [] { return digest_of({latvia_supply()}); }},
    {"repealed", [] { return digest_of({kazakhstan_repealed()}); }},
    {"reminder", [] { return digest_of({as_kind(latvia_supply(), "reminder")}, "ru"); }},
    {"correction", [] { return digest_of({as_kind(ukraine_possession(), "correction")}); }},
    {"long-article", [] { return digest_of({long_article()}); }},
    {"neutral",
     [] {
       return neutral(digest_of({ukraine_possession(), latvia_supply()}));
     }},
    {"burst", [] { return burst(300); }},
    {"burst-ru", [] { return burst(300, "ru"); }},
    {"bill-step", [] { return digest_of({ukraine_bill_step()}); }},
    {"bill-step-ru", [] { return digest_of({ukraine_bill_step()}, "ru"); }},
    {"correction-ru", [] { return digest_of({as_kind(ukraine_possession(), "correction")}, "ru"); }},
};

Letter letter_of(const Digest& digest) {
  Letter letter;
  letter.from = "alerts@watch.example.org";
  letter.to = "reader@example.net";
  letter.message_id = digest.id.value + "@watch.example.org";
  letter.subject = render_subject(digest);
  letter.text = render_text(digest);
  letter.html = render_html(digest);
  letter.language = digest.language;
  letter.unsubscribe_url = digest.manage_url;
  letter.date = digest.created;
  return letter;
}

void expect_golden(const std::filesystem::path& file, const std::string& actual) {
  if (std::getenv("ZAKONWATCH_UPDATE_GOLDEN")) {
    std::filesystem::create_directories(file.parent_path());
    ASSERT_TRUE(write_file_atomic(file, actual));
    return;
  }
  const auto expected = read_file(file);
  ASSERT_TRUE(expected) << "missing; set ZAKONWATCH_UPDATE_GOLDEN=1 to write " << file;
  EXPECT_EQ(*expected, actual) << file;
}

class GoldenMail : public testing::TestWithParam<Case> {};

void expect_golden_letter(const std::string& name, const Letter& letter) {
  const auto folder = std::filesystem::path(project_root()) / "tests/golden/alerts" / name;
  expect_golden(folder / "subject.txt", letter.subject + "\n");
  expect_golden(folder / "mail.txt", letter.text);
  expect_golden(folder / "mail.html", letter.html);
  const auto message = compose(letter);
  ASSERT_TRUE(message) << message.error().sentence();
  expect_golden(folder / "mail.eml", *message);
}

TEST_P(GoldenMail, IsAsRead) { expect_golden_letter(GetParam().name, letter_of(GetParam().digest())); }

TEST(GoldenOperatorMail, IsAsRead) {
  for (const std::string language : {"en", "ru"}) {
    const Page words =
        operator_page(language,
                      {{*parse_rfc3339("2026-11-22T04:10:00Z"), "health",
                        "blocked: 2 sources: ru-pravo, tm-minjust. The first: ru-pravo since "
                        "2026-11-20T06:31:00Z: a challenge "
                        "page stands in place of the text"},
                       {*parse_rfc3339("2026-11-22T05:00:00Z"), "alarm",
                        "mail does not get out since 2026-11-22T03:58:10Z: `zakonwatch alerts status`"}},
                      3);
    Letter letter = letter_of(digest_of({}, language));
    letter.subject = words.title;
    letter.text = page_text(words);
    letter.html = render_page(words);
    letter.unsubscribe_url.clear();
    expect_golden_letter(language == "en" ? "operator" : "operator-ru", letter);
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenMail, testing::ValuesIn(kCases),
                         [](const auto& one) { return replace_all(one.param.name, "-", "_"); });

}  // namespace
}  // namespace zakonwatch
