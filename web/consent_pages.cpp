// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/consent_pages.h"

#include "alerts/page.h"
#include "store/consent.h"

namespace zakonwatch {
namespace {

WebReply page(const Page& words, int status = 200) { return {.status = status, .body = render_page(words)}; }

WebReply not_found() { return page({.title = "404", .paragraphs = {"There is no such page."}}, 404); }

WebReply ending(Consent& consent, const std::string& token, bool act, const std::string& language) {
  if (!act) return page(unsubscribe_page(language));
  consent.end(token);
  return page(unsubscribed_page(language));
}

WebReply confirmation(Consent& consent, const std::string& token, bool act, const std::string& language) {
  if (!consent.knows_question(token)) return page(unknown_question_page(language), 404);
  if (!act) return page(confirm_page(language));
  return consent.confirm(token) ? page(confirmed_page(language)) : page(unknown_question_page(language), 404);
}

// Of any other shape none was ever given out; saying so tells nobody which were.
bool is_token(const std::string& text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

WebReply consent_page(Subscribers& subscribers, const WebRequest& request) {
  const bool act = request.method == "POST";
  if (!act && request.method != "GET" && request.method != "HEAD")
    return page({.title = "405", .paragraphs = {"This page is read, or its button pressed."}}, 405);
  if (request.path.size() < 4) return not_found();
  const std::string where = request.path.substr(0, 3), token = request.path.substr(3);
  if (!is_token(token)) return not_found();
  const std::string language = request.language.starts_with("ru") ? "ru" : "en";
  Consent consent(subscribers);
  if (where == "/u/") return ending(consent, token, act, language);
  if (where == "/c/") return confirmation(consent, token, act, language);
  return not_found();
}

}  // namespace zakonwatch
