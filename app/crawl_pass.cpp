// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/crawl_pass.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/listed.h"
#include "app/schedule_rule.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/plausibility.h"
#include "crawler/revisit.h"
#include "parsers/document.h"

namespace zakonwatch {
namespace {

// The discovery that goes from an act's key to its text.
const Discovery* by_key_of(const Source& source) {
  const auto it = std::find_if(source.discover.begin(), source.discover.end(),
                               [](const Discovery& d) { return d.by_act(); });
  return it == source.discover.end() ? nullptr : &*it;
}

std::string fill(std::string url, std::string_view hole, std::string_view value) {
  return replace_all(std::move(url), hole, percent_encode(value));
}

// 22.11.2026
std::string to_dotted(Date date) {
  const std::string iso = to_iso(date);
  return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

// A key may have parts ("2005/300"): its slashes are the address's, unless the site wants them encoded.
std::string fill_key(std::string url, const std::string& key) {
  url = replace_all(std::move(url), "{id:encoded}", percent_encode(key));
  return replace_all(std::move(url), "{id}", replace_all(percent_encode(key), "%2F", "/"));
}

}  // namespace

CrawlPass::CrawlPass(Environment& environment, Record& record, Pipeline& pipeline, Fetcher& fetcher,
                     std::filesystem::path warc_folder, Confirmation confirmation)
    : environment_(environment),
      pipeline_(pipeline),
      fetcher_(fetcher),
      warc_folder_(std::move(warc_folder)),
      confirmation_(confirmation),
      documents_(record),
      snapshots_(record),
      schedule_(record),
      hosts_(record) {}

std::vector<SourceReport> CrawlPass::run(const std::vector<const Source*>& sources,
                                         const std::atomic<bool>& stop) {
  Crawl crawl({.default_delay = environment_.config().crawler.delay}, fetcher_, hosts_, environment_.clock());
  crawl_ = &crawl;
  for (const Source* source : sources) {
    reports_[source->id.value].id = source->id.value;
    discover(*source);
  }
  crawl.run([this](const CrawlTask& task, Result<FetchOutcome> outcome) { handle(task, std::move(outcome)); },
            stop);
  crawl_ = nullptr;
  std::vector<SourceReport> out;
  for (const Source* source : sources) {
    SourceReport& report = reports_[source->id.value];
    if (!stop) finish(*source, report);
    out.push_back(report);
  }
  return out;
}

// ---- Discovery -----------------------------------------------------------------------------------------

void CrawlPass::discover(const Source& source) {
  const Country* country = environment_.catalogue().country(source.country);
  for (const Discovery& discovery : source.discover) {
    if (!discovery.by_act()) {
      add_listing(source, discovery, discovery.url, 1);
      continue;
    }
    for (const Watch& watch : country->watch) {
      if (!watch.jurisdiction.empty() && watch.jurisdiction != source.jurisdiction) continue;
      add_act(source, discovery, watch.act);
    }
  }
}

void CrawlPass::add_act(const Source& source, const Discovery& discovery, const std::string& key) {
  const std::string url = fill_key(discovery.url, key);
  if (discovery.kind == Discovery::Kind::watchlist) return add_document(source, url, key);
  if (!visited_[source.id.value].insert(url).second) return;
  add({.kind = Job::Kind::listing, .source = &source, .discovery = &discovery, .key = key}, url, false);
}

// An act's editions: the one in force and those to come.
void CrawlPass::editions_listed(const Job& job, const Listing& listing) {
  const auto today = value_or_throw(calendar_date(environment_.clock().now(), job.source->time_zone));
  for (const Edition& edition : due_editions(listing, today))
    add_document(*job.source, edition.url, job.key, edition.date);
}

void CrawlPass::add_listing(const Source& source, const Discovery& discovery, const std::string& url,
                            int page) {
  const auto today = calendar_date(environment_.clock().now(), source.time_zone);
  std::string address = fill(url, "{page}", std::to_string(page));
  if (today) {
    address = fill(std::move(address), "{date}", to_iso(*today));
    address = fill(std::move(address), "{date:dmy}", to_dotted(*today));
  }
  if (!visited_[source.id.value].insert(address).second) return;  // a pager that runs in a circle
  add({.kind = Job::Kind::listing, .source = &source, .discovery = &discovery, .page = page}, address, false);
}

void CrawlPass::add_document(const Source& source, const std::string& url, const std::string& key,
                             std::optional<Date> edition) {
  if (!visited_[source.id.value].insert(url).second) return;
  const Instant now = environment_.clock().now();
  Job job{.source = &source, .document = documents_.get_or_add(source.id, url, now), .edition = edition};
  if (job.document.key.empty()) job.document.key = key;
  const bool conditional = job.document.pending_fingerprint.empty();  // a second look is unconditional
  ++reports_[source.id.value].documents;
  add(std::move(job), url, conditional);
}

void CrawlPass::add(Job job, const std::string& url, bool conditional) {
  const Source& source = *job.source;
  CrawlTask task{.source = source.id.value,
                 .request = request(source, url),
                 .delay = delay(source, url),
                 .robots_ignore = source.robots_ignore,
                 .robots_agent = robots_agent(environment_.config()),
                 .tag = static_cast<int64_t>(jobs_.size())};
  if (conditional)
    task.request.validators =
        condition_for({job.document.etag, job.document.last_modified},
                      job.document.last_full_fetch.value_or(Instant{}), environment_.clock().now());
  if (job.kind == Job::Kind::listing && job.discovery->method != "GET") {
    task.request.method = job.discovery->method;
    task.request.body = job.discovery->body;
  }
  jobs_.push_back(std::move(job));
  crawl_->add(std::move(task));
}

FetchRequest CrawlPass::request(const Source& source, const std::string& url) const {
  FetchRequest request{
      .url = url,
      .user_agent = source.user_agent.empty() ? user_agent(environment_.config()) : source.user_agent,
      .proxy = source.proxy,
      .ca_file = source.ca_file,
      .tls_max = source.tls_max,
      .allow_private = source.allow_private};
  if (!source.languages.empty() && !source.headers.contains("Accept-Language"))
    request.headers.emplace_back("Accept-Language", source.languages.front());
  request.headers.insert(request.headers.end(), source.headers.begin(), source.headers.end());
  return request;
}

// The source's delay, never below a second on a stranger's host; on twins and private hosts the
// configuration's.
std::chrono::seconds CrawlPass::delay(const Source& source, const std::string& url) const {
  const auto configured = environment_.config().crawler.delay;
  const auto parsed = parse_url(url);
  const bool ours = source.allow_private ||
                    (parsed && environment_.config().crawler.connect_to.contains(parsed->host_port()));
  if (ours) return configured;
  return std::max(source.delay.value_or(configured), std::chrono::seconds(1));
}

// ---- What came back ------------------------------------------------------------------------------------

void CrawlPass::handle(const CrawlTask& task, Result<FetchOutcome> outcome) {
  Job& job = jobs_[static_cast<size_t>(task.tag)];
  if (!outcome) {
    reports_[job.source->id.value].blocked |= outcome.error().kind == ErrorKind::blocked;
    error(job, fmt::format("{}: {}", task.request.url, outcome.error().sentence()));
    return;
  }
  if (job.kind == Job::Kind::document && outcome->not_modified) {
    unchanged(job, *outcome);
    return;
  }
  if (!plausible(job, *outcome)) return;
  try {  // one bad document costs itself, not the pass
    if (job.kind == Job::Kind::listing)
      listed(job, *outcome);
    else
      fetched(job, *outcome);
  } catch (const Fault& fault) {
    if (fault.kind() == ErrorKind::io) throw;  // a full or broken disk concerns every document
    error(job, fmt::format("{}: {}", task.request.url, fault.what()));
  }
}

bool CrawlPass::had_html_end(const Document& document) {
  const auto snapshot = document.last_snapshot ? snapshots_.get(document.last_snapshot) : std::nullopt;
  const auto body = snapshot ? read_archived_body(warc_folder_, snapshot->warc) : Result<std::string>("");
  return body && to_lower(std::string_view(*body).substr(body->size() - std::min<size_t>(body->size(), 200)))
                         .find("</html>") != std::string::npos;
}

bool CrawlPass::plausible(Job& job, const FetchOutcome& outcome) {
  Expectations expect{.requested_url = job.kind == Job::Kind::listing ? "" : job.document.url};
  if (job.kind != Job::Kind::listing) {
    expect.must_contain = job.source->document.must_contain;
    const bool cut = outcome.body.find("</html>") == std::string::npos &&
                     outcome.body.find("</HTML>") == std::string::npos;
    expect.had_html_end = cut && had_html_end(job.document);
  }
  const Plausibility found = judge_response(outcome, expect);
  if (found.verdict == Verdict::plausible) return true;
  reports_[job.source->id.value].blocked |= found.verdict == Verdict::blocked;
  error(job, fmt::format("{}: {}", outcome.url, found.reason));
  return false;
}

// A database that is watched by key lists everything else it holds too: of that, only what the watch list
// names or whose title speaks of drugs is visited.
bool CrawlPass::worth_visiting(const Source& source, const std::string& key, const std::string& title) {
  const Country* country = environment_.catalogue().country(source.country);
  if (!key.empty() && country->watch_for(key, source.jurisdiction) != nullptr) return true;
  const auto lexicon = environment_.lexicon(source.document.language);
  return lexicon && !lexicon->find(title).empty();
}

void CrawlPass::listed(Job& job, const FetchOutcome& outcome) {
  const Source& source = *job.source;
  Discovery rules = *job.discovery;
  rules.link = replace_all(std::move(rules.link), "{act}", job.key);
  const ListingInput input{.bytes = outcome.body,
                           .media_type = outcome.media_type,
                           .charset = outcome.charset,
                           .charset_override = source.charset,
                           .url = outcome.url,
                           .discovery = &rules};
  const auto listing = environment_.parser().listing(input);
  if (!listing) return error(job, fmt::format("{}: {}", outcome.url, listing.error().sentence()));
  if (const auto problem = list_problem(*job.discovery, *listing, job.page == 1))
    return error(job, fmt::format("{}: {}", outcome.url, *problem));
  if (job.discovery->kind == Discovery::Kind::editions) return editions_listed(job, *listing);
  const Discovery* by_key = by_key_of(source);
  for (const ListedDocument& found : listing->documents) {
    const std::string key = std::string(trim(found.key));
    if (by_key != nullptr && !worth_visiting(source, key, found.title)) continue;
    // One act, one address: where the source has an address by key, listed ones are visited there.
    if (by_key != nullptr && !key.empty())
      add_act(source, *by_key, key);
    else
      add_document(source, found.url, key);
  }
  if (job.page >= job.discovery->pages) return;
  const bool by_number = job.discovery->url.find("{page}") != std::string::npos;
  if (listing->next)
    add_listing(source, *job.discovery, *listing->next, job.page + 1);
  else if (by_number && !listing->documents.empty())
    add_listing(source, *job.discovery, job.discovery->url, job.page + 1);
}

void CrawlPass::unchanged(Job& job, const FetchOutcome& outcome) {
  Document& document = job.document;
  const Validators known = validators_after({document.etag, document.last_modified}, outcome);
  document.etag = known.etag;
  document.last_modified = known.last_modified;
  if (!outcome.not_modified) {
    document.fingerprint = fingerprint(outcome.body);
    document.last_full_fetch = outcome.started;
  }
  document.pending_fingerprint.clear();
  document.pending_since.reset();
  document.last_checked = outcome.started;
  documents_.save(document);
  ++reports_[job.source->id.value].not_modified;
}

void CrawlPass::fetched(Job& job, const FetchOutcome& outcome) {
  const std::string print = fingerprint(outcome.body);
  if (print == job.document.fingerprint) return unchanged(job, outcome);  // the same bytes: nothing to parse
  if (job.document.rejected_fingerprint == pipeline_.rejection_mark(*job.source, outcome.body)) {
    ++reports_[job.source->id.value].held;  // as held as before
    return;
  }
  const auto look = pipeline_.look(*job.source, job.document, outcome, job.edition);
  if (!look) return unreadable(job, outcome, look.error());
  if (!look->differs) return unchanged(job, outcome);  // page chrome only
  differs(job, outcome, *look);
}

// A parser that could not be started says nothing about the page; every other failure is the page's.
void CrawlPass::unreadable(Job& job, const FetchOutcome& outcome, const Error& problem) {
  error(job, problem.sentence());
  if (problem.kind == ErrorKind::busy || problem.kind == ErrorKind::io || problem.kind == ErrorKind::config)
    return;
  pipeline_.quarantine(*job.source, job.document, outcome, problem.sentence());
  ++reports_[job.source->id.value].held;
}

void CrawlPass::differs(Job& job, const FetchOutcome& outcome, const Pipeline::Look& look) {
  if (look.first || confirmed(job, outcome, look.derived)) keep(job, outcome, look.derived);
}

// A page whose law differs is fetched again, unconditionally, before it counts.
bool CrawlPass::confirmed(Job& job, const FetchOutcome& outcome, const Derived& derived) {
  if (confirmation_ == Confirmation::within_pass) {
    if (job.kind == Job::Kind::second_look) {
      if (job.first_text == derived.text_sha256) return true;
      error(job,
            fmt::format("{}: two looks in a row read differently; nothing counted, the next pass looks again",
                        outcome.url));
      return false;
    }
    add({.kind = Job::Kind::second_look,
         .source = job.source,
         .document = job.document,
         .first_text = derived.text_sha256,
         .edition = job.edition},
        job.document.url, false);
    return false;
  }
  Document& document = job.document;
  const bool same = document.pending_fingerprint == derived.text_sha256 && document.pending_since.has_value();
  if (same && outcome.started - *document.pending_since >= environment_.config().crawler.confirm_after)
    return true;
  if (!same) {
    document.pending_fingerprint = derived.text_sha256;
    document.pending_since = outcome.started;
    documents_.save(document);
  }
  return false;
}

void CrawlPass::keep(Job& job, const FetchOutcome& outcome, const Derived& derived) {
  const Kept kept = pipeline_.keep(*job.source, job.document, outcome, derived);
  SourceReport& report = reports_[job.source->id.value];
  if (kept.kind == Kept::Kind::held) {
    ++report.held;
    return;
  }
  ++report.new_versions;
  report.changes += kept.changes;
  report.relevant_changes += kept.relevant_changes;
}

void CrawlPass::error(const Job& job, const std::string& sentence) {
  log::warn("{}: {}", job.source->id.value, sentence);
  reports_[job.source->id.value].errors.push_back(sentence);
}

// ---- Health --------------------------------------------------------------------------------------------

void CrawlPass::finish(const Source& source, SourceReport& report) {
  if (report.documents < source.expect_at_least && report.errors.empty())
    report.errors.push_back(fmt::format("{}: {} documents found, at least {} expected", source.id.value,
                                        report.documents, source.expect_at_least));
  const Instant now = environment_.clock().now();
  SourceState state = schedule_.get(source.id);
  const bool sound = report.errors.empty() && report.held == 0;
  const Health health = report.blocked ? Health::blocked : sound ? Health::fresh : Health::broken;
  if (health != state.health) state.health_since = now;
  state.health = health;
  state.cause = report.errors.empty()
                    ? (report.held > 0 ? "a snapshot is held: see `zakonwatch triage list`" : "")
                    : report.errors.front();
  state.last_attempt = now;
  state.failures = report.errors.empty() ? 0 : state.failures + 1;
  if (report.errors.empty()) state.last_success = now;
  if (report.new_versions > 0) state.last_change = now;
  state.next_due = value_or_throw(next_due(source.schedule, now, source.time_zone));
  const auto documents = documents_.of_source(source.id);
  const bool waiting = std::any_of(documents.begin(), documents.end(),
                                   [](const Document& d) { return d.pending_since.has_value(); });
  if (waiting) state.next_due = std::min(*state.next_due, now + environment_.config().crawler.confirm_after);
  schedule_.save(state);
}

}  // namespace zakonwatch
