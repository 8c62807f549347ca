// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/source_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "app/listed.h"
#include "app/source_request.h"
#include "base/fault.h"
#include "base/text.h"
#include "crawler/plausibility.h"
#include "parsers/sanity.h"

namespace zakonwatch {
namespace {

// Hosts are remembered for this check only: it leaves no trace in the record.
class PassingHosts final : public HostMemories {
 public:
  HostMemory load(const std::string& origin) override { return hosts_[origin]; }
  void save(const std::string& origin, const HostMemory& memory) override { hosts_[origin] = memory; }
  int visits_today(const std::string&) override { return 0; }

 private:
  std::map<std::string, HostMemory> hosts_;
};

// The items in the order in which a person mends them.
constexpr const char* kItems[] = {"reachable", "robots", "list",      "selectors", "encoding",
                                  "language",  "dates",  "numbering", "same_twice"};

bool speaks_of(const std::string& sentence, std::string_view word) {
  return to_lower(sentence).find(word) != std::string::npos;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

}  // namespace

std::string_view to_string(CheckItem::Result result) {
  if (result == CheckItem::Result::skipped) return "skipped";
  return result == CheckItem::Result::pass ? "pass" : "fail";
}

bool CheckReport::failed() const {
  return std::any_of(items.begin(), items.end(),
                     [](const CheckItem& one) { return one.result == CheckItem::Result::fail; });
}

CheckReport SourceCheck::run(const Source& source, const std::string& act, const std::atomic<bool>& stop) {
  PassingHosts hosts;
  Crawl crawl({.default_delay = environment_.config().crawler.delay}, fetcher_, hosts, environment_.clock());
  source_ = &source, crawl_ = &crawl;
  report_ = {.source = source.id.value, .items = {}, .seen = {}, .title = {}};
  steps_.clear();
  first_text_.clear(), asked_text_ = false;
  for (const char* name : kItems) report_.items.push_back({CheckItem::Result::skipped, name, "not reached"});
  begin(source, act);
  crawl.run([this](const CrawlTask& task, const Result<FetchOutcome>& outcome) { answered(task, outcome); },
            stop);
  crawl_ = nullptr;
  return std::move(report_);
}

Date SourceCheck::today() const {
  return value_or_throw(calendar_date(environment_.clock().now(), source_->time_zone));
}

void SourceCheck::begin(const Source& source, const std::string& act) {
  std::string key = act;
  for (const Watch& watch : environment_.catalogue().country(source.country)->watch)
    if (key.empty() && (watch.jurisdiction.empty() || watch.jurisdiction == source.jurisdiction))
      key = watch.act;
  for (const Discovery& discovery : source.discover) {
    if (!discovery.by_act())
      ask_list(discovery);
    else if (discovery.kind == Discovery::Kind::editions)
      ask({.list = &discovery, .key = key, .call = {.url = act_address(discovery.url, key)}}, {});
    else
      ask({.key = key}, act_address(discovery.url, key));
  }
}

// The first page of a list, of its newest days where it is asked for by days.
void SourceCheck::ask_list(const Discovery& rules) {
  if (rules.token) return ask({.list = &rules, .token = true}, rules.token->url);
  token({.list = &rules}, {});
}

void SourceCheck::token(const Step& step, const FetchOutcome& outcome) {
  Step next{.list = step.list, .call = first_calls(*step.list, today(), {}).front()};
  if (step.list->token) {
    auto given = token_in(environment_.parser(), *step.list->token, outcome);
    if (!given) return item("list", false, fmt::format("{}: {}", outcome.url, given.error().sentence()));
    next.call.token = std::move(*given);
  }
  FetchRequest request;
  fill_request(request, *step.list, next.call, today());
  ask(next, request.url);
}

void SourceCheck::ask(const Step& step, const std::string& url) {
  if (step.list == nullptr && step.look == 1 && std::exchange(asked_text_, true)) return;
  CrawlTask task{.source = source_->id.value,
                 .request = source_request(environment_, *source_, url),
                 .delay = source_delay(environment_, *source_, url),
                 .robots_ignore = source_->robots_ignore,
                 .robots_agent = robots_agent(environment_.config()),
                 .tag = static_cast<int64_t>(steps_.size())};
  if (step.token)
    fill_token_request(task.request, *step.list->token);
  else if (step.list != nullptr)
    fill_request(task.request, *step.list, step.call, today());
  steps_.push_back(step);
  crawl_->add(std::move(task));
}

// A failure stays, whatever a later answer says.
void SourceCheck::item(const char* name, bool good, const std::string& words) {
  for (CheckItem& one : report_.items) {
    if (one.name != name || one.result == CheckItem::Result::fail) continue;
    one.result = good ? CheckItem::Result::pass : CheckItem::Result::fail;
    one.words = strip_controls(words);
  }
}

void SourceCheck::answered(const CrawlTask& task, const Result<FetchOutcome>& outcome) {
  const Step step = steps_[static_cast<size_t>(task.tag)];
  if (!outcome) {
    const bool robots = outcome.error().kind == ErrorKind::robots_denied;
    return item(robots ? "robots" : "reachable", false,
                fmt::format("{}: {}", task.request.url, outcome.error().sentence()));
  }
  report_.seen.push_back({outcome->url, outcome->status, outcome->media_type, outcome->body});
  item("robots", true,
       source_->robots_ignore ? "not asked: " + source_->robots_because : "allows what was asked");
  if (!sound(*outcome)) return;
  item("reachable", true,
       fmt::format("{} answers {}, {} bytes", outcome->url, outcome->status, outcome->body.size()));
  try {
    step.token             ? token(step, *outcome)
    : step.list != nullptr ? list(step, *outcome)
                           : document(step, *outcome);
  } catch (const Fault& fault) {
    item("selectors", false, fault.what());
  }
}

bool SourceCheck::sound(const FetchOutcome& outcome) {
  const Plausibility found = judge_response(outcome, {.act = false});
  if (found.verdict == Verdict::plausible) return true;
  std::string words = fmt::format("{}: {}", outcome.url, found.reason);
  if (found.verdict == Verdict::blocked)
    words += fmt::format("; the wall is respected. {}",
                         source_->access.empty() ? "Look for the official way in and write it into 'access'"
                                                 : source_->access);
  item("reachable", false, words);
  return false;
}

void SourceCheck::list(const Step& step, const FetchOutcome& outcome) {
  const Discovery rules = rules_for_act(*step.list, step.key);
  const auto unpacked = unpacked_list(outcome);
  if (!unpacked) return item("list", false, fmt::format("{}: {}", outcome.url, unpacked.error().sentence()));
  const auto listing = environment_.parser().listing({.bytes = *unpacked,
                                                      .media_type = outcome.media_type,
                                                      .charset = outcome.charset,
                                                      .charset_override = source_->charset,
                                                      .url = outcome.url,
                                                      .discovery = &rules});
  if (!listing) return item("list", false, fmt::format("{}: {}", outcome.url, listing.error().sentence()));
  if (const auto problem = list_problem(*step.list, *listing, !step.call.from))
    return item("list", false, fmt::format("{}: {}", outcome.url, *problem));
  item("list", true,
       listing->documents.empty()
           ? (listing->lists.empty() ? "empty, which the source file allows"
                                     : fmt::format("names {} further lists", listing->lists.size()))
           : fmt::format("{} items; the first: {}", listing->documents.size(),
                         ellipsis(listing->documents.front().title.empty() ? listing->documents.front().url
                                                                           : listing->documents.front().title,
                                  80)));
  if (listing->documents.empty() && !listing->lists.empty() && step.call.depth < 3)
    return ask({.list = step.list, .call = {.depth = step.call.depth + 1, .url = listing->lists.front()}},
               {});
  if (step.list->kind == Discovery::Kind::editions) {
    for (const Edition& edition : due_editions(*listing, today()))
      ask({.key = step.key, .edition = edition.date}, edition.url);
    return;
  }
  const bool by_act = std::any_of(source_->discover.begin(), source_->discover.end(),
                                  [](const Discovery& one) { return one.by_act(); });
  if (!by_act && !listing->documents.empty() && !listing->documents.front().url.empty())
    ask({.key = listing->documents.front().key}, listing->documents.front().url);
}

void SourceCheck::document(const Step& step, const FetchOutcome& outcome) {
  const auto derived =
      derive(environment_, *source_,
             {outcome.body, outcome.media_type, outcome.charset, outcome.url, outcome.started}, step.key);
  if (!derived)
    return item("selectors", false, derived.error().sentence() + "; compare the page with [source.document]");
  if (step.look == 2) {
    const bool same = derived->text_sha256 == first_text_;
    return item("same_twice", same,
                same ? "two visits read alike"
                     : "two visits read differently: what changes with every visit belongs into 'strip'");
  }
  judge(*derived, step, outcome);
  first_text_ = derived->text_sha256;
  Step again = step;
  again.look = 2;
  ask(again, outcome.url);
}

void SourceCheck::judge(const Derived& derived, const Step& step, const FetchOutcome& outcome) {
  const Act& act = derived.act;
  report_.title = act.title, report_.articles = act.quality.articles;
  item("selectors", !act.title.empty() && !act.quality.partial,
       act.title.empty() ? "the page has no title where the source looks for it"
       : act.quality.partial
           ? "most places that the page's own links name are not on it: name the address of the whole text"
           : fmt::format("\"{}\", {} provisions", ellipsis(act.title, 70), act.provisions.size()));
  const GateVerdict gate =
      judge_act(act, {.title = {}, .number = {}, .language = derived.profile->code, .predecessor = nullptr});
  std::vector<std::string> of_language;
  for (const std::string& reason : gate.reasons)
    if (speaks_of(reason, "language") || speaks_of(reason, "script")) of_language.push_back(reason);
  item("language", of_language.empty(),
       of_language.empty() ? fmt::format("reads as '{}'", derived.profile->code) : joined(of_language));
  if (source_->text_state == TextState::point_in_time) {
    const auto from = valid_from(act, outcome.url, outcome.started, source_->time_zone);
    const bool dated = step.edition || (from && from->basis != ValidFromBasis::first_seen);
    item("dates", dated,
         dated
             ? "the edition is dated " + to_iso(step.edition ? *step.edition : from->date)
             : "no date of the edition, though the source is point_in_time: name 'version_date', or say that "
               "text_state is \"current\"");
  } else {
    item("dates", true, "the source prints no editions");
  }
  judge_text(act);
}

void SourceCheck::judge_text(const Act& act) {
  std::vector<std::string> of_bytes;
  for (const std::string& doubt : act.quality.suspicions)
    if (speaks_of(doubt, "mojibake") || speaks_of(doubt, "could not be read") || speaks_of(doubt, "encoding"))
      of_bytes.push_back(doubt);
  item("encoding", of_bytes.empty(),
       of_bytes.empty() ? "every character was read" : joined(of_bytes) + "; set 'charset'");
  if (source_->kind == SourceKind::bills) return item("numbering", true, "bills are not numbered");
  const Quality& quality = act.quality;
  if (quality.articles == 0)
    return item(
        "numbering", false,
        "no article was recognised: compare the headings with the language's profile, or name them in "
        "[source.document] units");
  item("numbering", quality.number_gaps.empty() && quality.ambiguous_numbers.empty(),
       quality.number_gaps.empty() && quality.ambiguous_numbers.empty()
           ? fmt::format("{} articles, none missing", quality.articles)
           : fmt::format("{} articles; missing: {}; doubtful: {}. Look whether the page lacks them too",
                         quality.articles, quality.number_gaps.empty() ? "none" : joined(quality.number_gaps),
                         quality.ambiguous_numbers.empty() ? "none" : joined(quality.ambiguous_numbers)));
}

}  // namespace zakonwatch
