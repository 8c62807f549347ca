// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/host_memories.h"
#include "app/pipeline.h"
#include "crawler/crawl.h"
#include "law/source.h"
#include "parsers/document.h"
#include "store/schedule.h"

namespace zakonwatch {

// What a pass did at one source (contract.md, `crawl`).
struct SourceReport {
  std::string id;
  int documents = 0, not_modified = 0, new_versions = 0, held = 0, changes = 0, relevant_changes = 0;
  std::vector<std::string> errors;
  bool blocked = false;  // a challenge wall or refusal was met
};

// When a differing page gets its second look.
enum class Confirmation {
  within_pass,  // `crawl`: at once, as soon as the host may be visited again
  later,        // `daemon`: in a pass at least confirm_after later
};

// One visit to everything the given sources publish: discovery, conditional requests, gates, second looks.
// What the bytes mean is the pipeline's business; when a host may be visited is the crawler's.
class CrawlPass {
 public:
  CrawlPass(Environment& environment, Record& record, Pipeline& pipeline, Fetcher& fetcher,
            std::filesystem::path warc_folder, Confirmation confirmation);

  std::vector<SourceReport> run(const std::vector<const Source*>& sources, const std::atomic<bool>& stop);

 private:
  // A request under way and what it is for.
  struct Job {
    enum class Kind { listing, document, second_look } kind = Kind::document;
    const Source* source = nullptr;
    const Discovery* discovery = nullptr;
    int page = 1;
    Document document;
    std::string first_text;       // hash of the law as the first look read it
    std::string key;              // of the act whose editions are listed
    std::optional<Date> edition;  // under which the document is listed
  };

  void discover(const Source& source);
  void add_listing(const Source& source, const Discovery& discovery, const std::string& url, int page);
  void add_document(const Source& source, const std::string& url, const std::string& key,
                    std::optional<Date> edition = std::nullopt);
  void add_act(const Source& source, const Discovery& discovery, const std::string& key);
  void editions_listed(const Job& job, const Listing& listing);
  void add(Job job, const std::string& url, bool conditional);
  FetchRequest request(const Source& source, const std::string& url) const;
  std::chrono::seconds delay(const Source& source, const std::string& url) const;

  void handle(const CrawlTask& task, Result<FetchOutcome> outcome);
  void listed(Job& job, const FetchOutcome& outcome);
  bool worth_visiting(const Source& source, const std::string& key, const std::string& title);
  void fetched(Job& job, const FetchOutcome& outcome);
  void unreadable(Job& job, const FetchOutcome& outcome, const Error& problem);
  void unchanged(Job& job, const FetchOutcome& outcome);
  void differs(Job& job, const FetchOutcome& outcome, const Pipeline::Look& look);
  bool confirmed(Job& job, const FetchOutcome& outcome, const Derived& derived);
  void keep(Job& job, const FetchOutcome& outcome, const Derived& derived);
  bool plausible(Job& job, const FetchOutcome& outcome);
  void error(const Job& job, const std::string& sentence);
  void finish(const Source& source, SourceReport& report);
  bool had_html_end(const Document& document);

  Environment& environment_;
  Pipeline& pipeline_;
  Fetcher& fetcher_;
  std::filesystem::path warc_folder_;
  Confirmation confirmation_;
  Documents documents_;
  Snapshots snapshots_;
  Schedule schedule_;
  RecordedHosts hosts_;
  std::deque<Job> jobs_;  // addresses stay valid while tasks are under way
  std::map<std::string, SourceReport> reports_;
  std::map<std::string, std::set<std::string>> visited_;  // addresses, by source
  Crawl* crawl_ = nullptr;                                // while run() runs
};

}  // namespace zakonwatch
