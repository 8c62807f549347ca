// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "law/change.h"
#include "law/ids.h"

namespace zakonwatch {

// Everything a mail says about one change; nothing is looked up while rendering.
struct DigestItem {
  std::string change_id;  // "ua-1042"
  std::string country, country_name;
  std::string act_id, act_title;
  std::string source_kind;  // gazette | consolidated | bills: a bill is no law, and never "in force"
  std::string language;     // of the law's text, BCP 47; becomes lang="…" for screen readers
  Change change;
  std::optional<Date> published, in_force_from;
  std::string valid_from_basis;  // why in_force_from is what it is: printed | address | first_seen
  Instant first_seen{};
  bool pending = false;    // not yet in force
  bool confirmed = false;  // an analyst has confirmed it
  std::string official_url;
  std::string archive_reference;  // "file:offset" in the WARC archive
  std::string new_sha256, old_sha256;
  Instant new_fetched_at{}, old_fetched_at{};
  std::vector<std::string> subscriptions;  // labels of all that matched
  std::string kind = "new";                // new | reminder | correction
  std::string correction;                  // what was wrong, for kind correction
  std::string article_text;          // the whole article as it reads now, where the change is a part of it
  std::vector<std::string> history;  // earlier changes of the provision, newest first, one line each
  std::vector<std::string> package;  // other acts changed by the same amending act, one line each
  std::vector<std::string> people;  // whom its text names, with the words: "minors (“неповнолітніх”)"
  std::vector<std::string> transitional;  // rules of the amending act for cases under way, as printed
  struct Deadline {
    Date date{};
    std::string words;  // the parliament's own
  };
  std::vector<Deadline> deadlines;  // of a bill: what is announced for days to come, soonest first
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
  std::string language = "en";  // en | ru, the frame's
  bool neutral_subject = false;
  std::vector<DigestItem> items;
  size_t omitted = 0;          // members left out by the sender's cap; named in the mail
  bool with_files = true;      // what the reader asked to have attached may be
  bool list_attached = false;  // a list of all goes with the mail
  CoverageLine coverage;
  std::map<std::string, std::string> topic_labels;  // topic id -> label in `language`; ids where absent
  std::string manage_url;  // where the subscription is changed or ended; may be empty
  Instant created{};
  std::string alike;  // the same for digests that differ in their id and their link only; empty: unknown
};

}  // namespace zakonwatch
