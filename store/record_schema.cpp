// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "store/migrations.h"
#include "store/numbers_step.h"
#include "store/watching_step.h"

namespace zakonwatch {
namespace {

// Dates are ISO text, instants whole seconds since 1970, flags 0 or 1, lists and trees JSON.
constexpr const char* kFirst = R"sql(
-- The chain of evidence. Nothing is ever changed or taken out.
CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  bytes TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER ledger_keeps_entries BEFORE DELETE ON ledger
  BEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END;
CREATE TRIGGER ledger_keeps_bytes BEFORE UPDATE ON ledger
  BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;

CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  headers_sha256 TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  charset TEXT NOT NULL,
  tls_issuer TEXT NOT NULL,
  warc_file TEXT NOT NULL,
  warc_offset INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'held', 'rejected')),
  reason TEXT NOT NULL,
  ledger_seq INTEGER NOT NULL UNIQUE REFERENCES ledger (seq)
) STRICT;
CREATE UNIQUE INDEX snapshot_position ON snapshot (warc_file, warc_offset) WHERE warc_file <> '';
CREATE INDEX snapshot_body ON snapshot (source, body_sha256);
CREATE INDEX snapshot_held ON snapshot (id) WHERE state = 'held';

CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  key TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  fingerprint TEXT NOT NULL DEFAULT '',
  body_sha256 TEXT NOT NULL DEFAULT '',
  rejected_fingerprint TEXT NOT NULL DEFAULT '',
  last_snapshot INTEGER REFERENCES snapshot (id),
  first_seen INTEGER NOT NULL,
  last_checked INTEGER,
  last_changed INTEGER,
  last_full_fetch INTEGER,
  pending_fingerprint TEXT NOT NULL DEFAULT '',
  pending_since INTEGER,
  UNIQUE (source, url)
) STRICT;

CREATE TABLE act (
  id TEXT PRIMARY KEY,
  country TEXT NOT NULL,
  title TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX act_country ON act (country);

CREATE TABLE expression (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act TEXT NOT NULL REFERENCES act (id),
  language TEXT NOT NULL,
  source TEXT NOT NULL,
  UNIQUE (act, language, source)
) STRICT;

CREATE TABLE version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  expression INTEGER NOT NULL REFERENCES expression (id),
  snapshot INTEGER NOT NULL REFERENCES snapshot (id),
  valid_from TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('printed', 'address', 'first_seen')),
  first_seen INTEGER NOT NULL,
  text_sha256 TEXT NOT NULL,
  parser TEXT NOT NULL,
  profile TEXT NOT NULL,
  source_def TEXT NOT NULL,
  baseline INTEGER NOT NULL,
  superseded INTEGER NOT NULL DEFAULT 0,
  title TEXT NOT NULL,
  number TEXT NOT NULL,
  language TEXT NOT NULL,
  adopted TEXT,
  published TEXT,
  in_force_from TEXT,
  edition TEXT,
  notes TEXT NOT NULL,
  quality TEXT NOT NULL,
  about_sha256 TEXT NOT NULL,
  ledger_seq INTEGER NOT NULL UNIQUE REFERENCES ledger (seq),
  UNIQUE (snapshot, expression, parser, profile, source_def)
) STRICT;
CREATE INDEX version_in_time ON version (expression, valid_from, first_seen, id) WHERE superseded = 0;

