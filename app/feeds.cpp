// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/feeds.h"

#include <algorithm>
#include <deque>

#include "alerts/atom.h"
#include "app/digest_items.h"
#include "app/owe.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/text.h"
#include "store/consent.h"

namespace zakonwatch {
namespace {

constexpr std::chrono::hours kReach{90 * 24};
constexpr size_t kLongest = 100;

// What was corrected is told as such; what was dismissed is told no more.
DigestItem feed_item(Environment& environment, Changes& changes, const RecordedChange& change,
                     const std::string& language) {
  DigestItem item = digest_item(environment, change, language);
  if (change.state != ChangeState::corrected) return item;
  item.kind = "correction";
  for (const Changes::Verdict& verdict : changes.verdicts(change.seq))
    if (verdict.state != "note") item.correction = verdict.why;
  return item;
}

std::vector<RecordedChange> newest_first(Environment& environment, Changes& changes, const Filter& filter) {
  std::deque<RecordedChange> kept;
  changes.each({.since = environment.clock().now() - kReach}, [&](const RecordedChange& change) {
    if (change.backfill || change.state == ChangeState::dismissed) return;
    if (!Matcher(environment, change).matches(filter)) return;
    kept.push_back(change);
    if (kept.size() > kLongest) kept.pop_front();
  });
  return {kept.rbegin(), kept.rend()};
}

}  // namespace

std::string FeedAddress::path() const {
  return language + "/" + scope + (key.empty() ? "" : "/" + key) + (json ? ".json" : ".atom");
}

std::optional<FeedAddress> feed_address(std::string_view path) {
  FeedAddress out;
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view kind = path.substr(dot + 1);
  if (kind != "atom" && kind != "json") return {};
  out.json = kind == "json";
  const auto parts = split(path.substr(0, dot), '/');
  if (parts.size() < 2 || parts.size() > 3 || (parts[0] != "en" && parts[0] != "ru")) return {};
  out.language = parts[0];
  out.scope = parts[1];
  if (parts.size() == 3) out.key = parts[2];
  const bool keyed = out.scope == "country" || out.scope == "topic" || out.scope == "subscription";
  if (out.scope == "all" ? !out.key.empty() || parts.size() == 3 : !keyed || out.key.empty()) return {};
  return out;
}

std::string feed_token(Subscribers& subscribers, const Subscription& subscription) {
  const std::string person = Consent(subscribers).ending_token(subscription.subscriber);
  return sha256_hex("feed " + person + " " + subscription.id.value).substr(0, 32);
}

std::optional<Subscription> Feeds::subscription(const std::string& token) {
  for (Subscription& one : subscribers_.all())
    if (one.confirmed && feed_token(subscribers_, one) == token) return std::move(one);
  return {};
}

std::optional<Filter> Feeds::filter_of(const FeedAddress& address, std::string& title) {
  if (address.scope == "all") return Filter{};
  if (address.scope == "country") {
    const Country* country = environment_.catalogue().country(address.key);
    if (country == nullptr || to_lower(country->code) != address.key) return {};
    title += ": " + country->name_in(address.language);
    return Filter{.countries = {country->code}};
  }
  if (address.scope == "topic") {
    const Topic* topic = environment_.topics().find(address.key);
    if (topic == nullptr) return {};
    title += ": " + (address.language == "ru" ? topic->label_ru : topic->label_en);
    return Filter{.topics = {topic->id}};
  }
  const auto wanted = subscription(address.key);
  if (!wanted) return {};
  title += ": " + wanted->label;
  return wanted->filter;
}

std::optional<std::string> Feeds::render(const FeedAddress& address) {
  Feed feed{.title = "Zakonwatch", .language = address.language, .updated = environment_.clock().now()};
  const auto filter = filter_of(address, feed.title);
  if (!filter) return {};
  const std::string& base = environment_.config().web.base_url;
  if (!base.empty()) feed.self_url = base + (base.back() == '/' ? "feed/" : "/feed/") + address.path();
  feed.id = "tag:zakonwatch,2026:feed/" + address.path();
  Changes changes(record_);
  for (const RecordedChange& change : newest_first(environment_, changes, *filter))
    feed.items.push_back(feed_item(environment_, changes, change, address.language));
  // The same changes make the same bytes, so that a reader's program need not fetch them twice.
  feed.updated = feed.items.empty() ? Instant{} : feed.items.front().first_seen;
  feed.topic_labels = topic_labels(environment_, address.language);
  return address.json ? render_json_feed(feed) : render_atom(feed);
}

int Feeds::write_all(const std::filesystem::path& folder) {
  std::vector<FeedAddress> all;
  for (const std::string language : {"en", "ru"}) {
    all.push_back({language, "all", ""});
    for (const Country& country : environment_.catalogue().countries())
      all.push_back({language, "country", to_lower(country.code)});
    for (const Topic& topic : environment_.topics().all()) all.push_back({language, "topic", topic.id});
  }
  int written = 0;
  for (FeedAddress address : all)
    for (const bool json : {false, true}) {
      address.json = json;
      const std::filesystem::path file = folder / address.path();
      std::filesystem::create_directories(file.parent_path());
      value_or_throw(write_file_atomic(file, *render(address)));
      ++written;
    }
  return written;
}

}  // namespace zakonwatch
