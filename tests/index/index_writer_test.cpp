// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/index_writer.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <random>
#include <thread>

#include "index_fixture.h"

namespace zakonwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class IndexWriterTest : public IndexTest {
 protected:
  IndexWriter open() { return value_or_throw(IndexWriter::open(index())); }
};

TEST_F(IndexWriterTest, AFreshIndexIsEmptyAndSearchable) {
  EXPECT_EQ(open().last_seq(), 0);
  EXPECT_THAT(found("каннабіс"), IsEmpty());
}

TEST_F(IndexWriterTest, DocumentsAndTheSequenceNumberArriveTogether) {
  auto writer = open();
  writer.put(document("a", "uk", "каннабіс"));
  EXPECT_THAT(found("каннабіс"), IsEmpty());
  ASSERT_TRUE(writer.commit(7));
  EXPECT_THAT(found("каннабіс"), ElementsAre("a"));
  EXPECT_EQ(writer.last_seq(), 7);
}

TEST_F(IndexWriterTest, WhatWasNotCommittedIsDropped) {
  {
    auto writer = open();
    writer.put(document("a", "uk", "каннабіс"));
    ASSERT_TRUE(writer.commit(7));
    writer.put(document("b", "uk", "каннабіс"));
    writer.remove("p:a");
  }
  EXPECT_THAT(found("каннабіс"), ElementsAre("a"));
  EXPECT_EQ(open().last_seq(), 7);
}

TEST_F(IndexWriterTest, ADocumentIsReplacedById) {
  auto writer = open();
  writer.put(document("a", "uk", "каннабіс"));
  ASSERT_TRUE(writer.commit(1));
  writer.put(document("a", "uk", "тютюн"));
  ASSERT_TRUE(writer.commit(2));
  EXPECT_THAT(found("каннабіс"), IsEmpty());
  EXPECT_THAT(found("тютюн"), ElementsAre("a"));
  writer.remove("p:a");
  writer.remove("p:nothing");
  ASSERT_TRUE(writer.commit(3));
  EXPECT_THAT(found("тютюн"), IsEmpty());
}

TEST_F(IndexWriterTest, AVersionsDocumentsGoTogether) {
  auto writer = open();
  const std::string long_eid = "art_1__" + std::string(400, 'x');
  for (const std::string id : {"1:art_1", "1:art_2", "12:art_1"}) writer.put(document(id, "uk", "каннабіс"));
  writer.put(document("1:" + long_eid, "uk", "каннабіс"));
  writer.remove_version(1);
  ASSERT_TRUE(writer.commit(1));
  EXPECT_THAT(found("каннабіс"), ElementsAre("12:art_1"));
}

TEST_F(IndexWriterTest, LongIdsStayApart) {
  auto writer = open();
  const std::string eid(300, 'q');
  writer.put(document("1:" + eid + "a", "uk", "каннабіс"));
  writer.put(document("1:" + eid + "b", "uk", "каннабіс"));
  ASSERT_TRUE(writer.commit(1));
  EXPECT_EQ(search("каннабіс").total, 2U);
}

TEST_F(IndexWriterTest, ASecondWriterIsToldToWait) {
  auto writer = open();
  const auto second = IndexWriter::open(index());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::busy);
}

TEST_F(IndexWriterTest, ADamagedIndexIsRefusedAndCanBeRebuilt) {
  {
    auto writer = open();
    for (int i = 0; i < 200; ++i)
      writer.put(document(std::to_string(i), "uk", "каннабіс " + std::to_string(i)));
    ASSERT_TRUE(writer.commit(5));
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(index()))
    if (entry.path().filename() == "iamglass") std::filesystem::resize_file(entry.path(), 10);
  const auto damaged = IndexWriter::open(index());
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().kind, ErrorKind::io);
  EXPECT_THAT(damaged.error().message, HasSubstr("reindex"));
  auto writer = value_or_throw(IndexWriter::rebuild(index()));
  EXPECT_EQ(writer.last_seq(), 0);
  writer.put(document("new", "uk", "каннабіс"));
  ASSERT_TRUE(writer.commit(5));
  ASSERT_TRUE(writer.finish());
  EXPECT_THAT(found("каннабіс"), ElementsAre("new"));
}

TEST_F(IndexWriterTest, ARebuildIsSeenWholeAndOnlyWhenItIsDone) {
  add("old", "uk", "каннабіс");
  build();
  auto searcher = value_or_throw(Searcher::open(index()));
  const auto ask = [&] {
    return ids(value_or_throw(searcher.search(query("каннабіс"), lexicons_, texts())));
  };
  EXPECT_THAT(ask(), ElementsAre("old"));
  {
    auto writer = value_or_throw(IndexWriter::rebuild(index()));
    writer.put(document("new", "uk", "каннабіс"));
    ASSERT_TRUE(writer.commit(9));
    EXPECT_THAT(ask(), ElementsAre("old"));
    ASSERT_TRUE(writer.finish());
    EXPECT_THAT(ask(), ElementsAre("new"));
  }
  EXPECT_EQ(open().last_seq(), 9);
  size_t generations = 0;
  for (const auto& entry : std::filesystem::directory_iterator(index()))
    generations += entry.is_directory() ? 1 : 0;
  EXPECT_EQ(generations, 1U) << "the old one is gone";
}

TEST_F(IndexWriterTest, RebuildsThatWereGivenUpDoNotPileUp) {
  add("old", "uk", "каннабіс");
  build();
  for (int attempt = 0; attempt < 5; ++attempt) {
    auto writer = value_or_throw(IndexWriter::rebuild(index()));
    writer.put(document("half", "uk", "каннабіс"));
  }
  size_t generations = 0;
  for (const auto& entry : std::filesystem::directory_iterator(index()))
    generations += entry.is_directory() ? 1 : 0;
  EXPECT_LE(generations, 2U) << "the one in use, and the last attempt";
  EXPECT_THAT(found("каннабіс"), ElementsAre("old"));
}

