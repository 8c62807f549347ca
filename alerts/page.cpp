// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/page.h"

#include "alerts/catalogue.h"
#include "alerts/template.h"

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

Page operator_page(const std::string& language, const std::vector<std::string>& notices, size_t untold) {
  const Catalogue& words = Catalogue::of(language);
  const auto count = static_cast<int64_t>(notices.size() + untold);
  Page page{.language = language,
            .title = words.say("Zakonwatch needs a look: {n, plural, one {# notice} other {# notices}}",
                               {{"n", count}}),
            .paragraphs = notices};
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
