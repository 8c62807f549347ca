// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/digest_items.h"

#include "app/health.h"

namespace zakonwatch {

DigestItem digest_item(Environment& environment, const RecordedChange& recorded,
                       const std::string& language) {
  DigestItem item;
  item.change_id = recorded.id;
  item.country = recorded.country;
  const Country* country = environment.catalogue().country(recorded.country);
  item.country_name = country == nullptr ? recorded.country : country->name_in(language);
  item.act_id = recorded.act.value;
  item.act_title = recorded.act_title;
  if (const Source* source = environment.catalogue().source(recorded.source.value)) {
    item.language = source->document.language;
    item.source_kind = to_string(source->kind);
  }
  item.change = recorded.change;
  item.published = recorded.published;
  item.in_force_from = recorded.in_force_from;
  item.valid_from_basis = to_string(recorded.valid_from_basis);
  item.first_seen = recorded.first_seen;
  item.pending = recorded.pending;
  item.confirmed = recorded.state == ChangeState::confirmed;
  item.official_url = recorded.new_snapshot.url;
  item.archive_reference = recorded.new_snapshot.warc.to_string();
  item.new_sha256 = recorded.new_snapshot.body_sha256;
  item.new_fetched_at = recorded.new_snapshot.fetched_at;
  if (recorded.old_version == recorded.new_version) return item;  // announced: nothing stood there before
  item.old_sha256 = recorded.old_snapshot.body_sha256;
  item.old_fetched_at = recorded.old_snapshot.fetched_at;
  return item;
}

std::string article_text(Versions& versions, const RecordedChange& recorded) {
  const std::string& article = recorded.change.new_article;
  if (article.empty() || recorded.change.scope == Scope::subtree) return {};
  const Act act = versions.load(recorded.new_version);
  for (size_t i = 0; i < act.provisions.size(); ++i)
    if (act.provisions[i].eid == article) return act.subtree_text(static_cast<int>(i));
  return {};
}

CoverageLine coverage(Environment& environment, Schedule& schedule, Instant since) {
  CoverageLine line{.since = since};
  for (const SourceState& state : schedule.all()) {
    const Source* source = environment.catalogue().source(state.source.value);
    if (source == nullptr) continue;
    if (state.last_attempt && *state.last_attempt >= since) ++line.sources_checked;
    const Health health = health_now(state, *source, environment.clock().now());
    if (health == Health::late) line.late.push_back(state.source.value);
    if (health == Health::blocked) line.blocked.push_back(state.source.value);
    if (health == Health::broken) line.broken.push_back(state.source.value);
  }
  return line;
}

std::map<std::string, std::string> topic_labels(Environment& environment, const std::string& language) {
  std::map<std::string, std::string> out;
  for (const Topic& topic : environment.topics().all())
    out[topic.id] = language == "ru" ? topic.label_ru : topic.label_en;
  return out;
}

}  // namespace zakonwatch
