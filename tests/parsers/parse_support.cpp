// SPDX-License-Identifier: GPL-3.0-or-later
#include "parse_support.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/fault.h"
#include "base/files.h"
#include "tests/places.h"

namespace zakonwatch::test {

std::shared_ptr<const LanguageProfile> profile(const std::string& code) {
  static Languages languages({std::filesystem::path(project_root()) / "sources/languages"});
  return value_or_throw(languages.get(code));
}

const Source& source(const std::string& id) {
  static const SourceCatalogue catalogue =
      value_or_throw(SourceCatalogue::load({std::filesystem::path(project_root()) / "sources"}));
  const Source* found = catalogue.source(id);
  if (found == nullptr) throw std::runtime_error("no source " + id);
  return *found;
}

Act parse(const std::string& language, const std::string& format, std::string_view bytes,
          const DocumentRules* rules) {
  const auto rules_of = profile(language);
  return value_or_throw(
      parse_document({.bytes = bytes, .format = format, .profile = rules_of.get(), .rules = rules}));
}

const Provision& provision(const Act& act, const std::string& eid) {
  const Provision* found = act.find(eid);
  if (found == nullptr) throw std::runtime_error("no provision " + eid);
  return *found;
}

std::vector<std::string> article_eids(const Act& act) {
  std::vector<std::string> out;
  for (const Provision& one : act.provisions)
    if (one.type == ProvisionType::article) out.push_back(one.eid);
  return out;
}

std::string duplicate_eid(const Act& act) {
  std::set<std::string> seen;
  for (const Provision& one : act.provisions)
    if (!seen.insert(one.eid).second) return one.eid;
  return {};
}

std::vector<std::filesystem::path> corpus(const std::string& folder, const std::string& extension) {
  std::vector<std::filesystem::path> out;
  std::error_code none;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(corpus_folder()) / folder, none))
    if (entry.path().extension() == extension) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string read(const std::filesystem::path& file) { return value_or_throw(read_file(file)); }

}  // namespace zakonwatch::test
