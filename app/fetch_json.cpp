// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fetch_json.h"

#include <nlohmann/json.hpp>

#include "base/content_hash.h"

namespace zakonwatch {

std::string fetch_json(const FetchOutcome& outcome) {
  using Json = nlohmann::ordered_json;
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  const Json out = {{"url", outcome.url},
                    {"redirects", outcome.redirects},
                    {"status", outcome.status},
                    {"media_type", text_or_null(outcome.media_type)},
                    {"charset", text_or_null(outcome.charset)},
                    {"etag", text_or_null(outcome.validators.etag)},
                    {"last_modified", text_or_null(outcome.validators.last_modified)},
                    {"wire_bytes", outcome.wire_body.size()},
                    {"bytes", outcome.body.size()},
                    {"sha256", sha256_hex(outcome.body)},
                    {"ip", text_or_null(outcome.ip)},
                    {"tls_issuer", text_or_null(outcome.tls_issuer)},
                    {"fetched_at", to_rfc3339(outcome.started)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace zakonwatch
