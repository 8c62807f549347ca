// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

// The places where a concept is met, as a change's reasons name them (contract.md, relevance.topics.why).
struct PlaceWords {
  std::string_view place;
  const char* words;
};
constexpr std::array kPlaces{
    PlaceWords{"redline", mark("in the changed words")},
    PlaceWords{"heading", mark("in the heading")},
    PlaceWords{"opening words", mark("in the opening words")},
    PlaceWords{"text", mark("in the text")},
    PlaceWords{"provision", mark("in the text")},
    PlaceWords{"chapter heading", mark("in the chapter's heading")},
    PlaceWords{"title of the act", mark("in the title of the act")},
};

std::string place_words(std::string_view place, const Catalogue& words) {
  for (const auto& known : kPlaces)
    if (known.place == place) return words.say(known.words);
  return std::string(place);
}

// The notion in the reader's language: a gloss of the words that were met. Catalogues have "concept own_use".
std::string concept_words(const std::string& concept_id, const Catalogue& words) {
  const std::string message = "concept " + concept_id;
  const std::string said = words.say(message.c_str());
  return said == message ? replace_all(concept_id, "_", " ") : said;
}

}  // namespace

std::string reason_for_topic_words(const std::string& why, const Catalogue& words) {
  constexpr std::string_view kWatch = "watch list: ", kConcept = "concept ", kIn = " in ", kColon = ": ";
  if (why.starts_with(kWatch))
    return words.say("on the watch list: {what}", {{"what", why.substr(kWatch.size())}});
  const size_t in = why.find(kIn), colon = why.find(kColon);
  const bool met =
      why.starts_with(kConcept) && in != std::string::npos && colon != std::string::npos && in < colon;
  if (!met) return why;
  const std::string concept_id = why.substr(kConcept.size(), in - kConcept.size());
  const std::string place = why.substr(in + kIn.size(), colon - in - kIn.size());
  return words.say("{words} {place} (concept {concept})", {{"words", why.substr(colon + kColon.size())},
                                                           {"place", place_words(place, words)},
                                                           {"concept", concept_words(concept_id, words)}});
}

}  // namespace zakonwatch
