// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/crawl_pass.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/network.h"
#include "app/pages_of_text.h"
#include "app/source_request.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "crawler/plausibility.h"
#include "crawler/revisit.h"
#include "law/schedule_rule.h"
#include "parsers/document.h"

namespace zakonwatch {
namespace {

constexpr std::chrono::seconds kTick{5};
constexpr std::chrono::seconds kGoneFor = std::chrono::days(7);
constexpr int kGoneDays = 3;

}  // namespace

CrawlPass::CrawlPass(Environment& environment, Record& record, Pipeline& pipeline, Fetcher& fetcher,
                     std::filesystem::path warc_folder, Confirmation confirmation, Hooks hooks)
    : environment_(environment),
      record_(record),
      pipeline_(pipeline),
      fetcher_(fetcher, [this] { tick(); }),
      warc_folder_(std::move(warc_folder)),
      confirmation_(confirmation),
      documents_(record),
      snapshots_(record),
      schedule_(record),
      hosts_(record, environment.clock()),
      hooks_(std::move(hooks)),
      numbers_(record),
      desk_(environment, record),
      issuers_(record, desk_),
      candidates_(record, pipeline, desk_),
      unchanged_(record) {}

Crawl::Options CrawlPass::crawl_options() const {
  const Config::Crawler& crawler = environment_.config().crawler;
  Crawl::Options options{.default_delay = crawler.delay, .daily_budget = crawler.daily_budget};
  if (hooks_.steady) options.steady = hooks_.steady;
  return options;
}

std::vector<SourceReport> CrawlPass::run(const std::vector<const Source*>& sources,
                                         const std::atomic<bool>& stop) {
  Crawl crawl(crawl_options(), fetcher_, hosts_, environment_.clock());
  crawl_ = &crawl;
  for (const Source* source : sources) begin(*source);
  visit_all(stop);
  std::vector<SourceReport> out;
  for (const Source* source : sources) {
    const auto ended = std::find_if(ended_.begin(), ended_.end(),
                                    [&](const SourceReport& r) { return r.id == source->id.value; });
    out.push_back(ended == ended_.end() ? SourceReport{.id = source->id.value} : *ended);
  }
  return out;
}

SourceReport CrawlPass::look_again(const Source& source, const std::string& url,
                                   const std::atomic<bool>& stop) {
  Crawl crawl(crawl_options(), fetcher_, hosts_, environment_.clock());
  crawl_ = &crawl;
  Visit& visit = visits_[source.id.value];
  visit.source = &source;
  visit.report = {.id = source.id.value, .second_looks = true};
  Document document = documents_.get_or_add(source.id, url, environment_.clock().now());
  document.rejected_fingerprint.clear();
  ++visit.report.documents;
  add({.source = &source, .document = std::move(document)}, url, false);
  visit_all(stop);
  return ended_.empty() ? SourceReport{.id = source.id.value} : ended_.front();
}

void CrawlPass::visit_all(const std::atomic<bool>& stop) {
  crawl_->run(
      [this](const CrawlTask& task, Result<FetchOutcome> outcome) { handle(task, std::move(outcome)); },
      stop);
  crawl_ = nullptr;
  const bool cut_short = stop;
  unchanged_.write();
  settle_candidates();
  for (auto& [id, visit] : visits_) {
    if (cut_short && visit.open > 0)
      abandon(visit);  // it is due as it was
    else
      finish(visit);
  }
  count_visits();
  if (offline()) hosts_.forget_failures();
  visits_.clear();
}

// Between transfers: sources that became due join, those that are through end.
void CrawlPass::tick() {
  const Instant now = environment_.clock().now();
  if (crawl_ == nullptr || (now >= last_tick_ && now - last_tick_ < kTick)) return;
  last_tick_ = now;
  unchanged_.write();  // others read and write these rows too
  if (hooks_.more)
    for (const Source* source : hooks_.more())
      if (!visits_.contains(source->id.value)) begin(*source);
  const bool all_heard =
      std::all_of(visits_.begin(), visits_.end(), [](const auto& v) { return v.second.open == 0; });
  if (all_heard || candidates_.must_settle(now)) settle_candidates();
  for (auto it = visits_.begin(); it != visits_.end();) {
    // While nobody has answered yet, whose fault silence is cannot be said before all were asked.
    const bool undecided = offline_ && answers_ == 0 && !all_heard;
    const bool through = it->second.open == 0 && !undecided && !candidates_.of(it->second.source->id);
    if (through) finish(it->second);
    it = through ? visits_.erase(it) : std::next(it);
  }
}

void CrawlPass::begin(const Source& source) {
  const Instant now = environment_.clock().now();
  SourceState state = schedule_.get(source.id);
  Visit& visit = visits_[source.id.value];
  visit.source = &source;
  visit.report = {.id = source.id.value};
  visit.report.second_looks = confirmation_ == Confirmation::later && !is_due(state, now);
  state.running_since = now;
  schedule_.save(state);
  if (visit.report.second_looks)
    add_second_looks(source);
  else
    as_one(record_, [&] { discover(source); });
}

void CrawlPass::add_second_looks(const Source& source) {
  const Instant now = environment_.clock().now();
  for (const Document& document : documents_.pending(source.id)) {
    const auto pending = Pending::of(document, now);
    if (!pending || pending->due() <= now) add_document(source, document.url, document.key);
  }
}

// ---- Discovery -----------------------------------------------------------------------------------------

void CrawlPass::add_document(const Source& source, const std::string& url, const std::string& key,
                             const Edition* edition, bool backfill) {
  if (!visits_[source.id.value].visited.insert(url).second) return;
  const Instant now = environment_.clock().now();
  Job job{.source = &source, .backfill = backfill, .document = documents_.get_or_add(source.id, url, now)};
  if (edition != nullptr) {
    job.edition = edition->date;
    if (!edition->amended_by.empty()) job.document.amended_by = edition->amended_by;
  }
  if (job.document.key.empty()) job.document.key = key;
  // A second look is unconditional; so is a text in pages, whose first may stand while a later one changes.
  const bool conditional = job.document.pending_fingerprint.empty() && source.document.parts_count.empty();
  ++visits_[source.id.value].report.documents;
  add(std::move(job), url, conditional);
}

void CrawlPass::add(Job job, const std::string& url, bool conditional) {
  const Source& source = *job.source;
  CrawlTask task{.source = source.id.value,
                 .request = source_request(environment_, source, url),
                 .delay = source_delay(environment_, source, url),
                 .robots_ignore = source.robots_ignore,
                 .robots_agent = robots_agent(environment_.config()),
                 .tag = next_tag_++};
  if (conditional)
    task.request.validators =
        condition_for({job.document.etag, job.document.last_modified},
                      job.document.last_full_fetch.value_or(Instant{}), environment_.clock().now());
  if (job.kind == Job::Kind::listing)
    fill_request(task.request, *job.discovery, job.call, today_at(source));
  else if (job.kind == Job::Kind::token)
    fill_token_request(task.request, *job.discovery->token);
  Visit& visit = visits_[source.id.value];
  ++visit.open;
  if (job.of_list()) ++visit.lists[job.discovery].open;
  jobs_.emplace(task.tag, std::move(job));
  crawl_->add(std::move(task));
}

// ---- What came back ------------------------------------------------------------------------------------

void CrawlPass::handle(const CrawlTask& task, Result<FetchOutcome> outcome) {
  Job job = std::move(jobs_.extract(task.tag).mapped());
  Visit& visit = visits_[job.source->id.value];
  if (outcome) {
    ++answers_;
    issuers_.saw(outcome->url, outcome->tls_issuer, outcome->started);
    if (whole(job, *outcome)) take(job, *outcome);
  } else {
    if (const auto url = parse_url(task.request.url)) silent_hosts_.insert(url->host);
    const ErrorKind kind = outcome.error().kind;
    visit.report.blocked |= kind == ErrorKind::blocked;
    if (kind != ErrorKind::network) offline_ = false;
    error(job, fmt::format("{}: {}", task.request.url, outcome.error().sentence()), error_traits(kind).retry);
  }
  if (job.of_list()) list_ended(job);
  --visit.open;
}

// Whether `outcome` is all there is. Of a text that comes in pages the next one is asked for, until the last
// makes it whole.
bool CrawlPass::whole(Job& job, FetchOutcome& outcome) {
  const DocumentRules& rules = job.source->document;
  if (job.of_list() || rules.parts_count.empty()) return true;
  const auto failed = [&](const std::string& why) {
    error(job, fmt::format("{}: {}", outcome.url, why), outcome.status >= 500);
    return false;
  };
  if (outcome.status != 200)
    return job.pages.empty()
               ? true
               : failed(fmt::format("page {} of the text: status {}", job.pages.size() + 1, outcome.status));
  if (job.pages.empty()) {
    const auto count = count_pages(environment_.parser(), *job.source, outcome);
    if (!count && count.error().kind != ErrorKind::suspicious) return true;  // judged as any page is
    if (!count) return failed(count.error().message);
    job.page_count = *count;
  }
  const int have = static_cast<int>(job.pages.size()) + 1;
  const auto next = page_address(job.document.url, rules.parts_parameter, have);
  if (!next) return failed(next.error().message);
  job.pages.push_back(std::move(outcome));
  if (have < job.page_count) {
    add(std::move(job), *next, false);
    return false;
  }
  outcome = joined_pages(std::move(job.pages));
  return true;
}

void CrawlPass::take(Job& job, FetchOutcome& outcome) {
  if (job.kind == Job::Kind::document && outcome.not_modified) return unchanged(job, outcome);
  if (!plausible(job, outcome)) return;
  try {  // one bad document costs itself, not the pass
    if (job.kind == Job::Kind::token)
      token_given(job, outcome);
    else if (job.kind == Job::Kind::listing)
      listed(job, outcome);
    else
      fetched(job, outcome);
  } catch (const Fault& fault) {
    if (fault.kind() == ErrorKind::io) throw;  // a full or broken disk concerns every document
    error(job, fmt::format("{}: {}", outcome.url, fault.what()));
  }
}

bool CrawlPass::had_html_end(const Document& document) {
  const auto snapshot = document.last_snapshot ? snapshots_.get(document.last_snapshot) : std::nullopt;
  const auto body = snapshot ? read_archived_body(warc_folder_, snapshot->warc) : Result<std::string>("");
  return body && to_lower(std::string_view(*body).substr(body->size() - std::min<size_t>(body->size(), 200)))
                         .find("</html>") != std::string::npos;
}

bool CrawlPass::plausible(Job& job, const FetchOutcome& outcome) {
  const bool listing = job.of_list();
  // A page of a bill may well be a title and the names of its steps.
  Expectations expect{.act = !listing && job.source->kind != SourceKind::bills,
                      .requested_url = listing ? "" : job.document.url};
  if (!listing) {
    expect.must_contain = job.source->document.must_contain;
    const bool cut = outcome.body.find("</html>") == std::string::npos &&
                     outcome.body.find("</HTML>") == std::string::npos;
    expect.had_html_end = cut && had_html_end(job.document);
  }
  const Plausibility found = judge_response(outcome, expect);
  using enum zakonwatch::Verdict;
  Document& document = job.document;
  if (found.verdict == plausible) {
    document.gone_since.reset();  // saved with what comes of the page
    document.gone_days = 0;
    return true;
  }
  if (job.backfill && (found.verdict == gone || found.verdict == soft_gone)) return false;
  visits_[job.source->id.value].report.blocked |= found.verdict == blocked;
  const bool page_in_its_place = outcome.status == 200 || outcome.status == 203;
  if (page_in_its_place) tripped(*job.source);
  if (found.verdict == gone || found.verdict == soft_gone) not_here(job, outcome.started);
  error(job, fmt::format("{}: {}", outcome.url, found.reason), found.verdict == outage);
  return false;
}

void CrawlPass::tripped(const Source& source) {
  SourceState state = schedule_.get(source.id);
  state.tripped_at = environment_.clock().now();
  schedule_.save(state);
}

// "Not here" is never "repealed". After a week of it, on three days at least, the operator hears that the
// address may have moved.
void CrawlPass::not_here(Job& job, Instant when) {
  Document& document = job.document;
  if (job.of_list()) return;
  if (!document.gone_since || *document.gone_since > when) {
    document.gone_since = when;
    document.gone_days = 0;
    document.gone_seen.reset();
  }
  const auto day = [](Instant at) { return std::chrono::floor<std::chrono::days>(at); };
  if (!document.gone_seen || day(*document.gone_seen) != day(when)) ++document.gone_days;
  document.gone_seen = when;
  documents_.save(document);
  if (document.gone_days < kGoneDays || when - *document.gone_since < kGoneFor || !document.last_snapshot)
    return;
  desk_.gone(
      document.url,
      fmt::format("{} has said \"not here\" on {} days since {}: the act may have moved; its last text "
                  "stands, readers were told nothing",
                  document.url, document.gone_days, to_rfc3339(*document.gone_since)));
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
  if (document.pending_since) wavers(job, nullptr, outcome.started);  // it read differently in between
  forget_pending(document);
  if (!document.rejected_fingerprint.empty() || !outcome.not_modified) {
    pipeline_.settle_held(job.source->id, outcome.url, "the page reads again as it did before");
    document.rejected_fingerprint.clear();  // should it come again, it is judged anew
  }
  document.last_checked = outcome.started;
  unchanged_.add(std::move(document));
  ++visits_[job.source->id.value].report.not_modified;
}

void CrawlPass::settle_candidates() {
  candidates_.settle([this](const Source& source, const Kept& kept) { took(source, kept); });
}

void CrawlPass::error(const Job& job, const std::string& sentence, bool outage) {
  log::warn("{}: {}", job.source->id.value, sentence);
  SourceReport& report = visits_[job.source->id.value].report;
  report.errors.push_back(sentence);
  if (job.of_list()) visits_[job.source->id.value].lists[job.discovery].failed = true;
  if (outage) ++report.outages;
}

// ---- The end of a visit ----------------------------------------------------------------------------------

// Nobody answers anything: it is our network. Of one silent host alone that cannot be said.
bool CrawlPass::offline() const {
  return offline_ && answers_ == 0 &&
         (silent_hosts_.size() > 1 || (silent_hosts_.size() == 1 && !has_network()));
}

void CrawlPass::count_visits() {
  const Instant now = environment_.clock().now();
  for (const auto& [origin, visits] : fetcher_.take_visits()) schedule_.count_visits(origin, now, visits);
}

void CrawlPass::abandon(Visit& visit) {
  SourceState state = schedule_.get(visit.source->id);
  state.running_since.reset();
  schedule_.save(state);
  ended_.push_back(visit.report);
}

std::string CrawlPass::held_at(const Source& source) {
  std::string first;
  int more = 0;
  for (const Snapshot& held : snapshots_.held()) {
    if (held.source != source.id) continue;
    if (first.empty())
      first = fmt::format("snapshot {} is held: {}", held.id.value, held.reason);
    else
      ++more;
  }
  if (more > 0) first += fmt::format(" ({} more held)", more);
  return first;
}

void CrawlPass::finish(Visit& visit) {
  const Source& source = *visit.source;
  SourceReport& report = visit.report;
  if (!report.second_looks && report.documents < source.expect_at_least && report.errors.empty()) {
    tripped(source);
    report.errors.push_back(fmt::format("{}: {} documents found, at least {} expected", source.id.value,
                                        report.documents, source.expect_at_least));
  }
  PassEnd end{.now = environment_.clock().now(), .offline = offline(), .held = held_at(source)};
  SourceState state = schedule_.get(source.id);
  if (report.new_versions > 0 && state.last_success)
    schedule_.add_news(source.id, end.now);  // not its first pass
  end.news = schedule_.news(source.id);
  for (const Document& document : documents_.pending(source.id))
    if (const auto pending = Pending::of(document, end.now))
      end.look_again = std::min(end.look_again.value_or(pending->due()), pending->due());
  schedule_.save(conclude(std::move(state), source, report, end));
  count_visits();
  ended_.push_back(report);
  if (hooks_.done) hooks_.done(report);
}

}  // namespace zakonwatch
