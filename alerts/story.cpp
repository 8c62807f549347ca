// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "alerts/redline_view.h"
#include "alerts/render.h"
#include "alerts/wording.h"
#include "base/text.h"
#include "base/url.h"

namespace zakonwatch {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string line;
  for (const std::string& part : parts)
    line += (line.empty() ? std::string() : std::string(separator)) + part;
  return line;
}

std::string date_words(const std::optional<Date>& date, const Catalogue& words) {
  return date ? to_iso(*date) : words.say("not stated by the source");
}

std::string in_force_words(const DigestItem& item, const Catalogue& words) {
  if (is_bill(item)) return words.say("not in force: this is a bill");
  std::string line = date_words(item.in_force_from, words);
  if (!item.in_force_from) return line;
  if (item.valid_from_basis == "printed") line += " (" + words.say("as the source prints it") + ")";
  if (item.valid_from_basis == "address") line += " (" + words.say("from the document's address") + ")";
  if (item.valid_from_basis == "first_seen")
    line += " (" + words.say("no date printed: the day we first saw it") + ")";
  return line;
}

std::string status_words(const DigestItem& item, const Catalogue& words) {
  if (is_bill(item)) return words.say("a bill before parliament; the law has not changed");
  if (item.pending && item.in_force_from)
    return words.say("the change is not yet in force: {date}", {{"date", to_iso(*item.in_force_from)}});
  return item.pending ? words.say("the change is not yet in force")
         : item.source_kind == "gazette"
             ? words.say("published; this is the act as enacted, not the consolidated text")
             : words.say("the change is in force according to the source");
}

std::string sureness(const DigestItem& item, const Catalogue& words) {
  if (item.confirmed) return words.say("confirmed by an analyst");
  const auto& effects = item.change.effects;
  const bool inferred =
      std::any_of(effects.begin(), effects.end(), [](const Effect& e) { return e.via.has_value(); });
  return inferred ? words.say("partly inferred through a reference, by machine")
                  : words.say("read from the text by machine");
}

std::string topics_words(const DigestItem& item, const Digest& digest) {
  std::vector<std::string> names;
  for (const TopicScore& topic : item.change.relevance.topics) {
    const auto label = digest.topic_labels.find(topic.id);
    names.push_back(label == digest.topic_labels.end() ? topic.id : label->second);
  }
  return joined(names, ", ");
}

std::string reasons_for_topics(const DigestItem& item, const Catalogue& words) {
  std::vector<std::string> reasons;
  for (const TopicScore& topic : item.change.relevance.topics)
    for (const std::string& why : topic.why) {
      const std::string reason = reason_for_topic_words(why, words);
      if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(reason);
    }
  return joined(reasons, "; ");
}

std::string why_words(const DigestItem& item, const Digest& digest, const Catalogue& words) {
  std::vector<std::string> parts;
  const std::string topics = topics_words(item, digest), reasons = reasons_for_topics(item, words);
  if (!topics.empty()) parts.push_back(words.say("topic {topics}", {{"topics", topics}}));
  if (!reasons.empty()) parts.push_back(reasons);
  if (!item.subscriptions.empty())
    parts.push_back(words.say("your subscription {labels}", {{"labels", joined(item.subscriptions, ", ")}}));
  return joined(parts, "; ");
}

std::string notice_words(const DigestItem& item, const Catalogue& words) {
  if (item.kind == "reminder") return words.say("Reminder: this change, reported before, comes into force.");
  if (item.kind != "correction") return {};
  const std::string line = words.say("Correction: what we wrote about this change was wrong.");
  return item.correction.empty() ? line : line + " " + item.correction;
}

void add(std::vector<Fact>& facts, std::string name, std::string value, std::string language = {}) {
  if (!value.empty()) facts.push_back({std::move(name), std::move(value), std::move(language), {}});
}

std::vector<Fact> facts_of(const DigestItem& item, const Digest& digest, const Catalogue& words) {
  std::vector<Fact> facts;
  add(facts, words.say("Where"), where(item), item.language);
  add(facts, words.say("What"), careful_words(item, words));
  add(facts, words.say("In force from"), in_force_words(item, words));
  add(facts, words.say("Published"), date_words(item.published, words));
  add(facts, words.say("First seen by us"), instant_words(item.first_seen));
  if (!is_bill(item) || item.change.attribution.kind != AttributionKind::none)
    add(facts, words.say("Amending act"), attribution_words(item.change.attribution, words));
  add(facts, words.say("Status"), status_words(item, words));
  for (Fact& fact : particulars(item, words)) facts.push_back(std::move(fact));
  add(facts, words.say("Why you get this"), why_words(item, digest, words));
  return facts;
}

