// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/warc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"
#include "crawler/decode.h"
#include "tests/crawler/gzip.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kPage =
    "<html><body><p>309-cu maddə. Narkotik vasitələr — ნარკოტიკული — наркотичні</p></body></html>";

class WarcTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("zakonwatch-warc-" + random_hex(6));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static FetchOutcome exchange(const std::string& body = kPage,
                               const std::string& url = "https://e-qanun.az/framework/46947") {
    FetchOutcome out;
    out.url = url;
    out.status = 200;
    out.request_head = "GET /framework/46947 HTTP/1.1\r\nHost: e-qanun.az\r\nUser-Agent: test\r\n\r\n";
    out.response_head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: "
        "chunked\r\nContent-Encoding: gzip\r\n\r\n";
    out.wire_body = chunked(gzip(body), 50);
    out.body = body;
    out.ip = "85.132.0.1";
    out.started = *parse_rfc3339("2026-11-22T06:31:04Z");
    return out;
  }
  WarcWriter open(size_t rotate_at = size_t{1} << 30) const {
    return value_or_throw(WarcWriter::open({folder_, rotate_at, "zakonwatch/test"}));
  }
  std::vector<fs::path> files() const {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(folder_)) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
  }
  // The types of a file's records in order; the error's sentence last where it does not read to its end.
  static std::vector<std::string> types(const fs::path& file) {
    std::vector<std::string> out;
    auto reader = value_or_throw(WarcReader::open(file));
    for (;;) {
      auto record = reader.next();
      if (!record) return out.push_back(record.error().sentence()), out;
      if (!*record) return out;
      out.push_back((*record)->type);
    }
  }

  fs::path folder_;
};

TEST_F(WarcTest, WhatIsWrittenIsReadBack) {
  auto writer = open();
  const FetchOutcome sent = exchange();
  const auto position = writer.write_exchange(sent);
  ASSERT_TRUE(position);
  const auto record = read_warc_record(folder_, *position);
  ASSERT_TRUE(record) << record.error().sentence();
  EXPECT_EQ(record->type, "response");
  EXPECT_EQ(record->header("WARC-Target-URI"), sent.url);
  EXPECT_EQ(record->header("WARC-Date"), "2026-11-22T06:31:04Z");
  EXPECT_EQ(record->header("WARC-IP-Address"), "85.132.0.1");
  EXPECT_EQ(record->header("warc-payload-digest"), "sha256:" + sha256_base32(gzip(kPage)));
  EXPECT_EQ(record->block, sent.response_head + sent.wire_body);
  EXPECT_EQ(read_archived_body(folder_, *position).value_or("?"), kPage);
  EXPECT_THAT(types(files().at(0)), testing::ElementsAre("warcinfo", "response", "request"));
}

TEST_F(WarcTest, ARevisitLeadsToTheBodyThatWasStored) {
  auto writer = open();
  const FetchOutcome first = exchange();
  const auto original = *writer.write_exchange(first);
  FetchOutcome again = exchange();
  again.status = 304;
  again.not_modified = true;
  again.response_head = "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n";
  again.wire_body.clear();
  const auto revisit = writer.write_revisit(again, original, first.url, first.started);
  ASSERT_TRUE(revisit) << revisit.error().sentence();
  const auto record = *read_warc_record(folder_, *revisit);
  EXPECT_EQ(record.type, "revisit");
  EXPECT_THAT(record.header("WARC-Profile"), HasSubstr("server-not-modified"));
  EXPECT_EQ(record.header("WARC-Refers-To"), read_warc_record(folder_, original)->header("WARC-Record-ID"));
  EXPECT_EQ(record.header("WARC-Refers-To-Date"), "2026-11-22T06:31:04Z");
  EXPECT_EQ(record.block, again.response_head);
  EXPECT_EQ(read_archived_body(folder_, *revisit).value_or("?"), kPage);
}

TEST_F(WarcTest, ATextInPagesIsOneRecordThatNamesItsPages) {
  auto writer = open();
  FetchOutcome whole = exchange("[1]");
  whole.body = "[[1],[2]]";
  whole.parts = {exchange("[1]"), exchange("[2]")};
  const auto position = writer.write_exchange(whole);
  ASSERT_TRUE(position) << position.error().sentence();
  EXPECT_EQ(read_archived_body(folder_, *position).value_or("?"), "[[1],[2]]");
  EXPECT_EQ(read_archived_response(folder_, *position)->type, "response") << "the first page, as it came";
  EXPECT_THAT(types(files().at(0)),
              testing::ElementsAre("warcinfo", "response", "request", "response", "request", "conversion"));
  const fs::path out = folder_ / "excerpt.warc.gz";
  ASSERT_TRUE(export_warc_records(folder_, {*position}, out, "zakonwatch/test", whole.started));
  EXPECT_THAT(types(out),
              testing::ElementsAre("warcinfo", "response", "request", "response", "request", "conversion"))
      << "an excerpt brings the pages as they came";
}

