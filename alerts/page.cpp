// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "alerts/catalogue.h"
#include "alerts/template.h"
#include "alerts/wording.h"

namespace zakonwatch {

using kainjow::mustache::data;

std::string render_page(const Page& page) {
  data paragraphs(data::type::list);
  for (const std::string& text : page.paragraphs) {
    data one;
    one.set("text", text);
    paragraphs.push_back(one);
  }
  data values;
  values.set("frame", page.language);
  values.set("title", page.title);
  values.set("paragraphs", paragraphs);
  if (!page.url.empty()) values.set("url", page.url);
  if (!page.button.empty()) values.set("button", page.button);
  return render_template("page", values);
}

std::string page_text(const Page& page) {
  std::string out = page.title + "\n";
  for (const std::string& text : page.paragraphs) out += "\n" + text + "\n";
  if (!page.url.empty()) out += "\n" + page.url + "\n";
  return out;
}

Page confirmation_question(const std::string& language, const std::string& url) {
  const Catalogue& words = Catalogue::of(language);
  return {.language = language,
          .title = words.say("Please confirm your subscription"),
          .paragraphs = {words.say("Somebody, we hope you, asked that changes of drug law be mailed to this "
                                   "address. To get them, open this link and press the button."),
                         words.say("If it was not you, do nothing: no further mail will come.")},
          .url = url};
}

namespace {

struct KindWords {
  std::string_view kind;
  const char* words;
};
constexpr std::array kKinds{
    KindWords{"health", mark("How a source does")},
    KindWords{"held", mark("A person must decide")},
    KindWords{"unstable", mark("A page that never keeps still")},
    KindWords{"rule", mark("What could be left out of a page")},
    KindWords{"crowd", mark("Many sources at once, everything is held")},
    KindWords{"gone", mark("An address that has gone")},
    KindWords{"mail", mark("Readers' mail")},
    KindWords{"alarm", mark("Alarm")},
};

std::string notice_words(const OperatorNotice& notice, const Catalogue& words) {
  const auto known = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const KindWords& one) { return one.kind == notice.kind; });
  const std::string about = known == kKinds.end() ? notice.kind : words.say(known->words);
  return fmt::format("{}. {}:\n{}", instant_words(notice.at), about, notice.text);
}

}  // namespace

Page operator_page(const std::string& language, const std::vector<OperatorNotice>& notices, size_t untold) {
  const Catalogue& words = Catalogue::of(language);
  const auto count = static_cast<int64_t>(notices.size() + untold);
  Page page{.language = language,
            .title = words.say("Zakonwatch needs a look: {n, plural, one {# notice} other {# notices}}",
                               {{"n", count}})};
  for (const OperatorNotice& notice : notices) page.paragraphs.push_back(notice_words(notice, words));
  if (words.language() != "en")
    page.paragraphs.insert(page.paragraphs.begin(), words.say("The program's own words are English."));
  if (untold > 0)
    page.paragraphs.insert(
        page.paragraphs.begin(),
        words.say("{n} older ones are left out here; `zakonwatch status` shows the newest.",
                  {{"n", static_cast<int64_t>(untold)}}));
  page.paragraphs.push_back(
      words.say("Readers were told nothing of this. `zakonwatch status` shows how things stand now, "
                "`zakonwatch triage list` what waits for you."));
  return page;
}

Page confirm_page(const std::string& language) {
  const Catalogue& words = Catalogue::of(language);
  return {.language = language,
          .title = words.say("Please confirm your subscription"),
          .paragraphs = {words.say("Press the button, and changes of drug law will be mailed to you.")},
          .button = words.say("Confirm")};
}

Page confirmed_page(const std::string& language) {
  const Catalogue& words = Catalogue::of(language);
  return {.language = language,
          .title = words.say("Confirmed"),
          .paragraphs = {words.say("Changes that match your subscription will be mailed to you.")}};
}

Page unknown_question_page(const std::string& language) {
  const Catalogue& words = Catalogue::of(language);
  return {.language = language,
          .title = words.say("This link leads nowhere"),
          .paragraphs = {words.say("A mail program may have cut it: copy it whole from the letter. Or the "
                                   "subscription it asked about is gone: then ask whoever offered it to you "
                                   "for a new letter.")}};
}

Page unsubscribe_page(const std::string& language) {
  const Catalogue& words = Catalogue::of(language);
  return {.language = language,
          .title = words.say("End your subscriptions"),
          .paragraphs = {words.say("Press the button, and no further mail will come. Your address is "
                                   "removed.")},
          .button = words.say("Unsubscribe")};
}

Page unsubscribed_page(const std::string& language) {
  const Catalogue& words = Catalogue::of(language);
  return {.language = language,
          .title = words.say("Unsubscribed"),
          .paragraphs = {words.say("No further mail will come.")}};
}

}  // namespace zakonwatch
