// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "app/derive.h"
#include "app/environment.h"
#include "app/list_request.h"
#include "crawler/crawl.h"
#include "crawler/fetcher.h"
#include "law/source.h"

namespace zakonwatch {

// One thing that a source must do, and whether it does.
struct CheckItem {
  enum class Result { pass, fail, skipped } result = Result::skipped;
  std::string name;   // reachable robots list selectors encoding language dates numbering same_twice
  std::string words;  // what was seen; where it fails, what to mend
};
std::string_view to_string(CheckItem::Result result);

// A response as it came.
struct CheckSeen {
  std::string url;
  int status = 0;
  std::string media_type, body;
};

struct CheckReport {
  std::string source;
  std::vector<CheckItem> items;
  std::vector<CheckSeen> seen;
  std::string title;  // of the act that was read
  int articles = 0;
  bool failed() const;
};

// Visits the live site as a crawl would, politely, and stores nothing: the lists, then one act twice. Without
// an act named, the first that is watched or listed.
class SourceCheck {
 public:
  SourceCheck(Environment& environment, Fetcher& fetcher) : environment_(environment), fetcher_(fetcher) {}
  CheckReport run(const Source& source, const std::string& act, const std::atomic<bool>& stop);

 private:
  struct Step {
    const Discovery* list = nullptr;  // null: a document
    std::string key;
    std::optional<Date> edition;
    int look = 1;
    ListCall call;
    bool token = false;  // the word that `list` wants first
  };
  void begin(const Source& source, const std::string& act);
  void ask_list(const Discovery& rules);
  void token(const Step& step, const FetchOutcome& outcome);
  void ask(const Step& step, const std::string& url);
  void answered(const CrawlTask& task, const Result<FetchOutcome>& outcome);
  bool sound(const FetchOutcome& outcome);
  void list(const Step& step, const FetchOutcome& outcome);
  void document(const Step& step, const FetchOutcome& outcome);
  void judge(const Derived& derived, const Step& step, const FetchOutcome& outcome);
  void judge_text(const Act& act);
  void item(const char* name, bool good, const std::string& words);
  Date today() const;

  Environment& environment_;
  Fetcher& fetcher_;
  const Source* source_ = nullptr;
  Crawl* crawl_ = nullptr;
  CheckReport report_;
  std::vector<Step> steps_;
  std::string first_text_;   // of the first look
  bool asked_text_ = false;  // one document is enough
};

}  // namespace zakonwatch
