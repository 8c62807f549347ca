// SPDX-License-Identifier: GPL-3.0-or-later
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/text.h"
#include "parsers/charset.h"
#include "parsers/single_byte.h"

// What a document says of its own encoding, found as browsers find it (WHATWG HTML, "prescan a byte stream").
namespace zakonwatch {
namespace {

constexpr size_t kWindow = 16'384;  // browsers read 1024; some sites print long heads

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return out;
}

// "iso8859-2", "iso_8859_2", "8859-2" -> "2"; empty for other names.
std::string iso_8859_part(std::string_view name) {
  const size_t at = name.find("8859");
  if (at == std::string_view::npos) return {};
  const std::string_view before = name.substr(0, at);
  if (!before.empty() && before != "iso" && before != "iso-" && before != "iso_") return {};
  std::string_view part = name.substr(at + 4);
  if (!part.empty() && (part[0] == '-' || part[0] == '_')) part.remove_prefix(1);
  part = part.substr(0, part.find(':'));
  const bool number = !part.empty() && part.size() < 3 &&
                      std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number ? std::string(part) : std::string();
}

// A name that nobody knows (or a quote that was never closed) says nothing.
std::string label(std::string_view printed) {
  std::string name = charset_name(printed);
  UErrorCode status = U_ZERO_ERROR;
  if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_:.()+") != std::string::npos) return {};
  const bool known = ucnv_countAliases(name.c_str(), &status) > 0 || is_single_byte(name);
  return known ? name : std::string();
}

struct Attribute {
  std::string name, value;
};

// Reads tags one after the other; comments and what is no tag are passed over.
class Prescan {
 public:
  explicit Prescan(std::string_view head) : head_(head) {}

  std::string charset() {
    while (at_ < head_.size()) {
      if (rest().starts_with("<!--")) {
        pass("-->", 2);
      } else if (tag_begins("<meta") && at_ + 5 < head_.size() &&
                 (is_blank(head_[at_ + 5]) || head_[at_ + 5] == '/')) {
        at_ += 5;
        if (std::string found = meta(); !found.empty()) return found;
      } else if (is_tag(1) || (rest().starts_with("</") && is_tag(2))) {
        while (at_ < head_.size() && !is_blank(head_[at_]) && head_[at_] != '>') ++at_;
        while (attribute()) continue;
        ++at_;
      } else if (rest().starts_with("<!") || rest().starts_with("</") || rest().starts_with("<?")) {
        pass(">", 0);
      } else {
        ++at_;
      }
    }
    return {};
  }

 private:
  std::string_view rest() const { return head_.substr(at_); }
  bool tag_begins(std::string_view name) const { return head_.substr(at_, name.size()) == name; }
  bool is_tag(size_t ahead) const {
    return head_[at_] == '<' && at_ + ahead < head_.size() &&
           std::isalpha(static_cast<unsigned char>(head_[at_ + ahead]));
  }
  void pass(std::string_view end, size_t from) {
    const size_t found = head_.find(end, at_ + from);
    at_ = found == std::string_view::npos ? head_.size() : found + end.size();
  }

  std::optional<Attribute> attribute() {
    while (at_ < head_.size() && (is_blank(head_[at_]) || head_[at_] == '/')) ++at_;
    if (at_ >= head_.size() || head_[at_] == '>') return std::nullopt;
    Attribute out;
    while (at_ < head_.size() && !is_blank(head_[at_]) && head_[at_] != '/' && head_[at_] != '>' &&
           (head_[at_] != '=' || out.name.empty()))
      out.name += head_[at_++];
    while (at_ < head_.size() && is_blank(head_[at_])) ++at_;
    if (at_ >= head_.size() || head_[at_] != '=') return out;
    ++at_;
    while (at_ < head_.size() && is_blank(head_[at_])) ++at_;
    if (at_ < head_.size() && (head_[at_] == '"' || head_[at_] == '\'')) {
      const size_t end = head_.find(head_[at_], at_ + 1);
      if (end == std::string_view::npos) return at_ = head_.size(), std::nullopt;
      out.value = head_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return out;
    }
    while (at_ < head_.size() && !is_blank(head_[at_]) && head_[at_] != '>') out.value += head_[at_++];
    return out;
  }

