// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "alerts/mailer.h"
#include "alerts/render.h"
#include "alerts/smtp_reply.h"
#include "base/text.h"
#include "tests/alerts/fixtures.h"
#include "tests/alerts/smtp_server.h"

namespace zakonwatch {
namespace {

const std::string kFrom = "alerts@watch.example.org", kTo = "anna.reader@example.net";
const std::string kMessage = "Subject: x\r\n\r\none\r\n.two\r\n..three\r\n";

std::unique_ptr<Mailer> mailer(const std::string& url, const std::string& tls = "none", int seconds = 20) {
  SmtpOptions options;
  options.url = url;
  options.tls = tls;
  options.timeout = std::chrono::seconds{seconds};
  auto made = make_smtp_mailer(options);
  EXPECT_TRUE(made) << made.error().sentence();
  return std::move(*made);
}

ScriptedSmtp::Script on(const std::string& verb, const std::string& reply) {
  return [=](const std::string& command) {
    const bool connects = verb.empty() && command.empty();
    return connects || (!verb.empty() && command.starts_with(verb)) ? reply : std::string();
  };
}

std::optional<DeliveryError> one_delivery(const ScriptedSmtp& server, const std::string& tls = "none") {
  return mailer(server.url(), tls)->send(kFrom, kTo, kMessage);
}

TEST(Smtp, DeliversTheBytesToOneRecipient) {
  ScriptedSmtp server;
  EXPECT_FALSE(one_delivery(server));
  ASSERT_EQ(server.messages().size(), 1u);
  EXPECT_EQ(server.messages().front(), kMessage);
  EXPECT_EQ(server.count("RCPT"), 1);
  EXPECT_EQ(server.count("MAIL FROM:<alerts@watch.example.org>"), 1);
  EXPECT_EQ(server.count("RCPT TO:<anna.reader@example.net>"), 1);
}

TEST(Smtp, KeepsTheConnection) {
  ScriptedSmtp server;
  const auto sender = mailer(server.url());
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(sender->send(kFrom, kTo, kMessage));
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(server.count("EHLO"), 1);
  EXPECT_EQ(server.messages().size(), 5u);
}

TEST(Smtp, GoesOnAfterARefusal) {
  int recipients = 0;
  ScriptedSmtp server([&](const std::string& command) {
    return command.starts_with("RCPT") && ++recipients == 1 ? std::string("550 5.1.1 no such user\r\n")
                                                            : std::string();
  });
  const auto sender = mailer(server.url());
  EXPECT_TRUE(sender->send(kFrom, kTo, kMessage));
  EXPECT_FALSE(sender->send(kFrom, kTo, kMessage));
  EXPECT_EQ(server.messages().size(), 1u);
}

// A6: a server that knows nothing but RFC 821 gets the same letter, whatever it is written in.
TEST(Smtp, AServerWithoutExtensionsGetsAValidLetter) {
  ScriptedSmtp server([](const std::string& command) {
    if (command.starts_with("EHLO")) return std::string("502 what?\r\n");
    return command.starts_with("HELO") ? std::string("250 hello\r\n") : std::string();
  });
  Letter letter;
  letter.from = kFrom;
  letter.to = kTo;
  letter.message_id = "one@watch.example.org";
  const Digest digest = fixtures::digest_of(
      {fixtures::ukraine_possession(), fixtures::georgia_use(), fixtures::armenia_treatment()}, "ru");
  letter.subject = render_subject(digest);
  letter.text = render_text(digest);
  letter.html = render_html(digest);
  const auto message = compose(letter);
  ASSERT_TRUE(message);
  EXPECT_FALSE(mailer(server.url())->send(kFrom, kTo, *message));
  ASSERT_EQ(server.messages().size(), 1u);
  EXPECT_EQ(server.messages().front(), *message);
  EXPECT_EQ(server.count("MAIL FROM:<alerts@watch.example.org> "), 0) << "no option that was not offered";
  for (const std::string_view line : split(*message, '\n')) EXPECT_LE(line.size(), 999u);
  for (const char c : *message) ASSERT_GE(c, 0) << "seven bits, whatever the server can";
}

TEST(Smtp, ANonAsciiLocalPartIsRefusedAndNeverMangled) {
  ScriptedSmtp server;
  const auto error = mailer(server.url())->send(kFrom, "анна@example.net", kMessage);
  ASSERT_TRUE(error);
  EXPECT_FALSE(error->temporary);
  EXPECT_EQ(server.connections(), 0);
}

struct Refusal {
  std::string verb, reply;
  bool temporary;
  DeliveryFault fault;
  int code;
};
class SmtpRefusal : public testing::TestWithParam<Refusal> {};
TEST_P(SmtpRefusal, IsUnderstood) {
  ScriptedSmtp server(on(GetParam().verb, GetParam().reply));
  const auto error = one_delivery(server);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->temporary, GetParam().temporary) << error->reply;
  EXPECT_EQ(to_string(error->fault), to_string(GetParam().fault)) << error->reply;
  EXPECT_EQ(error->code, GetParam().code) << error->reply;
}
INSTANTIATE_TEST_SUITE_P(
    ByClass, SmtpRefusal,
    testing::Values(
        Refusal{"RCPT", "450 4.2.0 greylisted, try again\r\n", true, DeliveryFault::temporary, 450},
        Refusal{"RCPT", "451 later\r\n", true, DeliveryFault::temporary, 451},
        Refusal{"MAIL", "421 too busy\r\n", true, DeliveryFault::temporary, 421},
        Refusal{"", "421 too many connections\r\n", true, DeliveryFault::temporary, 421},
        Refusal{"RCPT", "550 5.1.1 no such user\r\n", false, DeliveryFault::address, 550},
        Refusal{"RCPT", "550 no such user\r\n", false, DeliveryFault::address, 550},
        Refusal{"RCPT", "550 5.7.1 relaying denied\r\n", false, DeliveryFault::policy, 550},
        Refusal{".", "554 5.7.1 looks like spam\r\n", false, DeliveryFault::policy, 554},
        Refusal{".", "552 5.3.4 too big\r\n", false, DeliveryFault::size, 552},
        Refusal{"MAIL", "552 too big\r\n", false, DeliveryFault::size, 552},
        Refusal{"MAIL", "530 5.7.0 authentication required\r\n", true, DeliveryFault::configuration, 530},
        Refusal{"DATA", "554 no valid recipients\r\n", false, DeliveryFault::policy, 554}));

class SmtpDrop : public testing::TestWithParam<std::string> {};
TEST_P(SmtpDrop, IsTemporary) {
  ScriptedSmtp server(on(GetParam(), ScriptedSmtp::kDrop));
  const auto error = one_delivery(server);
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
  EXPECT_EQ(to_string(error->fault), "temporary") << error->reply;
}
INSTANTIATE_TEST_SUITE_P(Everywhere, SmtpDrop,
                         testing::Values("", "EHLO", "MAIL", "RCPT", "DATA", "(line)", "."));

TEST(Smtp, NoServerIsTemporary) {
  std::string url;
  {
    ScriptedSmtp gone;
    url = gone.url();
  }
  const auto error = mailer(url)->send(kFrom, kTo, kMessage);
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
}

TEST(Smtp, RepliesLoseAddresses) {
  ScriptedSmtp server(
      on("RCPT", "550-5.1.1 <anna.reader@example.net>: unknown\r\n550 5.1.1 user anna.reader (really)\r\n"));
  const auto error = one_delivery(server);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->reply.find("anna"), std::string::npos) << error->reply;
  EXPECT_EQ(error->reply.find("example.net"), std::string::npos) << error->reply;
}

