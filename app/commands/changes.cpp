// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/changes_csv.h"
#include "app/commands/command.h"
#include "app/point_in_time.h"
#include "app/recorded_json.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/text.h"
#include "store/changes.h"

namespace zakonwatch {
namespace {

struct Options {
  std::string since, until, country, topic, act, kind, direction;
  bool all = false, jsonl = false, csv = false;
  int64_t after = 0;
};

std::optional<Instant> day(const std::string& text, const char* option) {
  if (text.empty()) return {};
  if (const auto date = parse_iso_date(text)) return Instant(std::chrono::sys_days(*date));
  if (const auto instant = parse_rfc3339(text)) return *instant;
  throw Fault(ErrorKind::usage, fmt::format("{} {}: write YYYY-MM-DD", option, text));
}

ChangeQuery query(const Options& options) {
  ChangeQuery out{.since = day(options.since, "--since"),
                  .until = day(options.until, "--until"),
                  .country = options.country,
                  .topic = options.topic,
                  .act = options.act,
                  .all = options.all,
                  .after = options.after};
  for (char& c : out.country)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  if (!options.kind.empty() && !(out.kind = change_kind(options.kind)))
    throw Fault(
        ErrorKind::usage,
        fmt::format(
            "--kind {}: inserted, repealed, amended, renumbered, moved, relocated, interpreted or annulled",
            options.kind));
  if (!options.direction.empty() && !(out.direction = direction(options.direction)))
    throw Fault(ErrorKind::usage, fmt::format("--direction {}: harsher, lighter, mixed, neutral or unclear",
                                              options.direction));
  return out;
}

std::string text_row(const RecordedChange& c) {
  std::string out =
      fmt::format("{:<9} {}  {}, {}\n", c.id, to_iso(c.valid_from), c.act_title, c.change.side().label);
  out += fmt::format("          {}, {}{}{}{}\n", to_string(c.change.kind), to_string(c.change.direction),
                     c.pending ? ", not yet in force" : "", c.backfill ? ", backfill" : "",
                     c.change.editorial ? ", editorial" : "");
  if (!c.change.summary_en.empty()) out += "          " + c.change.summary_en + "\n";
  return out;
}

int run(Environment& environment, const Options& options) {
  const ChangeQuery wanted = query(options);
  const auto record = open_record_if_any(environment);  // before the first crawl there are no changes
  std::optional<Changes> changes;
  if (record) changes.emplace(*record);
  const bool json = environment.globals().json && !options.jsonl && !options.csv;
  int64_t last = options.after;
  bool first = true;
  if (json) print("{\"changes\":[");
  if (options.csv) print(changes_csv_head());
  const auto visit = [&](const RecordedChange& change) {
    last = change.seq.value;
    if (json)
      print((first ? "" : ",") + recorded_change_json(change));
    else if (options.jsonl)
      print(recorded_change_json(change) + "\n");
    else
      print(options.csv ? changes_csv_row(change) : text_row(change));
    first = false;
  };
  if (changes) changes->each(wanted, visit);
  if (json)
    print(
        fmt::format("],\"last_seq\":{}}}\n", std::max(last, first && changes ? changes->last_seq() : last)));
  if (!json && !options.jsonl && !options.csv && first) print("no changes\n");
  return 0;
}

}  // namespace

void add_changes(CommandLine& line) {
  CLI::App* sub = line.verb("changes", "List the changes on record, oldest first");
  auto options = std::make_shared<Options>();
  sub->add_option("--since", options->since, "First seen on or after this day (UTC)")->type_name("DATE");
  sub->add_option("--until", options->until, "First seen before this day (UTC)")->type_name("DATE");
  sub->add_option("--country", options->country, "Only of this country")->type_name("CC");
  sub->add_option("--topic", options->topic, "Only with this topic")->type_name("TOPIC");
  sub->add_option("--act", options->act, "Only of this act")->type_name("ID");
  sub->add_option("--kind", options->kind, "Only of this kind");
  sub->add_option("--direction", options->direction, "Only of this direction");
  sub->add_flag("--all", options->all, "Also editorial, superseded and irrelevant ones");
  sub->add_option("--after", options->after, "Only after this sequence number")->type_name("SEQ");
  sub->add_flag("--jsonl", options->jsonl, "One JSON document a line");
  sub->add_flag("--csv", options->csv, "A table for spreadsheets");
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
