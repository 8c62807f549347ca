// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zakonwatch {

// The step of record.db's schema that lets it watch itself: what each source's rhythm is, which address
// wavers, what the operator was told.
inline constexpr const char* kWatchingStep = R"sql(
ALTER TABLE source_state ADD COLUMN running_since INTEGER;
ALTER TABLE source_state ADD COLUMN look_again INTEGER;
ALTER TABLE source_state ADD COLUMN tripped_at INTEGER;
ALTER TABLE source_state ADD COLUMN outage INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_state ADD COLUMN usual_gap INTEGER;
ALTER TABLE source_state ADD COLUMN long_gap INTEGER;
ALTER TABLE source_state ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE source_state ADD COLUMN told_at INTEGER;

-- When a source brought something new: the newest 64 instants, its rhythm is read from them.
CREATE TABLE source_news (
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (source, at)
) STRICT, WITHOUT ROWID;

-- Requests to a host on one day (UTC, days since 1970).
CREATE TABLE host_visits (
  origin TEXT NOT NULL,
  day INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  PRIMARY KEY (origin, day)
) STRICT, WITHOUT ROWID;

ALTER TABLE host_state ADD COLUMN robots_failing_since INTEGER;

ALTER TABLE document ADD COLUMN flaps INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN flapped_at INTEGER;
ALTER TABLE document ADD COLUMN gone_since INTEGER;
ALTER TABLE document ADD COLUMN gone_seen INTEGER;
ALTER TABLE document ADD COLUMN gone_days INTEGER NOT NULL DEFAULT 0;

-- What the operator is told, once each; delivered_at is set by whoever carries it out of the machine.
CREATE TABLE operator_notice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  topic TEXT NOT NULL,
  text TEXT NOT NULL,
  delivered_at INTEGER
) STRICT;
CREATE INDEX operator_notice_topic ON operator_notice (kind, topic, at);
CREATE INDEX operator_notice_waiting ON operator_notice (id) WHERE delivered_at IS NULL;

-- What a person asked of the process that holds the state.
CREATE TABLE operator_request (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('release', 'refetch')),
  snapshot INTEGER NOT NULL REFERENCES snapshot (id),
  why TEXT NOT NULL,
  UNIQUE (kind, snapshot)
) STRICT;
)sql";

}  // namespace zakonwatch
