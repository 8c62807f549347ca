// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <filesystem>
#include <fstream>

#include "app/akoma_ntoso.h"
#include "app/changes_csv.h"
#include "app/commands/command.h"
#include "app/evidence_pack.h"
#include "app/point_in_time.h"
#include "app/recorded_json.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/files.h"
#include "crawler/warc.h"
#include "store/changes.h"
#include "store/documents.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

struct Options {
  bool warc = false, akn = false, jsonl = false, csv = false;
  std::string act, change, output, at;
};

RecordedChange the_change(Record& record, const std::string& id) {
  auto change = Changes(record).get(id);
  if (!change) throw Fault(ErrorKind::not_found, fmt::format("there is no change '{}'", id));
  return std::move(*change);
}

int evidence(Environment& environment, Record& record, const Options& options) {
  const EvidencePack pack =
      write_evidence_pack(environment, record, the_change(record, options.change), options.output);
  for (const std::string& sentence : pack.missing) print("MISSING: " + sentence + "\n");
  print(fmt::format("{}: {} files; README.md says how to check them\n", options.output, pack.files.size()));
  return pack.missing.empty() ? 0 : 1;
}

// The answers that a version of the act, the change, or anything at all was read from.
std::vector<WarcPosition> positions(Record& record, const Options& options) {
  std::vector<WarcPosition> out;
  Snapshots snapshots(record);
  if (!options.change.empty()) {
    const RecordedChange change = the_change(record, options.change);
    return {change.old_snapshot.warc, change.new_snapshot.warc};
  }
  if (options.act.empty()) {
    snapshots.each([&](const Snapshot& snapshot) { out.push_back(snapshot.warc); });
    return out;
  }
  Versions versions(record);
  for (const Expression& expression : versions.expressions(ActId(options.act)))
    for (const Version& version : versions.of(expression.id))
      out.push_back(snapshots.get(version.snapshot).value().warc);
  if (out.empty()) throw Fault(ErrorKind::not_found, fmt::format("no act '{}' is on record", options.act));
  return out;
}

int warc(Environment& environment, Record& record, const Options& options) {
  const auto wanted = positions(record, options);
  value_or_throw(export_warc_records(environment.state() / "warc", wanted, options.output,
                                     "zakonwatch/" ZAKONWATCH_VERSION, environment.clock().now()));
  print(fmt::format("{}: {} answers\n", options.output, wanted.size()));
  return 0;
}

int akn(Environment& environment, Record& record, const Options& options) {
  if (options.act.empty()) throw Fault(ErrorKind::usage, "--akn needs --act ID");
  const Date today(std::chrono::floor<std::chrono::days>(environment.clock().now()));
  const auto day = options.at.empty() ? today : parse_iso_date(options.at);
  if (!day) throw Fault(ErrorKind::usage, fmt::format("--at {}: write YYYY-MM-DD", options.at));
  const ActId id(options.act);
  const auto version = PointInTime(environment).version_at(id, *day);
  if (!version)
    throw Fault(ErrorKind::not_found,
                fmt::format("no edition of '{}' that holds on {} is on record", options.act, to_iso(*day)));
  const auto snapshot = Snapshots(record).get(version->snapshot).value();
  const std::string country = options.act.substr(0, options.act.find('/'));
  value_or_throw(write_file_atomic(
      options.output, akoma_ntoso(Versions(record).load(version->id), *version, country, snapshot.url)));
  print(fmt::format("{}: the edition of {}\n", options.output, to_iso(version->valid_from)));
  return 0;
}

int table(Record& record, const Options& options) {
  const fs::path part = options.output + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  if (options.csv) out << changes_csv_head();
  size_t count = 0;
  const auto put = [&](const RecordedChange& change) {
    out << (options.csv ? changes_csv_row(change) : recorded_change_json(change) + "\n");
    ++count;
  };
  if (!options.change.empty())
    put(the_change(record, options.change));
  else
    Changes(record).each({.act = options.act, .all = true}, put);
  out.close();
  if (!out) throw Fault(ErrorKind::io, fmt::format("{}: cannot be written", part.string()));
  value_or_throw(fsync_file(part));
  fs::rename(part, options.output);
  print(fmt::format("{}: {} changes\n", options.output, count));
  return 0;
}

int run(Environment& environment, const Options& options) {
  if (options.warc + options.akn + options.jsonl + options.csv > 1)
    throw Fault(ErrorKind::usage, "one of --warc, --akn, --jsonl, --csv at a time");
  const auto record = open_record_for_reading(environment);
  if (options.warc) return warc(environment, *record, options);
  if (options.akn) return akn(environment, *record, options);
  if (options.jsonl || options.csv) return table(*record, options);
  if (options.change.empty())
    throw Fault(ErrorKind::usage,
                "what to export? --change ID for an evidence pack, or --warc, --akn, --jsonl, --csv");
  return evidence(environment, *record, options);
}

}  // namespace

void add_export(CommandLine& line) {
  CLI::App* sub = line.verb(
      "export", "Evidence of a change as a folder or zip; or the record as WARC, Akoma Ntoso, tables");
  auto options = std::make_shared<Options>();
  sub->add_flag("--warc", options->warc, "The servers' answers, as a WARC file");
  sub->add_flag("--akn", options->akn, "An act as Akoma Ntoso 3.0");
  sub->add_flag("--jsonl", options->jsonl, "Changes, one JSON document a line");
  sub->add_flag("--csv", options->csv, "Changes as a table");
  sub->add_option("--act", options->act, "Only of this act")->type_name("ID");
  sub->add_option("--change", options->change, "Only this change; without a format, all that proves it")
      ->type_name("ID");
  sub->add_option("--at", options->at, "With --akn: as in force on this day (today)")->type_name("DATE");
  sub->add_option("--output", options->output, "A new folder, a .zip file, or a file")
      ->type_name("PATH")
      ->required();
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
