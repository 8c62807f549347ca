// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "alerts/redline_view.h"
#include "alerts/render.h"
#include "alerts/story.h"
#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kColumns = 72;
constexpr size_t kDetailBudget = 400'000;  // bytes of text; beyond it changes are named, not told
constexpr size_t kListBudget = 60'000;
constexpr size_t kRedlineLimit = 60'000;  // of one change

// Words flow to `kColumns`; lines after the first are indented. A word that is too long stays whole.
std::string wrap_line(std::string_view line, const std::string& indent, const std::string& lead = {}) {
  std::string out = lead;
  size_t column = lead.size();
  for (const std::string_view word : split(line, ' ')) {
    const size_t width = display_width(word);
    if (column > lead.size() && column + 1 + width > kColumns) {
      out += "\n" + indent;
      column = indent.size();
    } else if (column > lead.size()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
  }
  return out;
}

std::string wrap(std::string_view text, const std::string& indent = {}) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    if (!out.empty()) out += "\n" + indent;
    out += wrap_line(line, indent);
  }
  return out;
}

std::string paragraph(std::string_view text) { return wrap(reveal_controls(text)) + "\n"; }

std::string facts_text(const std::vector<Fact>& facts) {
  std::string out;
  for (const Fact& fact : facts)
    out += wrap(fact.name + ": " + squeeze_space(reveal_controls(fact.value)), "  ") + "\n";
  return out;
}

std::string marks_legend(const Catalogue& words) {
  return "[-" + words.say("removed") + "-] {+" + words.say("added") + "+}";
}

std::string redline_section(const Story& story, const Catalogue& words) {
  std::string out;
  if (!story.heading_redline.empty())
    out += "\n" + wrap(words.say("Heading") + ": " + redline_text(story.heading_redline)) + "\n";
  if (story.redline.empty()) return out;
  const auto shown = clip(story.redline, kRedlineLimit);
  out += "\n" + words.say("Text") + " (" +
         (story.text_changed ? marks_legend(words) : words.say("unchanged")) + "):\n\n";
  out += wrap(redline_text(shown.redline)) + "\n";
  if (shown.clipped) out += "\n" + paragraph(words.say("The text goes on; see the record of this change."));
  return out;
}

std::string verdict_line(const Story& story) {
  if (story.verdict.empty()) return story.kind + ".";
  const std::string reason = story.reason.empty() ? "" : " (" + story.reason + ")";
  return story.sign + " " + story.verdict + reason + ". " + story.kind + ".";
}

std::string story_text(const Story& story, const std::string& number, const Catalogue& words) {
  std::string out;
  if (!story.notice.empty()) out += paragraph(story.notice);
  out += paragraph(number + story.headline);
  out += paragraph(verdict_line(story)) + "\n";
  out += facts_text(story.facts);
  if (!story.effects.empty()) out += "\n" + words.say("Effects") + ":\n";
  for (const std::string& effect : story.effects)
    out += wrap("- " + squeeze_space(reveal_controls(effect)), "  ") + "\n";
  out += redline_section(story, words) + "\n";
  if (!story.article.empty())
    out += words.say("The whole article now") + ":\n\n" + paragraph(story.article) + "\n";
  return out + facts_text(story.record);
}

// Numbers stand under one another, as wide as the largest of them.
std::string line_text(const Digest& digest, size_t index, bool with_date, const Catalogue& words) {
  const DigestItem& item = digest.items[index];
  const size_t width = fmt::formatted_size("{}", digest.items.size());
  const std::string line = squeeze_space(reveal_controls(list_line(item, words, with_date)));
  return wrap_line(line, std::string(width + 4, ' '), fmt::format("  {:>{}}. ", index + 1, width)) + "\n";
}

// The list of all changes, which stands before the first of them is told.
std::string list_text(const Digest& digest, const Catalogue& words) {
  std::string out = paragraph(overview(digest, words)) + "\n";
  size_t left = digest.omitted;
  for (const Group& group : group_by_act(digest.items, words)) {
    if (out.size() < kListBudget) out += paragraph(group.title);
    if (out.size() < kListBudget && !group.in_common.empty()) out += paragraph(group.in_common);
    for (const size_t index : group.items) {
      if (out.size() < kListBudget)
        out += line_text(digest, index, group.in_common.empty(), words);
      else
        ++left;
    }
  }
  if (left > 0) out += paragraph(more_words(digest, left, words));
  return out;
}

const std::string kRule = "\n" + std::string(kColumns, '-') + "\n\n";

std::string details_text(const Digest& digest, const Catalogue& words) {
  std::string out;
  const bool single = digest.items.size() == 1;
  int64_t untold = 0;
  for (size_t i = 0; i < digest.items.size(); ++i) {
    if (out.size() > kDetailBudget) {
      ++untold;
      continue;
    }
    if (!single) out += kRule;
    out += story_text(tell(digest.items[i], digest, words), single ? "" : fmt::format("{}. ", i + 1), words);
  }
  if (untold > 0)
    out += kRule + paragraph(words.say("{n} more are listed above and told in the record.", {{"n", untold}}));
  return out;
}

}  // namespace

std::string render_text(const Digest& digest) {
  const Catalogue& words = Catalogue::of(digest.language);
  std::string out;
  if (digest.neutral_subject) out += paragraph(neutral_opening(digest, words)) + "\n";
  if (digest.items.size() + digest.omitted != 1) out += list_text(digest, words);
  out += details_text(digest, words) + kRule;
  out += paragraph(words.say("What was checked") + ": " + coverage_words(digest.coverage, words));
  if (!digest.manage_url.empty())
    out += paragraph(words.say("Change or end this subscription: {url}", {{"url", digest.manage_url}}));
  return out;
}

}  // namespace zakonwatch
