// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/format.h"

#include <array>

#include "base/text.h"

namespace zakonwatch {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

std::string by_media_type(std::string_view type) {
  static constexpr std::array kTypes = std::to_array<Pair>({{"text/html", "html"},
                                                            {"application/xhtml+xml", "html"},
                                                            {"application/pdf", "pdf"},
                                                            {"application/json", "json"},
                                                            {"text/json", "json"},
                                                            {"text/markdown", "md"},
                                                            {"application/xml", "xml"},
                                                            {"text/xml", "xml"},
                                                            {"+xml", "xml"},
                                                            {"+json", "json"},
                                                            {"wordprocessingml", "docx"}});
  for (const auto& [part, format] : kTypes)
    if (type.find(part) != std::string_view::npos) return std::string(format);
  return {};
}

std::string by_ending(std::string_view url) {
  static constexpr std::array kEndings = std::to_array<Pair>({{".html", "html"},
                                                              {".htm", "html"},
                                                              {".xhtml", "html"},
                                                              {".xml", "xml"},
                                                              {".akn", "xml"},
                                                              {".json", "json"},
                                                              {".pdf", "pdf"},
                                                              {".docx", "docx"},
                                                              {".md", "md"},
                                                              {".markdown", "md"},
                                                              {".txt", "txt"}});
  const std::string path = to_lower(url.substr(0, url.find_first_of("?#")));
  for (const auto& [ending, format] : kEndings)
    if (path.ends_with(ending)) return std::string(format);
  return {};
}

// What no server's word can change: these bytes are nothing else.
std::string by_signature(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return "pdf";
  if (bytes.starts_with("PK\x03\x04")) return "docx";
  if (bytes.starts_with("{\\rtf")) return "rtf";
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return "doc";
  return {};
}

std::string by_bytes(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string head = to_lower(repair_utf8(trim(bytes).substr(0, 2000)));
  if (head.find("<!doctype html") != std::string::npos || head.find("<html") != std::string::npos ||
      head.find("<body") != std::string::npos)
    return "html";
  if (head.starts_with("<?xml")) return "xml";
  if (head.starts_with("{") || head.starts_with("[")) return "json";
  if (head.starts_with("---\n") || head.starts_with("# ")) return "md";
  return head.starts_with("<") ? "html" : "txt";
}

}  // namespace

std::string guess_format(std::string_view format, std::string_view media_type, std::string_view url,
                         std::string_view bytes) {
  if (!format.empty()) return std::string(format);
  if (std::string known = by_signature(bytes); !known.empty()) return known;
  if (std::string known = by_media_type(media_type); !known.empty()) return known;
  if (std::string known = by_ending(url); !known.empty()) return known;
  return by_bytes(bytes);
}

}  // namespace zakonwatch
