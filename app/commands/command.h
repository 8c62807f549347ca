// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "app/environment.h"

namespace zakonwatch {

// A verb adds its options to the command line and leaves a function that runs it. One file per verb.
struct CommandLine {
  CLI::App& app;
  Globals& globals;
  std::function<int(Environment&)>& chosen;

  CLI::App* verb(const std::string& name, const std::string& description) {
    CLI::App* sub = app.add_subcommand(name, description);
    sub->fallthrough();  // --config and its like are taken anywhere
    return sub;
  }
  // `--json` and `--format json` are one.
  void runs(CLI::App* sub, std::function<int(Environment&)> run) {
    sub->callback([this, run = std::move(run)] { chosen = run; });
  }
};

void add_parse(CommandLine& line);
void add_diff(CommandLine& line);
void add_relevance(CommandLine& line);
void add_robots_check(CommandLine& line);
void add_fetch(CommandLine& line);
void add_sources(CommandLine& line);
void add_sources_check(CommandLine& line, CLI::App* sub);  // a verb of `sources`
void add_crawl(CommandLine& line);
void add_changes(CommandLine& line);
void add_show(CommandLine& line);
void add_search(CommandLine& line);
void add_subscribe(CommandLine& line);
void add_subscriptions(CommandLine& line);
void add_alerts(CommandLine& line);
void add_triage(CommandLine& line);
void add_cite(CommandLine& line);
void add_brief(CommandLine& line);
void add_feeds(CommandLine& line);
void add_daemon(CommandLine& line);
void add_doctor(CommandLine& line);
void add_status(CommandLine& line);
void add_verify(CommandLine& line);
void add_backup(CommandLine& line);
void add_reindex(CommandLine& line);
void add_export(CommandLine& line);
void add_restore(CommandLine& line);
void add_prune(CommandLine& line);

}  // namespace zakonwatch
