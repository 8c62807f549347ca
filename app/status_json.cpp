// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/status_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace zakonwatch {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json outbox(const Outbox::Counts& c) {
  return {{"owed", c.owed},     {"sending", c.sending},     {"sent", c.sent},          {"held", c.held},
          {"failed", c.failed}, {"forgotten", c.forgotten}, {"withdrawn", c.withdrawn}};
}

}  // namespace

std::string subscriptions_json(const std::vector<Subscription>& subscriptions) {
  Json out = Json::array();
  for (const Subscription& s : subscriptions)
    out.push_back({{"id", s.id.value},
                   {"name", s.label},
                   {"every", to_string(s.cadence)},
                   {"paused", s.paused},
                   {"confirmed", s.confirmed},
                   {"filter", Json::parse(filter_to_json(s.filter))}});
  return dump({{"subscriptions", out}});
}

std::string delivery_json(const DeliveryReport& r) {
  return dump({{"sent", r.sent},
               {"held", r.held},
               {"failed", r.failed},
               {"forgotten", r.forgotten},
               {"withdrawn", r.withdrawn},
               {"waiting", r.waiting},
               {"asked", r.asked},
               {"messages", r.messages}});
}

std::string outbox_json(const Outbox::Counts& counts) { return dump(outbox(counts)); }

std::string sources_json(const std::vector<const Source*>& sources, const std::vector<SourceState>& states) {
  Json out = Json::array();
  for (const Source* s : sources) {
    const auto state =
        std::find_if(states.begin(), states.end(), [&](const SourceState& x) { return x.source == s->id; });
    out.push_back({{"id", s->id.value},
                   {"country", s->country},
                   {"kind", to_string(s->kind)},
                   {"title", s->title},
                   {"languages", s->languages},
                   {"url", s->home},
                   {"text_state", to_string(s->text_state)},
                   {"verified", to_string(s->verified)},
                   {"enabled", s->enabled},
                   {"health", to_string(state == states.end() ? Health::unseen : state->health)}});
  }
  return dump({{"sources", out}});
}

}  // namespace zakonwatch
