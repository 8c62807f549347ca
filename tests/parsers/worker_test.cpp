// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/worker.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "law/act_json.h"
#include "parse_support.h"
#include "parsers/seal.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

WorkerOptions options() { return {.command = {program_file(), "parse-worker"}}; }

// A child that is not ours: says `words` (printf's escapes), then goes on with `then`.
WorkerOptions impostor(const std::string& words, const std::string& then = "sleep 30") {
  return {.command = {"sh", "-c", "printf '" + words + "' >&0; " + then},
          .deadline = std::chrono::milliseconds(400),
          .start = std::chrono::milliseconds(2000)};
}
constexpr const char* kReady = "\\001WKZ\\000\\000\\000\\000";

size_t resident_bytes() {
  size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return pages * 4096;
}

Result<Act> ask(const WorkerOptions& with, std::string_view bytes = "<p>1. pants. Tēja</p><p>Dzer.</p>") {
  const auto profile = test::profile("lv");
  ParserPool pool(with);
  return pool.document({.bytes = bytes, .format = "html", .profile = profile.get()});
}

void expect_same(const std::filesystem::path& file, const std::string& language, const std::string& format) {
  SCOPED_TRACE(file.string());
  const auto profile = test::profile(language);
  const std::string bytes = test::read(file);
  const DocumentInput input{.bytes = bytes, .format = format, .profile = profile.get()};
  WorkerOptions patient = options();
  patient.deadline = std::chrono::minutes(5);  // what is read is asked, not how soon: sanitizers are slow
  ParserPool pool(patient);
  const auto sealed = pool.document(input), plain = parse_document(input);
  ASSERT_EQ(sealed.has_value(), plain.has_value()) << (sealed ? "" : sealed.error().sentence());
  if (plain)
    EXPECT_EQ(act_to_json(*sealed), act_to_json(*plain));
  else
    EXPECT_EQ(sealed.error().sentence(), plain.error().sentence());
}

// The golden test of design.md section 5: what the seal takes away must not be missed.
TEST(Worker, SealedAndUnsealedReadTheSame) {
  const auto html = test::corpus("LV/kriminallikums", ".html"), xml = test::corpus("EE", ".xml"),
             pdf = test::corpus("AZ", ".pdf"), kyrgyz = test::corpus("KG", ".pdf");
  if (html.empty() || xml.empty() || pdf.empty()) GTEST_SKIP() << "the corpus is not here";
  expect_same(html[0], "lv", "html");
  expect_same(xml[0], "et", "xml");
  expect_same(pdf[0], "az", "pdf");
  if (!kyrgyz.empty()) expect_same(kyrgyz[0], "ky", "pdf");
  expect_same(std::filesystem::path(project_root()) / "tests/golden/parsers/tea.docx", "lv", "docx");
}

TEST(Worker, ListingsCrossThePipe) {
  Discovery feed;
  feed.kind = Discovery::Kind::feed;
  ParserPool pool(options());
  const auto listing = pool.listing(
      {.bytes = "<rss><channel><item><title>Tea Act</title><link>/tea</link></item></channel></rss>",
       .url = "https://law.example/feed",
       .discovery = &feed});
  ASSERT_TRUE(listing) << listing.error().sentence();
  ASSERT_EQ(listing->documents.size(), 1U);
  EXPECT_EQ(listing->documents[0].url, "https://law.example/tea");
}

TEST(Worker, OneChildServesManyDocuments) {
  const auto profile = test::profile("lv");
  auto with = options();
  auto child = ParseChild::start(with);
  ASSERT_TRUE(child) << child.error().sentence();
  const DocumentInput input{.bytes = "<p>1. pants. Tēja</p>", .format = "html", .profile = profile.get()};
  for (int i = 0; i < 5; ++i) ASSERT_TRUE((*child)->document(input));
  // What is wrong with a document is told, and costs the child nothing.
  EXPECT_FALSE((*child)->document({.bytes = " ", .format = "html", .profile = profile.get()}));
  EXPECT_TRUE((*child)->usable());
  EXPECT_EQ((*child)->answered(), 7);  // one for the profile
}

TEST(Worker, GarbageIsRefused) {
  const auto at_start = ask(impostor("this is no head at all"));
  ASSERT_FALSE(at_start);
  EXPECT_EQ(at_start.error().kind, ErrorKind::busy);
  const auto later = ask(impostor(std::string(kReady) + "garbage and more of it"));
  ASSERT_FALSE(later);
  EXPECT_NE(later.error().sentence().find("garbage"), std::string::npos);
}

