// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"

namespace zakonwatch {

// A short page of words, for mails that tell of no change and for the web side's answers.
struct Page {
  std::string language = "en";
  std::string title;
  std::vector<std::string> paragraphs;
  std::string url;     // shown as a link; may be empty
  std::string button;  // posts back to the page's own address; may be empty
};

std::string render_page(const Page& page);  // HTML
std::string page_text(const Page& page);    // the same words, plain

// "Do you want this mail?", with the link to say yes.
Page confirmation_question(const std::string& language, const std::string& url);

struct OperatorNotice {
  Instant at{};
  std::string kind;  // as store/notices.h has them
  std::string text;  // in English, as it stands in the log and in `status`
};
// What the operator is told by mail: each notice a paragraph that says in the operator's language what it is
// about, oldest first; `untold` older ones are counted.
Page operator_page(const std::string& language, const std::vector<OperatorNotice>& notices,
                   size_t untold = 0);

// What stands behind the links of a mail. GET shows a button and changes nothing; the rest is said after it.
Page confirm_page(const std::string& language);
Page confirmed_page(const std::string& language);
Page unknown_question_page(const std::string& language);
Page unsubscribe_page(const std::string& language);
Page unsubscribed_page(const std::string& language);

}  // namespace zakonwatch
