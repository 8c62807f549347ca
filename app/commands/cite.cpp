// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "alerts/citation.h"
#include "app/commands/command.h"
#include "app/digest_items.h"
#include "app/point_in_time.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "store/changes.h"

namespace zakonwatch {

void add_cite(CommandLine& line) {
  struct Options {
    std::string id, format = "text", language = "en";
  };
  CLI::App* sub = line.verb("cite", "A change as a citation");
  auto options = std::make_shared<Options>();
  sub->add_option("CHANGE-ID", options->id)->required();
  sub->add_option("--format", options->format, "text, csl-json, bibtex or ris")
      ->check(CLI::IsMember({"text", "csl-json", "bibtex", "ris"}));
  sub->add_option("--lang", options->language, "en or ru")->check(CLI::IsMember({"en", "ru"}));
  line.runs(sub, [options](Environment& environment) {
    const auto record = open_record_for_reading(environment);
    const auto change = Changes(*record).get(options->id);
    if (!change) throw Fault(ErrorKind::not_found, fmt::format("there is no change '{}'", options->id));
    print(cite(digest_item(environment, *change, options->language), *citation_format(options->format),
               options->language) +
          "\n");
    return 0;
  });
}

}  // namespace zakonwatch
