// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>

#include "app/commands/command.h"
#include "app/signals.h"
#include "app/source_check.h"
#include "app/source_check_json.h"
#include "app/terminal.h"
#include "app/workshop.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"

namespace zakonwatch {
namespace {

struct Options {
  std::vector<std::string> ids;
  std::string act, output;
};

std::string text(const CheckReport& report) {
  std::string out = report.source + "\n";
  for (const CheckItem& one : report.items)
    out += fmt::format("  {:<8} {:<11} {}\n", to_string(one.result), one.name, one.words);
  return out;
}

std::string ending(const std::string& media_type) {
  for (const char* known : {"html", "xml", "json", "pdf"})
    if (media_type.find(known) != std::string::npos) return known;
  return "txt";
}

// What was seen, as evidence: the bytes as served, and the report that names them by hash.
void write_seen(const std::filesystem::path& folder, const CheckReport& report, const std::string& when) {
  std::filesystem::create_directories(folder);
  for (size_t i = 0; i < report.seen.size(); ++i) {
    const CheckSeen& seen = report.seen[i];
    const auto name = fmt::format("{}-{}.{}", report.source, i + 1, ending(seen.media_type));
    value_or_throw(write_file_atomic(folder / name, seen.body));
  }
  value_or_throw(
      write_file_atomic(folder / (report.source + ".check.json"), check_json({report}, when) + "\n"));
}

int run(Environment& environment, const Options& options) {
  watch_stop_signals();
  std::vector<const Source*> sources;
  for (const std::string& id : options.ids) sources.push_back(&environment.source(id));
  if (sources.empty())
    for (const Source* source : environment.catalogue().sources())
      if (source->enabled && !source->discover.empty()) sources.push_back(source);
  if (!options.act.empty() && sources.size() != 1)
    throw Fault(ErrorKind::usage, "--act goes with one source: `zakonwatch sources check ID --act KEY`");
  HttpFetcher fetcher(fetcher_options(environment));
  const std::string when = to_rfc3339(environment.clock().now());
  std::vector<CheckReport> reports;
  for (const Source* source : sources) {
    if (stop_requested()) break;
    SourceCheck check(environment, fetcher);
    reports.push_back(check.run(*source, options.act, stop_requested()));
    if (!options.output.empty()) write_seen(options.output, reports.back(), when);
    if (!environment.globals().json) print(text(reports.back()));
  }
  if (environment.globals().json) print(check_json(reports, when) + "\n");
  const bool failed =
      std::any_of(reports.begin(), reports.end(), [](const CheckReport& one) { return one.failed(); });
  return failed || stop_requested() ? 1 : 0;
}

}  // namespace

void add_sources_check(CommandLine& line, CLI::App* sub) {
  auto options = std::make_shared<Options>();
  sub->add_option("ID", options->ids, "Sources; all that are switched on where none is named");
  sub->add_option("--act", options->act, "The key of the act to read")->type_name("KEY");
  sub->add_option("--output", options->output, "Keep what was seen in this folder")->type_name("FOLDER");
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
