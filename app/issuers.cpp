// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/issuers.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/url.h"

namespace zakonwatch {

std::string organisation_of(std::string_view issuer) {
  for (size_t at = 0; at < issuer.size();) {
    while (at < issuer.size() && (issuer[at] == ' ' || issuer[at] == ',')) ++at;
    const size_t equals = issuer.find('=', at);
    if (equals == std::string_view::npos) break;
    const std::string_view name = trim(issuer.substr(at, equals - at));
    size_t begin = issuer.find_first_not_of(' ', equals + 1);
    if (begin == std::string_view::npos) break;
    const bool quoted = issuer[begin] == '"';
    if (quoted) ++begin;
    const size_t end = std::min(issuer.find(quoted ? '"' : ',', begin), issuer.size());
    if (name == "O") return std::string(trim(issuer.substr(begin, end - begin)));
    at = quoted ? end + 1 : end;
  }
  return std::string(trim(issuer));
}

void Issuers::saw(const std::string& url, const std::string& issuer, Instant when) {
  if (issuer.empty()) return;  // not over TLS
  const auto parsed = parse_url(url);
  if (!parsed) return;
  const std::string origin = parsed->origin();
  const auto [known, first] = known_.try_emplace(origin, issuer);
  if (!first && known->second == issuer) return;
  known->second = issuer;
  const std::string before = schedule_.issuer(origin);
  if (before == issuer) return;
  schedule_.set_issuer(origin, issuer, when);
  if (before.empty() || organisation_of(before) == organisation_of(issuer)) return;
  desk_.issuer(origin, fmt::format("the certificate of {} is now issued by \"{}\", before by \"{}\": if its "
                                   "owner did not change it, somebody may stand between",
                                   origin, organisation_of(issuer), organisation_of(before)));
}

}  // namespace zakonwatch