TEST_F(WarcTest, AppendsAfterReopening) {
  const auto first = *open().write_exchange(exchange("one"));
  const auto second = *open().write_exchange(exchange("two"));
  EXPECT_EQ(first.file, second.file);
  EXPECT_EQ(files().size(), 1u);
  EXPECT_EQ(read_archived_body(folder_, first).value_or("?"), "one");
  EXPECT_EQ(read_archived_body(folder_, second).value_or("?"), "two");
}

TEST_F(WarcTest, FilesRotate) {
  auto writer = open(2000);
  std::vector<WarcPosition> positions;
  for (int i = 0; i < 10; ++i)
    positions.push_back(*writer.write_exchange(exchange("page " + std::to_string(i))));
  EXPECT_GT(files().size(), 2u);
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(read_archived_body(folder_, positions[static_cast<size_t>(i)]).value_or("?"),
              "page " + std::to_string(i));
  for (const auto& file : files()) EXPECT_EQ(types(file).front(), "warcinfo") << file;
}

// A crash may leave any number of octets of the last write; the next start keeps every whole record and goes
// on.
TEST_F(WarcTest, ATornTailIsCutWhereverItTore) {
  const auto first = *open().write_exchange(exchange("kept"));
  const fs::path file = files().at(0);
  const std::string whole = *read_file(file);
  const auto second = *open().write_exchange(exchange("torn"));
  const std::string longer = *read_file(file);
  for (size_t length = whole.size(); length < longer.size(); length += 29) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << longer.substr(0, length);
    const auto next = *open().write_exchange(exchange("after"));
    EXPECT_EQ(read_archived_body(folder_, first).value_or("?"), "kept");
    EXPECT_EQ(read_archived_body(folder_, next).value_or("?"), "after");
    for (const std::string& type : types(file))
      EXPECT_THAT(type, testing::AnyOf("warcinfo", "response", "request")) << length;
  }
  EXPECT_GT(second.offset, first.offset);
}

TEST_F(WarcTest, ATailThatLooksLikeAGzipHeaderIsNoRecord) {
  const auto first = *open().write_exchange(exchange("kept"));
  const fs::path file = files().at(0);
  std::ofstream(file, std::ios::binary | std::ios::app)
      << std::string("\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03garbage", 17) << gzip("not a record");
  const auto next = *open().write_exchange(exchange("after"));
  EXPECT_EQ(read_archived_body(folder_, first).value_or("?"), "kept");
  EXPECT_EQ(read_archived_body(folder_, next).value_or("?"), "after");
}

TEST_F(WarcTest, OneRecordLargerThanTheSearchWindowIsFound) {
  std::string noise;  // does not compress
  for (int i = 0; i < 60000; ++i) noise += random_hex(32);
  const auto first = *open().write_exchange(exchange(noise));
  const fs::path file = files().at(0);
  std::ofstream(file, std::ios::binary | std::ios::app) << "torn";
  const auto next = *open().write_exchange(exchange("after"));
  EXPECT_EQ(read_archived_body(folder_, first).value_or("?").size(), noise.size());
  EXPECT_EQ(read_archived_body(folder_, next).value_or("?"), "after");
}

// Flip an octet of the file: the record it is in does not read as if nothing had happened.
TEST_F(WarcTest, ChangedOctetsAreSeen) {
  auto writer = open();
  const auto position = *writer.write_exchange(exchange("evidence"));
  const fs::path file = files().at(0);
  const std::string good = *read_file(file);
  const std::string block = read_warc_record(folder_, position)->block;
  int unseen = 0;
  for (size_t at = static_cast<size_t>(position.offset); at < good.size(); at += 3) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x41);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bad;
    const auto record = read_warc_record(folder_, position);
    if (record && record->block != block) ++unseen;
  }
  EXPECT_EQ(unseen, 0);
}

TEST_F(WarcTest, PositionsThatAreNone) {
  const auto position = *open().write_exchange(exchange());
  EXPECT_FALSE(read_warc_record(folder_, {"../" + position.file, position.offset}));
  EXPECT_FALSE(read_warc_record(folder_, {"/etc/passwd", 0}));
  EXPECT_FALSE(read_warc_record(folder_, {"", 0}));
  EXPECT_FALSE(read_warc_record(folder_, {position.file, -1}));
  EXPECT_FALSE(read_warc_record(folder_, {position.file, 1 << 30}));
  EXPECT_FALSE(read_warc_record(folder_, {position.file, position.offset + 1}));
  EXPECT_FALSE(read_archived_body(folder_, {position.file, 0})) << "a warcinfo record has no body";
}

