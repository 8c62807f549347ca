// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "alerts/address.h"
#include "app/commands/command.h"
#include "app/feeds.h"
#include "app/look_back.h"
#include "app/reader_key.h"
#include "app/status_json.h"
#include "app/subscription_file.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/files.h"
#include "store/consent.h"
#include "store/subscriptions.h"

namespace zakonwatch {
namespace {

std::unique_ptr<Subscribers> open(Environment& environment) {
  return Subscribers::open(environment.state() / "subscribers.db");
}

Subscriber person(Subscribers& subscribers, const std::string& address) {
  if (const auto found = subscribers.by_address(address)) return *found;
  throw Fault(ErrorKind::not_found, "nobody is subscribed under this address");
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ",") + item;
  return out.empty() ? "any" : out;
}

std::string text_row(const Subscription& s) {
  return fmt::format("{}  {}  {}{}  countries {}  topics {}  acts {}{}\n", s.id.value, s.label,
                     to_string(s.cadence),
                     s.paused      ? ", paused"
                     : s.confirmed ? ""
                                   : ", pending",
                     joined(s.filter.countries), joined(s.filter.topics), joined(s.filter.acts),
                     s.filter.query.empty() ? "" : "  query set");
}

int list(Environment& environment, const std::vector<Subscription>& subscriptions) {
  if (environment.globals().json) {
    print(subscriptions_json(subscriptions) + "\n");
    return 0;
  }
  for (const Subscription& subscription : subscriptions) print(text_row(subscription));
  if (subscriptions.empty()) print("no subscriptions\n");
  return 0;
}

void each(Subscribers& subscribers, const std::string& address,
          const std::function<void(const Subscription&)>& act) {
  for (const Subscription& subscription : subscribers.of(person(subscribers, address).id)) act(subscription);
}

void add_for_address(CommandLine& line, CLI::App* parent, const char* name, const char* description,
                     const std::function<int(Environment&, const std::string&)>& run) {
  CLI::App* sub = parent->add_subcommand(name, description);
  sub->fallthrough();
  auto address = std::make_shared<std::string>();
  sub->add_option("ADDRESS", *address, "The subscriber's address")->required();
  line.runs(sub, [address, run](Environment& environment) { return run(environment, *address); });
}

int show(Environment& environment, const std::string& address) {
  const auto subscribers = open(environment);
  const auto subscriptions = subscribers->of(person(*subscribers, address).id);
  const int done = list(environment, subscriptions);
  const Config::Web& web = environment.config().web;
  if (web.base_url.empty() || environment.globals().json) return done;
  for (const Subscription& one : subscriptions)
    print(fmt::format("feed of {}: {}{}feed/en/subscription/{}.atom\n", one.id.value, web.base_url,
                      web.base_url.back() == '/' ? "" : "/", feed_token(*subscribers, one)));
  return done;
}

int preview(Environment& environment, const std::string& address) {
  const auto subscribers = open(environment);
  each(*subscribers, address, [&](const Subscription& subscription) {
    const LookBack look = look_back(environment, subscription);
    print(fmt::format("{}: {}", subscription.label, expectation(look)));
    for (const std::string& line : look.newest) print("  " + line + "\n");
  });
  return 0;
}

int write_file(Environment& environment, const std::string& output) {
  const std::string text = readers_to_toml(all_readers(*open(environment)));
  if (output.empty())
    print(text);
  else
    value_or_throw(write_file_atomic(output, text, 0600));
  return 0;
}

// A subscription that is there already, the same in everything, is not made twice.
bool has_alike(Subscribers& subscribers, const Subscriber& person, const Subscription& wanted) {
  for (const Subscription& one : subscribers.of(person.id))
    if (readers_to_toml({{.address = "x", .wishes = {wish_of(one)}}}) ==
        readers_to_toml({{.address = "x", .wishes = {wish_of(wanted)}}}))
      return true;
  return false;
}

int take_in(Environment& environment, const Reader& reader, Subscribers& subscribers, bool confirmed) {
  std::vector<Subscription> wanted;
  for (const Wish& wish : reader.wishes) wanted.push_back(subscription_of(environment, wish));
  Subscriber person = subscribers.get_or_add(value_or_throw(checked_address(reader.address)));
  person.language = reader.language;
  person.neutral_subject = reader.subject == "neutral";
  if (!reader.pgp.empty()) person.pgp_fingerprint = reader.pgp;
  if (!reader.attach.empty()) person.attach = attachments_named(reader.attach);
  subscribers.save(person);
  int added = 0;
  for (Subscription& subscription : wanted) {
    if (has_alike(subscribers, person, subscription)) continue;
    subscription.subscriber = person.id;
    subscription.confirmed = confirmed;
    const SubscriptionId id = subscribers.add(subscription);
    if (!confirmed) Consent(subscribers).ask(id);
    ++added;
  }
  return added;
}

int import(Environment& environment, const std::string& file, bool confirmed) {
  const auto readers = value_or_throw(read_readers(file));
  for (const Reader& reader : readers) {  // all is checked before the first is taken in
    for (const Wish& wish : reader.wishes) subscription_of(environment, wish);
    check_key(environment, reader.pgp);
  }
  const auto subscribers = open(environment);
  int added = 0;
  for (const Reader& reader : readers) added += take_in(environment, reader, *subscribers, confirmed);
  print(fmt::format("{} subscriptions added{}\n", added,
                    confirmed || added == 0 ? "" : "; each address is asked before anything is sent"));
  return 0;
}

}  // namespace

