// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/environment.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <cstdlib>

#include "app/converting_parser.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "parsers/worker.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// ZAKONWATCH_NOW is for tests: a daemon under systemd must not be started in another year by accident.
std::optional<Instant> start_time() {
  const std::string text = variable("ZAKONWATCH_NOW");
  if (text.empty()) return {};
  if (!variable("INVOCATION_ID").empty() && !variable("NOTIFY_SOCKET").empty())
    throw Fault(ErrorKind::config,
                "ZAKONWATCH_NOW is set under systemd; take it out of the unit's environment");
  const Instant now = value_or_throw(parse_rfc3339(text));
  log::warn("time is taken to start at {} (ZAKONWATCH_NOW)", to_rfc3339(now));
  return now;
}

// The data files beside the program: installed under share/, or in the source tree the program was built
// from.
fs::path installed_sources() {
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none);
  fs::path beside = program.parent_path().parent_path() / "share/zakonwatch/sources";
  if (fs::is_directory(beside, none)) return beside;
  if (fs::is_directory(ZAKONWATCH_BUILD_SOURCES_DIR, none)) return ZAKONWATCH_BUILD_SOURCES_DIR;
  return ZAKONWATCH_SOURCES_DIR;
}

fs::path default_state() {
  if (const std::string home = variable("XDG_STATE_HOME"); !home.empty())
    return fs::path(home) / "zakonwatch";
  if (const std::string home = variable("HOME"); !home.empty())
    return fs::path(home) / ".local/state/zakonwatch";
  throw Fault(ErrorKind::config,
              "no state folder: give --state DIR, or set 'state' in the configuration file");
}

std::string first_folder(const std::string& list) { return list.substr(0, list.find(':')); }

}  // namespace

Environment::Environment(Globals globals, const Clock* clock)
    : globals_(std::move(globals)),
      system_clock_(clock == nullptr ? start_time() : std::nullopt),
      clock_(clock == nullptr ? &system_clock_ : clock),
      languages_(within("languages")),
      lexicons_(source_folders()) {}

std::vector<fs::path> Environment::source_folders() const {
  std::vector<fs::path> out;
  if (!globals_.sources.empty()) {
    if (!fs::is_directory(globals_.sources))
      throw Fault(ErrorKind::usage, fmt::format("--sources {}: there is no such folder", globals_.sources));
    out.emplace_back(globals_.sources);
  }
  out.push_back(installed_sources());
  return out;
}

std::vector<fs::path> Environment::within(const char* name) const {
  std::vector<fs::path> out;
  for (const fs::path& folder : source_folders()) out.push_back(folder / name);
  return out;
}

const Config& Environment::config() {
  if (config_) return *config_;
  std::string file = globals_.config.empty() ? variable("ZAKONWATCH_CONFIG") : globals_.config;
  if (file.empty() && fs::exists("/etc/zakonwatch/zakonwatch.toml")) file = "/etc/zakonwatch/zakonwatch.toml";
  config_ = file.empty() ? Config{} : value_or_throw(load_config(file));
  return *config_;
}

fs::path Environment::state() {
  fs::path folder = globals_.state;
  if (folder.empty()) folder = first_folder(variable("STATE_DIRECTORY"));
  if (folder.empty()) folder = config().state;
  if (folder.empty()) folder = default_state();
  std::error_code error;
  const bool made = fs::create_directories(folder, error);
  if (error)
    throw Fault(ErrorKind::io, fmt::format("{}: cannot be made: {}", folder.string(), error.message()));
  if (made) chmod(folder.c_str(), 0700);  // subscribers live here
  return folder;
}

std::optional<int64_t> Environment::scarce_room() {
  std::error_code unknown;
  const std::filesystem::space_info space = std::filesystem::space(state(), unknown);
  if (unknown) return {};
  const auto left = static_cast<int64_t>(space.available >> 20);
  return left < config().crawler.min_free ? std::optional(left) : std::nullopt;
}

const SourceCatalogue& Environment::catalogue() {
  if (!catalogue_) catalogue_ = value_or_throw(SourceCatalogue::load(source_folders()));
  return *catalogue_;
}

std::shared_ptr<const LanguageProfile> Environment::language(const std::string& code) {
  return value_or_throw(languages_.get(code));
}

std::shared_ptr<const Lexicon> Environment::lexicon(const std::string& code) {
  return value_or_throw(lexicons_.get(code));
}

std::vector<std::shared_ptr<const Lexicon>> Environment::lexicons() {
  return value_or_throw(lexicons_.all());
}

const Topics& Environment::topics() {
  if (topics_) return *topics_;
  for (const fs::path& folder : source_folders()) {
    if (!fs::exists(folder / "topics.toml")) continue;
    topics_ = value_or_throw(Topics::load(folder / "topics.toml"));
    return *topics_;
  }
  throw Fault(ErrorKind::config,
              "topics.toml is in none of the sources folders; is Zakonwatch installed whole?");
}

Parser& Environment::parser() {
  if (parser_) return *parser_;
  std::unique_ptr<Parser> own = std::make_unique<PlainParser>();
  if (globals_.sealed_parser)
    own = std::make_unique<ParserPool>(WorkerOptions{.command = {"/proc/self/exe", "parse-worker"}});
  parser_ = std::make_unique<ConvertingParser>(std::move(own), config().parsers);
  return *parser_;
}

const Source& Environment::source(const std::string& id) {
  if (const Source* found = catalogue().source(id)) return *found;
  std::string near;
  for (const Source* source : catalogue().sources())
    if (edit_distance(id, source->id.value) <= 3 || source->id.value.starts_with(id + "-"))
      near += " " + source->id.value;
  throw Fault(ErrorKind::usage,
              near.empty() ? fmt::format("there is no source '{}'; `zakonwatch sources list` names them", id)
                           : fmt::format("there is no source '{}'; did you mean{}?", id, near));
}

}  // namespace zakonwatch
