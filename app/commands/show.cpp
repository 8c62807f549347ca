// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "alerts/citation.h"
#include "alerts/render.h"
#include "alerts/story.h"
#include "app/around.h"
#include "app/change_view.h"
#include "app/commands/command.h"
#include "app/digest_items.h"
#include "app/outline_view.h"
#include "app/point_in_time.h"
#include "app/recorded_json.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/text.h"
#include "law/act_json.h"
#include "store/changes.h"

namespace zakonwatch {
namespace {

// "ua/2341-14#art_309@2008-05-07" taken apart.
struct Reference {
  std::string act, eid, date;
};

Reference parse_reference(const std::string& text) {
  Reference out;
  std::string_view rest = text;
  if (const size_t at = rest.rfind('@'); at != std::string_view::npos)
    out.date = rest.substr(at + 1), rest = rest.substr(0, at);
  if (const size_t hash = rest.find('#'); hash != std::string_view::npos)
    out.eid = rest.substr(hash + 1), rest = rest.substr(0, hash);
  out.act = rest;
  return out;
}

int show_change(Environment& environment, const std::string& id) {
  const auto record = open_record_for_reading(environment);
  const auto change = Changes(*record).get(id);
  if (!change) throw Fault(ErrorKind::not_found, fmt::format("there is no change '{}'", id));
  if (environment.globals().json) {
    print(recorded_change_json(*change) + "\n");
    return 0;
  }
  std::string out = fmt::format("{}  {}\n", change->id, change->act_title);
  if (change->state == ChangeState::superseded) out += "superseded: a later comparison replaces it\n";
  out += change_text(change->change, {.colour = output_has_colour(), .columns = terminal_columns()});
  const auto date = [](const std::optional<Date>& d) { return d ? to_iso(*d) : std::string("not known"); };
  out += fmt::format("\npublished {}; in force from {}{}; first seen {}\n", date(change->published),
                     date(change->in_force_from), change->pending ? " (not yet)" : "",
                     to_rfc3339(change->first_seen));
  DigestItem item = digest_item(environment, *change, "en");
  Around(environment, *record).add_to(item, *change, "en");
  for (const Fact& fact : particulars(item, Catalogue::of("en")))
    out += fmt::format("{}: {}\n", fact.name, squeeze_space(reveal_controls(fact.value)));
  out += fmt::format("\n{}\n", cite(item, CitationFormat::text, "en"));
  print(out);
  return 0;
}

// The provision and everything under it, as an act of its own.
Act cut_out(const Act& act, const std::string& eid) {
  for (size_t i = 0; i < act.provisions.size(); ++i) {
    if (act.provisions[i].eid != eid) continue;
    Act out = act;
    const auto begin = act.provisions.begin() + static_cast<std::ptrdiff_t>(i);
    out.provisions.assign(begin, act.provisions.begin() + act.subtree_end(static_cast<int>(i)));
    for (Provision& provision : out.provisions) provision.parent -= static_cast<int>(i);
    out.provisions.front().parent = -1;
    return out;
  }
  throw Fault(ErrorKind::not_found,
              fmt::format("{} has no provision '{}' in this edition", act.id.value, eid));
}

std::string reading_text(const Act& act) {
  std::string out;
  for (const Provision& provision : act.provisions) {
    std::string line = provision.heading ? provision.label + ". " + *provision.heading : provision.label;
    out += line + (provision.repealed ? " [repealed]" : "") + "\n";
    for (const auto text : lines(provision.text)) out += fmt::format("    {}\n", text);
  }
  return out;
}

int show_act(Environment& environment, const std::string& text) {
  const Reference reference = parse_reference(text);
  PointInTime record(environment);
  std::string date = reference.date;
  if (date.empty()) date = to_iso(Date(std::chrono::floor<std::chrono::days>(environment.clock().now())));
  Act act = record.edition(reference.act, date);
  if (!reference.eid.empty()) act = cut_out(act, reference.eid);
  if (environment.globals().json)
    print(act_to_json(act) + "\n");
  else
    print(reference.eid.empty() ? outline_text(act, terminal_columns()) : reading_text(act));
  return 0;
}

}  // namespace

void add_show(CommandLine& line) {
  CLI::App* sub = line.verb("show", "Show a change, an act, or a provision of it: ID, ACT-ID[#eid][@DATE]");
  auto what = std::make_shared<std::string>();
  sub->add_option("ID", *what, "ua-1042, ua/2341-14, ua/2341-14#art_309@2008-05-07")->required();
  line.runs(sub, [what](Environment& environment) {
    return what->find('/') == std::string::npos ? show_change(environment, *what)
                                                : show_act(environment, *what);
  });
}

}  // namespace zakonwatch
