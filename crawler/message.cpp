// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/message.h"

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {

bool equal_nocase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_nocase(a, b);
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string_view trim_blanks(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

Fields Fields::parse(std::string_view head) {
  Fields out;
  head.remove_prefix(std::min(head.size(), head.find('\n')));
  for (std::string_view line : split(head, '\n')) {
    const bool folded = !line.empty() && (line.front() == ' ' || line.front() == '\t');
    const size_t colon = line.find(':');
    if (folded && !out.fields_.empty())
      out.fields_.back().second += " " + std::string(trim_blanks(line));
    else if (colon != std::string_view::npos)
      out.fields_.emplace_back(trim_blanks(line.substr(0, colon)), trim_blanks(line.substr(colon + 1)));
  }
  return out;
}

std::optional<std::string> Fields::first(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (equal_nocase(key, name)) return value;
  return {};
}

std::string Fields::all(std::string_view name) const {
  std::string out;
  for (const auto& [key, value] : fields_)
    if (equal_nocase(key, name)) out += (out.empty() ? "" : ", ") + value;
  return out;
}

MediaType parse_media_type(std::string_view value) {
  MediaType out;
  const auto parts = split(value, ';');
  out.name = ascii_lower(trim_blanks(parts.empty() ? std::string_view{} : parts.front()));
  for (const std::string_view part : parts) {
    const std::string_view parameter = trim_blanks(part);
    if (!starts_with_nocase(parameter, "charset=")) continue;
    std::string_view name = trim_blanks(parameter.substr(8));
    while (!name.empty() && (name.front() == '"' || name.front() == '\'')) name.remove_prefix(1);
    out.charset = ascii_lower(name.substr(0, name.find_first_of("\"' ")));
    break;
  }
  return out;
}

}  // namespace zakonwatch
