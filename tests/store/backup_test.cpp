// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/backup.h"

#include <gmock/gmock.h>

#include <fstream>

#include "base/fault.h"
#include "record_fixture.h"
#include "store/ledger.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

using BackupTest = RecordTest;

TEST_F(BackupTest, ACopyIsOneInstantOfARecordBeingWritten) {
  version(1, "2008-05-07");
  const auto other = Record::open(folder_ / "record.db");
  Record::Transaction unfinished(*other);  // a writer in the middle of its work
  Snapshots(*other).add(sample_snapshot(7));
  record_->back_up(folder_ / "copy.db");
  const auto copy = Record::open(folder_ / "copy.db", Record::Mode::read_only);
  EXPECT_EQ(*Ledger(*copy).verify(), 2);
  EXPECT_EQ(*Versions(*copy).verify(), 1);
  EXPECT_EQ(*Snapshots(*copy).verify(), 1);
}

TEST_F(BackupTest, ABackupIsReplacedWhole) {
  record_->back_up(folder_ / "copy.db");
  snapshot();
  record_->back_up(folder_ / "copy.db");
  EXPECT_EQ(*Ledger(*Record::open(folder_ / "copy.db")).verify(), 1);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "copy.db.part"));
}

TEST_F(BackupTest, TheRemainsOfAnInterruptedBackupAreNoObstacle) {
  std::ofstream(folder_ / "copy.db.part") << "half a page";
  record_->back_up(folder_ / "copy.db");
  EXPECT_TRUE(std::filesystem::exists(folder_ / "copy.db"));
}

TEST_F(BackupTest, ATargetThatCannotBeWrittenIsAFaultThatNamesIt) {
  try {
    record_->back_up("/nowhere/copy.db");
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_THAT(fault.what(), ::testing::HasSubstr("/nowhere/copy.db"));
  }
}

TEST_F(BackupTest, ADamagedRecordIsNotPassedOffAsABackup) {
  for (int i = 1; i < 40; ++i) version(i, "2008-05-07");
  record_->database().execute("PRAGMA wal_checkpoint(TRUNCATE)");
  record_.reset();
  std::filesystem::copy_file(folder_ / "record.db", folder_ / "damaged.db");
  {
    std::fstream file(folder_ / "damaged.db", std::ios::in | std::ios::out | std::ios::binary);
    for (int page = 20; page < 26; ++page) {
      file.seekp(4096 * page);
      file << std::string(4096, '\x5a');
    }
  }
  EXPECT_THROW(
      {
        Database damaged(folder_ / "damaged.db", Database::Mode::read_write);
        back_up(damaged, folder_ / "copy.db");
      },
      Fault);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "copy.db"));
}

}  // namespace
}  // namespace zakonwatch