std::string archived_words(const DigestItem& item, const Catalogue& words) {
  if (item.archive_reference.empty()) return {};
  return words.say("{reference}, fetched {time}",
                   {{"reference", item.archive_reference}, {"time", instant_words(item.new_fetched_at)}});
}

std::vector<Fact> record_of(const DigestItem& item, const Catalogue& words) {
  std::vector<Fact> record;
  add(record, words.say("How sure"), sureness(item, words));
  add(record, words.say("Same amending act"), joined(item.package, "; "));
  add(record, words.say("Earlier changes"), joined(item.history, "; "));
  const std::string url = web_address(item.official_url);
  if (!url.empty()) record.push_back({words.say("Official text"), url, {}, url});
  add(record, words.say("Archived copy"), archived_words(item, words));
  add(record, words.say("SHA-256 of the new version"), item.new_sha256);
  add(record, words.say("SHA-256 of the old version"), item.old_sha256);
  add(record, words.say("To cite"), citation(item, words.language()));
  add(record, words.say("Change"), item.change_id);
  return record;
}

bool same_origin(const DigestItem& a, const DigestItem& b) {
  return force_date(a) == force_date(b) && a.change.attribution.kind == b.change.attribution.kind &&
         a.change.attribution.number == b.change.attribution.number &&
         a.change.attribution.date == b.change.attribution.date;
}

// What several changes of one act share, said once.
std::string in_common(const Group& group, const std::vector<DigestItem>& items, const Catalogue& words) {
  const DigestItem& first = items[group.items.front()];
  const bool alike =
      group.items.size() > 1 && std::all_of(group.items.begin(), group.items.end(),
                                            [&](size_t index) { return same_origin(first, items[index]); });
  if (!alike) return {};
  std::string line = words.say("{n, plural, one {# change} other {# changes}}",
                               {{"n", static_cast<int64_t>(group.items.size())}});
  if (first.change.attribution.kind != AttributionKind::none)
    line += "; " + attribution_words(first.change.attribution, words);
  if (const auto from = force_date(first))
    line += "; " + words.say("in force from {date}", {{"date", to_iso(*from)}});
  return line;
}

// Text that has not changed is shown for orientation only.
constexpr size_t kUnchangedContext = 1'500;

bool is_changed(const Redline& redline) {
  return std::any_of(redline.begin(), redline.end(),
                     [](const Edit& edit) { return edit.op != EditOp::equal; });
}

}  // namespace

std::string web_address(const std::string& text) {
  const auto parsed = parse_url(text);
  if (!parsed) return {};
  std::string out;
  for (const char c : parsed->to_string()) {
    if (std::string_view("<>\"`\\^{|} '").find(c) == std::string_view::npos)
      out += c;
    else
      out += percent_encode(std::string(1, c));
  }
  return out;
}

std::vector<Fact> particulars(const DigestItem& item, const Catalogue& words) {
  std::vector<Fact> facts;
  for (const DigestItem::Deadline& one : item.deadlines)
    add(facts, words.say("Deadline"), to_iso(one.date) + " (" + one.words + ")");
  add(facts, words.say("Whom the text names"), joined(item.people, "; "));
  for (const std::string& rule : item.transitional)
    add(facts, words.say("Cases under way"), rule, item.language);
  return facts;
}

Story tell(const DigestItem& item, const Digest& digest, const Catalogue& words) {
  Story story;
  story.change_id = item.change_id;
  story.notice = notice_words(item, words);
  story.headline = headline(item, words);
  story.direction = item.change.direction;
  story.sign = direction_sign(item.change.direction);
  story.kind = what_kind(item.change, words);
  story.article = item.article_text;
  // A bill's step changes no law yet: there is nothing to judge.
  if (item.change.kind != ChangeKind::stage)
    story.verdict =
        words.say("On its face: {direction}", {{"direction", direction_words(item.change.direction, words)}});
  if (item.change.reason) story.reason = reason_words(*item.change.reason, words);
  story.facts = facts_of(item, digest, words);
  for (const Effect& effect : item.change.effects) story.effects.push_back(effect_words(effect, words));
  story.law_language = item.language;
  story.text_changed = is_changed(item.change.redline);
  story.redline =
      story.text_changed ? elide(item.change.redline) : clip(item.change.redline, kUnchangedContext).redline;
  if (item.change.heading_redline) story.heading_redline = elide(*item.change.heading_redline);
  story.record = record_of(item, words);
  return story;
}

