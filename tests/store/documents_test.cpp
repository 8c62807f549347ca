// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/documents.h"

#include "base/fault.h"
#include "record_fixture.h"
#include "store/ledger.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

using DocumentsTest = RecordTest;
const SourceId kSource("lv-likumi");
const std::string kUrl = "https://likumi.lv/body_print.php?id=88966";

TEST_F(DocumentsTest, TheSameAddressOfTheSameSourceIsOneDocument) {
  Documents documents(*record_);
  const Document first = documents.get_or_add(kSource, kUrl, instant("2026-01-01T00:00:00Z"));
  const Document again = documents.get_or_add(kSource, kUrl, instant("2026-02-01T00:00:00Z"));
  EXPECT_EQ(first.id, again.id);
  EXPECT_EQ(again.first_seen, instant("2026-01-01T00:00:00Z"));
  EXPECT_NE(documents.get_or_add(SourceId("lv-vestnesis"), kUrl, instant("2026-01-01T00:00:00Z")).id,
            first.id);
}

TEST_F(DocumentsTest, ThoseThatWaitForASecondLook) {
  Documents documents(*record_);
  documents.get_or_add(kSource, kUrl + "1", instant("2026-01-01T00:00:00Z"));
  Document document = documents.get_or_add(kSource, kUrl, instant("2026-01-01T00:00:00Z"));
  EXPECT_TRUE(documents.pending(kSource).empty());
  document.pending_since = instant("2026-01-02T00:00:00Z");
  documents.save(document);
  ASSERT_EQ(documents.pending(kSource).size(), 1U);
  EXPECT_EQ(documents.pending(kSource).front().url, kUrl);
  EXPECT_TRUE(documents.pending(SourceId("lv-vestnesis")).empty());
}

TEST_F(DocumentsTest, EverythingSavedComesBack) {
  Documents documents(*record_);
  Document document = documents.get_or_add(kSource, kUrl, instant("2026-01-01T00:00:00Z"));
  EXPECT_FALSE(document.last_snapshot);
  document.key = "88966";
  document.title = "Krimināllikums";
  document.etag = "W/\"a-\\b\"";
  document.last_modified = "Sun, 22 Nov 2026 06:31:04 GMT";
  document.fingerprint = "f";
  document.body_sha256 = "b";
  document.rejected_fingerprint = "r";
  document.last_snapshot = snapshot();
  document.last_checked = instant("2026-01-02T00:00:00Z");
  document.last_changed = instant("2026-01-03T00:00:00Z");
  document.last_full_fetch = instant("2026-01-04T00:00:00Z");
  document.pending_fingerprint = "p";
  document.pending_since = instant("2026-01-05T00:00:00Z");
  documents.save(document);
  ASSERT_EQ(documents.of_source(kSource).size(), 1U);
  const Document loaded = documents.of_source(kSource)[0];
  EXPECT_EQ(loaded.key, document.key);
  EXPECT_EQ(loaded.title, document.title);
  EXPECT_EQ(loaded.etag, document.etag);
  EXPECT_EQ(loaded.last_modified, document.last_modified);
  EXPECT_EQ(loaded.fingerprint, document.fingerprint);
  EXPECT_EQ(loaded.body_sha256, document.body_sha256);
  EXPECT_EQ(loaded.rejected_fingerprint, document.rejected_fingerprint);
  EXPECT_EQ(loaded.last_snapshot, document.last_snapshot);
  EXPECT_EQ(loaded.last_checked, document.last_checked);
  EXPECT_EQ(loaded.last_changed, document.last_changed);
  EXPECT_EQ(loaded.last_full_fetch, document.last_full_fetch);
  EXPECT_EQ(loaded.pending_fingerprint, document.pending_fingerprint);
  EXPECT_EQ(loaded.pending_since, document.pending_since);
}

TEST_F(DocumentsTest, ASnapshotComesBackWhole) {
  Snapshots snapshots(*record_);
  Snapshot snapshot = sample_snapshot();
  snapshot.state = SnapshotState::held;
  snapshot.reason = "articles below 70 % of the predecessor";
  const SnapshotId id = snapshots.add(snapshot);
  const Snapshot loaded = *snapshots.get(id);
  EXPECT_EQ(loaded.id, id);
  EXPECT_EQ(loaded.source, snapshot.source);
  EXPECT_EQ(loaded.url, snapshot.url);
  EXPECT_EQ(loaded.fetched_at, snapshot.fetched_at);
  EXPECT_EQ(loaded.status, 200);
  EXPECT_EQ(loaded.media_type, "text/html");
  EXPECT_EQ(loaded.charset, "windows-1251");
  EXPECT_EQ(loaded.tls_issuer, snapshot.tls_issuer);
  EXPECT_EQ(loaded.warc.to_string(), "2026-11.warc.gz:1000");
  EXPECT_EQ(loaded.state, SnapshotState::held);
  EXPECT_EQ(loaded.reason, snapshot.reason);
  EXPECT_FALSE(snapshots.get(SnapshotId(id.value + 1)));
}

TEST_F(DocumentsTest, AHeldSnapshotIsListedUntilAPersonDecides) {
  Snapshots snapshots(*record_);
  Snapshot held = sample_snapshot(1);
  held.state = SnapshotState::held;
  const SnapshotId id = snapshots.add(held);
  snapshots.add(sample_snapshot(2));
  ASSERT_EQ(snapshots.held().size(), 1U);
  snapshots.set_state(id, SnapshotState::rejected, "a maintenance page");
  EXPECT_TRUE(snapshots.held().empty());
  EXPECT_EQ(snapshots.get(id)->reason, "a maintenance page");
  EXPECT_EQ(*snapshots.verify(), 2) << "a verdict does not touch the evidence";
}

TEST_F(DocumentsTest, AnArchiveRecordHasOneRowHoweverOftenTheRunIsRepeated) {
  Snapshots snapshots(*record_);
  EXPECT_EQ(snapshots.add(sample_snapshot()), snapshots.add(sample_snapshot()));
  EXPECT_EQ(Ledger(*record_).head().seq, 1);
  Snapshot other = sample_snapshot();
  other.body_sha256 = sha256_hex("something else");
  EXPECT_THROW(snapshots.add(other), Fault);
}

TEST_F(DocumentsTest, ARevisitRefersToTheOldestAcceptedBodyOfTheSource) {
  Snapshots snapshots(*record_);
  Snapshot held = sample_snapshot(1);
  held.state = SnapshotState::held;
  held.body_sha256 = "same";
  snapshots.add(held);
  Snapshot accepted = sample_snapshot(2);
  accepted.body_sha256 = "same";
  const SnapshotId first = snapshots.add(accepted);
  accepted = sample_snapshot(3);
  accepted.body_sha256 = "same";
  snapshots.add(accepted);
  EXPECT_EQ(snapshots.with_body(accepted.source, "same")->id, first);
  EXPECT_FALSE(snapshots.with_body(SourceId("another"), "same"));
}

}  // namespace
}  // namespace zakonwatch
