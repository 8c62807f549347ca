// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <filesystem>

#include "alerts/atom.h"
#include "alerts/brief.h"
#include "alerts/render.h"
#include "base/files.h"
#include "base/text.h"
#include "tests/alerts/fixtures.h"
#include "tests/alerts/python.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

// The text stands wherever law, sources and subscribers can put text.
Digest with_text(const std::string& text) {
  DigestItem item = fixtures::ukraine_possession();
  Change& change = item.change;
  change.redline = {{EditOp::equal, text}, {EditOp::remove, text}, {EditOp::insert, text}};
  change.heading_redline = Redline{{EditOp::remove, text}, {EditOp::insert, text}};
  change.new_side->label = change.new_side->heading.emplace(text);
  change.new_side->path = {text};
  change.attribution.number = text;
  change.relevance.topics.front().why = {text};
  change.relevance.topics.front().id = text;
  change.effects.front().via = text;
  change.effects.front().reason = text;
  change.summary_en = text;
  item.act_title = item.country_name = item.act_id = item.article_text = item.archive_reference = text;
  item.subscriptions = item.history = item.package = {text};
  item.language = text;
  Digest digest = fixtures::digest_of({item, item});
  digest.coverage.late = {text};
  return digest;
}

Feed feed_of(const Digest& digest) {
  Feed feed;
  feed.id = "tag:watch.example.org,2026:feed";
  feed.title = digest.items.front().act_title;
  feed.self_url = "https://watch.example.org/feed";
  feed.items = digest.items;
  return feed;
}

std::string decoded(std::string text) {
  for (const auto& [from, to] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    text = replace_all(std::move(text), from, to);
  return text;
}

constexpr size_t kPiece = 500;  // so that a whole mail of it stays within its budget

// The text without the comment that says what a case expects.
std::vector<std::string> sanitiser_snippets() {
  const fs::path folder =
      fs::path(corpus_folder()) / "conformance/feeds/feedparser/tests/wellformed/sanitize";
  std::vector<std::string> snippets;
  if (!fs::exists(folder)) return snippets;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto bytes = read_file(entry.path());
    if (!bytes) continue;
    const std::string text = repair_utf8(*bytes);
    const std::string body = decoded(text.substr(std::min(text.size(), text.find("-->") + 3)));
    for (size_t at = 0; at < body.size(); at += kPiece)
      snippets.push_back(repair_utf8(body.substr(at, kPiece)));
  }
  return snippets;
}

const std::vector<std::string> kHandmade{"<script>alert(1)</script>",
                                         "\"><img src=x onerror=alert(1)>",
                                         "' onmouseover='x",
                                         "{{{x}}} {{&x}} {{#items}}",
                                         "</title></style><style>",
                                         "<!--",
                                         "]]>",
                                         "&lt;b&gt;",
                                         "\xE2\x80\xAE"
                                         "evil\xE2\x81\xA6",
                                         "a\x01\x1b[31mb\x7f",
                                         std::string("\0x", 2),
                                         "\xEF\xBF\xBE",
                                         "javascript:alert(1)",
                                         "{{> marks}}",
                                         "</td></tr></table></div>"};

void expect_same_skeleton(const std::string& kind, const std::vector<std::string>& texts,
                          const std::function<std::string(const Digest&)>& render) {
  const Scratch scratch;
  const std::string reference = scratch.path("reference");
  ASSERT_TRUE(write_file_atomic(reference, render(with_text("plain"))));
  std::vector<std::string> arguments{test_file("check_output.py"), kind, reference};
  for (size_t i = 0; i < texts.size(); ++i) {
    arguments.push_back(scratch.path(std::to_string(i)));
    ASSERT_TRUE(write_file_atomic(arguments.back(), render(with_text(texts[i]))));
  }
  const PythonRun run = run_python(arguments);
  EXPECT_EQ(run.status, 0) << run.output;
}

std::string atom_of(const Digest& digest) { return render_atom(feed_of(digest)); }
std::string brief_of(const Digest& digest) {
  Brief brief;
  brief.title = digest.items.front().act_title;
  brief.items = digest.items;
  return brief_html(brief);
}

TEST(HostileText, MakesNoElementInMail) { expect_same_skeleton("html", kHandmade, render_html); }
TEST(HostileText, MakesNoElementInFeed) { expect_same_skeleton("atom", kHandmade, atom_of); }
TEST(HostileText, MakesNoElementInBrief) { expect_same_skeleton("html", kHandmade, brief_of); }

TEST(HostileText, SanitiserSetMakesNoElementInMailOrFeed) {
  auto snippets = sanitiser_snippets();
  if (snippets.empty()) GTEST_SKIP() << "no corpus at " << corpus_folder();
  EXPECT_GE(snippets.size(), 745u);
#ifdef ZAKONWATCH_SANITIZED  // twenty times slower: every sixteenth
  for (size_t i = 0; 16 * i < snippets.size(); ++i) snippets[i] = snippets[16 * i];
  snippets.resize(snippets.size() / 16);
#endif
  expect_same_skeleton("html", snippets, render_html);
  expect_same_skeleton("atom", snippets, atom_of);
}

TEST(HostileText, ControlsAreShownAndNeverObeyed) {
  const std::string text =
      "a\xE2\x80\xAE"
      "b\x1b[31mc";
  EXPECT_EQ(reveal_controls(text), "a⟨U+202E⟩b⟨U+001B⟩[31mc");
  EXPECT_EQ(redline_text({{EditOp::insert, text}}), "{+a⟨U+202E⟩b⟨U+001B⟩[31mc+}");
  const std::string mail = render_text(with_text(text)), page = render_html(with_text(text));
  for (const std::string& output : {mail, page}) {
    EXPECT_EQ(output.find("\xE2\x80\xAE"), std::string::npos);
    EXPECT_EQ(output.find('\x1b'), std::string::npos);
  }
}

TEST(HostileText, MakesNoMarkupInMarkdown) {
  EXPECT_EQ(escape_markdown("a_b* [x](y) <z> `c` | #"), "a\\_b\\* \\[x\\]\\(y\\) \\<z\\> \\`c\\` \\| \\#");
}

// The property that the rest stands on: no template prints a value unescaped.
TEST(Templates, PrintNoRawValues) {
  for (const auto& entry : fs::directory_iterator(fs::path(project_root()) / "alerts/templates")) {
    const auto text = read_file(entry.path());
    ASSERT_TRUE(text);
    EXPECT_EQ(text->find("{{{"), std::string::npos) << entry.path();
    EXPECT_EQ(text->find("{{&"), std::string::npos) << entry.path();
    for (const char* remote : {"<script", "<img", "<link rel=\"stylesheet", "url(", "@import", "<iframe"})
      EXPECT_EQ(text->find(remote), std::string::npos) << entry.path() << ' ' << remote;
  }
}

}  // namespace
}  // namespace zakonwatch