// reliability A4: a server whose STARTTLS offer was stripped gets neither sender nor recipient.
TEST(Smtp, RequiredTlsSendsNothingInClear) {
  ScriptedSmtp server;
  const auto error = one_delivery(server, "required");
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
  EXPECT_EQ(to_string(error->fault), "configuration");
  EXPECT_EQ(server.count("MAIL"), 0);
  EXPECT_EQ(server.count("AUTH"), 0);
}

TEST(Smtp, PlaintextAfterStarttlsIsNotBelieved) {
  ScriptedSmtp server([](const std::string& command) -> std::string {
    if (command.starts_with("EHLO")) return "250-scripted\r\n250 STARTTLS\r\n";
    if (command.starts_with("STARTTLS")) return "220 go\r\n250-injected\r\n250 AUTH PLAIN\r\n";
    return {};
  });
  const auto error = one_delivery(server, "required");
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
  EXPECT_EQ(server.count("MAIL"), 0);
}

TEST(Smtp, OpportunisticTlsDeliversWithoutOffer) {
  ScriptedSmtp server;
  EXPECT_FALSE(one_delivery(server, "opportunistic"));
  EXPECT_EQ(server.messages().size(), 1u);
}

TEST(Smtp, UnsafeOptionsAreRefused) {
  const auto refused = [](const std::string& url, const std::string& tls, const std::string& user = {}) {
    SmtpOptions options;
    options.url = url;
    options.tls = tls;
    options.user = user;
    const auto made = make_smtp_mailer(options);
    return !made && made.error().kind == ErrorKind::config;
  };
  EXPECT_TRUE(refused("smtp://mail.example.org:25", "none"));
  EXPECT_TRUE(refused("smtp://127.0.0.1.example.org:25", "none"));
  EXPECT_TRUE(refused("smtp://127.0.0.1:25", "none", "user"));
  EXPECT_TRUE(refused("smtp://mail.example.org:587", "opportunistic", "user"));
  EXPECT_TRUE(refused("smtp://user:secret@mail.example.org:587", "required"));
  EXPECT_TRUE(refused("http://mail.example.org", "required"));
  EXPECT_TRUE(refused("mail.example.org", "required"));
  EXPECT_TRUE(refused("smtp://mail.example.org", "sometimes"));
  EXPECT_FALSE(refused("smtps://mail.example.org:465", "required", "user"));
  EXPECT_FALSE(refused("smtp://[::1]:2525", "none"));
}

