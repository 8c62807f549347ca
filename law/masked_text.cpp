// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/masked_text.h"

#include <fmt/core.h>

#include <array>
#include <optional>

#include "base/pattern.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

struct Marks {
  char32_t open;
  std::u32string_view close;
};
// „…“ „…” “…” «…» »…« "…"; what closes one pair may open another.
constexpr std::array<Marks, 6> kMarks = {
    {{U'„', U"“”‟\""}, {U'“', U"”"}, {U'”', U"”"}, {U'«', U"»"}, {U'»', U"«"}, {U'"', U"\""}}};

const Marks* opening(char32_t c) {
  for (const Marks& marks : kMarks)
    if (marks.open == c) return &marks;
  return nullptr;
}

bool is_quote(char32_t c) { return std::u32string_view(U"„“”‟«»\"").find(c) != std::u32string_view::npos; }

struct Closed {
  size_t words_end, end;
};

// The end of the quotation whose words begin at `at`. A quotation inside it is of the same kind (depth) or of
// another (no matter); a mark that both opens and closes closes.
std::optional<Closed> closing(std::string_view text, size_t at, const Marks& marks) {
  for (int depth = 1; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const bool closes = marks.close.find(c) != std::u32string_view::npos;
    if (c == marks.open && !closes) ++depth;
    if (closes && --depth == 0) return Closed{begin, at};
  }
  return {};
}

// A closing mark follows a word or a full stop, an opening one a space.
bool stands_as_closing(std::string_view text, size_t at, size_t end) {
  const bool space_before = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n' || text[at - 1] == '(';
  const bool space_after =
      end >= text.size() || std::string_view(" \n.,;:)").find(text[end]) != std::string_view::npos;
  return !space_before && space_after;
}

}  // namespace

MaskedText::MaskedText(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const Marks* marks = opening(c);
    if (is_quote(c) && quotations_.empty() && stands_as_closing(text, begin, at) &&
        !closing(text, at, *(marks ? marks : kMarks.data())))
      closes_earlier_ = true;
    else if (marks != nullptr && !stands_as_closing(text, begin, at)) {
      const auto closed = closing(text, at, *marks);
      open_ = !closed;
      const size_t words_end = closed ? closed->words_end : text.size(),
                   end = closed ? closed->end : text.size();
      const std::string place = fmt::format("{}{}", kQuotationPlace, quotations_.size());
      quotations_.push_back({text_.size(), text_.size() + place.size(),
                             std::string(trim(text.substr(at, words_end - at))),
                             std::string(text.substr(begin, end - begin))});
      text_ += place;
      at = end;
      continue;
    }
    text_ += text.substr(begin, at - begin);
  }
}

int MaskedText::quotation_at(size_t at) const {
  for (size_t i = 0; i < quotations_.size(); ++i)
    if (quotations_[i].at == at) return static_cast<int>(i);
  return -1;
}

std::string MaskedText::printed(size_t begin, size_t end) const {
  std::string out;
  for (const Quotation& each : quotations_) {
    if (each.at < begin || each.at >= end) continue;
    out += text_.substr(begin, each.at - begin) + each.printed;
    begin = each.end;
  }
  return begin < end ? out + text_.substr(begin, end - begin) : out;
}

bool begins_quoted(std::string_view text) {
  text = trim(text);
  size_t at = 0;
  return !text.empty() && opening(next_code_point(text, at)) != nullptr;
}

}  // namespace zakonwatch
