// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "alerts/atom.h"
#include "alerts/catalogue.h"
#include "alerts/story.h"
#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

nlohmann::ordered_json entry_json(const DigestItem& item, const Feed& feed) {
  nlohmann::ordered_json entry{
      {"id", entry_id(item)},
      {"title", squeeze_space(where(item) + ": " + headline(item, Catalogue::of(feed.language)))},
      {"content_html", entry_html(item, feed)},
      {"date_published", to_rfc3339(item.first_seen)}};
  if (const std::string url = web_address(item.official_url); !url.empty()) entry["external_url"] = url;
  entry["tags"] = nlohmann::ordered_json::array();
  for (const TopicScore& topic : item.change.relevance.topics) entry["tags"].push_back(topic.id);
  return entry;
}

}  // namespace

std::string render_json_feed(const Feed& feed) {
  nlohmann::ordered_json page{{"version", "https://jsonfeed.org/version/1.1"}, {"title", feed.title}};
  if (!feed.home_url.empty()) page["home_page_url"] = feed.home_url;
  if (!feed.self_url.empty()) page["feed_url"] = feed.self_url;
  page["language"] = feed.language;
  page["items"] = nlohmann::ordered_json::array();
  for (const DigestItem& item : feed.items) page["items"].push_back(entry_json(item, feed));
  return page.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace zakonwatch
