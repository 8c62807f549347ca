// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledger.h"

#include <gmock/gmock.h>

#include "base/fault.h"
#include "record_fixture.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

using ::testing::HasSubstr;
using LedgerTest = RecordTest;
const std::string kZeros(64, '0');

TEST_F(LedgerTest, ASnapshotsEntryHasExactlyTheseBytes) {
  snapshot();
  const LedgerEntry entry = *Ledger(*record_).get(1);
  EXPECT_EQ(entry.bytes,
            "format: zakonwatch-ledger-1\n"
            "prev: " +
                kZeros +
                "\n"
                "seq: 1\n"
                "kind: response\n"
                "source: ua-rada\n"
                "url: https://zakon.rada.gov.ua/laws/show/2341-14?n=1\n"
                "fetched_at: 2026-11-22T06:31:05Z\n"
                "status: 200\n"
                "headers_sha256: " +
                sha256_hex("head 1") +
                "\n"
                "body_sha256: " +
                sha256_hex("body 1") +
                "\n"
                "tls_issuer: C=US, O=Let's Encrypt, CN=R3\n");
  EXPECT_EQ(entry.hash, sha256_hex(entry.bytes));
}

TEST_F(LedgerTest, AVersionsEntryNamesItsSnapshotAndDerivation) {
  version(1, "2008-05-07");
  const LedgerEntry entry = *Ledger(*record_).get(2);
  EXPECT_EQ(entry.bytes,
            "format: zakonwatch-ledger-1\n"
            "prev: " +
                Ledger(*record_).get(1)->hash +
                "\n"
                "seq: 2\n"
                "kind: version\n"
                "snapshot_seq: 1\n"
                "text_sha256: " +
                act_text_hash(sample_act("text 1")) +
                "\n"
                "parser: parser 1\n"
                "profile: profile a\n"
                "source_def: source a\n");
}

TEST_F(LedgerTest, AnEmptyChainBeginsAtZeros) {
  EXPECT_EQ(Ledger(*record_).head().seq, 0);
  EXPECT_EQ(Ledger(*record_).head().hash, kZeros);
  EXPECT_EQ(*Ledger(*record_).verify(), 0);
}

TEST_F(LedgerTest, AValueIsAlwaysOneLine) {
  Snapshot hostile = sample_snapshot();
  hostile.tls_issuer = "CN=evil\nprev: 00\r\\";
  Snapshots(*record_).add(hostile);
  EXPECT_THAT(Ledger(*record_).get(1)->bytes, HasSubstr("tls_issuer: CN=evil\\x0aprev: 00\\x0d\\x5c\n"));
  EXPECT_EQ(*Ledger(*record_).verify(), 1);
}

TEST_F(LedgerTest, VerifyNamesTheFirstBadEntry) {
  for (int i = 1; i <= 5; ++i) snapshot(i);
  ASSERT_EQ(*Ledger(*record_).verify(), 5);
  record_->database().execute("DROP TRIGGER ledger_keeps_bytes");
  record_->database().run(
      "UPDATE ledger SET bytes = replace(bytes, 'status: 200', 'status: 404') WHERE seq = 3");
  const auto verified = Ledger(*record_).verify();
  ASSERT_FALSE(verified);
  EXPECT_THAT(verified.error().message, HasSubstr("entry 3"));
}

TEST_F(LedgerTest, ARewrittenEntryBreaksTheNext) {
  for (int i = 1; i <= 3; ++i) snapshot(i);
  record_->database().execute("DROP TRIGGER ledger_keeps_bytes");
  const std::string forged = Ledger(*record_).get(2)->bytes + "note: forged\n";
  record_->database().run("UPDATE ledger SET bytes = ?, hash = ? WHERE seq = 2", forged, sha256_hex(forged));
  EXPECT_THAT(Ledger(*record_).verify().error().message, HasSubstr("entry 3"));
}

TEST_F(LedgerTest, ASnapshotRowThatTellsAnotherStoryIsNoticed) {
  snapshot();
  record_->database().run("UPDATE snapshot SET body_sha256 = ?", sha256_hex("another body"));
  const auto verified = Snapshots(*record_).verify();
  ASSERT_FALSE(verified);
  EXPECT_THAT(verified.error().message, HasSubstr("snapshot 1"));
}

TEST_F(LedgerTest, EntriesCanBeNeitherChangedNorDeleted) {
  snapshot();
  EXPECT_THROW(record_->database().run("UPDATE ledger SET kind = 'x'"), Fault);
  EXPECT_THROW(record_->database().run("DELETE FROM ledger"), Fault);
}

TEST_F(LedgerTest, AnUndoneSnapshotLeavesNoEntry) {
  {
    Record::Transaction transaction(*record_);
    snapshot();
  }
  EXPECT_EQ(Ledger(*record_).head().seq, 0);
}

}  // namespace
}  // namespace zakonwatch
