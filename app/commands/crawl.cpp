// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>

#include "app/commands/command.h"
#include "app/crawl_pass.h"
#include "app/index_follower.h"
#include "app/owe.h"
#include "app/recorded_json.h"
#include "app/signals.h"
#include "app/state_lock.h"
#include "app/terminal.h"
#include "app/workshop.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

struct Options {
  std::vector<std::string> sources, countries;
  bool due = false;
};

bool wanted_country(const Options& options, const Source& source) {
  return options.countries.empty() ||
         std::any_of(options.countries.begin(), options.countries.end(),
                     [&](const std::string& code) { return to_lower(code) == to_lower(source.country); });
}

// Named sources are crawled even where their file switches them off; others only when enabled.
std::vector<const Source*> chosen_sources(Environment& environment, Record& record, const Options& options) {
  std::vector<const Source*> out;
  for (const std::string& id : options.sources) out.push_back(&environment.source(id));
  for (const std::string& code : options.countries)
    if (environment.catalogue().country(code) == nullptr)
      throw Fault(ErrorKind::usage,
                  fmt::format("there is no country '{}'; `zakonwatch sources list` names them", code));
  if (options.sources.empty())
    for (const Source* source : environment.catalogue().sources())
      if (source->enabled && !source->discover.empty() && wanted_country(options, *source))
        out.push_back(source);
  if (!options.due) return out;
  Schedule schedule(record);
  std::erase_if(out, [&](const Source* source) {
    return !is_due(schedule.get(source->id), environment.clock().now());
  });
  return out;
}

std::string text(const std::vector<SourceReport>& reports) {
  std::string out = fmt::format("{:<20} {:>9} {:>9} {:>8} {:>4} {:>7} {:>8}\n", "source", "documents",
                                "unchanged", "versions", "held", "changes", "relevant");
  for (const SourceReport& r : reports) {
    out += fmt::format("{:<20} {:>9} {:>9} {:>8} {:>4} {:>7} {:>8}\n", r.id, r.documents, r.not_modified,
                       r.new_versions, r.held, r.changes, r.relevant_changes);
    for (const std::string& error : r.errors) out += "  ! " + strip_controls(error) + "\n";
  }
  return out;
}

int run(Environment& environment, const Options& options) {
  const StateLock lock(environment.state(), "crawl");
  watch_stop_signals();
  Workshop workshop(environment);
  const auto sources = chosen_sources(environment, *workshop.record, options);
  HttpFetcher fetcher(fetcher_options(environment));
  CrawlPass pass(environment, *workshop.record, workshop.pipeline, fetcher, workshop.warc_folder(),
                 Confirmation::within_pass);
  const auto reports = pass.run(sources, stop_requested());
  OperatorDesk(environment, *workshop.record).tell_all();
  owe_reminders(environment, *workshop.record, *workshop.subscribers);
  if (const auto taken = catch_up_index(environment, *workshop.record, workshop.index_folder()); !taken)
    throw Fault(taken.error());
  print(environment.globals().json ? crawl_json(reports) + "\n" : text(reports));
  const bool failed =
      std::any_of(reports.begin(), reports.end(), [](const SourceReport& r) { return !r.errors.empty(); });
  return failed || stop_requested() ? 1 : 0;
}

}  // namespace

void add_crawl(CommandLine& line) {
  CLI::App* sub = line.verb("crawl", "Visit sources once, second looks included, and record what changed");
  auto options = std::make_shared<Options>();
  sub->add_option("--source", options->sources, "Only these sources")->type_name("ID");
  sub->add_option("--country", options->countries, "Only sources of these countries")->type_name("CC");
  sub->add_flag("--due", options->due, "Only sources whose time has come");
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
