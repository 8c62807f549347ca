// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/held_view.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/change_view.h"
#include "app/derive.h"
#include "base/fault.h"
#include "crawler/warc.h"
#include "diff/compare.h"
#include "store/documents.h"

namespace zakonwatch {
namespace {

int articles_of(const Act& act) {
  return static_cast<int>(std::count_if(act.provisions.begin(), act.provisions.end(),
                                        [](const Provision& p) { return p.type == ProvisionType::article; }));
}

// The act's key as the document's row knows it; pages that don't name themselves need it.
std::string key_of(Record& record, const Snapshot& snapshot) {
  for (const Document& document : Documents(record).of_source(snapshot.source))
    if (document.url == snapshot.url) return document.key;
  return {};
}

void compare_with_standing(Environment& environment, Record& record, const Derived& derived, HeldView& view) {
  Versions versions(record);
  const auto expression =
      versions.find_expression(derived.act.id, derived.act.language, view.snapshot.source);
  view.articles_held = articles_of(derived.act);
  view.stands = expression ? versions.newest(*expression) : std::nullopt;
  if (!view.stands) return;
  const Act before = versions.load(view.stands->id);
  view.articles_stand = articles_of(before);
  const auto lexicon = environment.lexicon(derived.act.language);
  view.changes = compare({.old_act = &before,
                          .new_act = &derived.act,
                          .assess = {.profile = derived.profile.get(),
                                     .lexicon = lexicon.get(),
                                     .topics = &environment.topics(),
                                     .watch = environment.catalogue().watch(derived.act.id),
                                     .country = environment.catalogue().country_of(derived.act.id)}});
}

}  // namespace

HeldView view_held(Environment& environment, Record& record, SnapshotId id) {
  const auto snapshot = Snapshots(record).get(id);
  if (!snapshot)
    throw Fault(
        ErrorKind::not_found,
        fmt::format("there is no snapshot {}; `zakonwatch triage list` names those that are held", id.value));
  HeldView view{.snapshot = *snapshot};
  const std::string body = value_or_throw(read_archived_body(environment.state() / "warc", snapshot->warc));
  const auto derived =
      derive(environment, environment.source(snapshot->source.value),
             {body, snapshot->media_type, snapshot->charset, snapshot->url, snapshot->fetched_at},
             key_of(record, *snapshot));
  if (derived)
    compare_with_standing(environment, record, *derived, view);
  else
    view.trouble = derived.error().sentence();
  return view;
}

std::string held_text(const HeldView& view, bool colour) {
  const Snapshot& s = view.snapshot;
  std::string out = fmt::format("snapshot {} of {}, fetched {}\n{}\nwhy: {}\n", s.id.value, s.source.value,
                                to_rfc3339(s.fetched_at), s.url, s.reason);
  if (!view.trouble.empty()) return out + fmt::format("it reads as no act: {}\n", view.trouble);
  if (!view.stands)
    return out + fmt::format("{} articles; no version of this act stands\n", view.articles_held);
  out += fmt::format("{} articles; the version that stands ({}, since {}) has {}\n", view.articles_held,
                     view.stands->id.value, to_rfc3339(view.stands->first_seen), view.articles_stand);
  std::vector<const Change*> all;
  for (const Change& change : view.changes.changes) all.push_back(&change);
  if (all.empty()) return out + "both read the same\n";
  return out + "\n" +
         changes_text(all, {"the version that stands", fmt::format("snapshot {}", s.id.value)},
                      {.colour = colour}) +
         fmt::format(
             "\n`zakonwatch triage release {0}` believes it, `reject {0}` does not, `refetch {0}` asks the "
             "site again\n",
             s.id.value);
}

}  // namespace zakonwatch
