// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/warc_blank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <random>

#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"
#include "crawler/gzip_member.h"
#include "crawler/warc_file.h"
#include "crawler/warc_record.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const Instant kAt = *parse_rfc3339("2026-11-27T12:00:00Z");

class WarcBlankTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("zakonwatch-blank-" + random_hex(6));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Octets that no compression makes smaller.
  std::string noise(size_t size) {
    std::string out(size, '\0');
    for (char& c : out) c = static_cast<char>(random_());
    return out;
  }
  WarcPosition write(const std::string& body) {
    FetchOutcome out;
    out.url = "https://likumi.livonia.example/ta/" + std::to_string(++count_);
    out.status = 200;
    out.request_head = "GET / HTTP/1.1\r\nHost: likumi.livonia.example\r\n\r\n";
    out.response_head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    out.wire_body = out.body = body;
    out.started = kAt;
    return value_or_throw(writer_->write_exchange(out));
  }
  void open() { writer_.emplace(value_or_throw(WarcWriter::open({.folder = folder_, .software = "test"}))); }
  std::string body(const WarcPosition& position) const {
    const auto read = read_archived_body(folder_, position);
    return read ? *read : read.error().sentence();
  }
  std::vector<std::string> types(const std::string& file) const {
    auto reader = value_or_throw(WarcReader::open(folder_ / file));
    std::vector<std::string> out;
    while (auto record = value_or_throw(reader.next())) out.push_back(record->type);
    return out;
  }

  fs::path folder_;
  std::optional<WarcWriter> writer_;
  std::mt19937 random_{20261127};
  int count_ = 0;
};

TEST_F(WarcBlankTest, WhatIsTakenOutIsGoneAndNothingElseMoves) {
  open();
  const std::string first = noise(20'000), last = noise(30'000);
  const WarcPosition before = write(first), taken = write(noise(300'000)), after = write(last);
  const auto size = fs::file_size(folder_ / taken.file);
  const std::string id = read_warc_record(folder_, taken)->header("WARC-Record-ID");

  const auto done = blank_warc_records(folder_, taken.file, {taken.offset}, "nobody leans on it", kAt);
  ASSERT_TRUE(done) << done.error().sentence();
  EXPECT_EQ(done->records, 1);
  EXPECT_EQ(done->octets, after.offset - taken.offset) << "its request went with it";
  EXPECT_EQ(fs::file_size(folder_ / taken.file), size);
  EXPECT_EQ(body(before), first);
  EXPECT_EQ(body(after), last);
  EXPECT_THAT(body(taken), HasSubstr("taken out of the archive on 2026-11-27: nobody leans on it"));
  EXPECT_EQ(read_archived_body(folder_, taken).error().kind, ErrorKind::not_found);
  const auto blank = *read_warc_record(folder_, taken);
  EXPECT_EQ(blank.header("WARC-Refers-To"), id);
  EXPECT_EQ(why_blanked(blank), "nobody leans on it");
  EXPECT_THAT(types(taken.file),
              testing::ElementsAre("warcinfo", "response", "request", "metadata", "response", "request"));
  const std::string octets = *read_file(folder_ / taken.file);
  EXPECT_GT(std::count(octets.begin(), octets.end(), '\0'), 290'000) << "its octets are overwritten";
}

TEST_F(WarcBlankTest, TheDiskIsGivenBack) {
  open();
  const WarcPosition taken = write(noise(4'000'000));
  const auto blocks = [&] {
    struct stat info {};
    stat((folder_ / taken.file).c_str(), &info);
    return info.st_blocks * 512;
  };
  const auto before = blocks();
  ASSERT_TRUE(blank_warc_records(folder_, taken.file, {taken.offset}, "why", kAt));
  EXPECT_LT(blocks(), before / 5);
}

// The blank's length depends on its own digits and blocks: every length around their edges can be met.
TEST_F(WarcBlankTest, AnyLengthCanBeMet) {
  open();
  std::vector<WarcPosition> taken;
  for (const size_t size :
       {8'192, 9'400, 9'500, 9'999, 10'000, 65'000, 65'535, 65'600, 99'000, 100'000, 131'070})
    for (size_t more = 0; more < 12; ++more) taken.push_back(write(noise(size + more)));
  std::set<int64_t> offsets;
  for (const WarcPosition& one : taken) offsets.insert(one.offset);
  const auto done = blank_warc_records(folder_, taken[0].file, offsets, "why", kAt);
  ASSERT_TRUE(done) << done.error().sentence();
  EXPECT_EQ(done->records, static_cast<int64_t>(taken.size()));
}

TEST_F(WarcBlankTest, SmallOnesAndThoseTakenOutBeforeArePassedOver) {
  open();
  const WarcPosition small = write("an error page"), large = write(noise(50'000));
  const std::set<int64_t> both{small.offset, large.offset};
  EXPECT_EQ(would_blank(folder_, small.file, both)->records, 1);
  EXPECT_EQ(blank_warc_records(folder_, small.file, both, "why", kAt)->records, 1);
  EXPECT_EQ(body(small), "an error page");
  const std::string octets = *read_file(folder_ / small.file);
  EXPECT_EQ(blank_warc_records(folder_, small.file, both, "again", kAt)->records, 0);
  EXPECT_EQ(*read_file(folder_ / small.file), octets);
}

TEST_F(WarcBlankTest, ADamagedFileIsLeftAlone) {
  open();
  const WarcPosition first = write(noise(20'000)), second = write(noise(20'000));
  writer_.reset();
  std::string octets = *read_file(folder_ / first.file);
  octets[static_cast<size_t>(second.offset) + 5'000] ^= 1;
  ASSERT_TRUE(write_file_atomic(folder_ / first.file, octets));
  const auto done = blank_warc_records(folder_, first.file, {first.offset}, "why", kAt);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().sentence(), HasSubstr("offset " + std::to_string(second.offset)));
  EXPECT_EQ(*read_file(folder_ / first.file), octets);
  EXPECT_EQ(warc_files(folder_).size(), 1u);
}

TEST_F(WarcBlankTest, TheArchiveIsWrittenOnAfterwards) {
  open();
  const WarcPosition taken = write(noise(20'000));
  writer_.reset();
  ASSERT_TRUE(blank_warc_records(folder_, taken.file, {taken.offset}, "why", kAt));
  open();
  const WarcPosition next = write("the next page");
  EXPECT_EQ(next.file, taken.file);
  EXPECT_EQ(body(next), "the next page");
}

}  // namespace
}  // namespace zakonwatch
