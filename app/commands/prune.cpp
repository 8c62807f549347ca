// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/prune.h"

#include <fmt/core.h>

#include <chrono>

#include "app/commands/command.h"
#include "app/state_lock.h"
#include "app/terminal.h"
#include "store/record.h"

namespace zakonwatch {
namespace {

struct Options {
  int days = 365;
  bool rehearsal = false;
};

int run(Environment& environment, const Options& options) {
  const StateLock lock(environment.state(), "prune");
  const auto record = Record::open(environment.state() / "record.db");
  const Instant before = environment.clock().now() - std::chrono::hours(24) * options.days;
  const PruneReport report = prune(environment, *record, before, options.rehearsal);
  for (const std::string& fault : report.faults) print(fault + "\n");
  print(fmt::format("answers from before {} that no version was read from: {}, {:.1f} MiB {}\n",
                    to_rfc3339(before).substr(0, 10), report.records,
                    static_cast<double>(report.octets) / (1 << 20),
                    options.rehearsal ? "would be freed" : "freed"));
  return report.faults.empty() ? 0 : 1;
}

}  // namespace

void add_prune(CommandLine& line) {
  CLI::App* sub = line.verb("prune", "Take bodies that prove nothing out of the archive");
  auto options = std::make_shared<Options>();
  sub->add_option("--older-than", options->days, "Only what was fetched so many days ago or earlier (365)")
      ->type_name("DAYS")
      ->check(CLI::Range(0, 36500));
  sub->add_flag("--dry-run", options->rehearsal, "Say what would go, and leave it");
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
