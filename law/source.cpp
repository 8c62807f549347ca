// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/source.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "law/source_file.h"

namespace zakonwatch {
namespace {

// "253.1", "253_1", "art_253_1", "283a" as comparable parts: numbers by value, letters by code.
std::vector<std::pair<long, std::string>> number_key(std::string_view token) {
  std::vector<std::pair<long, std::string>> out;
  for (size_t at = 0; at < token.size();) {
    size_t next = at;
    const char32_t c = next_code_point(token, next);
    if (digit_value(c) >= 0) {
      const bool superscript = is_superscript_digit(c);
      long value = 0;
      while (at < token.size()) {
        next = at;
        const char32_t d = next_code_point(token, next);
        if (digit_value(d) < 0 || is_superscript_digit(d) != superscript || value > 100000000) break;
        value = value * 10 + digit_value(d);
        at = next;
      }
      out.emplace_back(value, "");
    } else {
      if (is_letter(c)) out.emplace_back(-1, from_code_points(std::u32string(1, lookalike(c))));
      at = next;
    }
  }
  return out;
}

std::string_view article_token(std::string_view eid) {
  eid = eid.substr(0, eid.find("__"));
  eid = eid.substr(0, eid.find('~'));
  return eid.starts_with("art_") ? eid.substr(4) : std::string_view();
}

}  // namespace

bool Watch::covers(std::string_view article_eid) const {
  if (articles.empty()) return true;
  const std::string_view token = article_token(article_eid);
  if (token.empty()) return false;
  const auto key = number_key(token);
  return std::any_of(articles.begin(), articles.end(), [&](const WatchedArticles& range) {
    return number_key(range.from) <= key && key <= number_key(range.to);
  });
}

const DocumentRules& Source::rules_at(Date fetched) const {
  const DatedDocumentRules* best = nullptr;
  for (const DatedDocumentRules& dated : document_before)
    if (fetched < dated.until && (best == nullptr || dated.until < best->until)) best = &dated;
  return best == nullptr ? document : best->rules;
}

std::string Country::name_in(const std::string& language) const {
  for (const std::string& wanted : {language, std::string("en")})
    if (const auto it = name.find(wanted); it != name.end()) return it->second;
  return code;
}

const Watch* Country::watch_for(std::string_view act_key, std::string_view jurisdiction) const {
  const auto it = std::find_if(watch.begin(), watch.end(), [&](const Watch& w) {
    return w.act == act_key &&
           (w.jurisdiction.empty() || jurisdiction.empty() || w.jurisdiction == jurisdiction);
  });
  return it == watch.end() ? nullptr : &*it;
}

Result<SourceCatalogue> SourceCatalogue::load(const std::vector<std::filesystem::path>& folders) {
  SourceCatalogue catalogue;
  std::set<std::string> seen;
  std::set<std::string> ids;
  std::string problems;
  for (const auto& folder : folders) {
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "countries", none))
      if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      if (!seen.insert(file.filename().string()).second) continue;  // an earlier folder has it
      auto document = TomlDocument::read(file);
      if (!document) {
        problems += document.error().message + "\n";
        continue;
      }
      Country country = read_country(*document);
      for (const std::string& problem : document->problems()) problems += problem + "\n";
      for (const Source& source : country.sources)
        if (!ids.insert(source.id.value).second)
          problems += fmt::format("{}: source id '{}' is used twice\n", file.string(), source.id.value);
      catalogue.countries_.push_back(std::move(country));
    }
  }
  if (!problems.empty()) return fail(ErrorKind::config, problems.substr(0, problems.size() - 1));
  return catalogue;
}

std::vector<std::string> SourceCatalogue::lint(const std::filesystem::path& file) {
  auto document = TomlDocument::read(file);
  if (!document) return {document.error().message};
  read_country(*document);
  return document->problems();
}

const Country* SourceCatalogue::country(std::string_view code) const {
  const auto it = std::find_if(countries_.begin(), countries_.end(), [&](const Country& c) {
    return c.code.size() == code.size() && starts_with_nocase(c.code, code);
  });
  return it == countries_.end() ? nullptr : &*it;
}

const Source* SourceCatalogue::source(std::string_view id) const {
  for (const Country& country : countries_)
    for (const Source& source : country.sources)
      if (source.id.value == id) return &source;
  return nullptr;
}

std::vector<const Source*> SourceCatalogue::sources() const {
  std::vector<const Source*> out;
  for (const Country& country : countries_)
    for (const Source& source : country.sources) out.push_back(&source);
  return out;
}

const Country* SourceCatalogue::country_of(const ActId& act) const {
  const size_t slash = act.value.find('/');
  return slash == std::string::npos ? nullptr
                                    : country(act.value.substr(0, std::min(slash, act.value.find('-'))));
}

const Watch* SourceCatalogue::watch(const ActId& act) const {
  const Country* found = country_of(act);
  const size_t slash = act.value.find('/');
  return found == nullptr ? nullptr
                          : found->watch_for(act.value.substr(slash + 1), act.value.substr(0, slash));
}

}  // namespace zakonwatch
