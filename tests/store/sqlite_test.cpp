// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite.h"

#include <fcntl.h>
#include <gmock/gmock.h>

#include <fstream>

#include "base/fault.h"
#include "record_fixture.h"

namespace zakonwatch {
namespace {

class SqliteTest : public ::testing::Test {
 protected:
  SqliteTest() : database_(folder_ / "x.db", Database::Mode::read_write) {
    database_.execute("PRAGMA journal_mode=WAL; CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT) STRICT");
  }
  int64_t rows() { return database_.integer("SELECT count(*) FROM t"); }
  Folder folder_;
  Database database_;
};

std::string fault_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Fault& fault) {
    return fault.what();
  }
  return "no fault";
}

TEST_F(SqliteTest, BindsAndReadsEveryTypeExactly) {
  const std::string text("кількість\0кінець", 31);
  auto row = database_.query("SELECT ?, ?, ?, ?, ?, ?, ?", int64_t{-7}, 0.1, text, true, std::nullopt,
                             instant("1969-12-31T23:59:59Z"), day("2008-05-07"));
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), -7);
  EXPECT_EQ(row.real(1), 0.1);
  EXPECT_EQ(row.text(2), text);
  EXPECT_TRUE(row.flag(3));
  EXPECT_TRUE(row.is_null(4));
  EXPECT_EQ(row.instant(5), instant("1969-12-31T23:59:59Z"));
  EXPECT_EQ(row.date(6), day("2008-05-07"));
}

TEST_F(SqliteTest, AnEmptyTextIsNotNull) {
  auto row = database_.query("SELECT ?", std::string_view());
  ASSERT_TRUE(row.step());
  EXPECT_FALSE(row.is_null(0));
}

TEST_F(SqliteTest, RefusesADateOutsideTheCalendar) {
  EXPECT_THROW(database_.run("INSERT INTO t (v) VALUES (?)", Date{}), Fault);
}

TEST_F(SqliteTest, OneStatementMayBeInUseTwiceAtOnce) {
  database_.run("INSERT INTO t (v) VALUES ('a'), ('b')");
  auto outer = database_.prepare("SELECT v FROM t ORDER BY k");
  ASSERT_TRUE(outer.step());
  {
    auto inner = database_.prepare("SELECT v FROM t ORDER BY k");
    ASSERT_TRUE(inner.step());
    EXPECT_EQ(inner.text(0), "a");
  }
  ASSERT_TRUE(outer.step());
  EXPECT_EQ(outer.text(0), "b");
}

TEST_F(SqliteTest, AtomicIsUndoneUnlessCommitted) {
  {
    Atomic atomic(database_);
    database_.run("INSERT INTO t (v) VALUES ('lost')");
  }
  EXPECT_EQ(rows(), 0);
  Atomic atomic(database_);
  database_.run("INSERT INTO t (v) VALUES ('kept')");
  atomic.commit();
  EXPECT_EQ(rows(), 1);
}

TEST_F(SqliteTest, AnInnerAtomicIsUndoneAlone) {
  Atomic outer(database_);
  database_.run("INSERT INTO t (v) VALUES ('outer')");
  {
    Atomic inner(database_);
    database_.run("INSERT INTO t (v) VALUES ('inner')");
  }
  outer.commit();
  EXPECT_EQ(rows(), 1);
}

TEST_F(SqliteTest, AnUncommittedOuterTakesItsInnerWithIt) {
  {
    Atomic outer(database_);
    Atomic inner(database_);
    database_.run("INSERT INTO t (v) VALUES ('x')");
    inner.commit();
  }
  EXPECT_EQ(rows(), 0);
}

TEST_F(SqliteTest, AFullDiskUndoesTheWholeTransactionAndSaysSo) {
  database_.execute("PRAGMA max_page_count=4");
  const std::string big(100'000, 'x');
  {
    Atomic atomic(database_);
    database_.run("INSERT INTO t (v) VALUES ('small')");
    EXPECT_THAT(fault_of([&] { database_.run("INSERT INTO t (v) VALUES (?)", big); }),
                ::testing::HasSubstr("disk is full"));
  }
  EXPECT_EQ(rows(), 0);
  database_.run("INSERT INTO t (v) VALUES ('after')");
  EXPECT_EQ(rows(), 1);
}

TEST_F(SqliteTest, NothingIsWrittenAfterATransactionThatWasLost) {
  Atomic atomic(database_);
  database_.run("INSERT INTO t (v) VALUES ('x')");
  database_.execute("ROLLBACK");  // as SQLITE_FULL or an I/O error does by itself
  EXPECT_THAT(fault_of([&] { database_.run("INSERT INTO t (v) VALUES ('alone')"); }),
              ::testing::HasSubstr("undone by an earlier failure"));
  EXPECT_THROW(atomic.commit(), Fault);
}

TEST_F(SqliteTest, AFaultNamesTheFileAndNeverAValue) {
  database_.execute("CREATE TABLE u (address TEXT UNIQUE) STRICT");
  database_.run("INSERT INTO u VALUES ('anna@example.org')");
  const std::string said = fault_of([&] { database_.run("INSERT INTO u VALUES ('anna@example.org')"); });
  EXPECT_THAT(said, ::testing::HasSubstr("x.db"));
  EXPECT_THAT(said, ::testing::Not(::testing::HasSubstr("anna")));
}

TEST_F(SqliteTest, AFileThatIsNoDatabaseIsAFault) {
  std::ofstream(folder_ / "text.db") << std::string(5000, 'z');
  EXPECT_THAT(fault_of([&] {
                Database database(folder_ / "text.db", Database::Mode::read_only);
                database.integer("SELECT count(*) FROM sqlite_schema");
              }),
              ::testing::HasSubstr("no database"));
}

TEST_F(SqliteTest, FilesAreNotHandedDownToChildren) {
  int open_files = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const auto target = std::filesystem::read_symlink(entry.path(), gone);
    if (gone || target.string().find(folder_.path().string()) == std::string::npos) continue;
    ++open_files;
    EXPECT_NE(::fcntl(std::stoi(entry.path().filename()), F_GETFD) & FD_CLOEXEC, 0) << target;
  }
  EXPECT_GT(open_files, 0);
}

TEST_F(SqliteTest, ADamagedFileIsAFindingAndNoCrash) {
  for (int i = 0; i < 400; ++i) database_.run("INSERT INTO t (v) VALUES (?)", std::string(200, 'v'));
  database_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  EXPECT_TRUE(database_.problems().empty());
  const auto copy = folder_ / "damaged.db";
  std::filesystem::copy_file(folder_ / "x.db", copy);
  {
    std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 3);
    file << std::string(4096, '\xa5');
  }
  Database damaged(copy, Database::Mode::read_only);
  EXPECT_FALSE(damaged.problems().empty());
}

}  // namespace
}  // namespace zakonwatch
