// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "alerts/brief.h"
#include "app/around.h"
#include "app/commands/command.h"
#include "app/digest_items.h"
#include "app/pandoc.h"
#include "app/point_in_time.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/files.h"
#include "store/changes.h"

namespace zakonwatch {
namespace {

struct Options {
  std::vector<std::string> ids;
  std::string country, topic, since, title, format = "md", output, language = "en";
};

std::vector<DigestItem> items(Environment& environment, const Options& options) {
  const auto record = open_record_for_reading(environment);
  Changes changes(*record);
  Around around(environment, *record);
  std::vector<DigestItem> out;
  const auto add = [&](const RecordedChange& change) {
    out.push_back(digest_item(environment, change, options.language));
    around.add_to(out.back(), change, options.language);
  };
  for (const std::string& id : options.ids) {
    const auto change = changes.get(id);
    if (!change) throw Fault(ErrorKind::not_found, fmt::format("there is no change '{}'", id));
    add(*change);
  }
  if (!options.ids.empty()) return out;
  ChangeQuery query{.country = options.country, .topic = options.topic};
  if (!options.since.empty()) {
    const auto date = parse_iso_date(options.since);
    if (!date) throw Fault(ErrorKind::usage, fmt::format("--since {}: write YYYY-MM-DD", options.since));
    query.since = Instant(std::chrono::sys_days(*date));
  }
  changes.each(query, add);
  return out;
}

int run(Environment& environment, const Options& options) {
  const Brief brief{.title = options.title,
                    .language = options.language,
                    .items = items(environment, options),
                    .topic_labels = topic_labels(environment, options.language),
                    .created = environment.clock().now()};
  if (brief.items.empty())
    throw Fault(ErrorKind::not_found, "no change matches: there is nothing to brief on");
  const bool binary = options.format == "docx" || options.format == "odt" || options.format == "pdf";
  if (binary && options.output.empty())
    throw Fault(ErrorKind::usage, fmt::format("--format {} needs --output FILE", options.format));
  const std::string text = options.format == "md" ? brief_markdown(brief) : brief_html(brief);
  if (binary)
    value_or_throw(convert_with_pandoc(text, options.format, options.output));
  else if (options.output.empty())
    print(text);
  else
    value_or_throw(write_file_atomic(options.output, text));
  return 0;
}

}  // namespace

void add_brief(CommandLine& line) {
  CLI::App* sub = line.verb("brief", "A document from changes, ready to quote");
  auto options = std::make_shared<Options>();
  sub->add_option("CHANGE-ID", options->ids, "These changes; else all that the filters leave");
  sub->add_option("--country", options->country)->type_name("CC");
  sub->add_option("--topic", options->topic)->type_name("TOPIC");
  sub->add_option("--since", options->since, "First seen on or after this day")->type_name("DATE");
  sub->add_option("--title", options->title, "Heading of the brief");
  sub->add_option("--format", options->format, "md, html, docx, odt or pdf")
      ->check(CLI::IsMember({"md", "html", "docx", "odt", "pdf"}));
  sub->add_option("--output", options->output)->type_name("FILE");
  sub->add_option("--lang", options->language, "en or ru")->check(CLI::IsMember({"en", "ru"}));
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