void add_subscriptions(CommandLine& line) {
  CLI::App* verb = line.verb(
      "subscriptions",
      "List, show, preview, confirm, pause, resume, remove, forget, import or export subscriptions");
  verb->require_subcommand(1);
  CLI::App* all = verb->add_subcommand("list", "All subscriptions, without addresses");
  all->fallthrough();
  line.runs(all, [](Environment& environment) { return list(environment, open(environment)->all()); });
  add_for_address(line, verb, "show", "What an address is subscribed to, and each subscription's feed", show);
  add_for_address(line, verb, "preview", "What it would have brought in the last twelve months", preview);
  CLI::App* out = verb->add_subcommand("export", "All readers and what they want, as TOML with addresses");
  out->fallthrough();
  auto target = std::make_shared<std::string>();
  out->add_option("--output", *target, "A file, mode 0600; else standard output")->type_name("FILE");
  line.runs(out, [target](Environment& environment) { return write_file(environment, *target); });
  CLI::App* in = verb->add_subcommand("import", "Take in such a file; what is there already stays as it is");
  in->fallthrough();
  auto from = std::make_shared<std::string>();
  auto vouched = std::make_shared<bool>(false);
  in->add_option("FILE", *from)->required();
  in->add_flag("--confirmed", *vouched, "The operator vouches for the addresses");
  line.runs(in, [from, vouched](Environment& environment) { return import(environment, *from, *vouched); });
  add_for_address(line, verb, "confirm", "The operator vouches for the address",
                  [](Environment& environment, const std::string& address) {
                    const auto subscribers = open(environment);
                    each(*subscribers, address,
                         [&](const Subscription& s) { subscribers->set_confirmed(s.id); });
                    return 0;
                  });
  add_for_address(
      line, verb, "pause", "Send nothing for now", [](Environment& environment, const std::string& address) {
        const auto subscribers = open(environment);
        each(*subscribers, address, [&](const Subscription& s) { subscribers->set_paused(s.id, true); });
        return 0;
      });
  add_for_address(
      line, verb, "resume", "Send again", [](Environment& environment, const std::string& address) {
        const auto subscribers = open(environment);
        each(*subscribers, address, [&](const Subscription& s) { subscribers->set_paused(s.id, false); });
        const Subscriber reader = person(*subscribers, address);
        if (!reader.suspended.empty())
          print("was suspended, the mail server had said: " + reader.suspended +
                "\n`zakonwatch alerts retry` sends what was refused\n");
        subscribers->set_suspended(reader.id, "");
        return 0;
      });
  add_for_address(line, verb, "remove", "End all subscriptions of an address",
                  [](Environment& environment, const std::string& address) {
                    const auto subscribers = open(environment);
                    each(*subscribers, address, [&](const Subscription& s) { subscribers->remove(s.id); });
                    return 0;
                  });
  add_for_address(line, verb, "forget", "Remove every trace of an address",
                  [](Environment& environment, const std::string& address) {
                    const auto subscribers = open(environment);
                    subscribers->forget(person(*subscribers, address).id);
                    return 0;
                  });
}

}  // namespace zakonwatch
