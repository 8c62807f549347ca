// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace zakonwatch {

// What a visitor would read of an HTML page, roughly: enough to recognise a page that is no document, never a
// parse. No tree is built, so nothing in the bytes can cost more than reading them once.
struct PageText {
  std::string title;       // folded: lower case, white space squeezed, ё as е, quotes plain
  std::string visible;     // folded; no scripts, styles, comments; at most kVisibleAtMost bytes
  std::string noscript;    // folded: what <noscript> holds, which is not in `visible`
  bool long_page = false;  // more visible text than that
  int scripts = 0;
  bool has_digit = false;  // in `visible`: no act is without a number
  bool ends = false;       // </html> is there

  static constexpr size_t kVisibleAtMost = size_t{16} << 10;
  // So little text that a sentence or two are all of it.
  static constexpr size_t kTiny = 700;
  bool is_tiny() const { return !long_page && visible.size() < kTiny; }
};

// `charset` as the response head declares it; a meta element, UTF-8 validity and windows-1251 are tried after
// it.
PageText read_page_text(std::string_view bytes, std::string_view charset);

// All of the visible text, folded; costs a multiple of the page where read_page_text costs a fixed amount.
std::string read_all_text(std::string_view bytes, std::string_view charset);

std::string fold_for_search(std::string_view text);

}  // namespace zakonwatch
