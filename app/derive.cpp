// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/derive.h"

#include <fmt/core.h>

#include "base/content_hash.h"
#include "base/text.h"
#include "parsers/document.h"

namespace zakonwatch {
namespace {

const std::string& language_of(const Source& source) {
  return source.document.language.empty() ? source.languages.at(0) : source.document.language;
}

ActId identify(const Source& source, const Act& act, const std::string& key, const std::string& url) {
  std::string found = source.identity_is_number && !act.number.empty() ? act.number : key;
  if (found.empty()) found = act.id.value;
  if (found.empty()) found = act.number;
  if (found.empty()) found = "at-" + sha256_hex(url).substr(0, 12);
  return source.act_id(replace_all(squeeze_space(found), " ", "-"));
}

bool digits(std::string_view text, size_t at, size_t count) {
  if (at + count > text.size()) return false;
  for (size_t i = at; i < at + count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  return (at == 0 || text[at - 1] < '0' || text[at - 1] > '9') &&
         (at + count == text.size() || text[at + count] < '0' || text[at + count] > '9');
}

// 2013/04/01, 2013-04-01, /ed20130401, =01.04.2013
std::optional<Date> date_in_address(std::string_view url) {
  for (size_t at = 0; at < url.size(); ++at) {
    std::optional<Date> date;
    if (digits(url, at, 4) && at + 10 <= url.size() && (url[at + 4] == '-' || url[at + 4] == '/') &&
        url[at + 7] == url[at + 4])
      date = parse_iso_date(
          fmt::format("{}-{}-{}", url.substr(at, 4), url.substr(at + 5, 2), url.substr(at + 8, 2)));
    else if (digits(url, at, 8) && at >= 2 && url.substr(at - 2, 2) == "ed")
      date = parse_iso_date(
          fmt::format("{}-{}-{}", url.substr(at, 4), url.substr(at + 4, 2), url.substr(at + 6, 2)));
    else if (digits(url, at, 2) && at + 10 <= url.size() && url[at + 2] == '.' && url[at + 5] == '.' &&
             digits(url, at + 6, 4))
      date = parse_dotted_date(url.substr(at, 10));
    if (date) return date;
  }
  return {};
}

}  // namespace

Derivation todays_derivation(Environment& environment, const Source& source) {
  return {.parser = std::string(kParserVersion),
          .profile = environment.language(language_of(source))->sha256,
          .source_def = source.document_sha256};
}

Result<Derived> derive(Environment& environment, const Source& source, const Served& served,
                       const std::string& key) {
  Derived out;
  out.profile = environment.language(language_of(source));
  auto day = calendar_date(served.fetched_at, source.time_zone);
  if (!day) return fail(day.error());
  const DocumentRules& rules = source.rules_at(*day);
  const DocumentInput input{.bytes = served.body,
                            .format = rules.format,
                            .media_type = served.media_type,
                            .charset = served.charset,
                            .charset_override = source.charset,
                            .url = served.url,
                            .profile = out.profile.get(),
                            .rules = &rules};
  auto act = environment.parser().document(input);
  if (!act) return fail(std::move(act.error()).with(served.url));
  out.act = std::move(*act);
  out.act.id = identify(source, out.act, key, served.url);
  out.text_sha256 = act_text_hash(out.act);
  out.derivation = todays_derivation(environment, source);
  return out;
}

Result<ValidFrom> valid_from(const Act& act, std::string_view url, Instant first_seen,
                             const std::string& time_zone) {
  if (act.dates.version) return ValidFrom{*act.dates.version, ValidFromBasis::printed};
  if (const auto date = date_in_address(url)) return ValidFrom{*date, ValidFromBasis::address};
  auto today = calendar_date(first_seen, time_zone);
  if (!today) return fail(today.error());
  return ValidFrom{*today, ValidFromBasis::first_seen};
}

}  // namespace zakonwatch
