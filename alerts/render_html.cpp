// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <kainjow/mustache.hpp>

#include "alerts/html_story.h"
#include "alerts/render.h"
#include "alerts/story.h"
#include "alerts/template.h"
#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

using kainjow::mustache::data;

constexpr size_t kListBudget = 20'000;   // bytes of the list's own text
constexpr size_t kFrameReserve = 1'000;  // for the sentence that names what was left out

data list_data(const Digest& digest, const Catalogue& words, size_t& left) {
  data groups{data::type::list};
  size_t used = 0;
  for (const Group& group : group_by_act(digest.items, words)) {
    data lines{data::type::list};
    for (const size_t index : group.items) {
      const std::string line = list_line(digest.items[index], words, group.in_common.empty());
      used += line.size() + 40;
      if (used > kListBudget) {
        ++left;
        continue;
      }
      data one;
      one["number"] = fmt::format("{}", index + 1);
      one["line"] = line;
      lines << one;
    }
    if (lines.is_empty_list()) continue;
    data entry;
    entry["title"] = group.title;
    entry["in_common"] = group.in_common.empty() ? data(false) : data(group.in_common);
    entry["title_language"] = group.language.empty() ? data(false) : data(group.language);
    entry["lines"] = std::move(lines);
    groups << entry;
  }
  return groups;
}

data page_data(const Digest& digest, const Catalogue& words) {
  data page;
  size_t left = digest.omitted;
  const bool single = digest.items.size() + digest.omitted == 1;
  page["frame"] = words.language();
  page["title"] = render_subject(digest);
  page["opening"] = digest.neutral_subject ? data(neutral_opening(digest, words)) : data(false);
  page["many"] = !single;
  page["overview"] = overview(digest, words);
  page["groups"] = single ? data(data::type::list) : list_data(digest, words, left);
  page["more"] = left == 0 ? data(false) : data(more_words(digest, left, words));
  page["coverage"] = coverage_words(digest.coverage, words);
  const std::string manage = web_address(digest.manage_url);
  page["manage_url"] = manage.empty() ? data(false) : data(manage);
  page["words"] = words_data(words);
  return page;
}

// Adds what fits: a change in full, else without its redline, else only its line in the list above.
class StoryShelf {
 public:
  StoryShelf(const Digest& digest, const Catalogue& words, size_t room)
      : digest_(digest), words_(words), room_(room) {}

  void fill() {
    for (size_t i = 0; i < digest_.items.size(); ++i)
      if (full_ || !put(i)) ++untold_;
  }
  data stories() const { return stories_; }
  int64_t untold() const { return untold_; }

 private:
  bool put(size_t index) {
    const std::string number = digest_.items.size() == 1 ? "" : fmt::format("{}", index + 1);
    const Story story = tell(digest_.items[index], digest_, words_);
    for (const bool with_redline : {true, false}) {
      data one = story_data(story, number, words_, with_redline);
      const size_t size = render_template("change", one).size();
      if (size > room_) continue;
      room_ -= size;
      stories_ << one;
      return true;
    }
    full_ = true;
    return false;
  }

  const Digest& digest_;
  const Catalogue& words_;
  size_t room_;
  bool full_ = false;
  int64_t untold_ = 0;
  data stories_{data::type::list};
};

}  // namespace

std::string render_html(const Digest& digest) {
  const Catalogue& words = Catalogue::of(digest.language);
  data page = page_data(digest, words);
  page["stories"] = data(data::type::list);
  page["untold"] = false;
  const size_t frame = render_template("digest", page).size() + kFrameReserve;
  StoryShelf shelf(digest, words, frame < kHtmlBudget ? kHtmlBudget - frame : 0);
  shelf.fill();
  page["stories"] = shelf.stories();
  if (shelf.untold() > 0)
    page["untold"] =
        words.say("{n} more are told in the plain-text part of this mail.", {{"n", shelf.untold()}});
  return render_template("digest", page);
}

std::string redline_html(const Redline& redline, const std::string& language) {
  return render_template("marks", edits_data(redline, Catalogue::of(language)));
}

}  // namespace zakonwatch
