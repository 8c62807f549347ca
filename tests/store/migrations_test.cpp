// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>

#include "base/fault.h"
#include "record_fixture.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr int32_t kId = 0x5a414b7f;
constexpr std::array<const char*, 1> kOld = {
    "CREATE TABLE law (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;"};
constexpr std::array<const char*, 2> kNew = {
    kOld[0],
    "ALTER TABLE law ADD COLUMN country TEXT NOT NULL DEFAULT 'UA'; UPDATE law SET title = title || '!';"};

class MigrationsTest : public ::testing::Test {
 protected:
  void make_old() {
    Database database(file_, Database::Mode::read_write);
    migrate(database, {kId, kOld, true});
    database.run("INSERT INTO law (title) VALUES ('Кодекс')");
  }
  std::string migration_fault(const Schema& schema) {
    try {
      Database database(file_, Database::Mode::read_write);
      migrate(database, schema);
    } catch (const Fault& fault) {
      return fault.what();
    }
    return "no fault";
  }
  Folder folder_;
  std::filesystem::path file_ = folder_ / "law.db";
};

TEST_F(MigrationsTest, AnOldFileComesToTheNewSchemaWithItsRows) {
  make_old();
  Database database(file_, Database::Mode::read_write);
  migrate(database, {kId, kNew, true});
  auto row = database.prepare("SELECT title, country FROM law");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(0), "Кодекс!");
  EXPECT_EQ(row.text(1), "UA");
  EXPECT_EQ(database.integer("PRAGMA user_version"), 2);
  EXPECT_EQ(database.integer("PRAGMA foreign_keys"), 1);
}

TEST_F(MigrationsTest, TheOldFileIsKeptBesideAndIsSound) {
  make_old();
  {
    Database database(file_, Database::Mode::read_write);
    migrate(database, {kId, kNew, true});
  }
  Database backup(folder_ / "law.db.schema-1.backup", Database::Mode::read_only);
  EXPECT_TRUE(backup.problems().empty());
  auto row = backup.prepare("SELECT title FROM law");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(0), "Кодекс");
}

TEST_F(MigrationsTest, WherePeopleMayBeForgottenNoBackupStays) {
  make_old();
  {
    Database database(file_, Database::Mode::read_write);
    migrate(database, {kId, kNew, false});
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "law.db.schema-1.backup"));
}

TEST_F(MigrationsTest, ABackupThatAKillLeftGoesWithTheNextStart) {
  make_old();
  {
    Database database(file_, Database::Mode::read_write);
    migrate(database, {kId, kNew, false});
  }
  std::ofstream(folder_ / "law.db.schema-1.backup") << "people";
  {
    Database database(file_, Database::Mode::read_write);
    migrate(database, {kId, kNew, false});
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "law.db.schema-1.backup"));
}

TEST_F(MigrationsTest, AnOldFileMigratedEqualsAFreshOne) {
  make_old();
  const auto schema_of = [](Database& database) {
    std::string all;
    auto row = database.prepare("SELECT name, type FROM pragma_table_info('law') ORDER BY cid");
    while (row.step()) all += row.text(0) + " " + row.text(1) + ";";
    return all;
  };
  Database old(file_, Database::Mode::read_write), fresh(folder_ / "fresh.db", Database::Mode::read_write);
  migrate(old, {kId, kNew, true});
  migrate(fresh, {kId, kNew, true});
  EXPECT_EQ(schema_of(old), schema_of(fresh));
}

TEST_F(MigrationsTest, ANewerSchemaIsRefusedAndLeftAlone) {
  {
    Database database(file_, Database::Mode::read_write);
    migrate(database, {kId, kNew, true});
  }
  EXPECT_THAT(migration_fault({kId, kOld, true}), ::testing::HasSubstr("newer Zakonwatch (schema 2"));
  Database database(file_, Database::Mode::read_only);
  EXPECT_EQ(database.integer("PRAGMA user_version"), 2);
}

TEST_F(MigrationsTest, SomebodyElsesFileIsRefusedAndLeftAlone) {
  {
    Database database(file_, Database::Mode::read_write);
    database.execute("CREATE TABLE cookies (name TEXT)");
  }
  EXPECT_THAT(migration_fault({kId, kNew, true}), ::testing::HasSubstr("not made by Zakonwatch"));
  Database database(file_, Database::Mode::read_only);
  EXPECT_EQ(database.integer("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(MigrationsTest, AStepThatFailsChangesNothing) {
  make_old();
  constexpr std::array<const char*, 2> kBroken = {
      kOld[0], "UPDATE law SET title = 'half'; INSERT INTO nowhere VALUES (1);"};
  EXPECT_NE(migration_fault({kId, kBroken, true}), "no fault");
  Database database(file_, Database::Mode::read_write);
  migrate(database, {kId, kOld, true});
  EXPECT_EQ(database.integer("SELECT count(*) FROM law WHERE title = 'half'"), 0);
}

TEST_F(MigrationsTest, AStepThatLeavesDanglingReferencesIsRefused) {
  make_old();
  constexpr std::array<const char*, 2> kDangling = {
      kOld[0], "CREATE TABLE note (law INTEGER REFERENCES law (id)) STRICT; INSERT INTO note VALUES (77);"};
  EXPECT_THAT(migration_fault({kId, kDangling, true}), ::testing::HasSubstr("refer to nothing"));
}

// Killed inside step 2, for every statement of it: the next start finishes the work.
TEST_F(MigrationsTest, AKilledMigrationGoesOnWhereItStopped) {
  make_old();
  constexpr std::array<const char*, 3> kThree = {kNew[0], kNew[1], "UPDATE law SET title = title || '?';"};
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Database database(file_, Database::Mode::read_write);
    migrate(database, {kId, kNew, true});
    Atomic atomic(database);
    database.execute(kThree[2]);
    database.execute("PRAGMA user_version=3");
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  Database database(file_, Database::Mode::read_write);
  EXPECT_EQ(database.integer("PRAGMA user_version"), 2);
  migrate(database, {kId, kThree, true});
  auto row = database.prepare("SELECT title FROM law");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(0), "Кодекс!?");
}

TEST_F(MigrationsTest, TheRecordsOwnSchemaRefusesAForeignFile) {
  {
    Database database(file_, Database::Mode::read_write);
    migrate(database, subscribers_schema());
  }
  EXPECT_THROW(Record::open(file_), Fault);
}

TEST_F(MigrationsTest, AReaderOfAnEmptyFileIsToldThereIsNothing) {
  { Database database(file_, Database::Mode::read_write); }
  EXPECT_THROW(Record::open(file_, Record::Mode::read_only), Fault);
}

}  // namespace
}  // namespace zakonwatch
