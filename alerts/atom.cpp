// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/atom.h"

#include <algorithm>

#include "alerts/html_story.h"
#include "alerts/render.h"
#include "alerts/story.h"
#include "alerts/template.h"
#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

using kainjow::mustache::data;

Digest frame_of(const Feed& feed) {
  Digest digest;
  digest.language = feed.language;
  digest.topic_labels = feed.topic_labels;
  return digest;
}

data optional_url(const std::string& text) {
  const std::string url = web_address(text);
  return url.empty() ? data(false) : data(url);
}

data entry_data(const DigestItem& item, const Feed& feed, const Catalogue& words) {
  data entry;
  entry["entry_id"] = entry_id(item);
  entry["entry_title"] = squeeze_space(where(item) + ": " + headline(item, words));
  entry["updated"] = to_rfc3339(item.first_seen);
  entry["link"] = optional_url(item.official_url);
  entry["html"] = entry_html(item, feed);
  data topics{data::type::list};
  for (const TopicScore& topic : item.change.relevance.topics) topics << data("topic", topic.id);
  entry["topics"] = std::move(topics);
  return entry;
}

Instant updated_of(const Feed& feed) {
  Instant latest = feed.updated;
  for (const DigestItem& item : feed.items) latest = std::max(latest, item.first_seen);
  return latest;
}

}  // namespace

std::string entry_id(const DigestItem& item) { return "tag:zakonwatch,2026:" + item.change_id; }

std::string entry_html(const DigestItem& item, const Feed& feed) {
  const Catalogue& words = Catalogue::of(feed.language);
  return render_template("change", story_data(tell(item, frame_of(feed), words), "", words, true));
}

std::string render_atom(const Feed& feed) {
  const Catalogue& words = Catalogue::of(feed.language);
  data page;
  page["id"] = feed.id;
  page["title"] = feed.title;
  page["frame"] = feed.language;
  page["self_url"] = optional_url(feed.self_url);
  page["home_url"] = optional_url(feed.home_url);
  page["feed_updated"] = to_rfc3339(updated_of(feed));
  data entries{data::type::list};
  for (const DigestItem& item : feed.items) entries << entry_data(item, feed, words);
  page["entries"] = std::move(entries);
  return render_xml_template("atom", page);
}

}  // namespace zakonwatch
