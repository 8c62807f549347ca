// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to *_json.cpp: nlohmann-json is heavy and stays in those files.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace zakonwatch::json_fields {

using Json = nlohmann::ordered_json;

inline Json date(const std::optional<Date>& value) { return value ? Json(to_iso(*value)) : Json(nullptr); }
inline Json text(const std::optional<std::string>& value) { return value ? Json(*value) : Json(nullptr); }
inline Json text_or_null(const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); }
// Ill-formed UTF-8 cannot reach here from a parser; were it to, it is replaced rather than thrown over.
inline std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Reads a document that our own writer made; anything else is an error, never a crash. `read` may throw
// nlohmann's exceptions: they end here.
template <typename Value, typename Read>
Result<Value> parse(std::string_view bytes, const char* what, Read read) {
  try {
    return read(Json::parse(bytes));
  } catch (const nlohmann::json::exception& error) {
    return fail(ErrorKind::parse, fmt::format("{} is not readable as JSON: {}", what, error.what()));
  }
}

inline std::optional<Date> read_date(const Json& json) {
  return json.is_string() ? parse_iso_date(json.get_ref<const std::string&>()) : std::nullopt;
}
inline std::optional<std::string> read_text(const Json& json) {
  return json.is_string() ? std::optional(json.get<std::string>()) : std::nullopt;
}
inline std::string read_text_or_empty(const Json& json) { return read_text(json).value_or(""); }
inline std::vector<std::string> read_texts(const Json& json) { return json.get<std::vector<std::string>>(); }

}  // namespace zakonwatch::json_fields