std::string list_line(const DigestItem& item, const Catalogue& words, bool with_date) {
  const Direction direction = item.change.direction;
  const bool step = item.change.kind == ChangeKind::stage;
  std::string line = step ? headline(item, words)
                          : fmt::format("{}: {} {}: {}", item.change.side().label, direction_sign(direction),
                                        direction_words(direction, words), headline(item, words));
  if (with_date && is_bill(item) && !step) line += "; " + words.say("a bill");
  const auto from = force_date(item);
  if (with_date && from) line += "; " + words.say("in force from {date}", {{"date", to_iso(*from)}});
  return line;
}

std::vector<Group> group_by_act(const std::vector<DigestItem>& items, const Catalogue& words) {
  std::vector<Group> groups;
  std::map<std::string, size_t> place;
  for (size_t i = 0; i < items.size(); ++i) {
    const auto [found, is_new] = place.emplace(items[i].act_id, groups.size());
    if (is_new)
      groups.push_back({items[i].country_name + ": " + items[i].act_title, {}, items[i].language, {}});
    groups[found->second].items.push_back(i);
  }
  for (Group& group : groups) group.in_common = in_common(group, items, words);
  return groups;
}

std::string overview(const Digest& digest, const Catalogue& words) {
  std::string line = words.say("{n, plural, one {# change} other {# changes}}",
                               {{"n", static_cast<int64_t>(digest.items.size() + digest.omitted)}});
  std::vector<std::string> parts;
  for (const Direction direction :
       {Direction::harsher, Direction::lighter, Direction::mixed, Direction::neutral, Direction::unclear}) {
    const auto count = std::count_if(digest.items.begin(), digest.items.end(), [&](const DigestItem& item) {
      return item.change.direction == direction && item.change.kind != ChangeKind::stage;
    });
    if (count > 0)
      parts.push_back(
          fmt::format("{} {}: {}", direction_sign(direction), direction_words(direction, words), count));
  }
  const auto steps = std::count_if(digest.items.begin(), digest.items.end(), [](const DigestItem& item) {
    return item.change.kind == ChangeKind::stage;
  });
  line += ". ";
  if (!parts.empty()) line += words.say("On their face: {counts}.", {{"counts", joined(parts, ", ")}});
  if (steps > 0)
    line += (parts.empty() ? "" : " ") + words.say("Steps of bills: {n}.", {{"n", int64_t{steps}}});
  return line;
}

std::string more_words(const Digest& digest, size_t left, const Catalogue& words) {
  const char* line =
      digest.list_attached ? mark("and {n} more in the attached list") : mark("and {n} more in the record");
  return words.say(line, {{"n", static_cast<int64_t>(left)}});
}

std::string coverage_words(const CoverageLine& coverage, const Catalogue& words) {
  std::string line =
      words.say("{n, plural, one {# source was checked} other {# sources were checked}} since {time}.",
                {{"n", int64_t{coverage.sources_checked}}, {"time", instant_words(coverage.since)}});
  const auto named = [&](const char* message, const std::vector<std::string>& sources) {
    if (!sources.empty()) line += " " + words.say(message, {{"sources", joined(sources, ", ")}});
  };
  named(mark("Late: {sources}."), coverage.late);
  named(mark("Blocked: {sources}."), coverage.blocked);
  named(mark("Broken: {sources}."), coverage.broken);
  const bool all_well = coverage.late.empty() && coverage.blocked.empty() && coverage.broken.empty();
  return line + " " +
         (all_well ? words.say("None is late, blocked or broken.")
                   : words.say("Of the sources named, silence does not mean that nothing changed."));
}

// Long enough to fill what mail programs show beside the subject.
std::string neutral_opening(const Digest& digest, const Catalogue& words) {
  const char* opening = mark(
      "This is the digest that you asked for. It was put together on {date}. It names the sources that were "
      "checked, what matches your subscription, and where to change or stop it.");
  return words.say(opening, {{"date", instant_words(digest.created)}});
}

}  // namespace zakonwatch
