// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of the record flip; verify notices, or what the record says is what it always said (reliability.md
// S4, S5).
#include <gmock/gmock.h>

#include <fstream>
#include <random>

#include "base/fault.h"
#include "law/act_json.h"
#include "law/change_json.h"
#include "record_fixture.h"
#include "store/outbox.h"
#include "store/sqlite.h"
#include "store/verify.h"

namespace zakonwatch {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DamageTest : public RecordTest {
 protected:
  DamageTest() {
    VersionId previous = version(1, "2001-01-01");
    for (int i = 2; i < 12; ++i) {
      const VersionId next = version(i, "20" + std::to_string(i + 8) + "-01-01");
      for (int ordinal = 0; ordinal < 3; ++ordinal) Changes(*record_).add(change(previous, next, ordinal));
      previous = next;
    }
    record_->database().execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  // What the law was and how it changed, as one text.
  static std::string story(Record& record) {
    std::string story;
    Versions versions(record);
    for (const auto& act : versions.acts())
      for (const Expression& expression : versions.expressions(act.id))
        for (const Version& each : versions.of(expression.id)) story += act_to_json(versions.load(each.id));
    Changes(record).each({},
                         [&](const RecordedChange& each) { story += each.id + change_to_json(each.change); });
    Snapshots(record).each([&](const Snapshot& each) { story += each.url + each.body_sha256; });
    return story;
  }
  // verify's findings; a Fault is one too.
  static std::vector<std::string> findings(const std::filesystem::path& file, std::string& told) {
    try {
      const auto record = Record::open(file, Record::Mode::read_only);
      auto found = verify_record(*record);
      if (found.empty()) told = story(*record);
      return found;
    } catch (const Fault& fault) {
      return {fault.what()};
    }
  }
};

TEST_F(DamageTest, ASoundRecordHasNothingToReport) { EXPECT_THAT(verify_record(*record_), IsEmpty()); }

TEST_F(DamageTest, AFlippedByteIsNoticedOrHarmless) {
  const std::string truth = story(*record_);
  record_.reset();
  const auto size = std::filesystem::file_size(folder_ / "record.db");
  std::mt19937 random(64);
  int noticed = 0;
  for (int round = 0; round < 64; ++round) {
    const auto copy = folder_ / "flipped.db";
    std::filesystem::copy_file(folder_ / "record.db", copy,
                               std::filesystem::copy_options::overwrite_existing);
    {
      std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
      const auto at = static_cast<std::streamoff>(random() % size);
      file.seekg(at);
      const char byte = static_cast<char>(file.get() ^ (1 << (random() % 8)));
      file.seekp(at);
      file.put(byte);
    }
    std::string told;
    if (!findings(copy, told).empty())
      ++noticed;
    else
      EXPECT_EQ(told, truth) << "round " << round;
    for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(copy.string() + suffix);
  }
  EXPECT_GT(noticed, 10);
}

TEST_F(DamageTest, AWordAlteredByHandIsNamed) {
  const std::vector<std::pair<std::string, std::string>> alterations = {
      {"UPDATE provision SET text = 'дозволено' WHERE eid = 'art_309__para_1'", "the text of version"},
      {"UPDATE provision SET notes = ''", "the text of version"},
      {"UPDATE version_provision SET parent = 3 WHERE ordinal = 1 AND version = 2", "version 2"},
      {"UPDATE version SET valid_from = '1999-01-01' WHERE id = 3", "version 3"},
      {"UPDATE change SET in_force_from = '2030-01-01' WHERE seq = 2", "change 2"},
      {"UPDATE version SET title = 'інший' WHERE id = 2", "version 2"},
      {"UPDATE version SET adopted = '1999-01-01' WHERE id = 3", "version 3"},
      {"UPDATE version SET parser = 'parser 9' WHERE id = 4", "version 4"},
      {"UPDATE snapshot SET fetched_at = fetched_at + 1 WHERE id = 5", "snapshot 5"},
      {"UPDATE change SET body = replace(body, 'lighter', 'harsher') WHERE seq = 6", "change 6"}};
  for (const auto& [sql, named] : alterations) {
    Record::Transaction undone(*record_);
    record_->database().run(sql);
    EXPECT_THAT(verify_record(*record_), ::testing::Contains(HasSubstr(named))) << sql;
  }
}

TEST_F(DamageTest, AFileReplacedUnderAWriterIsWrittenToNoMore) {
  std::filesystem::copy_file(folder_ / "record.db", folder_ / "restored.db");
  std::filesystem::rename(folder_ / "restored.db", folder_ / "record.db");
  try {
    snapshot(99);
    FAIL() << "written into a file that nobody will ever see";
  } catch (const Fault& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("replaced or removed"));
  }
}

TEST_F(DamageTest, ADiskThatFillsUpLosesOnlyTheStepInHand) {
  Database& database = record_->database();
  const std::string truth = story(*record_);
  const int64_t pages = database.integer("PRAGMA page_count");
  // Full after one page more, two more … as the nth write of the same step failing.
  bool through = false;
  int failures = 0;
  for (int64_t room = 0; room < 400 && !through; ++room) {
    database.execute("PRAGMA max_page_count=" + std::to_string(pages + room));
    try {
      Record::Transaction transaction(*record_);
      Act act = sample_act(std::string(60'000, 'x'));
      const VersionId id = Versions(*record_).add(sample_version(snapshot(50), "2024-01-01", act));
      const ChangeSeq seq = Changes(*record_).add(change(VersionId(1), id));
      Outbox(*record_).owe(SubscriptionId("s"), seq, "new", instant("2026-11-22T06:31:04Z"));
      transaction.commit();
      through = true;
    } catch (const Fault& fault) {
      ++failures;
      EXPECT_THAT(fault.what(), HasSubstr("disk is full"));
      ASSERT_EQ(story(*record_), truth) << "room for " << room;
    }
  }
  EXPECT_TRUE(through);
  EXPECT_GT(failures, 5);
  EXPECT_THAT(verify_record(*record_), IsEmpty());
}

}  // namespace
}  // namespace zakonwatch
