// SPDX-License-Identifier: GPL-3.0-or-later
// How a pass finds what there is to visit: watched acts, lists and what they name, numbers that they skip.
// The rest of CrawlPass is in crawl_pass.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/crawl_pass.h"
#include "app/numbering.h"
#include "app/pages_of_text.h"
#include "app/source_request.h"
#include "base/fault.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

// The discovery that goes from an act's key to its text.
const Discovery* by_key_of(const Source& source) {
  const auto it = std::find_if(source.discover.begin(), source.discover.end(),
                               [](const Discovery& d) { return d.by_act(); });
  return it == source.discover.end() ? nullptr : &*it;
}

// A number that was skipped is asked for so often, in as many passes, before it counts as never issued.
constexpr int kAsks = 5;
constexpr int kAsksInOnePass = 50;

// "105, 106, 107 and 12 more"
std::string some_of(const std::vector<std::string>& keys) {
  constexpr size_t kShown = 10;
  std::string out;
  for (size_t i = 0; i < std::min(keys.size(), kShown); ++i) out += (i == 0 ? "" : ", ") + keys[i];
  if (keys.size() > kShown) out += fmt::format(" and {} more", keys.size() - kShown);
  return out;
}

}  // namespace

Date CrawlPass::today_at(const Source& source) const {
  return value_or_throw(calendar_date(environment_.clock().now(), source.time_zone));
}

void CrawlPass::discover(const Source& source) {
  const Country* country = environment_.catalogue().country(source.country);
  for (const Discovery& discovery : source.discover) {
    if (!discovery.by_act()) {
      add_list(source, discovery);
      continue;
    }
    for (const Watch& watch : country->watch) {
      if (!watch.jurisdiction.empty() && watch.jurisdiction != source.jurisdiction) continue;
      add_act(source, discovery, watch.act);
    }
  }
}

void CrawlPass::add_act(const Source& source, const Discovery& discovery, const std::string& key) {
  const std::string url = act_address(discovery.url, key);
  if (discovery.kind == Discovery::Kind::watchlist) return add_document(source, url, key);
  if (!visits_[source.id.value].visited.insert(url).second) return;
  add({.kind = Job::Kind::listing,
       .source = &source,
       .discovery = &discovery,
       .call = {.url = url},
       .key = key},
      url, false);
}

// An act's editions: the one in force and those to come.
void CrawlPass::editions_listed(const Job& job, const Listing& listing) {
  for (const Edition& edition : due_editions(listing, today_at(*job.source)))
    add_document(*job.source, edition.url, job.key, &edition);
}

// ---- Lists ---------------------------------------------------------------------------------------------

void CrawlPass::add_list(const Source& source, const Discovery& discovery) {
  if (discovery.token)
    return add({.kind = Job::Kind::token, .source = &source, .discovery = &discovery}, discovery.token->url,
               false);
  token_given({.kind = Job::Kind::token, .source = &source, .discovery = &discovery}, {});
}

// The list's first requests; where it needs a token, `outcome` brings it.
void CrawlPass::token_given(const Job& job, const FetchOutcome& outcome) {
  const Source& source = *job.source;
  std::string token;
  if (job.discovery->token) {
    auto given = token_in(environment_.parser(), *job.discovery->token, outcome);
    if (!given) return error(job, fmt::format("{}: {}", outcome.url, given.error().sentence()));
    token = std::move(*given);
  }
  std::optional<Date> seen_until;
  if (const auto last = schedule_.get(source.id).last_success)
    seen_until = value_or_throw(calendar_date(*last, source.time_zone));
  for (ListCall& call : first_calls(*job.discovery, today_at(source), seen_until)) {
    call.token = token;
    ask_list(source, *job.discovery, std::move(call));
  }
}

