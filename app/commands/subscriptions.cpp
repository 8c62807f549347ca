// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands/command.h"
#include "app/status_json.h"
#include "app/terminal.h"
#include "base/fault.h"
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

}  // namespace

void add_subscriptions(CommandLine& line) {
  CLI::App* verb =
      line.verb("subscriptions", "List, show, confirm, pause, resume, remove or forget subscriptions");
  verb->require_subcommand(1);
  CLI::App* all = verb->add_subcommand("list", "All subscriptions, without addresses");
  all->fallthrough();
  line.runs(all, [](Environment& environment) { return list(environment, open(environment)->all()); });
  add_for_address(line, verb, "show", "What an address is subscribed to",
                  [](Environment& environment, const std::string& address) {
                    const auto subscribers = open(environment);
                    return list(environment, subscribers->of(person(*subscribers, address).id));
                  });
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
