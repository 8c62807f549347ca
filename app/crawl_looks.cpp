// SPDX-License-Identifier: GPL-3.0-or-later
// What a pass makes of a document's text: known, changed, wavering. The rest of CrawlPass is in
// crawl_pass.cpp.
#include <fmt/core.h>

#include <algorithm>

#include "app/crawl_pass.h"
#include "base/content_hash.h"
#include "base/log.h"

namespace zakonwatch {

void CrawlPass::fetched(Job& job, FetchOutcome& outcome) {
  const std::string print = fingerprint(outcome.body);
  if (print == job.document.fingerprint) return unchanged(job, outcome);  // the same bytes: nothing to parse
  if (job.document.rejected_fingerprint ==
      pipeline_.rejection_mark(*job.source,
                               outcome.body)) {  // as held, or as rejected by a person, as before
    if (!snapshots_.held_at(job.source->id, outcome.url).empty())
      ++visits_[job.source->id.value].report.held;
    else
      ++visits_[job.source->id.value].report.not_modified;
    return;
  }
  auto look = pipeline_.look(*job.source, job.document, outcome, job.edition);
  if (!look) return unreadable(job, outcome, look.error());
  if (look->older) wavers(job, &*look, outcome.started);
  if (!look->differs) return unchanged(job, outcome);  // page chrome only
  differs(job, outcome, *look);
}

// A parser that could not be started says nothing about the page; every other failure is the page's.
void CrawlPass::unreadable(Job& job, const FetchOutcome& outcome, const Error& problem) {
  error(job, problem.sentence());
  if (problem.kind == ErrorKind::busy || problem.kind == ErrorKind::io || problem.kind == ErrorKind::config)
    return;
  pipeline_.quarantine(*job.source, job.document, outcome, problem.sentence());
  ++visits_[job.source->id.value].report.held;
  tripped(*job.source);
}

// A page whose law differs is fetched again, unconditionally, before it counts.
void CrawlPass::differs(Job& job, FetchOutcome& outcome, Pipeline::Look& look) {
  if (look.first) return took(*job.source, pipeline_.keep(*job.source, job.document, outcome, look.derived));
  if (!confirmed(job, outcome, look)) return;
  if (look.only_figures) return unchanged(job, outcome);
  candidates_.add(*job.source, std::move(job.document), std::move(outcome), std::move(look.derived));
}

// How long a text must have stood, where a second look at once is not enough.
std::chrono::seconds CrawlPass::wait_for(const Job& job, const Pipeline::Look& look, Instant when) const {
  std::chrono::seconds wait{0};
  if (confirmation_ == Confirmation::later) wait = environment_.config().crawler.confirm_after;
  if (look.all_repealed) wait = std::max(wait, kAllRepealedApart);
  if (look.reverted || flapped_lately(job.document, when)) wait = std::max(wait, kSteadyAfterFlap);
  return wait;
}

bool CrawlPass::confirmed(Job& job, const FetchOutcome& outcome, Pipeline::Look& look) {
  const Instant when = outcome.started;
  const std::chrono::seconds wait = wait_for(job, look, when);
  if (job.kind == Job::Kind::second_look) return agrees(job, job.first_text, look, when);
  const auto pending = Pending::of(job.document, when);
  const bool still = pending && agreement(pending->text, look.text) != Agreement::none;
  if (still && when - pending->since >= std::max(wait, pending->wait))
    return agrees(job, pending->text, look, when);
  if (still) return false;  // not long enough yet
  if (pending || look.reverted) wavers(job, &look, when);
  if (wait == std::chrono::seconds(0)) {
    add({.kind = Job::Kind::second_look,
         .source = job.source,
         .document = job.document,
         .first_text = look.text,
         .edition = job.edition},
        job.document.url, false);
    return false;
  }
  Pending{look.text, wait, when}.put(job.document);
  documents_.save(job.document);
  if (wait > environment_.config().crawler.confirm_after)
    log::warn("{}: a text that {}; it counts when it still stands at {}", job.document.url,
              look.all_repealed ? "says that everything is repealed" : "was another one within a day",
              to_rfc3339(when + wait));
  return false;
}

// The second look against the first.
bool CrawlPass::agrees(Job& job, const ReadText& first, Pipeline::Look& look, Instant when) {
  switch (agreement(first, look.text)) {
    case Agreement::whole:
      return true;
    case Agreement::but_for_figures:  // a counter, a clock
      look.only_figures = pipeline_.only_figures_differ(*job.source, look);
      look.derived.restless_figures = true;
      never_still(job, look, when);
      return true;
    case Agreement::none:
      break;
  }
  wavers(job, &look, when);
  error(job,
        fmt::format("{}: two looks in a row read differently; nothing counted, the next pass looks again",
                    job.document.url));
  return false;
}

// A, B, A again (or C): one note that the address is unstable, and from now on a text must stand for a day.
void CrawlPass::wavers(Job& job, const Pipeline::Look* look, Instant when) {
  Document& document = job.document;
  document.flapped_at = when;
  desk_.unstable(document.url,
                 fmt::format("unstable source: {} shows now one text, now another; nothing of it counts "
                             "before it has stood for a day",
                             document.url));
  if (look != nullptr) never_still(job, *look, when);
  documents_.save(document);
}

// After the third time a rule is suggested that leaves the restless part out.
void CrawlPass::never_still(Job& job, const Pipeline::Look& look, Instant) {
  Document& document = job.document;
  ++document.flaps;
  documents_.save(document);
  if (document.flaps < kFlapsForSuggestion) return;
  std::string places;
  for (const std::string& place : pipeline_.differing_places(*job.source, look)) places += "; " + place;
  desk_.suggest_rule(document.url,
                     fmt::format("{} has not kept still {} times{}. If this is no law, name its element in "
                                 "'strip' of [source.document] of {}",
                                 document.url, document.flaps, places, job.source->id.value));
}

void CrawlPass::took(const Source& source, const Kept& kept) {
  SourceReport& report = visits_[source.id.value].report;
  if (kept.kind == Kept::Kind::held) {
    ++report.held;
    return tripped(source);
  }
  ++report.new_versions;
  if (!kept.partial.empty())
    desk_.partial(
        kept.partial,
        fmt::format("{} shows only a part of its act: most places that its own links name are not on "
                    "it, and what changes there is not seen. Give {} the address of the whole text",
                    kept.partial, source.id.value));
  report.changes += kept.changes;
  report.relevant_changes += kept.relevant_changes;
}

}  // namespace zakonwatch
