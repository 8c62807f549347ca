// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/candidates.h"
#include "app/host_memories.h"
#include "app/issuers.h"
#include "app/list_request.h"
#include "app/listed.h"
#include "app/operator_desk.h"
#include "app/pipeline.h"
#include "app/second_look.h"
#include "app/source_report.h"
#include "app/unchanged_pages.h"
#include "app/watched_fetcher.h"
#include "crawler/crawl.h"
#include "law/source.h"
#include "parsers/document.h"
#include "store/numbers.h"
#include "store/schedule.h"

namespace zakonwatch {

// When a differing page gets its second look.
enum class Confirmation {
  within_pass,  // `crawl`: at once, as soon as the host may be visited again
  later,        // `daemon`: in a pass at least confirm_after later
};

// One visit to everything the given sources publish: discovery, conditional requests, gates, second looks.
// What the bytes mean is the pipeline's business; when a host may be visited is the crawler's.
class CrawlPass {
 public:
  // What the daemon adds to a pass. `more` is asked every few seconds: sources whose time has come meanwhile
  // join the pass, so that a source of thousands of pages keeps nobody waiting. `done` hears of each source
  // as it ends.
  struct Hooks {
    std::function<std::vector<const Source*>()> more;
    std::function<void(const SourceReport&)> done;
    std::function<std::chrono::milliseconds()> steady;  // for tests, see Crawl::Options
  };

  CrawlPass(Environment& environment, Record& record, Pipeline& pipeline, Fetcher& fetcher,
            std::filesystem::path warc_folder, Confirmation confirmation, Hooks hooks = {});

  // Reports in the order of `sources`; those that joined are told to `done` only.
  std::vector<SourceReport> run(const std::vector<const Source*>& sources, const std::atomic<bool>& stop);
  // One document of a source, judged anew whatever was thought of it before.
  SourceReport look_again(const Source& source, const std::string& url, const std::atomic<bool>& stop);

 private:
  // A request under way and what it is for.
  struct Job {
    enum class Kind { token, listing, document, second_look } kind = Kind::document;
    const Source* source = nullptr;
    const Discovery* discovery = nullptr;
    ListCall call;
    bool backfill = false;  // the address of a number that a list skipped: it may well not exist
    Document document;
    ReadText first_text;          // the law as the first look read it
    std::string key;              // of the act whose editions are listed
    std::optional<Date> edition;  // under which the document is listed
    std::vector<FetchOutcome>
        pages;  // of a text that comes in pages: those that came, and how many there are
    int page_count = 1;

    bool of_list() const { return kind == Kind::listing || kind == Kind::token; }
  };
  // A list being read: all its pages and windows.
  struct Lists {
    int open = 0;         // requests under way or waiting
    bool failed = false;  // one of them
    bool items = false;
    std::vector<std::string> keys;  // of its items, where they are numbered
  };
  // A source being visited.
  struct Visit {
    const Source* source = nullptr;
    SourceReport report;
    int open = 0;                   // requests under way or waiting
    std::set<std::string> visited;  // addresses
    std::map<const Discovery*, Lists> lists;
  };

  Crawl::Options crawl_options() const;
  void begin(const Source& source);
  void discover(const Source& source);
  void add_second_looks(const Source& source);
  void visit_all(const std::atomic<bool>& stop);
  void tick();
  void add_list(const Source& source, const Discovery& discovery);
  void ask_list(const Source& source, const Discovery& discovery, ListCall call);
  void token_given(const Job& job, const FetchOutcome& outcome);
  void list_ended(const Job& job);
  void look_for_gaps(const Source& source, const NumberRule& rule, const std::vector<std::string>& keys);
  void fill_gaps(const Source& source, const NumberRule& rule);
  void add_document(const Source& source, const std::string& url, const std::string& key,
                    const Edition* edition = nullptr, bool backfill = false);
  void add_act(const Source& source, const Discovery& discovery, const std::string& key);
  void editions_listed(const Job& job, const Listing& listing);
  void add(Job job, const std::string& url, bool conditional);

  void handle(const CrawlTask& task, Result<FetchOutcome> outcome);
  void listed(Job& job, const FetchOutcome& outcome);
  void add_listed(const Source& source, const Listing& listing);
  Date today_at(const Source& source) const;
  bool worth_visiting(const Source& source, const std::string& key, const std::string& title);
  bool whole(Job& job, FetchOutcome& outcome);
  void take(Job& job, FetchOutcome& outcome);
  void fetched(Job& job, FetchOutcome& outcome);
  void unreadable(Job& job, const FetchOutcome& outcome, const Error& problem);
  void unchanged(Job& job, const FetchOutcome& outcome);
  void differs(Job& job, FetchOutcome& outcome, Pipeline::Look& look);
  std::chrono::seconds wait_for(const Job& job, const Pipeline::Look& look, Instant when) const;
  bool confirmed(Job& job, const FetchOutcome& outcome, Pipeline::Look& look);
  bool agrees(Job& job, const ReadText& first, Pipeline::Look& look, Instant when);
  void wavers(Job& job, const Pipeline::Look* look, Instant when);
  void never_still(Job& job, const Pipeline::Look& look, Instant when);
  bool plausible(Job& job, const FetchOutcome& outcome);
  void tripped(const Source& source);
  void not_here(Job& job, Instant when);
  void settle_candidates();
  void took(const Source& source, const Kept& kept);
  void error(const Job& job, const std::string& sentence, bool outage = false);
  bool offline() const;
  std::string held_at(const Source& source);
  void count_visits();
  void abandon(Visit& visit);
  void finish(Visit& visit);
  bool had_html_end(const Document& document);

  Environment& environment_;
  Record& record_;
  Pipeline& pipeline_;
  WatchedFetcher fetcher_;
  std::filesystem::path warc_folder_;
  Confirmation confirmation_;
  Documents documents_;
  Snapshots snapshots_;
  Schedule schedule_;
  RecordedHosts hosts_;
  Hooks hooks_;
  Numbers numbers_;
  OperatorDesk desk_;
  Issuers issuers_;
  Candidates candidates_;
  UnchangedPages unchanged_;
  std::map<int64_t, Job> jobs_;  // under way, by tag
  int64_t next_tag_ = 0;
  std::map<std::string, Visit> visits_;  // by source id
  std::vector<SourceReport> ended_;
  Crawl* crawl_ = nullptr;  // while run() runs
  Instant last_tick_{};
  bool offline_ = true;                 // until an error says otherwise
  int answers_ = 0;                     // responses of any kind
  std::set<std::string> silent_hosts_;  // those that gave none
};

}  // namespace zakonwatch
