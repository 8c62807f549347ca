// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <new>
#include <string_view>
#include <system_error>

#include "app/commands/command.h"
#include "base/fault.h"
#include "base/last_words.h"
#include "base/log.h"
#include "parsers/worker_child.h"

namespace zakonwatch {
namespace {

void add_globals(CLI::App& app, Globals& globals) {
  app.add_option("--config", globals.config, "Configuration file")->type_name("FILE");
  app.add_option("--state", globals.state, "State folder")->type_name("DIR");
  app.add_option("--sources", globals.sources, "Folder of source files, laid out like the installed one")
      ->type_name("DIR");
  app.add_flag("--json", globals.json, "Print JSON where the verb prints data");
  app.add_option_function<std::string>(
         "--format", [&globals](const std::string& format) { globals.json = format == "json"; },
         "text or json; some verbs know more forms")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_flag("-v,--verbose", globals.verbose, "Say more on stderr; twice for all");
  app.add_flag("-q,--quiet", globals.quiet, "Say only what is an error");
}

void add_verbs(CommandLine& line) {
  for (auto* add :
       {add_parse,   add_diff,    add_relevance, add_robots_check, add_fetch,         add_sources, add_crawl,
        add_changes, add_show,    add_search,    add_subscribe,    add_subscriptions, add_alerts,  add_triage,
        add_cite,    add_brief,   add_feeds,     add_daemon,       add_status,        add_doctor,  add_verify,
        add_backup,  add_restore, add_reindex,   add_export,       add_prune})
    add(line);
}

void set_log_level(const Globals& globals) {
  if (globals.quiet)
    log::set_level(log::Level::error);
  else if (globals.verbose > 1)
    log::set_level(log::Level::debug);
  else if (globals.verbose == 1)
    log::set_level(log::Level::info);
}

int run_line(int argc, char** argv, Globals& globals) {
  CLI::App app{"Watches the law of 29 countries for changes in drug policy.", "zakonwatch"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "zakonwatch " ZAKONWATCH_VERSION);
  app.fallthrough();
  globals.sealed_parser = true;
  std::function<int(Environment&)> chosen;
  CommandLine line{app, globals, chosen};
  add_globals(app, globals);
  add_verbs(line);
  try {
    app.parse(argc, argv);
    set_log_level(globals);
    Environment environment(globals);
    environment.config();  // a configuration with mistakes is refused whatever the verb
    const int status = chosen(environment);
    return std::fflush(stdout) == 0 ? status : error_traits(ErrorKind::io).exit_status;
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? 0 : error_traits(ErrorKind::usage).exit_status;
  }
}

}  // namespace

int run_cli(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of the write, not a death
  // The sealed child has no use for a command line, and every millisecond of its start is waited for.
  if (argc == 2 && std::string_view(argv[1]) == "parse-worker") return run_parse_worker(STDIN_FILENO);
  install_last_words();
  Globals globals;
  try {
    return run_line(argc, argv, globals);
  } catch (const Fault& fault) {
    std::fprintf(stderr, "zakonwatch: %s\n", fault.what());
    return std::max(globals.trouble_floor, error_traits(fault.kind()).exit_status);
  } catch (const std::bad_alloc&) {
    std::fputs("zakonwatch: memory has run out; what was begun is undone\n", stderr);
    return error_traits(ErrorKind::io).exit_status;
  } catch (const std::system_error& error) {  // of a file or folder
    std::fprintf(stderr, "zakonwatch: %s\n", error.what());
    return error_traits(ErrorKind::io).exit_status;
  } catch (const std::exception& error) {  // a library's own; named so that it can be mended
    std::fprintf(stderr, "zakonwatch: %s\n", error.what());
    return 70;
  }
}

}  // namespace zakonwatch
