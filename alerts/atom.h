// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "alerts/digest.h"

namespace zakonwatch {

// A feed of changes, per country, topic or subscription.
struct Feed {
  std::string id;  // "tag:…" or the feed's own address; never changes
  std::string title, self_url, home_url;
  std::string language = "en";
  std::vector<DigestItem> items;  // newest first
  std::map<std::string, std::string> topic_labels;
  Instant updated{};  // of the feed where it has no items
};

// Atom (RFC 4287). Entry ids are tag URIs made from the public change ids: they outlive addresses. Content is
// HTML, escaped by the same function as in mails.
std::string render_atom(const Feed& feed);
// JSON Feed 1.1, the same entries.
std::string render_json_feed(const Feed& feed);

// "tag:zakonwatch,2026:ua-1042"
std::string entry_id(const DigestItem& item);
// Facts, effects, redline and record of one change as an HTML fragment.
std::string entry_html(const DigestItem& item, const Feed& feed);

}  // namespace zakonwatch
