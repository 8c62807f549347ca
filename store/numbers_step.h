// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zakonwatch {

// The step of record.db's schema that remembers how lists number what they hold, and who vouches for a host.
inline constexpr const char* kNumbersStep = R"sql(
CREATE TABLE number_series (
  source TEXT NOT NULL,
  series TEXT NOT NULL,
  highest INTEGER NOT NULL,
  PRIMARY KEY (source, series)
) STRICT, WITHOUT ROWID;

CREATE TABLE missing_number (
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  asked INTEGER NOT NULL DEFAULT 0,
  settled_at INTEGER,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX missing_number_open ON missing_number (source, found_at) WHERE settled_at IS NULL;

-- The issuer of the certificate that a host last showed.
CREATE TABLE host_issuer (
  origin TEXT PRIMARY KEY,
  issuer TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace zakonwatch
