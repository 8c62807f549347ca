// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/act_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/fault.h"
#include "base/files.h"
#include "base/text.h"
#include "parsers/document.h"

namespace zakonwatch {
namespace {

constexpr std::array<std::string_view, 7> kTypes = {"html", "xml", "pdf", "docx", "txt", "md", "json"};

std::string type_of(const std::string& file, const std::string& wanted) {
  if (!wanted.empty()) {
    if (std::find(kTypes.begin(), kTypes.end(), wanted) == kTypes.end())
      throw Fault(ErrorKind::usage,
                  fmt::format("--type {}: one of html, xml, pdf, docx, txt, md, json", wanted));
    return wanted;
  }
  std::string extension = to_lower(std::filesystem::path(file).extension().string());
  if (!extension.empty()) extension.erase(0, 1);
  if (extension == "htm" || extension == "xhtml") return "html";
  return std::find(kTypes.begin(), kTypes.end(), extension) == kTypes.end() ? "" : extension;
}

bool same_title(std::string_view a, std::string_view b) {
  const FoldRules rules{.case_insensitive = true};
  return !a.empty() && fold(a, rules) == fold(b, rules);
}

// The watch list entry a file's act falls under: by --act, else by the key, number or title the file prints,
// among the countries that legislate in its language.
const Watch* recognise(const SourceCatalogue& catalogue, const Act& act, const ActFileOptions& options) {
  if (!options.act.empty()) return catalogue.watch(ActId(options.act));
  if (act.id.value.find('/') != std::string::npos) return catalogue.watch(act.id);
  for (const Country& country : catalogue.countries()) {
    const auto& languages = country.languages;
    if (std::find(languages.begin(), languages.end(), act.language) == languages.end()) continue;
    for (const Watch& watch : country.watch)
      if ((!act.id.empty() && watch.act == act.id.value) ||
          (!act.number.empty() && watch.act == act.number) || same_title(watch.title, act.title))
        return &watch;
  }
  return nullptr;
}

// The one country that legislates in a language; null where there are several or none.
const Country* only_country(const SourceCatalogue& catalogue, const std::string& language) {
  const Country* found = nullptr;
  for (const Country& country : catalogue.countries()) {
    const auto& languages = country.languages;
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) continue;
    if (found != nullptr) return nullptr;
    found = &country;
  }
  return found;
}

// The parser gives the key as the page prints it; the jurisdiction in front makes it an id.
ActId full_id(const SourceCatalogue& catalogue, const Act& act, const Source* source,
              const std::string& wanted) {
  if (!wanted.empty()) return ActId(wanted);
  if (source != nullptr) {
    const std::string key = source->identity_is_number || act.id.empty() ? act.number : act.id.value;
    return key.empty() ? ActId() : source->act_id(key);
  }
  const Country* country = only_country(catalogue, act.language);
  return country == nullptr || act.id.empty() ? ActId() : ActId(to_lower(country->code) + "/" + act.id.value);
}

}  // namespace

ActFile load_act_file(Environment& environment, const std::string& file, const ActFileOptions& options) {
  const Source* source = options.source.empty() ? nullptr : &environment.source(options.source);
  const std::string type = type_of(file, options.type);
  if (source == nullptr && options.language.empty())
    throw Fault(ErrorKind::usage,
                "give --source ID or --language LANG, so that the file's structure is known");
  if (type == "json" && source == nullptr)
    throw Fault(ErrorKind::usage, "--type json needs --source: the file's fields are described there");
  std::string language = options.language;
  if (language.empty() && source != nullptr) language = source->document.language;
  ActFile out;
  out.profile = environment.language(language);
  const std::string bytes = value_or_throw(read_file(file));
  const DocumentInput input{.bytes = bytes,
                            .format = type,
                            .charset_override = source == nullptr ? "" : source->charset,
                            .profile = out.profile.get(),
                            .rules = source == nullptr ? nullptr : &source->document};
  auto act = environment.parser().document(input);
  if (!act) throw Fault(std::move(act.error()).with(file));
  out.act = std::move(*act);
  out.watch = recognise(environment.catalogue(), out.act, options);
  out.act.id = full_id(environment.catalogue(), out.act, source, options.act);
  out.country = source == nullptr ? environment.catalogue().country_of(out.act.id)
                                  : environment.catalogue().country(source->country);
  return out;
}

}  // namespace zakonwatch
