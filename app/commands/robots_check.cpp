// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/files.h"
#include "crawler/robots.h"

namespace zakonwatch {

void add_robots_check(CommandLine& line) {
  struct Options {
    std::string file, url, agent;
  };
  CLI::App* sub = line.verb("robots-check", "Say whether a robots.txt lets an agent visit an address");
  auto options = std::make_shared<Options>();
  sub->add_option("FILE", options->file, "A robots.txt")->required();
  sub->add_option("URL", options->url, "The address, or its path")->required();
  sub->add_option("--agent", options->agent, "Product token")->required();
  line.runs(sub, [options](Environment&) {
    const Robots robots = Robots::parse(value_or_throw(read_file(options->file)));
    const bool allowed = robots.allowed(options->agent, robots_path(options->url));
    print(allowed ? "allowed\n" : "disallowed\n");
    return allowed ? 0 : 1;
  });
}

}  // namespace zakonwatch