TEST(Worker, AnOversizeLengthIsRefusedBeforeMemoryIsAskedFor) {
  const size_t before = resident_bytes();
  const auto act = ask(impostor(std::string(kReady) + "\\001WKZ\\377\\377\\377\\377"));
  ASSERT_FALSE(act);
  EXPECT_EQ(act.error().kind, ErrorKind::parse);
  EXPECT_LT(resident_bytes(), before + (size_t{16} << 20));
}

TEST(Worker, AChildThatHangsIsKilled) {
  const auto silent = ask(impostor(kReady));
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().kind, ErrorKind::timeout);
  // After half an answer too: "ready" for the profile, then a head of an act without its body.
  const auto half = ask(impostor(std::string(kReady) + kReady + "\\001WK^\\020\\000\\000\\000abc"));
  ASSERT_FALSE(half);
}

TEST(Worker, AChildThatDiesIsToldAndReplaced) {
  const auto dead = ask(impostor(kReady, "kill -SEGV $$"));
  ASSERT_FALSE(dead);
  EXPECT_NE(dead.error().sentence().find("egmentation"), std::string::npos) << dead.error().sentence();
  EXPECT_TRUE(ask(options()));
}

TEST(Worker, AMissingProgramIsNoJudgementOfTheDocument) {
  const auto act = ask({.command = {"/nowhere/zakonwatch"}});
  ASSERT_FALSE(act);
  EXPECT_EQ(act.error().kind, ErrorKind::busy);
}

// The bombs of the corpus's generator, in our own words: each ends soon, the daemon's memory stays flat.
TEST(Worker, BombsEndAndMemoryStaysFlat) {
  std::string deep, fonts, attributes = "<a ", text = "<p>";
  for (int i = 0; i < 400'000; ++i) deep += "<div>";
  for (int i = 0; i < 5'000; ++i) fonts += "<font color=a" + std::to_string(i) + "><p>";
  for (int i = 0; i < 30'000; ++i) attributes += "a" + std::to_string(i) + "=1 ";
  attributes += ">x";
  const size_t before = resident_bytes();
  for (const std::string& bomb : {deep, fonts, attributes}) EXPECT_FALSE(ask(options(), bomb));
  EXPECT_LT(resident_bytes(), before + (size_t{64} << 20));
}

// Runs a program's child and says by what signal it ended.
TEST(WorkerDeath, TheSealKillsAndDenies) {
  if (!seals()) GTEST_SKIP() << "builds with sanitizers are not sealed";
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  const auto sealed = [](auto body) {
    if (!seal_process({})) _exit(3);
    body();
    _exit(0);
  };
  EXPECT_EXIT(sealed([] { socket(AF_INET, SOCK_STREAM, 0); }), ::testing::KilledBySignal(SIGSYS), "");
  EXPECT_EXIT(sealed([] { execl("/bin/true", "true", nullptr); }), ::testing::KilledBySignal(SIGSYS), "");
  EXPECT_EXIT(sealed([] {
                if (open("/etc/hostname", O_RDONLY) != -1 || errno != EPERM) _exit(4);
              }),
              ::testing::ExitedWithCode(0), "");
  EXPECT_EXIT(sealed([] {
                if (fork() != -1 || errno != EPERM) _exit(5);
              }),
              ::testing::ExitedWithCode(0), "");
  EXPECT_EXIT(sealed([] {
                if (malloc(size_t{1} << 30) != nullptr) _exit(6);
              }),
              ::testing::ExitedWithCode(0), "");
  EXPECT_EXIT(sealed([] {
                if (kill(getppid(), 0) != -1) _exit(7);
              }),
              ::testing::ExitedWithCode(0), "");
}

// P8: whatever a document asks for, the sealed child opens no file: an external entity is refused as a word,
// and the seal stands behind that.
TEST(Worker, EntitiesOpenNothing) {
  const auto profile = test::profile("et");
  ParserPool pool(options());
  for (const char* xml :
       {"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><r><p>§ 1. &x;</p></r>",
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><r><p>§ 1. "
        "&b;</p></r>"}) {
    const auto act = pool.document({.bytes = xml, .format = "xml", .profile = profile.get()});
    ASSERT_FALSE(act) << xml;
    EXPECT_NE(act.error().sentence().find("DTD"), std::string::npos) << act.error().sentence();
  }
  // A DTD elsewhere is never fetched: a sealed child that opened a socket would be dead.
  const char* elsewhere =
      "<?xml version='1.0'?><!DOCTYPE r SYSTEM 'http://127.0.0.1:9/r.dtd'><r><p>§ 1. Tee</p></r>";
  EXPECT_TRUE(pool.document({.bytes = elsewhere, .format = "xml", .profile = profile.get()}));
}

}  // namespace
}  // namespace zakonwatch