TEST_F(IndexWriterTest, AnAbandonedRebuildLeavesTheOldIndex) {
  add("old", "uk", "каннабіс");
  build();
  {
    auto writer = value_or_throw(IndexWriter::rebuild(index()));
    writer.put(document("new", "uk", "каннабіс"));
    ASSERT_TRUE(writer.commit(9));
  }
  EXPECT_THAT(found("каннабіс"), ElementsAre("old"));
  EXPECT_EQ(open().last_seq(), 1);
}

TEST_F(IndexWriterTest, ADamagedStubCountsAsNoIndex) {
  add("old", "uk", "каннабіс");
  build();
  std::ofstream(index() / "XAPIANDB") << "au";
  EXPECT_EQ(open().last_seq(), 0);
}

TEST_F(IndexWriterTest, AStubOverOtherMachinesIsNeverWrittenOver) {
  std::filesystem::create_directories(index());
  std::ofstream(index() / "XAPIANDB") << "remote shard1.example.org:33333\nremote shard2.example.org:33333\n";
  EXPECT_EQ(IndexWriter::open(index()).error().kind, ErrorKind::config);
  EXPECT_EQ(IndexWriter::rebuild(index()).error().kind, ErrorKind::config);
}

// Bytes flip anywhere in the index: an error, or an answer; never a crash. A rebuild always helps.
TEST_F(IndexWriterTest, FlippedBytesAreAnErrorOrAnAnswer) {
#ifdef ZAKONWATCH_SANITIZED
  GTEST_SKIP() << "Xapian 1.4.22 itself reads past a damaged B-tree block; nothing of ours to find here";
#endif
  for (int i = 0; i < 60; ++i) add(std::to_string(i), "uk", "каннабіс номер " + std::to_string(i));
  build();
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(index()))
    if (entry.is_regular_file() && entry.file_size() > 0 && entry.path().filename() != "flintlock")
      files.push_back(entry.path());
  const auto sound = folder_ / "sound";
  std::filesystem::copy(index(), sound, std::filesystem::copy_options::recursive);
  std::mt19937 random(64);
  for (int round = 0; round < 64; ++round) {
    std::filesystem::remove_all(index());
    std::filesystem::copy(sound, index(), std::filesystem::copy_options::recursive);
    const auto& file = files[random() % files.size()];
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    const auto at = static_cast<std::streamoff>(random() % std::filesystem::file_size(file));
    bytes.seekg(at);
    const char flipped = static_cast<char>(bytes.get() ^ (1 << (random() % 8)));
    bytes.seekp(at);
    bytes.put(flipped);
    bytes.close();
    if (auto searcher = Searcher::open(index()))
      for (const char* words : {"каннабіс", "номер 7", "\"каннабіс номер\""})
        (void)searcher->search(query(words), lexicons_, texts());
    try {
      if (auto writer = IndexWriter::open(index())) {
        for (int i = 0; i < 60; ++i) writer->put(document(std::to_string(i), "uk", "каннабіс"));
        (void)writer->commit(2);
      }
    } catch (const Fault&) {  // an error that put() met
    }
  }
  std::filesystem::remove(index() / "XAPIANDB");
  auto writer = value_or_throw(IndexWriter::rebuild(index()));
  writer.put(document("new", "uk", "каннабіс"));
  ASSERT_TRUE(writer.commit(1));
  ASSERT_TRUE(writer.finish());
  EXPECT_THAT(found("каннабіс"), ElementsAre("new"));
}

// Readers go on while a writer commits again and again: none ever sees an error or half a commit.
TEST_F(IndexWriterTest, ReadersSurviveAWriter) {
  auto writer = open();
  for (int i = 0; i < 40; ++i) writer.put(document(std::to_string(i), "uk", "каннабіс 0"));
  ASSERT_TRUE(writer.commit(1));
  std::atomic<bool> stop = false;
  std::atomic<int> searches = 0;
  const auto read = [&] {
    auto searcher = value_or_throw(Searcher::open(index()));
    while (!stop) {
      const auto results = searcher.search(query("каннабіс"), lexicons_, {});
      ASSERT_TRUE(results) << results.error().message;
      ASSERT_EQ(results->total, 40U);
      ++searches;
    }
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) readers.emplace_back(read);
  for (int commit = 2; commit < 25 || searches < 40; ++commit) {
    for (int i = 0; i < 40; ++i)
      writer.put(document(std::to_string(i), "uk", "каннабіс " + std::to_string(commit)));
    ASSERT_TRUE(writer.commit(commit));
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
}

// Killed at any instant, the index holds whole commits, and its number says which.
TEST_F(IndexWriterTest, AKilledWriterLeavesWholeCommits) {
  open();
  for (int round = 0; round < 12; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto writer = open();
      for (int64_t seq = writer.last_seq() + 1;; ++seq) {
        writer.put(document("a" + std::to_string(seq), "uk", "каннабіс"));
        writer.put(document("b" + std::to_string(seq), "uk", "каннабіс"));
        if (!writer.commit(seq)) ::_exit(1);
      }
    }
    ::usleep(static_cast<useconds_t>(3000 * (round + 1)));  // the instant of death
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    const int64_t seq = open().last_seq();
    EXPECT_EQ(search("каннабіс").total, static_cast<size_t>(2 * seq));
  }
}

}  // namespace
}  // namespace zakonwatch