// The disk fills in the middle of a record: a Fault, and the file ends where the last whole record ended.
TEST_F(WarcTest, AFullDiskLeavesNoHalfRecord) {
  auto writer = open();
  const auto first = *writer.write_exchange(exchange("kept"));
  const auto before = fs::file_size(files().at(0));
  std::string noise;
  for (int i = 0; i < 2000; ++i) noise += random_hex(32);
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  const rlimit small{before + 1000, old.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(static_cast<void>(writer.write_exchange(exchange(noise))), Fault);
  ::setrlimit(RLIMIT_FSIZE, &old);
  EXPECT_EQ(fs::file_size(files().at(0)), before);
  const auto next = *writer.write_exchange(exchange("after"));
  EXPECT_EQ(read_archived_body(folder_, first).value_or("?"), "kept");
  EXPECT_EQ(read_archived_body(folder_, next).value_or("?"), "after");
}

// A reader in another language, written from the standard only, agrees on every octet.
TEST_F(WarcTest, AnIndependentReaderAgrees) {
  auto writer = open(4000);
  FetchOutcome post = exchange("posted");
  post.request_head = "POST /api HTTP/1.1\r\nHost: e-qanun.az\r\nContent-Length: 5\r\n\r\n";
  post.request_body = "id=46";
  const auto original = *writer.write_exchange(exchange());
  ASSERT_TRUE(writer.write_exchange(post));
  for (int i = 0; i < 20; ++i)
    ASSERT_TRUE(writer.write_revisit(exchange(), original, exchange().url, exchange().started));
  const std::string command = "python3 " + project_root() + "/tests/crawler/read_warc.py " +
                              folder_.string() + " > " + folder_.string() + "/report 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << read_file(folder_ / "report").value_or("");
  EXPECT_THAT(read_file(folder_ / "report").value_or(""), HasSubstr("responses 2 revisits 20 requests 22"));
}

TEST_F(WarcTest, AnExportStandsAlone) {
  auto writer = open();
  const auto first = *writer.write_exchange(exchange("first"));
  ASSERT_TRUE(writer.write_exchange(exchange("not asked for")));
  const auto again = *writer.write_revisit(exchange("first"), first, exchange().url, exchange().started);
  const fs::path out = folder_ / "out" / "change.warc.gz";
  fs::create_directories(out.parent_path());
  ASSERT_TRUE(
      export_warc_records(folder_, {again, first, again}, out, "zakonwatch/test", exchange().started));
  EXPECT_THAT(types(out), testing::ElementsAre("warcinfo", "response", "request", "revisit", "request"));
  const std::string command = "python3 " + project_root() + "/tests/crawler/read_warc.py " +
                              out.parent_path().string() + " > /dev/null 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_FALSE(export_warc_records(folder_, {{first.file, first.offset + 1}}, out, "x", exchange().started));
}

// ---- Other people's files
// -----------------------------------------------------------------------------------------

class WarcSamples : public WarcTest {
 protected:
  void SetUp() override {
    if (!fs::exists(corpus_folder() + "/conformance/warc")) GTEST_SKIP() << "the corpus is not here";
    WarcTest::SetUp();
  }
  static std::vector<std::string> read(const std::string& name) {
    return types(corpus_folder() + "/conformance/warc/" + name);
  }
};

TEST_F(WarcSamples, GoodFilesReadToTheirEnd) {
  for (const char* name :
       {"test/data/example.warc", "test/data/example.warc.gz", "test/data/example-digest.warc",
        "test/data/post-test.warc.gz", "test/data/example-resource.warc.gz",
        "test/data/example-iana.org-chunked.warc", "jwarc/test-resources/org/netpreserve/jwarc/cc.warc.gz",
        "jwarc/test-resources/org/netpreserve/jwarc/gzip_extra_sl.warc.gz",
        "spec/specifications/warc-deduplication/samples/20130729-heritrix-original.warc.gz",
        "spec/specifications/warc-deduplication/samples/20130729-heritrix-revisit-with-http-headers.warc.gz",
        "spec/specifications/warc-deduplication/samples/20141129-heritrix-original.warc.gz",
        "spec/specifications/warc-deduplication/samples/"
        "20141129-heritrix-revisit-with-http-headers-and-new-warc-headers.warc.gz"}) {
    const auto found = read(name);
    ASSERT_FALSE(found.empty()) << name;
    for (const std::string& type : found)
      EXPECT_THAT(type, testing::AnyOf("warcinfo", "response", "request", "revisit", "resource", "metadata",
                                       "conversion"))
          << name;
  }
}

// The Heritrix sample of 2014-11-24 is one of them: it lacks one of the two line ends after its block.
TEST_F(WarcSamples, BadFilesAreToldApart) {
  for (const char* name :
       {"test/data/example-bad.warc.gz.bad", "test/data/example-bad-non-chunked.warc.gz",
        "test/data/example-trunc.warc", "test/data/bad.arc", "test/data/example.arc",
        "test/data/example-wrong-chunks.warc.gz",
        "spec/specifications/warc-deduplication/samples/20141124-heritrix-server-not-modified.warc.gz"}) {
    const auto found = read(name);
    ASSERT_FALSE(found.empty()) << name;
    EXPECT_THAT(found.back(), HasSubstr(name)) << name << " reads as if nothing were wrong";
  }
}

}  // namespace
}  // namespace zakonwatch
