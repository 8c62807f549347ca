// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/config.h"
#include "base/clock.h"
#include "law/language.h"
#include "law/lexicon.h"
#include "law/source.h"
#include "law/topics.h"
#include "parsers/parser.h"

namespace zakonwatch {

// What every verb takes (contract.md).
struct Globals {
  std::string config, state, sources;
  bool json = false;
  int verbose = 0;
  bool quiet = false;
  bool sealed_parser = false;  // of the program alone: tests have no `parse-worker` verb to start
  int trouble_floor = 1;       // the lowest exit status that trouble may have; `diff` needs 1 for itself
};

// Where a process finds its things: configuration, state, data files, time. Data files are loaded on first
// use; what is wrong with them is thrown as a Fault, because nothing can go on without them.
class Environment {
 public:
  // Tests bring their own clock; it must outlive the environment.
  explicit Environment(Globals globals, const Clock* clock = nullptr);

  const Globals& globals() const { return globals_; }
  const Config& config();
  std::filesystem::path state();  // the folder; made (mode 0700) where missing
  const Clock& clock() const { return *clock_; }
  // MiB free on the state's disk, where that is less than [crawler] min_free: then nothing more is fetched.
  std::optional<int64_t> scarce_room();

  const SourceCatalogue& catalogue();
  // The profile of a language; unknown ones are usage errors.
  std::shared_ptr<const LanguageProfile> language(const std::string& code);
  std::shared_ptr<const Lexicon> lexicon(const std::string& code);  // null where there is none
  std::vector<std::shared_ptr<const Lexicon>> lexicons();
  const Topics& topics();
  const Source& source(const std::string& id);  // unknown ids are usage errors that name near ones
  // Where untrusted bytes become values: sealed children, or this process where there are none.
  Parser& parser();
  // --sources first, then the installed folder.
  std::vector<std::filesystem::path> source_folders() const;

 private:
  std::vector<std::filesystem::path> within(const char* name) const;

  Globals globals_;
  SystemClock system_clock_;
  const Clock* clock_;
  std::optional<Config> config_;
  std::optional<SourceCatalogue> catalogue_;
  std::optional<Topics> topics_;
  Languages languages_;
  Lexicons lexicons_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace zakonwatch
