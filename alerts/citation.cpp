// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/citation.h"

#include <fmt/format.h>

#include "alerts/catalogue.h"
#include "alerts/render.h"
#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

std::string one_line(const std::string& text) { return squeeze_space(reveal_controls(text)); }

std::string version_words(const char* message, Instant fetched, const std::string& sha256,
                          const Catalogue& words) {
  if (sha256.empty()) return {};
  return " " + words.say(message, {{"time", to_rfc3339(fetched)}, {"sha256", sha256}});
}

std::string provision_words(const DigestItem& item) {
  std::string line = one_line(item.act_title);
  if (!item.act_id.empty()) line += " (" + item.act_id + ")";
  return line + ", " + one_line(item.change.side().label);
}

std::string dates_words(const DigestItem& item, const Catalogue& words) {
  std::string line;
  if (is_bill(item)) line += ", " + words.say("a bill");
  if (const auto from = force_date(item))
    line += ", " + words.say("in force from {date}", {{"date", to_iso(*from)}});
  if (item.published) line += ", " + words.say("published {date}", {{"date", to_iso(*item.published)}});
  if (item.change.attribution.kind != AttributionKind::none)
    line += ", " + attribution_words(item.change.attribution, words);
  return line;
}

// BibTeX: what its parser and TeX would obey is taken apart.
std::string bibtex_text(const std::string& text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (std::string_view("#$%&_").find(c) != std::string_view::npos) out += '\\';
    if (c == '{' || c == '}') out += '\\';
    if (c == '\\')
      out += "\\textbackslash ";
    else if (c == '~')
      out += "\\textasciitilde ";
    else if (c == '^')
      out += "\\textasciicircum ";
    else
      out += c;
  }
  return out;
}

std::string hash_note(const DigestItem& item) {
  const std::string old = item.old_sha256.empty() ? "" : "; old version SHA-256 " + item.old_sha256;
  return fmt::format("SHA-256 {}{}; archive {}; Zakonwatch change {}", item.new_sha256, old,
                     item.archive_reference, item.change_id);
}

std::string bibtex(const DigestItem& item) {
  std::string out = fmt::format("@misc{{{},\n", item.change_id);
  const auto field = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {} = {{{}}},\n", name, value);
  };
  field("title", bibtex_text(provision_words(item)));
  field("howpublished", bibtex_text(item.country_name));
  if (const auto from = force_date(item)) {
    field("date", to_iso(*from));
    field("year", fmt::format("{}", static_cast<int>(from->year())));
  }
  field("url", one_line(replace_all(item.official_url, "}", "%7D")));
  field("urldate", to_rfc3339(item.new_fetched_at).substr(0, 10));
  field("note", bibtex_text(hash_note(item)));
  return out + "}\n";
}

std::string ris(const DigestItem& item) {
  std::string out = "TY  - STAT\r\n";
  const auto field = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("{}  - {}\r\n", name, one_line(value));
  };
  field("ID", item.change_id);
  field("TI", provision_words(item));
  if (const auto from = force_date(item)) field("DA", replace_all(to_iso(*from), "-", "/"));
  field("CY", item.country_name);
  field("LA", item.language);
  field("UR", item.official_url);
  field("Y2", replace_all(to_rfc3339(item.new_fetched_at).substr(0, 10), "-", "/"));
  field("N1", hash_note(item));
  return out + "ER  - \r\n";
}

}  // namespace

std::optional<CitationFormat> citation_format(std::string_view name) {
  if (name == "text") return CitationFormat::text;
  if (name == "csl-json") return CitationFormat::csl_json;
  if (name == "bibtex") return CitationFormat::bibtex;
  if (name == "ris") return CitationFormat::ris;
  return {};
}

std::string citation(const DigestItem& item, const std::string& language) {
  const Catalogue& words = Catalogue::of(language);
  std::string line = item.country_name + ", " + provision_words(item) + dates_words(item, words) + ".";
  if (!item.official_url.empty()) line += " " + one_line(item.official_url) + ".";
  line += version_words(mark("Version fetched {time}, SHA-256 {sha256}."), item.new_fetched_at,
                        item.new_sha256, words);
  line += version_words(mark("Compared with the version fetched {time}, SHA-256 {sha256}."),
                        item.old_fetched_at, item.old_sha256, words);
  if (!item.archive_reference.empty())
    line += " " + words.say("Archived at {reference}.", {{"reference", one_line(item.archive_reference)}});
  return line + " Zakonwatch, " + item.change_id + ".";
}

std::string cite(const DigestItem& item, CitationFormat format, const std::string& language) {
  switch (format) {
    case CitationFormat::text:
      return citation(item, language) + "\n";
    case CitationFormat::csl_json:
      return cite_csl_json(item, language);
    case CitationFormat::bibtex:
      return bibtex(item);
    case CitationFormat::ris:
      break;
  }
  return ris(item);
}

}  // namespace zakonwatch
