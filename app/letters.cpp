// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/letters.h"

#include <fmt/core.h>

#include <set>
#include <utility>

#include "alerts/bounce.h"
#include "alerts/brief.h"
#include "alerts/page.h"
#include "alerts/pgp.h"
#include "alerts/render.h"
#include "alerts/story.h"
#include "app/bounces.h"
#include "app/digest_items.h"
#include "app/recorded_json.h"
#include "base/text.h"
#include "store/consent.h"
#include "store/surroundings.h"

namespace zakonwatch {
namespace {

constexpr auto kCoverage = std::chrono::hours(24);  // the coverage line speaks of the last day
// Beyond so many changes a letter repeats neither whole articles nor what happened around them: each would
// cost a look at its act's text.
constexpr size_t kInFull = 25;
// Beyond so many changes their list goes with the letter as a file.
constexpr size_t kListed = 100, kLongestList = 512 << 10;

// What stands behind the '@' of our Message-IDs.
std::string id_domain(const std::string& address) {
  const size_t at = address.rfind('@');
  return at == std::string::npos ? "localhost" : address.substr(at + 1);
}

std::string link_to(Environment& environment, const std::string& path) {
  const std::string& base = environment.config().web.base_url;
  if (base.empty()) return {};
  return base + (base.back() == '/' ? "" : "/") + path;
}

}  // namespace

Letters::Letters(Environment& environment, Record& record, Subscribers& subscribers)
    : environment_(environment),
      record_(record),
      subscribers_(subscribers),
      readers_(subscribers),
      changes_(record),
      versions_(record),
      outbox_(record),
      schedule_(record),
      around_(environment, record) {}

bool Letters::can_ask(Environment& environment) { return !environment.config().web.base_url.empty(); }

DigestItem Letters::item(const OwedAlert& member, const RecordedChange& change, const Subscriber& subscriber,
                         bool in_full) {
  DigestItem out = digest_item(environment_, change, subscriber.language);
  out.kind = member.kind;
  if (in_full) {
    const std::string* known = articles_.find(change.id, stamp_of(record_));
    out.article_text = known != nullptr ? *known : articles_.put(change.id, article_text(versions_, change));
    around_.add_to(out, change, subscriber.language);
  }
  if (member.kind != "correction") return out;
  for (const Changes::Verdict& verdict : changes_.verdicts(change.seq))
    if (verdict.state != "note") out.correction = verdict.why;
  return out;
}

Letters::Wanted Letters::wanted(const DigestRow& row) {
  Wanted out;
  for (const OwedAlert& member : row.members) {
    const Subscription* subscription = readers_.subscription(member.subscription);
    if (subscription == nullptr || subscription->paused) continue;
    out.labels[member.change.value].push_back(subscription->label);
    const auto [at, is_new] = out.members.emplace(member.change.value, &member);
    if (!is_new && member.kind == "correction") at->second = &member;  // the last word counts
  }
  return out;
}

Digest Letters::made(const DigestRow& row, const Subscriber& subscriber, const Wanted& wanted,
                     size_t most_told, bool with_files) {
  Digest digest{.language = subscriber.language, .neutral_subject = subscriber.neutral_subject};
  const bool in_full = wanted.members.size() <= kInFull;
  for (const auto& [seq, member] : wanted.members) {
    if (digest.items.size() == most_told) {
      digest.omitted = wanted.members.size() - most_told;
      break;
    }
    const auto change = changes_.get(member->change);
    if (!change) continue;
    digest.items.push_back(item(*member, *change, subscriber, in_full));
    digest.items.back().subscriptions = wanted.labels.at(seq);
  }
  digest.with_files = with_files;
  digest.list_attached = with_files && wanted.members.size() > kListed;
  digest.coverage = coverage(environment_, schedule_, row.created - kCoverage);
  digest.topic_labels = topic_labels(environment_, subscriber.language);
  return digest;
}

// All that the words depend on; times in them are whole minutes.
std::string Letters::key_of(const DigestRow& row, const Subscriber& subscriber, const Wanted& wanted,
                            size_t most_told, bool with_files) {
  const auto minute = [](Instant instant) { return instant.time_since_epoch().count() / 60; };
  std::string key =
      fmt::format("{} {} {} {} {} {}", subscriber.language, subscriber.neutral_subject, most_told, with_files,
                  minute(row.created), minute(environment_.clock().now()));
  for (const auto& [seq, member] : wanted.members) {
    key += fmt::format("\n{} {}", seq, member->kind);
    for (const std::string& label : wanted.labels.at(seq)) key += fmt::format("\t{}:{}", label.size(), label);
  }
  return key;
}

std::string Letters::manage_url(const std::string& token) {
  return can_ask(environment_) ? link_to(environment_, "u/" + token) : std::string();
}

Digest Letters::build(const DigestRow& row, const Subscriber& subscriber, size_t most_told, bool with_files) {
  const Wanted members = wanted(row);
  const std::string key = key_of(row, subscriber, members, most_told, with_files);
  const Digest* known = digests_.find(key, stamp_of(record_));
  if (known == nullptr) known = &digests_.put(key, made(row, subscriber, members, most_told, with_files));
  Digest digest = *known;
  digest.alike = key;
  digest.id = row.id;
  digest.created = row.created;
  digest.manage_url = manage_url(readers_.ending_token(subscriber.id));
  return digest;
}

std::optional<Letters::Ready> Letters::ready(const DigestRow& row, const Subscriber& subscriber) {
  if (!subscriber.pgp_fingerprint.empty() || !subscriber.secret.empty() || !subscriber.attach.empty())
    return {};
  const Words* known = words_.find(key_of(row, subscriber, wanted(row), kMostTold, true), stamp_of(record_));
  if (known == nullptr || !known->mould || !known->mould->fits()) return {};
  Letter letter = frame(subscriber, row.id.value);
  letter.subject = known->subject;
  letter.own_word = readers_.ending_token(subscriber.id);
  letter.unsubscribe_url = manage_url(letter.own_word);
  if (letter.own_word.size() != known->token.size()) return {};
  if (known->is_single) put_in_thread(letter, row);
  auto message = known->mould->cast(letter);
  if (!message) return {};
  return Ready{envelope_sender(letter), std::move(letter.to), std::move(*message)};
}

// What tells of one article stands in one thread.
void Letters::put_in_thread(Letter& letter, const DigestRow& row) {
  if (const auto told = outbox_.first_told(row.subscriber, row.members.front().change, row.id))
    letter.in_reply_to = told->value + letter.message_id.substr(letter.message_id.find('@'));
}

Letter Letters::frame(const Subscriber& subscriber, const std::string& id) {
  const std::string& from = environment_.config().mail.from;
  const std::string& bounces = environment_.config().mail.bounces;
  return {.from = from,
          .comes_back_to =
              bounces.empty() ? "" : bounce_address(bounces, bounce_token(subscribers_, subscriber.id)),
          .to = subscriber.address,
          .message_id = id + "@" + id_domain(from),
          .language = subscriber.language,
          .date = environment_.clock().now()};
}

// One line for each change, ordered by act and place as the record has them.
std::string Letters::list_of_all(const DigestRow& row, const Subscriber& subscriber) {
  const Catalogue& words = Catalogue::of(subscriber.language);
  std::set<int64_t> seqs;
  for (const OwedAlert& member : row.members) {
    const Subscription* subscription = readers_.subscription(member.subscription);
    if (subscription != nullptr && !subscription->paused) seqs.insert(member.change.value);
  }
  std::string out;
  size_t left = seqs.size();
  for (const int64_t seq : seqs) {
    if (out.size() > kLongestList) break;
    --left;
    const auto change = changes_.get(ChangeSeq(seq));
    if (!change) continue;
    const DigestItem item = digest_item(environment_, *change, subscriber.language);
    out += reveal_controls(squeeze_space(fmt::format("{}  {}  {}  {}", item.change_id, item.country_name,
                                                     item.act_title, list_line(item, words)))) +
           "\n";
  }
  if (left > 0) out += more_words({}, left, words) + "\n";
  return out;
}

std::vector<Attachment> Letters::attachments(const DigestRow& row, const Digest& digest,
                                             const Subscriber& subscriber) {
  std::vector<Attachment> out;
  if (!digest.with_files) return out;
  if (digest.list_attached) out.push_back({"all-changes.txt", "text/plain", list_of_all(row, subscriber)});
  for (const std::string_view name : split(subscriber.attach, ',')) {
    if (name == "md")
      out.push_back({"changes.md", "text/markdown",
                     brief_markdown({.language = digest.language,
                                     .items = digest.items,
                                     .topic_labels = digest.topic_labels,
                                     .created = digest.created})});
    if (name == "json") out.push_back({"changes.json", "application/json", webhook_body(row, digest) + "\n"});
  }
  return out;
}

const Letters::Words& Letters::words(const Digest& digest, const std::string& token) {
  if (const Words* known = words_.find(digest.alike, stamp_of(record_))) return *known;
  return words_.put(digest.alike, {render_subject(digest),
                                   render_text(digest),
                                   render_html(digest),
                                   token,
                                   false,
                                   digest.items.size() == 1,
                                   {}});
}

// Of two readers' letters only the token in the link differs; it is random, and stands nowhere else.
Letter Letters::letter(const DigestRow& row, const Digest& digest, const Subscriber& subscriber) {
  Letter letter = frame(subscriber, row.id.value);
  const std::string& token = readers_.ending_token(subscriber.id);
  const Words& said = words(digest, token);
  letter.subject = said.subject;
  letter.text = replace_all(said.text, said.token, token);
  letter.html = replace_all(said.html, said.token, token);
  letter.own_word = token;
  letter.unsubscribe_url = digest.manage_url;
  letter.attachments = attachments(row, digest, subscriber);
  if (digest.items.size() == 1) put_in_thread(letter, row);
  return letter;
}

Result<std::string> Letters::message(const Letter& letter, const Subscriber& subscriber,
                                     const std::string& alike) {
  if (subscriber.pgp_fingerprint.empty()) {
    Words* known = letter.attachments.empty() ? words_.find(alike, stamp_of(record_)) : nullptr;
    if (known == nullptr || !std::exchange(known->is_used, true)) return compose(letter);
    if (!known->mould) known->mould.emplace(letter);
    return known->mould->cast(letter);
  }
  return compose_encrypted(letter, PgpKeyring(environment_.state() / "gnupg"), subscriber.pgp_fingerprint);
}

Letter Letters::question(const SubscriptionId& subscription, const std::string& token,
                         const Subscriber& subscriber) {
  Letter letter = frame(subscriber, "confirm-" + subscription.value);
  const Page words = confirmation_question(subscriber.language, link_to(environment_, "c/" + token));
  letter.subject = words.title;
  letter.text = page_text(words);
  letter.html = render_page(words);
  return letter;
}

std::string Letters::webhook_body(const DigestRow& row, const Digest& digest) {
  std::string changes;
  for (const DigestItem& one : digest.items) {
    const auto change = changes_.get(one.change_id);
    if (!change) continue;
    changes += fmt::format("{}{{\"alert\":\"{}\",\"change\":{}}}", changes.empty() ? "" : ",", one.kind,
                           recorded_change_json(*change));
  }
  return fmt::format("{{\"id\":\"{}\",\"created\":\"{}\",\"omitted\":{},\"alerts\":[{}]}}", row.id.value,
                     to_rfc3339(row.created), digest.omitted, changes);
}

Letter Letters::key_notice(const DigestRow& row, const Subscriber& subscriber) {
  Letter letter = frame(subscriber, row.id.value + "-key");
  const Page words{.language = subscriber.language,
                   .title = "Zakonwatch",
                   .paragraphs = {key_problem_notice(subscriber.language)}};
  letter.subject = words.title;
  letter.text = page_text(words);
  letter.html = render_page(words);
  return letter;
}

}  // namespace zakonwatch
