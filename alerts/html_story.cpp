// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/html_story.h"

#include "alerts/redline_view.h"
#include "base/text.h"

namespace zakonwatch {

using kainjow::mustache::data;

// The frame's words that the templates themselves print.
data words_data(const Catalogue& words) {
  data out;
  out["effects"] = words.say("Effects");
  out["text"] = words.say("Text");
  out["heading"] = words.say("Heading");
  out["article"] = words.say("The whole article now");
  out["record"] = words.say("For the record");
  out["all_changes"] = words.say("All changes");
  out["what_was_checked"] = words.say("What was checked");
  out["unchanged"] = words.say("unchanged");
  out["removed"] = words.say("removed");
  out["added"] = words.say("added");
  out["manage"] = words.say("Change or end this subscription");
  out["left_to_text"] = words.say("The rest of this text is in the plain-text part of this mail.");
  return out;
}

namespace {

// White space at the ends of a removed or added stretch stands outside its marks.
struct Parted {
  std::string before, inner, after;
};
Parted parted(const Edit& edit) {
  if (edit.op == EditOp::equal) return {"", edit.text, ""};
  const std::string_view text = edit.text, inner = trim(text);
  if (inner.empty()) return {edit.text, "", ""};
  const auto begin = static_cast<size_t>(inner.data() - text.data());
  return {std::string(text.substr(0, begin)), std::string(inner),
          std::string(text.substr(begin + inner.size()))};
}

}  // namespace

data edits_data(const Redline& redline, const Catalogue& words) {
  data edits{data::type::list};
  for (const Edit& edit : redline) {
    data one;
    one["equal"] = edit.op == EditOp::equal;
    const bool marked = !trim(edit.text).empty();
    one["removed"] = marked && edit.op == EditOp::remove;
    one["added"] = marked && edit.op == EditOp::insert;
    const auto [before, inner, after] = parted(edit);
    one["before"] = before;
    one["text"] = inner;
    one["after"] = after;
    edits << one;
  }
  data redline_data;
  redline_data["edits"] = std::move(edits);
  redline_data["frame"] = words.language();
  redline_data["removed_word"] = words.say("removed");
  redline_data["added_word"] = words.say("added");
  return redline_data;
}

namespace {

constexpr size_t kRedlineLimit = 24'000;  // bytes of one change; a mail's text part has the rest

data facts_data(const std::vector<Fact>& facts) {
  data list{data::type::list};
  for (const Fact& fact : facts) {
    data one;
    one["name"] = fact.name;
    one["value"] = fact.value;
    one["language"] = fact.language.empty() ? data(false) : data(fact.language);
    one["url"] = fact.url.empty() ? data(false) : data(fact.url);
    list << one;
  }
  return list;
}

std::string_view direction_class(Direction direction) {
  switch (direction) {
    case Direction::harsher:
      return "h";
    case Direction::lighter:
      return "l";
    default:
      return "n";
  }
}

data optional_redline(const Redline& redline, const Catalogue& words) {
  return redline.empty() ? data(false) : edits_data(redline, words);
}

}  // namespace

data story_data(const Story& story, const std::string& number, const Catalogue& words, bool with_redline) {
  const auto shown = clip(with_redline ? story.redline : Redline{}, kRedlineLimit);
  data out;
  out["number"] = number.empty() ? data(false) : data(number);
  out["only"] = number.empty();
  out["notice"] = story.notice.empty() ? data(false) : data(story.notice);
  out["headline"] = story.headline;
  out["sign"] = story.sign;
  out["verdict"] = story.verdict.empty() ? data(false) : data(story.verdict);
  out["reason"] = story.reason.empty() ? data(false) : data(story.reason);
  out["direction"] = std::string(direction_class(story.direction));
  out["kind"] = story.kind;
  out["facts"] = facts_data(story.facts);
  out["article"] = story.article.empty() || !with_redline ? data(false) : data(story.article);
  data effects{data::type::list};
  for (const std::string& effect : story.effects) effects << data("effect", effect);
  out["has_effects"] = !story.effects.empty();
  out["effects"] = std::move(effects);
  out["language"] = story.law_language.empty() ? data(words.language()) : data(story.law_language);
  out["heading_redline"] = optional_redline(with_redline ? story.heading_redline : Redline{}, words);
  out["text_changed"] = story.text_changed;
  out["redline"] = optional_redline(shown.redline, words);
  out["left_to_text"] = shown.clipped || (!with_redline && !story.redline.empty());
  out["record"] = facts_data(story.record);
  out["words"] = words_data(words);
  return out;
}

}  // namespace zakonwatch
