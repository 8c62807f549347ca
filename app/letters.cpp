// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/letters.h"

#include <map>

#include "alerts/page.h"
#include "alerts/pgp.h"
#include "alerts/render.h"
#include "app/digest_items.h"
#include "store/consent.h"

namespace zakonwatch {
namespace {

constexpr auto kCoverage = std::chrono::hours(24);  // the coverage line speaks of the last day
// Beyond so many changes a letter does not repeat whole articles: each would cost a look at its act's text.
constexpr size_t kArticles = 25;

std::string domain_of(const std::string& address) {
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
      subscribers_(subscribers),
      changes_(record),
      versions_(record),
      outbox_(record),
      schedule_(record) {}

bool Letters::can_ask(Environment& environment) { return !environment.config().web.base_url.empty(); }

DigestItem Letters::item(const OwedAlert& member, const RecordedChange& change, const Subscriber& subscriber,
                         bool with_article) {
  DigestItem out = digest_item(environment_, change, subscriber.language);
  out.kind = member.kind;
  if (with_article) out.article_text = article_text(versions_, change);
  if (member.kind != "correction") return out;
  for (const Changes::Verdict& verdict : changes_.verdicts(change.seq))
    if (verdict.state != "note") out.correction = verdict.why;
  return out;
}

Digest Letters::build(const DigestRow& row, const Subscriber& subscriber, size_t most_told) {
  Digest digest{.id = row.id,
                .language = subscriber.language,
                .neutral_subject = subscriber.neutral_subject,
                .created = row.created};
  std::map<int64_t, std::vector<std::string>> labels;  // ascending by sequence; each change once
  std::map<int64_t, const OwedAlert*> first;
  for (const OwedAlert& member : row.members) {
    const auto subscription = subscribers_.get(member.subscription);
    if (!subscription || subscription->paused) continue;
    labels[member.change.value].push_back(subscription->label);
    const auto [at, is_new] = first.emplace(member.change.value, &member);
    if (!is_new && member.kind == "correction") at->second = &member;  // the last word counts
  }
  const bool with_article = first.size() <= kArticles;
  for (const auto& [seq, member] : first) {
    if (digest.items.size() == most_told) {
      digest.omitted = first.size() - most_told;
      break;
    }
    const auto change = changes_.get(member->change);
    if (!change) continue;
    digest.items.push_back(item(*member, *change, subscriber, with_article));
    digest.items.back().subscriptions = labels[seq];
  }
  digest.coverage = coverage(environment_, schedule_, row.created - kCoverage);
  digest.topic_labels = topic_labels(environment_, subscriber.language);
  digest.manage_url = link_to(environment_, "u/" + Consent(subscribers_).ending_token(subscriber.id));
  if (!can_ask(environment_)) digest.manage_url.clear();
  return digest;
}

Letter Letters::frame(const Subscriber& subscriber, const std::string& id) {
  const std::string& from = environment_.config().mail.from;
  return {.from = from,
          .to = subscriber.address,
          .message_id = id + "@" + domain_of(from),
          .language = subscriber.language,
          .date = environment_.clock().now()};
}

Letter Letters::letter(const DigestRow& row, const Digest& digest, const Subscriber& subscriber) {
  Letter letter = frame(subscriber, row.id.value);
  letter.subject = render_subject(digest);
  letter.text = render_text(digest);
  letter.html = render_html(digest);
  letter.unsubscribe_url = digest.manage_url;
  if (digest.items.size() == 1)  // what tells of one article stands in one thread
    if (const auto told = outbox_.first_told(row.subscriber, row.members.front().change, row.id))
      letter.in_reply_to = told->value + letter.message_id.substr(letter.message_id.find('@'));
  return letter;
}

Result<std::string> Letters::message(const Letter& letter, const Subscriber& subscriber) {
  if (subscriber.pgp_fingerprint.empty()) return compose(letter);
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
