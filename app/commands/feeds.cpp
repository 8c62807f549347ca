// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/feeds.h"

#include <fmt/core.h>

#include "app/commands/command.h"
#include "app/point_in_time.h"
#include "app/terminal.h"

namespace zakonwatch {

void add_feeds(CommandLine& line) {
  CLI::App* sub = line.verb("feeds", "Atom and JSON feeds as files: all changes, each country, each topic");
  auto folder = std::make_shared<std::string>();
  sub->add_option("--output", *folder, "The folder they are written to")->type_name("DIR")->required();
  line.runs(sub, [folder](Environment& environment) {
    const auto record = open_record_for_reading(environment);
    const auto subscribers = Subscribers::open(environment.state() / "subscribers.db");
    const int written = Feeds(environment, *record, *subscribers).write_all(*folder);
    print(fmt::format("{} feeds in {}\n", written, *folder));
    return 0;
  });
}

}  // namespace zakonwatch