-- A provision as it reads, stored once however many versions carry it unchanged; the hash covers every column.
CREATE TABLE provision (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  eid TEXT NOT NULL,
  type TEXT NOT NULL,
  num TEXT NOT NULL,
  label TEXT NOT NULL,
  heading TEXT,
  text TEXT NOT NULL,
  repealed INTEGER NOT NULL,
  cells TEXT NOT NULL,
  notes TEXT NOT NULL
) STRICT;
-- Which provisions a version consists of, in document order.
CREATE TABLE version_provision (
  version INTEGER NOT NULL REFERENCES version (id),
  ordinal INTEGER NOT NULL,
  provision INTEGER NOT NULL REFERENCES provision (id),
  parent INTEGER NOT NULL,
  PRIMARY KEY (version, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  country TEXT NOT NULL,
  act TEXT NOT NULL REFERENCES act (id),
  source TEXT NOT NULL,
  old_version INTEGER NOT NULL REFERENCES version (id),
  new_version INTEGER NOT NULL REFERENCES version (id),
  ordinal INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  published TEXT,
  in_force_from TEXT,
  backfill INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT NOT NULL,
  editorial INTEGER NOT NULL,
  relevant INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'dismissed', 'corrected', 'superseded')),
  body TEXT NOT NULL,
  row_sha256 TEXT NOT NULL
) STRICT;
-- A pair that is compared again adds nothing; one whose changes were superseded may be told anew.
CREATE UNIQUE INDEX change_once ON change (old_version, new_version, ordinal) WHERE state <> 'superseded';
CREATE INDEX change_first_seen ON change (first_seen);
CREATE INDEX change_act ON change (act);
CREATE INDEX change_country ON change (country);
CREATE INDEX change_pending ON change (seq) WHERE pending = 1;

CREATE TABLE change_topic (
  topic TEXT NOT NULL,
  change INTEGER NOT NULL REFERENCES change (seq),
  score REAL NOT NULL,
  PRIMARY KEY (topic, change)
) STRICT, WITHOUT ROWID;

-- Who decided what of a change, and why; the change's state is the last one.
CREATE TABLE verdict (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  change INTEGER NOT NULL REFERENCES change (seq),
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX verdict_change ON verdict (change);

-- What the index has to look at; the newest event of a row replaces its older one.
CREATE TABLE index_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('version', 'change')),
  item INTEGER NOT NULL,
  UNIQUE (kind, item)
) STRICT;

CREATE TABLE source_state (
  source TEXT PRIMARY KEY,
  health TEXT NOT NULL,
  health_since INTEGER,
  cause TEXT NOT NULL,
  last_attempt INTEGER,
  last_success INTEGER,
  last_change INTEGER,
  next_due INTEGER,
  failures INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE host_state (
  origin TEXT PRIMARY KEY,
  robots_body TEXT NOT NULL,
  robots_status INTEGER NOT NULL,
  robots_fetched INTEGER,
  next_visit INTEGER,
  failures INTEGER NOT NULL,
  why TEXT NOT NULL
) STRICT;

CREATE TABLE digest (
  id TEXT PRIMARY KEY,
  subscriber TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'held', 'failed', 'forgotten', 'withdrawn')),
  created INTEGER NOT NULL,
  lease_until INTEGER,
  next_attempt INTEGER,
  sent_at INTEGER,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_open ON digest (state) WHERE state IN ('sending', 'held');

CREATE TABLE alert (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription TEXT NOT NULL,
  change INTEGER NOT NULL REFERENCES change (seq),
  kind TEXT NOT NULL CHECK (kind IN ('new', 'reminder', 'correction')),
  owed_at INTEGER NOT NULL,
  digest TEXT REFERENCES digest (id),
  UNIQUE (subscription, change, kind)
) STRICT;
CREATE INDEX alert_owed ON alert (change) WHERE digest IS NULL;
CREATE INDEX alert_digest ON alert (digest);
)sql";

// Which act made an edition stands in the list of editions, not on the page of the edition.
constexpr const char* kEditionStep = R"sql(
ALTER TABLE document ADD COLUMN amended_by TEXT NOT NULL DEFAULT '';
)sql";

// What one person was sent is asked for with every letter.
constexpr const char* kLettersStep = R"sql(
CREATE INDEX digest_subscriber ON digest (subscriber, created);
)sql";

constexpr std::array kSteps = {kFirst, kWatchingStep, kEditionStep, kNumbersStep, kLettersStep};
constexpr Schema kSchema{0x5a414b31, kSteps, true};  // "ZAK1"

}  // namespace

const Schema& record_schema() { return kSchema; }

}  // namespace zakonwatch