// reliability A7.
TEST(Smtp, EndlessRepliesAreCutOff) {
  std::string flood;
  for (int i = 0; i < 200'000; ++i) flood += "250-this is one of very many lines\r\n";
  ScriptedSmtp server(on("EHLO", flood + "250 end\r\n"));
  const auto error = one_delivery(server);
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
  EXPECT_LE(error->reply.size(), 1200u);
}

TEST(Smtp, SilentServersTimeOut) {
  ScriptedSmtp server(on("MAIL", ScriptedSmtp::kSilence));
  const auto error = mailer(server.url(), "none", 1)->send(kFrom, kTo, kMessage);
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->temporary);
}

TEST(Smtp, NothingGoesToAnAddressThatCannotBe) {
  ScriptedSmtp server;
  for (const char* address : {"a@b.org>\r\nRCPT TO:<c@d.org", "a b@c.org", "юзер@example.org", ""}) {
    const auto error = mailer(server.url())->send(kFrom, address, kMessage);
    ASSERT_TRUE(error);
    EXPECT_FALSE(error->temporary);
    EXPECT_EQ(to_string(error->fault), "address");
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(SmtpReply, ClassesFollowTheEnhancedStatus) {
  EXPECT_EQ(classify_reply(550, "550 5.2.1 mailbox disabled"), DeliveryFault::address);
  EXPECT_EQ(classify_reply(553, "553 sorry"), DeliveryFault::address);
  EXPECT_EQ(classify_reply(550, "550 5.7.26 unauthenticated"), DeliveryFault::policy);
  EXPECT_EQ(classify_reply(535, "535 5.7.8 bad credentials"), DeliveryFault::configuration);
  EXPECT_EQ(classify_reply(555, "555 5.5.4 bad option"), DeliveryFault::refused);
  EXPECT_EQ(classify_reply(452, "452 4.2.2 full"), DeliveryFault::temporary);
}

}  // namespace
}  // namespace zakonwatch