  std::string meta() {
    bool pragma = false, needs_pragma = false;
    std::string found;
    while (auto one = attribute()) {
      if (one->name == "http-equiv") pragma = pragma || one->value == "content-type";
      if (one->name == "charset" && (found.empty() || needs_pragma))
        found = label(one->value), needs_pragma = false;
      if (one->name == "content" && found.empty()) found = in_content(one->value), needs_pragma = true;
    }
    const bool ends = at_ < head_.size();  // with a '>'
    return !ends || (needs_pragma && !pragma) ? std::string() : found;
  }

  // "text/html; charset=utf-8"
  static std::string in_content(std::string_view value) {
    for (size_t at = value.find("charset"); at != std::string_view::npos; at = value.find("charset", at)) {
      at += 7;
      while (at < value.size() && is_blank(value[at])) ++at;
      if (at >= value.size() || value[at] != '=') continue;
      ++at;
      while (at < value.size() && is_blank(value[at])) ++at;
      if (at < value.size() && (value[at] == '"' || value[at] == '\'')) {
        const size_t end = value.find(value[at], at + 1);
        return end == std::string_view::npos ? std::string() : label(value.substr(at + 1, end - at - 1));
      }
      size_t end = at;
      while (end < value.size() && !is_blank(value[end]) && value[end] != ';') ++end;
      return label(value.substr(at, end - at));
    }
    return {};
  }

  std::string_view head_;
  size_t at_ = 0;
};

std::string xml_encoding(std::string_view head) {
  const size_t begin = head.find("<?xml");
  if (begin == std::string_view::npos) return {};
  const std::string_view declaration = head.substr(begin, head.find("?>", begin) - begin);
  size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("'\"", at);
  if (at == std::string_view::npos) return {};
  const size_t end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string() : label(declaration.substr(at + 1, end - at - 1));
}

}  // namespace

std::string charset_name(std::string_view printed) {
  std::string low = lower_ascii(trim(printed));
  if (const std::string part = iso_8859_part(low); !part.empty())
    return part == "1" ? "windows-1252" : part == "9" ? "windows-1254" : "iso-8859-" + part;
  for (const std::string_view prefix : {"windows", "win", "x-cp", "cp"}) {
    if (!low.starts_with(prefix)) continue;
    std::string_view number = std::string_view(low).substr(prefix.size());
    if (number.starts_with("-") || number.starts_with("_")) number.remove_prefix(1);
    if (number.size() == 4 && number.starts_with("125")) return "windows-" + std::string(number);
  }
  using Pair = std::pair<std::string_view, std::string_view>;
  static constexpr std::array kNames = std::to_array<Pair>({{"utf8", "utf-8"},
                                                            {"unicode-1-1-utf-8", "utf-8"},
                                                            {"latin1", "windows-1252"},
                                                            {"us-ascii", "windows-1252"},
                                                            {"ascii", "windows-1252"},
                                                            {"latin2", "iso-8859-2"},
                                                            {"latin7", "iso-8859-13"},
                                                            {"cyrillic", "iso-8859-5"},
                                                            {"koi8r", "koi8-r"},
                                                            {"koi8", "koi8-r"},
                                                            {"koi", "koi8-r"},
                                                            {"koi8u", "koi8-u"},
                                                            {"koi8-ru", "koi8-u"},
                                                            {"cp866", "ibm-866"},
                                                            {"ibm866", "ibm-866"},
                                                            {"armscii8", "armscii-8"},
                                                            {"strk1048-2002", "rk1048"},
                                                            {"kz-1048", "rk1048"},
                                                            {"cyrillic-asian", "pt154"}});
  for (const auto& [name, standard] : kNames)
    if (low == name) return std::string(standard);
  return low;
}

std::string declared_charset(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, kWindow));
  if (std::string name = xml_encoding(head); !name.empty()) return name;
  std::string name = Prescan(head).charset();
  // A meta element that can be read at all is not in UTF-16.
  return name.starts_with("utf-16") ? "utf-8" : name;
}

}  // namespace zakonwatch
