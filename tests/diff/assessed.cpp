// SPDX-License-Identifier: GPL-3.0-or-later
#include "assessed.h"

#include <filesystem>
#include <stdexcept>

#include "law/language.h"
#include "law/lexicon.h"
#include "law/topics.h"
#include "tests/places.h"

namespace zakonwatch::testing {
namespace {

const std::filesystem::path kSources = std::filesystem::path(project_root()) / "sources";

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().sentence());
  return std::move(*result);
}

}  // namespace

ChangeSet assessed(const std::string& language, const std::string& id, const std::vector<Line>& old_lines,
                   const std::vector<Line>& new_lines) {
  static const SourceCatalogue catalogue = value_of(SourceCatalogue::load({kSources}));
  static const Topics topics = value_of(Topics::load(kSources / "topics.toml"));
  static Languages languages({kSources / "languages"});
  static Lexicons lexicons({kSources});
  Act before = make_act(old_lines), after = make_act(new_lines);
  before.id = after.id = ActId(id);
  before.language = after.language = language;
  const auto profile = value_of(languages.get(language));
  const auto lexicon = value_of(lexicons.get(language));
  CompareInput input{.old_act = &before, .new_act = &after};
  input.assess.profile = profile.get();
  input.assess.lexicon = lexicon.get();
  input.assess.topics = &topics;
  input.assess.watch = catalogue.watch(before.id);
  input.assess.country = catalogue.country_of(before.id);
  return compare(input);
}

}  // namespace zakonwatch::testing
