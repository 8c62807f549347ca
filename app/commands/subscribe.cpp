// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "alerts/address.h"
#include "alerts/webhook.h"
#include "app/commands/command.h"
#include "app/letters.h"
#include "app/look_back.h"
#include "app/reader_key.h"
#include "app/terminal.h"
#include "app/wish.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/text.h"
#include "store/consent.h"
#include "store/subscriptions.h"

namespace zakonwatch {
namespace {

struct Options {
  std::string address, language = "en", pgp, subject, secret_file;
  std::vector<std::string> attach;
  Wish wish;
  bool confirmed = false;
};

std::string state_of(Environment& environment, bool confirmed) {
  if (confirmed) return "confirmed";
  if (Letters::can_ask(environment))
    return "pending: the address is asked by mail, and gets nothing else until it says yes";
  return "pending: nothing is sent until `zakonwatch subscriptions confirm ADDRESS` (a mail that asks needs "
         "web.base_url in the configuration)";
}

// A program has no language and no key; it has a secret, shown once.
Subscriber program(Subscribers& subscribers, const Options& options) {
  Subscriber there = subscribers.get_or_add(value_or_throw(checked_webhook(options.address)));
  if (!options.secret_file.empty())
    there.secret = std::string(trim(value_or_throw(read_file(options.secret_file))));
  if (there.secret.empty()) there.secret = random_hex(32);
  return there;
}

Subscriber reader(Environment& environment, Subscribers& subscribers, const Options& options) {
  const auto address = checked_address(options.address);
  if (!address) throw Fault(ErrorKind::usage, address.error().message);
  check_key(environment, options.pgp);
  Subscriber person = subscribers.get_or_add(*address);
  person.language = options.language;
  // Who reads encrypted mail has a reason: its subject says nothing unless asked to.
  person.neutral_subject = options.subject.empty() ? !options.pgp.empty() : options.subject == "neutral";
  if (!options.pgp.empty()) person.pgp_fingerprint = options.pgp;
  if (!options.attach.empty()) person.attach = attachments_named(options.attach);
  return person;
}

void say(Environment& environment, const Subscriber& person, const Subscription& subscription,
         const SubscriptionId& id) {
  if (environment.globals().json) {
    const std::string secret = person.secret.empty() ? "null" : "\"" + person.secret + "\"";
    print(fmt::format("{{\"subscription\":\"{}\",\"state\":\"{}\",\"secret\":{}}}\n", id.value,
                      subscription.confirmed ? "confirmed" : "pending", secret));
    return;
  }
  print(fmt::format("subscription {}: {}\n{}", id.value, state_of(environment, subscription.confirmed),
                    expectation(look_back(environment, subscription))));
  if (!person.secret.empty()) print("secret that signs what is posted: " + person.secret + "\n");
}

int run(Environment& environment, const Options& options) {
  const bool webhook = options.address.find("://") != std::string::npos;
  Subscription subscription = subscription_of(environment, options.wish);
  subscription.confirmed = options.confirmed || webhook;  // only the operator names a program
  const auto subscribers = Subscribers::open(environment.state() / "subscribers.db");
  const Subscriber person =
      webhook ? program(*subscribers, options) : reader(environment, *subscribers, options);
  subscribers->save(person);
  subscription.subscriber = person.id;
  const SubscriptionId id = subscribers->add(subscription);
  if (!subscription.confirmed) Consent(*subscribers).ask(id);
  say(environment, person, subscription, id);
  return 0;
}

void add_wish_options(CLI::App& sub, Wish& wish) {
  sub.add_option("--name", wish.name, "A label, shown in the mail")->type_name("LABEL");
  sub.add_option("--country", wish.countries, "Only these countries")->type_name("CC");
  sub.add_option("--topic", wish.topics, "Only these topics")->type_name("TOPIC");
  sub.add_option("--act", wish.acts, "Only these acts")->type_name("ID");
  sub.add_option("--kind", wish.kinds, "Only these kinds: inserted, repealed, amended, announced, stage …")
      ->type_name("KIND");
  sub.add_option("--direction", wish.directions, "Only these directions")->type_name("DIRECTION");
  sub.add_option("--query", wish.query, "Only changes that hold these words")->type_name("WORDS");
  sub.add_option("--exclude", wish.exclude, "Leave out what holds a word that begins so")->type_name("WORD");
  sub.add_option("--min-score", wish.min_score, "Least relevance (0 to 1)")->check(CLI::Range(0.0, 1.0));
  sub.add_flag("--confirmed-only", wish.confirmed_only, "Only changes that an analyst has confirmed");
  sub.add_option("--every", wish.every, "immediate, day or week")
      ->check(CLI::IsMember({"immediate", "day", "week"}));
  sub.add_option("--at", wish.at, "Local time of digests")->type_name("HH:MM");
  sub.add_option("--on", wish.on, "Day of weekly digests")->type_name("DAY");
  sub.add_option("--tz", wish.zone, "Time zone of --at and --quiet")->type_name("ZONE");
  sub.add_option("--quiet", wish.quiet, "Hours in which immediate mail waits")->type_name("HH:MM-HH:MM");
}

}  // namespace

void add_subscribe(CommandLine& line) {
  CLI::App* sub = line.verb("subscribe", "Mail the changes that match to an address");
  auto options = std::make_shared<Options>();
  sub->add_option("ADDRESS", options->address, "Where mail goes; https://… for a webhook")->required();
  add_wish_options(*sub, options->wish);
  sub->add_option("--lang", options->language, "Language of the mail's frame: en or ru")
      ->check(CLI::IsMember({"en", "ru"}));
  sub->add_option("--pgp", options->pgp, "Encrypt to this key")->type_name("FINGERPRINT");
  sub->add_option("--subject", options->subject, "full or neutral; with --pgp neutral is meant")
      ->check(CLI::IsMember({"full", "neutral"}));
  sub->add_option("--attach", options->attach, "Goes with each mail: md (ready for a brief), json, or none")
      ->check(CLI::IsMember({"md", "json", "none"}));
  sub->add_option("--secret-file", options->secret_file, "A webhook's own secret; else one is made")
      ->type_name("FILE");
  sub->add_flag("--confirmed", options->confirmed, "The operator vouches for the address");
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
