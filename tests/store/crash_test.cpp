// SPDX-License-Identifier: GPL-3.0-or-later
// A writer is killed at random instants, again and again; after each death the record is opened and must hold
// every transaction that was reported as committed, whole, and nothing twice (reliability.md K6-K10, I1, I3,
// I5).
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "base/fault.h"
#include "record_fixture.h"
#include "store/ledger.h"
#include "store/outbox.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

// One step of the pipeline: snapshot, version, changes and owed alerts in one transaction. Repeating it adds
// nothing.
void take_in(Record& record, int number) {
  Record::Transaction transaction(record);
  Versions versions(record);
  const SnapshotId snapshot = Snapshots(record).add(sample_snapshot(number));
  Act act = sample_act("text " + std::to_string(number));
  const VersionId id =
      versions.add(sample_version(snapshot, "20" + std::to_string(10 + number) + "-01-01", act));
  const Version version = *versions.get(id);
  std::optional<Version> previous;
  for (const Version& other : versions.of(version.expression))
    if (other.id != id) previous = other;
  for (int ordinal = 0; previous && ordinal < 3; ++ordinal) {
    Changes::NewChange change;
    change.country = "UA";
    change.act = act.id;
    change.source = SourceId("ua-rada");
    change.old_version = previous->id;
    change.new_version = id;
    change.ordinal = ordinal;
    change.first_seen = instant("2026-11-22T06:31:04Z");
    change.change = sample_change();
    const ChangeSeq seq = Changes(record).add(change);
    Outbox(record).owe(SubscriptionId("s"), seq, "new", change.first_seen);
  }
  transaction.commit();
}

constexpr int kSteps = 40;

// Works through the steps, telling the parent of each that is committed.
[[noreturn]] void write_until_killed(const std::filesystem::path& file, int first, int pipe) {
  auto record = Record::open(file);
  for (int number = first; number < kSteps; ++number) {
    take_in(*record, number);
    if (::write(pipe, "x", 1) != 1) ::_exit(1);
  }
  ::_exit(0);
}

int count_reports(int pipe) {
  int reports = 0;
  char c = 0;
  while (::read(pipe, &c, 1) == 1) ++reports;
  return reports;
}

void expect_whole(const std::filesystem::path& file, int committed) {
  const auto record = Record::open(file);
  Database& database = record->database();
  EXPECT_THAT(record->problems(), ::testing::IsEmpty());
  const auto versions = database.integer("SELECT count(*) FROM version");
  EXPECT_GE(versions, committed) << "what was reported is there";
  EXPECT_LE(versions, committed + 1) << "at most the step in whose report it died";
  EXPECT_EQ(*Ledger(*record).verify(), 2 * versions);
  EXPECT_EQ(*Versions(*record).verify(), versions);
  EXPECT_EQ(*Snapshots(*record).verify(), versions);
  const auto changes = versions == 0 ? 0 : 3 * (versions - 1);
  EXPECT_EQ(database.integer("SELECT count(*) FROM change"), changes);
  EXPECT_EQ(Outbox(*record).counts().owed, changes);
}

TEST(CrashTest, AKilledWriterLosesNothingAndDoublesNothing) {
  const Folder folder;
  const auto file = folder / "record.db";
  std::mt19937 random(std::random_device{}());
  int done = 0;
  for (int round = 0; round < 200 && done < kSteps; ++round) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    // The step before the last is done once more: an interrupted run repeats what it does not know of.
    if (child == 0) write_until_killed(file, std::max(0, done - 1), pipe[1]);
    ::close(pipe[1]);
    ::usleep(static_cast<useconds_t>(random() % 60'000));  // the instant of death, not a wait for anything
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    const int reports = count_reports(pipe[0]);
    ::close(pipe[0]);
    done = std::max(done, std::max(0, done - 1) + reports);
    expect_whole(file, done);
    if (HasFailure()) return;
    done = static_cast<int>(Record::open(file)->database().integer("SELECT count(*) FROM version"));
  }
  EXPECT_GT(done, 0);
}

// A sender dies between its claim and its word of success: the digest goes out again with the same members
// and id.
TEST(CrashTest, AKilledSendersDigestIsTakenOver) {
  const Folder folder;
  const auto file = folder / "record.db";
  const Instant now = instant("2026-11-22T06:31:04Z");
  {
    auto record = Record::open(file);
    take_in(*record, 0);
    take_in(*record, 1);
  }
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto record = Record::open(file);
    Outbox outbox(*record);
    outbox.claim("person", outbox.owed(), now, now + std::chrono::minutes(10));
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  auto record = Record::open(file);
  Outbox outbox(*record);
  EXPECT_TRUE(outbox.owed().empty());
  const auto id = outbox.list({}, 1).at(0).id;
  const auto due = outbox.retry_due(now + std::chrono::minutes(10), now + std::chrono::minutes(20));
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].id, id);
  EXPECT_EQ(due[0].members.size(), 3U);
}

}  // namespace
}  // namespace zakonwatch
