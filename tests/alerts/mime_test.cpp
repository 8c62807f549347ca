// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerts/address.h"
#include "alerts/header_text.h"
#include "alerts/mailer.h"
#include "alerts/render.h"
#include "base/files.h"
#include "base/text.h"
#include "tests/alerts/fixtures.h"
#include "tests/alerts/python.h"

namespace zakonwatch {
namespace {

using nlohmann::json;

Letter letter() {
  Letter out;
  out.from = "alerts@watch.example.org";
  out.to = "reader@example.net";
  out.message_id = "6f1c2b9a0d3e4f58@watch.example.org";
  out.subject = "Україна, стаття 309: зміни";
  out.text = "Перший рядок\nдругий\n.крапка на початку\n";
  out.html = "<!DOCTYPE html><p>Перший рядок</p>\n";
  out.language = "ru";
  out.date = *parse_rfc3339("2026-11-22T07:00:05Z");
  return out;
}

std::string composed(const Letter& one) {
  const auto message = compose(one);
  EXPECT_TRUE(message) << message.error().sentence();
  return message ? *message : std::string();
}

json parsed(const std::string& message) {
  const Scratch scratch;
  EXPECT_TRUE(write_file_atomic(scratch.path("mail.eml"), message));
  const PythonRun run = run_python({test_file("check_output.py"), "mime", scratch.path("mail.eml")});
  EXPECT_EQ(run.status, 0);
  return json::parse(run.output);
}

std::string header(const json& message, const std::string& name) {
  std::string found;
  for (const auto& entry : message["headers"])
    if (entry[0] == name) {
      EXPECT_TRUE(found.empty()) << name << " stands twice";
      found = entry[1];
    }
  return found;
}

TEST(Compose, IsReadBackByAnotherParser) {
  const json message = parsed(composed(letter()));
  EXPECT_TRUE(message["defects"].empty()) << message["defects"];
  EXPECT_EQ(message["type"], "multipart/alternative");
  EXPECT_EQ(header(message, "Subject"), "Україна, стаття 309: зміни");
  EXPECT_EQ(header(message, "From"), "Zakonwatch <alerts@watch.example.org>");
  EXPECT_EQ(header(message, "To"), "reader@example.net");
  EXPECT_EQ(header(message, "Message-ID"), "<6f1c2b9a0d3e4f58@watch.example.org>");
  EXPECT_EQ(header(message, "Date"), "Sun, 22 Nov 2026 07:00:05 +0000");
  EXPECT_EQ(header(message, "List-Id"), "<alerts.watch.example.org>");
  EXPECT_EQ(header(message, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(header(message, "Precedence"), "bulk");
  EXPECT_EQ(header(message, "Content-Language"), "ru");
  EXPECT_EQ(header(message, "List-Unsubscribe"), "");
  ASSERT_EQ(message["parts"].size(), 2u);
  EXPECT_EQ(message["parts"][0]["type"], "text/plain");
  EXPECT_EQ(message["parts"][0]["encoding"], "base64");
  EXPECT_EQ(replace_all(message["parts"][0]["text"], "\r\n", "\n"), letter().text);
  EXPECT_EQ(message["parts"][1]["type"], "text/html");
}

TEST(Compose, IsAsciiWithCrlfAndShortLines) {
  const std::string message = composed(letter());
  for (size_t i = 0; i < message.size(); ++i) {
    EXPECT_LT(static_cast<unsigned char>(message[i]), 0x80);
    const bool begins = message[i] == '\r', ends = message[i] == '\n';
    if (begins || ends) {
      EXPECT_EQ(message.substr(begins ? i : i - 1, 2), "\r\n") << i;
    }
  }
  for (const auto line : lines(message)) EXPECT_LE(line.size(), 998u);
}

TEST(Compose, SameLetterSameBytes) { EXPECT_EQ(composed(letter()), composed(letter())); }

TEST(Compose, UnsubscribesWithOneClick) {
  Letter one = letter();
  one.unsubscribe_url = "https://watch.example.org/u/3kP0";
  one.unsubscribe_mailto = "alerts@watch.example.org";
  const json message = parsed(composed(one));
  EXPECT_EQ(header(message, "List-Unsubscribe"),
            "<https://watch.example.org/u/3kP0>, <mailto:alerts@watch.example.org?subject=unsubscribe>");
  EXPECT_EQ(header(message, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
}

TEST(Compose, ThreadsToAnEarlierMail) {
  Letter one = letter();
  one.in_reply_to = "art-309@watch.example.org";
  const json message = parsed(composed(one));
  EXPECT_EQ(header(message, "In-Reply-To"), "<art-309@watch.example.org>");
  EXPECT_EQ(header(message, "References"), "<art-309@watch.example.org>");
}

TEST(Compose, CarriesAttachments) {
  Letter one = letter();
  one.attachments = {{"brief 22.md", "text/markdown", "# Зміни\n"},
                     {"changes.json", "application/json", "{\"a\": 1}\n"}};
  const json message = parsed(composed(one));
  EXPECT_EQ(message["type"], "multipart/mixed");
  ASSERT_EQ(message["parts"].size(), 4u);
  EXPECT_EQ(message["parts"][2]["name"], "brief_22.md");
  EXPECT_EQ(replace_all(message["parts"][2]["text"], "\r\n", "\n"), "# Зміни\n");
  EXPECT_EQ(message["parts"][3]["text"], "{\"a\": 1}\n");
}

// reliability A9: a title with line ends, 2 kB, bidi controls, an encoded word.
TEST(Compose, SubjectCannotMakeHeaders) {
  for (const std::string& subject :
       {std::string("x\r\nBcc: evil@example.org\r\n\r\nbody"), std::string("x\nBcc: evil@example.org"),
        std::string("=?utf-8?B?QmNjOiBldmls?="),
        std::string("\xE2\x80\xAE"
                    "rtl\xE2\x80\xA8"
                    "Bcc: e@example.org"),
        std::string(2000, 'x'), std::string("a\x0b\x0c\x85z"), std::string("bad \xff\xfe bytes\r\nX: y")}) {
    Letter one = letter();
    one.subject = subject;
    const json message = parsed(composed(one));
    EXPECT_EQ(message["headers"].size(), parsed(composed(letter()))["headers"].size()) << subject;
    EXPECT_EQ(header(message, "Bcc"), "");
    EXPECT_TRUE(message["defects"].empty()) << subject << message["defects"];
    EXPECT_EQ(header(message, "Subject").find('\n'), std::string::npos);
  }
}

TEST(Compose, EncodedWordInATitleIsShownAsItStands) {
  Letter one = letter();
  one.subject = "=?utf-8?B?QmNjOiBldmls?= stays";
  EXPECT_EQ(header(parsed(composed(one)), "Subject"), "=?utf-8?B?QmNjOiBldmls?= stays");
}

TEST(Compose, RefusesWhatCannotStandInAHeader) {
  for (const char* address :
       {"", "no-at", "a@", "@b.org", "a b@c.org", "a@b.org,c@d.org", "a@b.org\r\nBcc: x@y.org", "<a@b.org>",
        "\"a\"@b.org", "юзер@example.org", "a@b c.org"}) {
    Letter one = letter();
    one.to = address;
    EXPECT_FALSE(compose(one)) << address;
  }
  Letter one = letter();
  one.message_id = "x>\r\nBcc: e@f.org\r\nY: <z@w";
  EXPECT_FALSE(compose(one));
  one = letter();
  one.unsubscribe_url = "javascript:alert(1)";
  EXPECT_FALSE(compose(one));
}

TEST(Compose, NameBesideTheAddressIsQuoted) {
  Letter one = letter();
  one.from_name = "Вартовий \"<x@y.org>\"\r\nBcc: e@f.org";
  const json message = parsed(composed(one));
  EXPECT_EQ(header(message, "Bcc"), "");
  EXPECT_TRUE(header(message, "From").ends_with("<alerts@watch.example.org>")) << header(message, "From");
}

TEST(Address, DomainsBecomeAscii) {
  EXPECT_EQ(*checked_address("reader@приклад.укр"), "reader@xn--80aikifvh.xn--j1amh");
  EXPECT_EQ(*checked_address("a.b+c@Example.ORG"), "a.b+c@example.org");
}

TEST(HeaderText, WordsAreShortAndBreakBetweenClusters) {
  // A letter with three combining marks, many times: no word may begin with a mark.
  std::string text;
  for (int i = 0; i < 60; ++i) text += "а́̂̃";
  const std::string encoded = header_text(text, "Subject"), unfolded = replace_all(encoded, "\r\n ", "\n");
  for (const auto part : split(unfolded, '\n')) {
    EXPECT_LE(part.size(), 75u);
    EXPECT_TRUE(part.starts_with("=?UTF-8?B?0LDM")) << part;  // every word opens with the letter and its mark
  }
  EXPECT_LE(std::string("Subject: ").size() + encoded.find("\r\n"), 76u);
}

TEST(HeaderText, PlainStaysPlainAndFolds) {
  EXPECT_EQ(header_text("Three changes", "Subject"), "Three changes");
  const std::string folded = replace_all(
      header_text("word " + std::string(60, 'y') + " and some more words to fold here", "Subject"), "\r\n",
      "\n");
  for (const auto line : split(folded, '\n')) EXPECT_LE(line.size(), 76u);
}

// In base64 a word may begin at any byte of a group and of a line; in plain ASCII it stands as it is.
TEST(LetterMould, CastsTheVeryBytesThatComposingMakes) {
  for (const std::string filler : {"ы", "x"})
    for (size_t before = 0; before < 130; ++before) {
      const auto to = [&](const std::string& address, char token) {
        Letter one = letter();
        one.to = address;
        one.message_id = std::string(16, token) + "@watch.example.org";
        one.own_word = std::string(32, token);
        std::string stretch;
        for (size_t i = 0; i < before; ++i) stretch += i % 50 == 49 ? "\n" : filler;
        one.text = stretch + one.own_word + "\n" + stretch + "\n";
        one.html = "<p>" + one.own_word + stretch + "</p>" + one.own_word;
        one.unsubscribe_url = "https://watch.example.org/u/" + one.own_word;
        return one;
      };
      const LetterMould mould(to("first@example.net", 'a'));
      ASSERT_TRUE(mould.fits()) << filler << " " << before;
      for (const Letter& other : {to("second@example.net", '0'), to("first@example.net", 'a')})
        ASSERT_EQ(mould.cast(other).value(), composed(other)) << filler << " " << before;
    }
}

TEST(LetterMould, ALetterWithoutAWordOfItsOwnIsTheSameForAll) {
  Letter one = letter();
  one.own_word = std::string(32, 'a');
  const LetterMould mould(one);
  one.own_word = std::string(32, 'b');
  one.to = "other@example.net";
  EXPECT_EQ(mould.cast(one).value(), composed(one));
}

TEST(LetterMould, AWordOfAnotherLengthIsComposedAnew) {
  Letter one = letter();
  one.own_word = "крапка";
  const LetterMould mould(one);
  one.text = replace_all(one.text, one.own_word, "точка, и не одна");
  one.own_word = "точка, и не одна";
  EXPECT_EQ(mould.cast(one).value(), composed(one));
}

TEST(LetterMould, RefusesWhatComposingRefuses) {
  Letter one = letter();
  one.own_word = std::string(32, 'a');
  const LetterMould mould(one);
  one.to = "two@example.net,three@example.net";
  EXPECT_FALSE(mould.cast(one));
}

}  // namespace
}  // namespace zakonwatch
