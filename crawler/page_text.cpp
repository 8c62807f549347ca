// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/page_text.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "base/text.h"
#include "crawler/message.h"

namespace zakonwatch {
namespace {

constexpr size_t kReadAtMost = size_t{1} << 20;  // bytes of source looked at for text
constexpr size_t kMetaWithin = 2048;
constexpr size_t kEndWithin = 4096;

std::string to_utf8(std::string_view bytes, const std::string& charset) {
  UErrorCode error = U_ZERO_ERROR;
  const auto length = static_cast<int32_t>(bytes.size());
  std::string out(bytes.size() * 3 + 16, '\0');
  const int32_t n = ucnv_convert("UTF-8", charset.c_str(), out.data(), static_cast<int32_t>(out.size()),
                                 bytes.data(), length, &error);
  if (U_FAILURE(error)) return {};
  out.resize(static_cast<size_t>(n));
  return out;
}

std::string meta_charset(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, kMetaWithin));
  const size_t at = head.find("charset=");
  if (at == std::string::npos) return {};
  const std::string_view rest = trim_blanks(std::string_view(head).substr(at + 8));
  const size_t begin = rest.find_first_not_of("\"' ");
  if (begin == std::string_view::npos) return {};
  return std::string(rest.substr(begin, rest.find_first_of("\"' />;", begin) - begin));
}

std::string decode(std::string_view bytes, std::string_view charset) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return to_utf8(bytes, "UTF-16");
  std::string_view whole = bytes;  // cut at the limit, the last character may be half
  while (!whole.empty() && (static_cast<unsigned char>(whole.back()) & 0xC0) == 0x80) whole.remove_suffix(1);
  if (!whole.empty() && static_cast<unsigned char>(whole.back()) >= 0xC0) whole.remove_suffix(1);
  if (is_valid_utf8(whole)) return std::string(whole);
  for (const std::string& name : {std::string(charset), meta_charset(bytes), std::string("windows-1251")}) {
    if (name.empty() || name == "utf-8" || name == "utf8") continue;
    if (std::string text = to_utf8(bytes, name); !text.empty()) return text;
  }
  return repair_utf8(bytes);
}

// One character reference; `at` stands on '&' and is moved past what was read.
void append_reference(std::string& out, std::string_view text, size_t& at) {
  const size_t end = text.substr(0, std::min(text.size(), at + 12)).find(';', at);
  std::string_view name =
      end == std::string_view::npos ? std::string_view{} : text.substr(at + 1, end - at - 1);
  if (name.starts_with('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    name.remove_prefix(hex ? 2 : 1);
    unsigned code = 0;
    std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
    append_utf8(out, code >= 0x20 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF) ? code : U' ');
  } else if (name == "amp" || name == "quot" || name == "apos" || name == "lt" || name == "gt") {
    out += name == "amp" ? '&' : name == "quot" ? '"' : name == "apos" ? '\'' : name == "lt" ? '<' : '>';
  } else if (name == "nbsp") {
    out += ' ';
  } else {
    out += text[at++];
    return;
  }
  at = end + 1;
}

// Walks the source once, handing text to the title or to the visible text.
class Walk {
 public:
  Walk(std::string source, size_t limit)
      : source_(std::move(source)), lower_(ascii_lower(source_)), limit_(limit) {}

  PageText run() {
    while (at_ < source_.size() && visible_.size() < limit_) {
      if (source_[at_] == '<')
        tag();
      else if (source_[at_] == '&')
        append_reference(*into_, source_, at_);
      else
        *into_ += source_[at_++];
    }
    page_.long_page = at_ < source_.size();
    page_.title = fold_for_search(title_);
    page_.visible = fold_for_search(visible_);
    page_.has_digit = page_.visible.find_first_of("0123456789") != std::string::npos;
    page_.noscript = fold_for_search(noscript_);
    return std::move(page_);
  }

 private:
  bool here(std::string_view what) const { return std::string_view(lower_).substr(at_, what.size()) == what; }
  void skip_past(std::string_view what) {
    const size_t end = lower_.find(what, at_);
    at_ = end == std::string::npos ? source_.size() : end + what.size();
  }
  void tag() {
    if (here("<!--")) return skip_past("-->");
    if (here("<script")) ++page_.scripts;
    for (const std::string_view name : {"script", "style", "template"})
      if (here("<" + std::string(name))) return skip_past("</" + std::string(name)), skip_past(">");
    if (here("<title")) into_ = &title_;
    if (here("<noscript")) into_ = &noscript_;
    if (here("</title") || here("</noscript") || here("<body")) into_ = &visible_;
    const bool markup = at_ + 1 < source_.size() &&
                        (is_letter(static_cast<unsigned char>(lower_[at_ + 1])) || lower_[at_ + 1] == '/' ||
                         lower_[at_ + 1] == '!' || lower_[at_ + 1] == '?');
    if (!markup) {
      *into_ += source_[at_++];
      return;
    }
    skip_past(">");
    *into_ += ' ';
  }

  std::string source_, lower_;
  size_t limit_;
  size_t at_ = 0;
  std::string title_, visible_, noscript_;
  std::string* into_ = &visible_;
  PageText page_;
};

}  // namespace

std::string fold_for_search(std::string_view text) {
  std::string out = to_lower(squeeze_space(text));
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSame = {
      {{"ё", "е"}, {"’", "'"}, {"ʼ", "'"}, {"ʻ", "'"}, {"‘", "'"}, {"\xC2\xAD", ""}}};
  for (const auto& [from, to] : kSame)
    if (out.find(from) != std::string::npos) out = replace_all(std::move(out), from, to);
  return out;
}

PageText read_page_text(std::string_view bytes, std::string_view charset) {
  PageText page = Walk(decode(bytes.substr(0, kReadAtMost), charset), 2 * PageText::kVisibleAtMost).run();
  page.long_page = page.long_page || bytes.size() > kReadAtMost;
  const std::string tail = ascii_lower(bytes.substr(bytes.size() - std::min(bytes.size(), kEndWithin)));
  page.ends = tail.find("</html") != std::string::npos;
  return page;
}

std::string read_all_text(std::string_view bytes, std::string_view charset) {
  PageText page = Walk(decode(bytes, charset), bytes.size() * 4).run();
  return page.title + ' ' + page.visible;
}

}  // namespace zakonwatch
