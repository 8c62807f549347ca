// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "store/migrations.h"

namespace zakonwatch {
namespace {

constexpr const char* kFirst = R"sql(
CREATE TABLE subscriber (
  id TEXT PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  language TEXT NOT NULL,
  neutral_subject INTEGER NOT NULL,
  pgp_fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  subscriber TEXT NOT NULL REFERENCES subscriber (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  filter TEXT NOT NULL,
  cadence TEXT NOT NULL CHECK (cadence IN ('immediate', 'day', 'week')),
  hour INTEGER NOT NULL,
  minute INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  paused INTEGER NOT NULL,
  confirmed INTEGER NOT NULL
) STRICT;
CREATE INDEX subscription_subscriber ON subscription (subscriber);
)sql";

// Suspended: why nothing is sent to an address that its server calls dead. The token is what stands in links
// that end subscriptions: opaque, made here so that people of an older file have one too.
constexpr const char* kSecond = R"sql(
ALTER TABLE subscriber ADD COLUMN suspended TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriber ADD COLUMN token TEXT NOT NULL DEFAULT '';
UPDATE subscriber SET token = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX subscriber_token ON subscriber (token);

CREATE TABLE confirmation (
  subscription TEXT PRIMARY KEY REFERENCES subscription (id) ON DELETE CASCADE,
  token TEXT NOT NULL UNIQUE,
  attempts INTEGER NOT NULL,
  next_attempt INTEGER
) STRICT, WITHOUT ROWID;
)sql";

// Whoever has a secret is no mailbox but a program: its address is a URL, and what is posted there is signed.
constexpr const char* kThird = R"sql(
ALTER TABLE subscriber ADD COLUMN secret TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriber ADD COLUMN attach TEXT NOT NULL DEFAULT '';
ALTER TABLE subscription ADD COLUMN weekday INTEGER NOT NULL DEFAULT 1;
ALTER TABLE subscription ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN quiet_until INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr std::array kSteps = {kFirst, kSecond, kThird};
// No backup is kept: it would hold people who asked to be forgotten.
constexpr Schema kSchema{0x5a414b32, kSteps, false};  // "ZAK2"

}  // namespace

const Schema& subscribers_schema() { return kSchema; }

}  // namespace zakonwatch
