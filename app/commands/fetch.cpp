// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands/command.h"
#include "app/fetch_json.h"
#include "app/terminal.h"
#include "app/workshop.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/url.h"
#include "crawler/robots.h"

namespace zakonwatch {
namespace {

struct Options {
  std::string url, output;
};

FetchRequest request(Environment& environment, const std::string& url) {
  return {.url = url, .user_agent = user_agent(environment.config())};
}

// Robots are obeyed here too: a person at a terminal is no less a robot to the site.
void ask_robots(Environment& environment, Fetcher& fetcher, const Url& url) {
  const auto answer = fetch_one(fetcher, request(environment, url.origin() + "/robots.txt"));
  if (!answer)
    throw Fault(ErrorKind::robots_denied,
                fmt::format("{}/robots.txt cannot be read, which forbids everything: {}", url.origin(),
                            answer.error().sentence()));
  const Robots robots = Robots::from_response(answer->status, answer->body);
  if (!robots.allowed(robots_agent(environment.config()), url.path_query()))
    throw Fault(ErrorKind::robots_denied, fmt::format("{}: robots.txt forbids it", url.to_string()));
}

int run(Environment& environment, const Options& options) {
  const Url url = value_or_throw(parse_url(options.url));
  HttpFetcher fetcher(fetcher_options(environment));
  ask_robots(environment, fetcher, url);
  const FetchOutcome outcome = value_or_throw(fetch_one(fetcher, request(environment, options.url)));
  if (!options.output.empty()) value_or_throw(write_file_atomic(options.output, outcome.body));
  if (environment.globals().json)
    print(fetch_json(outcome) + "\n");
  else if (options.output.empty())
    print(outcome.body);
  else
    print(fmt::format("{} {}, {} bytes, sha256 {}\n", outcome.status, outcome.url, outcome.body.size(),
                      sha256_hex(outcome.body)));
  return outcome.status >= 200 && outcome.status < 300 ? 0 : 1;
}

}  // namespace

void add_fetch(CommandLine& line) {
  CLI::App* sub = line.verb("fetch", "Fetch one address as the crawler would");
  auto options = std::make_shared<Options>();
  sub->add_option("URL", options->url)->required();
  sub->add_option("--output", options->output, "Write the body here")->type_name("FILE");
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