void CrawlPass::ask_list(const Source& source, const Discovery& discovery, ListCall call) {
  FetchRequest request;
  fill_request(request, discovery, call, today_at(source));
  // A pager that runs in a circle ends here.
  if (!visits_[source.id.value].visited.insert(request.url + "\n" + request.body).second) return;
  add({.kind = Job::Kind::listing, .source = &source, .discovery = &discovery, .call = std::move(call)},
      request.url, false);
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
  const Discovery rules = rules_for_act(*job.discovery, job.key);
  const auto unpacked = unpacked_list(outcome);
  if (!unpacked) return error(job, fmt::format("{}: {}", outcome.url, unpacked.error().sentence()));
  const ListingInput input{.bytes = *unpacked,
                           .media_type = outcome.media_type,
                           .charset = outcome.charset,
                           .charset_override = source.charset,
                           .url = outcome.url,
                           .discovery = &rules};
  const auto listing = environment_.parser().listing(input);
  if (!listing) return error(job, fmt::format("{}: {}", outcome.url, listing.error().sentence()));
  // Of a list in windows of days, one may be empty: they are judged together, at the end.
  const bool judged_alone = job.call.page == 1 && !job.call.from;
  if (const auto problem = list_problem(*job.discovery, *listing, judged_alone))
    return error(job, fmt::format("{}: {}", outcome.url, *problem));
  if (job.discovery->kind == Discovery::Kind::editions) return editions_listed(job, *listing);
  Lists& lists = visits_[source.id.value].lists[job.discovery];
  lists.items = lists.items || !listing->documents.empty();
  if (job.discovery->numbers)
    for (const ListedDocument& one : listing->documents) lists.keys.emplace_back(trim(one.key));
  as_one(record_, [&] { add_listed(source, *listing); });
  for (ListCall& call : following_calls(*job.discovery, job.call, *listing))
    ask_list(source, *job.discovery, std::move(call));
}

void CrawlPass::add_listed(const Source& source, const Listing& listing) {
  const Discovery* by_key = by_key_of(source);
  for (const ListedDocument& found : listing.documents) {
    const std::string key = std::string(trim(found.key));
    if (by_key != nullptr && !worth_visiting(source, key, found.title)) continue;
    // One act, one address: where the source has an address by key, listed ones are visited there.
    if (by_key != nullptr && !key.empty())
      add_act(source, *by_key, key);
    else
      add_document(source, found.url, key);
  }
}

// One of a list's requests has been answered, or never will be.
void CrawlPass::list_ended(const Job& job) {
  Lists& lists = visits_[job.source->id.value].lists[job.discovery];
  if (--lists.open > 0 || lists.failed) return;
  if (job.discovery->window_days > 0 && !lists.items)
    if (const auto problem = list_problem(*job.discovery, {}, true))
      return error(job, fmt::format("{}: {}", job.discovery->url, *problem));
  if (!job.discovery->numbers) return;
  as_one(record_, [&] {
    look_for_gaps(*job.source, *job.discovery->numbers, lists.keys);
    fill_gaps(*job.source, *job.discovery->numbers);
  });
}

// ---- Numbers that a list skips -------------------------------------------------------------------------

void CrawlPass::look_for_gaps(const Source& source, const NumberRule& rule,
                              const std::vector<std::string>& keys) {
  const Instant now = environment_.clock().now();
  const auto found = skipped_numbers(
      keys, rule, [&](const std::string& series) { return numbers_.highest(source.id, series); });
  std::vector<std::string> fresh;
  for (const SkippedNumbers::Series& one : found.series) {
    if (one.jumped)
      desk_.numbers(source.id.value,
                    fmt::format("{}: the numbers {} jump by more than {}: cut short, or numbered anew? Look "
                                "whether something is missing",
                                source.id.value, one.series, kMostMissing));
    for (const std::string& key : one.missing)
      if (numbers_.add_missing(source.id, key, now)) fresh.push_back(key);
    numbers_.set_highest(source.id, one.series, one.highest);
  }
  const std::set<std::string> listed(keys.begin(), keys.end());
  for (const MissingNumber& one : numbers_.open(source.id))
    if (listed.contains(one.key)) numbers_.settle(source.id, one.key, now);
  if (!fresh.empty())
    desk_.numbers(source.id.value,
                  fmt::format("{}: its list skips {}; {}", source.id.value, some_of(fresh),
                              rule.url.empty() ? "look for it by hand" : "asked for by number"));
}

void CrawlPass::fill_gaps(const Source& source, const NumberRule& rule) {
  const Instant now = environment_.clock().now();
  std::vector<std::string> given_up;
  int asked = 0;
  for (const MissingNumber& one : numbers_.open(source.id)) {
    const std::string url = act_address(rule.url, one.key);
    const bool found = !rule.url.empty() && bool(documents_.get_or_add(source.id, url, now).last_snapshot);
    if (rule.url.empty() || found) {
      numbers_.settle(source.id, one.key, now);
    } else if (one.asked >= kAsks) {
      numbers_.settle(source.id, one.key, now);
      given_up.push_back(one.key);
    } else if (asked < kAsksInOnePass) {
      ++asked;
      numbers_.asked(source.id, one.key);
      add_document(source, url, one.key, nullptr, true);
    }
  }
  if (!given_up.empty())
    desk_.numbers(
        source.id.value,
        fmt::format("{}: {} did not come out at its own address either, in {} passes: never issued, or "
                    "look for it by hand",
                    source.id.value, some_of(given_up), kAsks));
}

}  // namespace zakonwatch
