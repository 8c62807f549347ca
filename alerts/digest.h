// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "law/change.h"
#include "law/ids.h"

namespace zakonwatch {

// Everything a mail says about one change; nothing is looked up while rendering.
struct DigestItem {
  std::string change_id;            // "ua-1042"
  std::string country, country_name;
  std::string act_id, act_title;
  Change change;
  std::optional<Date> published, in_force_from;
  std::string valid_from_basis;     // why in_force_from is what it is
  Instant first_seen{};
  bool pending = false;             // not yet in force
  std::string official_url;
  std::string archive_reference;    // "file:offset" and the body's SHA-256
  std::string new_sha256, old_sha256;
  Instant new_fetched_at{}, old_fetched_at{};
  std::vector<std::string> subscriptions;  // labels of all that matched
  std::string kind = "new";         // new | reminder | correction
};

// What was checked, so that silence means something.
struct CoverageLine {
  int sources_checked = 0;
  std::vector<std::string> late, blocked, broken;  // source ids
  Instant since{};
};

// A mail with frozen members. Retries send the same members under the same Message-ID.
struct Digest {
  DigestId id;
  std::string language = "en";      // en | ru, the frame's
  bool neutral_subject = false;
  std::vector<DigestItem> items;
  CoverageLine coverage;
  Instant created{};
};

}  // namespace zakonwatch
