// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/act_file.h"
#include "app/commands/command.h"
#include "app/coverage_table.h"
#include "app/health.h"
#include "app/outline_view.h"
#include "app/status_json.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/files.h"
#include "law/act_json.h"
#include "law/lexicon.h"
#include "store/record.h"

namespace zakonwatch {
namespace {

std::vector<SourceState> states(Environment& environment) {
  const auto file = environment.state() / "record.db";
  if (!std::filesystem::exists(file)) return {};
  const auto record = Record::open(file, Record::Mode::read_only);
  auto states = Schedule(*record).all();
  for (SourceState& state : states)
    if (const Source* source = environment.catalogue().source(state.source.value))
      state.health = health_now(state, *source, environment.clock().now());
  return states;
}

int list(Environment& environment, bool each) {
  const auto sources = environment.catalogue().sources();
  const auto known = states(environment);
  if (environment.globals().json) {
    print(sources_json(sources, known) + "\n");
    return 0;
  }
  if (!each) {
    print(coverage_table(environment.catalogue().countries(), known));
    return 0;
  }
  print(fmt::format("{:<4} {:<20} {:<13} {:<9} {:<8} {}\n", "", "source", "kind", "verified", "health",
                    "title"));
  for (const Source* source : sources) {
    Health health = Health::unseen;
    for (const SourceState& state : known)
      if (state.source == source->id) health = state.health;
    print(fmt::format("{:<4} {:<20} {:<13} {:<9} {:<8} {}\n", source->country, source->id.value,
                      to_string(source->kind), to_string(source->verified),
                      source->enabled ? to_string(health) : "off", source->title));
  }
  return 0;
}

int show(Environment& environment, const std::string& id) {
  environment.source(id);  // an unknown id is refused with near ones
  for (const auto& folder : environment.source_folders()) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "countries", none)) {
      auto text = read_file(entry.path());
      if (!text || text->find(fmt::format("\"{}\"", id)) == std::string::npos) continue;
      print(fmt::format("# {}\n{}", entry.path().string(), *text));
      return 0;
    }
  }
  throw Fault(ErrorKind::not_found, fmt::format("the file of source '{}' is gone", id));
}

size_t lint_lexicons(Environment& environment) {
  size_t problems = 0;
  const auto tell = [&](const std::filesystem::path& file, const std::string& problem) {
    print(fmt::format("{}: {}\n", file.string(), problem));
    ++problems;
  };
  for (const auto& folder : environment.source_folders()) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "lexicon", none)) {
      if (entry.path().extension() != ".toml") continue;
      const auto lexicon = Lexicon::load(entry.path());
      if (!lexicon) tell(entry.path(), lexicon.error().message);
      if (!lexicon) continue;
      for (const std::string& problem : lexicon->lint()) tell(entry.path(), problem);
    }
  }
  return problems;
}

int lint(Environment& environment) {
  size_t problems = 0;
  for (const auto& folder : environment.source_folders()) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "countries", none)) {
      if (entry.path().extension() != ".toml") continue;
      for (const std::string& problem : SourceCatalogue::lint(entry.path())) {
        print(problem + "\n");
        ++problems;
      }
    }
  }
  Languages languages([&] {
    std::vector<std::filesystem::path> folders;
    for (const auto& folder : environment.source_folders()) folders.push_back(folder / "languages");
    return folders;
  }());
  for (const std::string& code : languages.codes())
    if (const auto profile = languages.get(code); !profile) {
      print(profile.error().message + "\n");
      ++problems;
    }
  problems += lint_lexicons(environment);
  if (problems == 0) print("all source, language and lexicon files are sound\n");
  return problems == 0 ? 0 : error_traits(ErrorKind::config).exit_status;
}

int test(Environment& environment, const std::string& id, const std::string& file) {
  const ActFile loaded = load_act_file(environment, file, {.source = id});
  print(environment.globals().json ? act_to_json(loaded.act) + "\n"
                                   : outline_text(loaded.act, terminal_columns()));
  return 0;
}

}  // namespace

void add_sources(CommandLine& line) {
  CLI::App* verb = line.verb("sources", "The sites that are watched");
  verb->require_subcommand(1);
  const auto add = [&](const char* name, const char* description) {
    CLI::App* sub = verb->add_subcommand(name, description);
    sub->fallthrough();
    return sub;
  };
  auto each = std::make_shared<bool>(false);
  CLI::App* all = add("list", "What is watched, by country: how it was verified and how it is");
  all->add_flag("--each", *each, "A line per source");
  line.runs(all, [each](Environment& environment) { return list(environment, *each); });
  line.runs(add("lint", "Check every source and language file"), lint);
  auto id = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  CLI::App* one = add("show", "The file of a source");
  one->add_option("ID", *id)->required();
  line.runs(one, [id](Environment& environment) { return show(environment, *id); });
  add_sources_check(line,
                    add("check", "Visit a source's live site, twice, and say what holds and what to mend"));
  CLI::App* trial = add("test", "Read a file with a source's rules and print what was recognised");
  trial->add_option("ID", *id)->required();
  trial->add_option("FILE", *file)->required();
  line.runs(trial, [id, file](Environment& environment) { return test(environment, *id, *file); });
}

}  // namespace zakonwatch
