// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/brief.h"

#include <fmt/format.h>

#include "alerts/html_story.h"
#include "alerts/render.h"
#include "alerts/wording.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

Digest digest_of(const Brief& brief) {
  Digest digest;
  digest.language = brief.language;
  digest.items = brief.items;
  digest.topic_labels = brief.topic_labels;
  digest.created = brief.created;
  return digest;
}

std::string title_of(const Brief& brief, const Catalogue& words) {
  return brief.title.empty() ? words.say("Changes in drug law") : brief.title;
}

std::string cell(const std::string& text) { return escape_markdown(squeeze_space(text)); }

std::string overview_table(const Brief& brief, const Catalogue& words) {
  std::string out = fmt::format("| | {} | {} | {} | {} |\n|---|---|---|---|---|\n", words.say("Where"),
                                words.say("On its face"), words.say("In force from"), words.say("Effect"));
  for (size_t i = 0; i < brief.items.size(); ++i) {
    const DigestItem& item = brief.items[i];
    out += fmt::format("| {} | {} | {} {} | {} | {} |\n", i + 1,
                       cell(item.country_name + ", " + item.act_title + ", " + item.change.side().label),
                       direction_sign(item.change.direction), direction_words(item.change.direction, words),
                       force_date(item) ? to_iso(*force_date(item)) : "–", cell(headline(item, words)));
  }
  return out;
}

std::string facts_markdown(const std::vector<Fact>& facts) {
  std::string out;
  for (const Fact& fact : facts) {
    const std::string value = fact.url.empty() ? cell(fact.value) : "<" + fact.url + ">";
    out += fmt::format("- **{}:** {}\n", fact.name, value);
  }
  return out;
}

// Marks must touch the words they mark, and cannot span paragraphs.
std::string marked(std::string_view line, std::string_view mark) {
  const std::string text = escape_markdown(line);
  const std::string_view inner = trim(text);
  if (inner.empty()) return text;
  const size_t begin = static_cast<size_t>(inner.data() - text.data());
  return text.substr(0, begin) + std::string(mark) + std::string(inner) + std::string(mark) +
         text.substr(begin + inner.size());
}

std::string redline_markdown(const Redline& redline) {
  std::string out;
  for (const Edit& edit : redline) {
    const std::string_view mark = edit.op == EditOp::equal ? "" : edit.op == EditOp::remove ? "~~" : "**";
    bool first = true;
    for (const std::string_view line : split(edit.text, '\n')) {
      if (!std::exchange(first, false)) out += "\n\n> ";
      out += marked(line, mark);
    }
  }
  return out.empty() ? out : "> " + out + "\n";
}

std::string marks_legend(const Catalogue& words) {
  return "~~" + words.say("removed") + "~~ **" + words.say("added") + "**";
}

std::string story_markdown(const Story& story, size_t number, const Catalogue& words) {
  std::string out = fmt::format("\n## {}. {}\n\n", number, escape_markdown(story.headline));
  if (!story.notice.empty()) out += "**" + escape_markdown(story.notice) + "**\n\n";
  out += fmt::format("**{} {}**\n\n", story.sign, escape_markdown(story.verdict + ". " + story.kind));
  out += facts_markdown(story.facts);
  if (!story.effects.empty()) out += "\n### " + words.say("Effects") + "\n\n";
  for (const std::string& effect : story.effects) out += "- " + cell(effect) + "\n";
  if (!story.heading_redline.empty())
    out += "\n### " + words.say("Heading") + "\n\n" + redline_markdown(story.heading_redline);
  if (!story.redline.empty())
    out += "\n### " + words.say("Text") + " (" +
           (story.text_changed ? marks_legend(words) : words.say("unchanged")) + ")\n\n" +
           redline_markdown(story.redline);
  if (!story.article.empty())
    out += "\n### " + words.say("The whole article now") + "\n\n" +
           redline_markdown({{EditOp::equal, story.article}});
  return out + "\n### " + words.say("For the record") + "\n\n" + facts_markdown(story.record);
}

}  // namespace

std::string escape_markdown(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]<>()#+-.!|~^$&@\"':=";
  std::string out;
  for (const char c : reveal_controls(text)) {
    if (kMarkup.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string brief_markdown(const Brief& brief) {
  const Catalogue& words = Catalogue::of(brief.language);
  const Digest digest = digest_of(brief);
  std::string out = "# " + escape_markdown(title_of(brief, words)) + "\n\n";
  out += escape_markdown(overview(digest, words)) + "\n\n" + overview_table(brief, words);
  for (size_t i = 0; i < digest.items.size(); ++i)
    out += story_markdown(tell(digest.items[i], digest, words), i + 1, words);
  return out;
}

std::string brief_html(const Brief& brief) {
  using kainjow::mustache::data;
  const Catalogue& words = Catalogue::of(brief.language);
  const Digest digest = digest_of(brief);
  data page;
  page["frame"] = words.language();
  page["title"] = title_of(brief, words);
  page["overview"] = overview(digest, words);
  data lines{data::type::list}, stories{data::type::list};
  for (size_t i = 0; i < digest.items.size(); ++i) {
    const std::string number = fmt::format("{}", i + 1);
    data line("number", number);
    line["line"] = where(digest.items[i]) + ": " + list_line(digest.items[i], words);
    lines << line;
    stories << story_data(tell(digest.items[i], digest, words), number, words, true);
  }
  page["lines"] = std::move(lines);
  page["stories"] = std::move(stories);
  return render_template("brief", page);
}

}  // namespace zakonwatch
