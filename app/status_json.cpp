// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/status_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace zakonwatch {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }
Json instant(const std::optional<Instant>& value) { return value ? Json(to_rfc3339(*value)) : Json(nullptr); }
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

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

std::string status_json(const std::vector<SourceState>& states, const std::vector<HostState>& hosts,
                        const Outbox::Counts& counts, int64_t last_change, size_t held) {
  Json sources = Json::array(), waiting = Json::array();
  for (const SourceState& s : states)
    sources.push_back({{"id", s.source.value},
                       {"health", to_string(s.health)},
                       {"since", instant(s.health_since)},
                       {"cause", text_or_null(s.cause)},
                       {"last_attempt", instant(s.last_attempt)},
                       {"last_success", instant(s.last_success)},
                       {"last_change", instant(s.last_change)},
                       {"next_due", instant(s.next_due)},
                       {"failures", s.failures}});
  for (const HostState& h : hosts)
    waiting.push_back({{"origin", h.origin},
                       {"next_visit", instant(h.next_visit)},
                       {"failures", h.failures},
                       {"why", text_or_null(h.why)}});
  return dump({{"sources", sources},
               {"hosts", waiting},
               {"outbox", outbox(counts)},
               {"last_seq", last_change},
               {"held", held}});
}

}  // namespace zakonwatch
