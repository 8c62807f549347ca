// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "alerts/address.h"
#include "alerts/pgp.h"
#include "app/commands/command.h"
#include "app/letters.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "store/consent.h"
#include "store/subscriptions.h"

namespace zakonwatch {
namespace {

struct Options {
  std::string address, name, query, every = "immediate", at = "07:00", zone = "UTC", language = "en", pgp,
                                    subject;
  std::vector<std::string> countries, topics, acts, directions;
  double min_score = kRelevant;
  bool confirmed = false;
};

Filter filter(Environment& environment, const Options& options) {
  Filter out{.acts = options.acts, .query = options.query, .min_score = options.min_score};
  for (const std::string& code : options.countries) {
    const Country* country = environment.catalogue().country(code);
    if (country == nullptr)
      throw Fault(ErrorKind::usage,
                  fmt::format("--country {}: `zakonwatch sources list` names the countries", code));
    out.countries.push_back(country->code);
  }
  for (const std::string& topic : options.topics) {
    if (environment.topics().find(topic) == nullptr)
      throw Fault(ErrorKind::usage, fmt::format("--topic {}: there is no such topic", topic));
    out.topics.push_back(topic);
  }
  for (const std::string& name : options.directions) {
    const auto value = direction(name);
    if (!value)
      throw Fault(ErrorKind::usage,
                  fmt::format("--direction {}: harsher, lighter, mixed, neutral or unclear", name));
    out.directions.push_back(*value);
  }
  return out;
}

void set_time(Subscription& subscription, const Options& options) {
  int hour = -1, minute = -1;
  if (std::sscanf(options.at.c_str(), "%2d:%2d", &hour, &minute) != 2 || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59)
    throw Fault(ErrorKind::usage, fmt::format("--at {}: write HH:MM", options.at));
  if (auto zone = calendar_date(Instant{}, options.zone); !zone)
    throw Fault(ErrorKind::usage, zone.error().message);
  subscription.hour = hour;
  subscription.minute = minute;
  subscription.time_zone = options.zone;
}

// Better refused than promised and sent in the clear, or held for ever.
void check_key(Environment& environment, const std::string& fingerprint) {
  if (fingerprint.empty()) return;
  const auto home = environment.state() / "gnupg";
  const auto usable = PgpKeyring(home).check(fingerprint);
  if (!usable)
    throw Fault(
        ErrorKind::usage,
        fmt::format("--pgp: {}; the address was not subscribed. Give the full fingerprint, and import "
                    "the key first: gpg --homedir {} --import FILE",
                    usable.error().message, home.string()));
}

std::string state_of(Environment& environment, bool confirmed) {
  if (confirmed) return "confirmed";
  if (Letters::can_ask(environment))
    return "pending: the address is asked by mail, and gets nothing else until it says yes";
  return "pending: nothing is sent until `zakonwatch subscriptions confirm ADDRESS` (a mail that asks needs "
         "web.base_url in the configuration)";
}

int run(Environment& environment, const Options& options) {
  const auto address = checked_address(options.address);
  if (!address) throw Fault(ErrorKind::usage, address.error().message);
  check_key(environment, options.pgp);
  Subscription subscription{.label = options.name.empty() ? "subscription" : options.name,
                            .filter = filter(environment, options),
                            .cadence = *cadence(options.every),
                            .confirmed = options.confirmed};
  set_time(subscription, options);
  const auto subscribers = Subscribers::open(environment.state() / "subscribers.db");
  Subscriber person = subscribers->get_or_add(*address);
  person.language = options.language;
  // Who reads encrypted mail has a reason: its subject says nothing unless asked to.
  person.neutral_subject = options.subject.empty() ? !options.pgp.empty() : options.subject == "neutral";
  if (!options.pgp.empty()) person.pgp_fingerprint = options.pgp;
  subscribers->save(person);
  subscription.subscriber = person.id;
  const SubscriptionId id = subscribers->add(subscription);
  if (!options.confirmed) Consent(*subscribers).ask(id);
  if (environment.globals().json)
    print(fmt::format("{{\"subscription\":\"{}\",\"state\":\"{}\"}}\n", id.value,
                      options.confirmed ? "confirmed" : "pending"));
  else
    print(fmt::format("subscription {}: {}\n", id.value, state_of(environment, options.confirmed)));
  return 0;
}

}  // namespace

void add_subscribe(CommandLine& line) {
  CLI::App* sub = line.verb("subscribe", "Mail the changes that match to an address");
  auto options = std::make_shared<Options>();
  sub->add_option("ADDRESS", options->address, "Where mail goes")->required();
  sub->add_option("--name", options->name, "A label, shown in the mail")->type_name("LABEL");
  sub->add_option("--country", options->countries, "Only these countries")->type_name("CC");
  sub->add_option("--topic", options->topics, "Only these topics")->type_name("TOPIC");
  sub->add_option("--act", options->acts, "Only these acts")->type_name("ID");
  sub->add_option("--query", options->query, "Only changes that hold these words");
  sub->add_option("--direction", options->directions, "Only these directions");
  sub->add_option("--min-score", options->min_score, "Least relevance (0 to 1)")->check(CLI::Range(0.0, 1.0));
  sub->add_option("--every", options->every, "immediate, day or week")
      ->check(CLI::IsMember({"immediate", "day", "week"}));
  sub->add_option("--at", options->at, "Local time of digests")->type_name("HH:MM");
  sub->add_option("--tz", options->zone, "Time zone of --at")->type_name("ZONE");
  sub->add_option("--lang", options->language, "Language of the mail's frame: en or ru")
      ->check(CLI::IsMember({"en", "ru"}));
  sub->add_option("--pgp", options->pgp, "Encrypt to this key")->type_name("FINGERPRINT");
  sub->add_option("--subject", options->subject, "full or neutral; with --pgp neutral is meant")
      ->check(CLI::IsMember({"full", "neutral"}));
  sub->add_flag("--confirmed", options->confirmed, "The operator vouches for the address");
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
