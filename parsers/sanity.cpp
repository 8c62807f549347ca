// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/sanity.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace zakonwatch {
namespace {

// The only numbers of the gate (design.md section 6).
constexpr double kLeastKept = 0.70;       // of articles or text, without a repeal note
constexpr double kMostChanged = 0.40;     // of articles, after editorial filtering …
constexpr double kLeastExplained = 0.50;  // … of which so many must carry a new note or instruction
constexpr double kLeastTitleWords = 0.5;  // of the known title's words that the new title shares

std::set<std::string> title_words(std::string_view title) {
  std::set<std::string> out;
  const std::string low = to_lower(title);
  for (const Word& word : words(low))
    if (word.end - word.begin > 3) out.insert(low.substr(word.begin, word.end - word.begin));
  return out;
}

bool same_title(const std::string& known, const std::string& seen) {
  const std::set<std::string> a = title_words(known), b = title_words(seen);
  if (a.empty() || b.empty()) return true;
  const auto shared = static_cast<double>(
      std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); }));
  return shared >= kLeastTitleWords * static_cast<double>(std::min(a.size(), b.size()));
}

std::string digits_and_letters(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_word_char(c)) append_utf8(out, fold_char(c));
  }
  return out;
}

void judge_identity(const Act& act, const ActExpectations& known, GateVerdict& verdict) {
  if (!known.title.empty() && !act.title.empty() && !same_title(known.title, act.title))
    verdict.reasons.push_back(fmt::format("the title is \"{}\", not \"{}\"", act.title, known.title));
  if (!known.number.empty() && !act.number.empty() &&
      digits_and_letters(known.number) != digits_and_letters(act.number))
    verdict.reasons.push_back(fmt::format("the number is {}, not {}", act.number, known.number));
  if (!known.language.empty() && !act.language.empty() && known.language != act.language)
    verdict.reasons.push_back(fmt::format("the language is {}, not {}", act.language, known.language));
}

int articles_in_force(const Act& act) {
  return static_cast<int>(std::count_if(act.provisions.begin(), act.provisions.end(), [](const Provision& p) {
    return p.type == ProvisionType::article && !p.repealed;
  }));
}

int articles_of(const Act& act) {
  return static_cast<int>(std::count_if(act.provisions.begin(), act.provisions.end(),
                                        [](const Provision& p) { return p.type == ProvisionType::article; }));
}

bool ends_a_sentence(std::string_view text) {
  return text.empty() || std::string_view(".;:!?)\"").find(text.back()) != std::string_view::npos ||
         text.ends_with("»") || text.ends_with("”") || text.ends_with("։");
}

size_t text_of(const Act& act) {
  size_t size = 0;
  for (const Provision& provision : act.provisions) size += provision.text.size();
  return size;
}

bool has_repeal_note(const Act& act) {
  const auto repeals = [](const Note& note) { return note.kind == NoteKind::repeal; };
  return std::any_of(act.notes.begin(), act.notes.end(), repeals);
}

// Articles that vanished and for which the page says so, by a marker or note in their place.
int explained_repeals(const Act& now) {
  return static_cast<int>(std::count_if(now.provisions.begin(), now.provisions.end(), [](const Provision& p) {
    return p.type == ProvisionType::article && p.repealed;
  }));
}

// The page stops in the middle of a text that went on, and nothing of what followed it is there: the
// connection broke, or the site did.
bool breaks_off(const Act& now, const Act& before) {
  if (now.provisions.empty() || now.provisions.back().repealed) return false;
  const Provision& last = now.provisions.back();
  const Provision* known = before.find(last.eid);
  if (known == nullptr || !known->text.starts_with(last.text)) return false;
  const Provision* end = before.provisions.data() + before.provisions.size();
  const auto gone = [&](const Provision& p) { return now.find(p.eid) == nullptr; };
  if (!std::all_of(known + 1, end, gone)) return false;
  if (known->text.size() > last.text.size()) return known + 1 < end || !ends_a_sentence(last.text);
  // A heading with nothing below it.
  return last.text.empty() && known + 1 < end && (known + 1)->eid.starts_with(known->eid + "__");
}

void judge_shape(const Act& act, const Act& before, GateVerdict& verdict) {
  const int old_articles = articles_of(before), new_articles = articles_of(act);
  if (old_articles > 0 && articles_in_force(act) == 0 && articles_in_force(before) > 0)
    verdict.needs_second_look = true;
  if (breaks_off(act, before))
    verdict.reasons.push_back("the text breaks off in the middle, and nothing of what followed is there");
  const bool explained = has_repeal_note(act) ||
                         explained_repeals(act) - explained_repeals(before) > (old_articles - new_articles);
  if (explained) return;
  if (new_articles < kLeastKept * old_articles)
    verdict.reasons.push_back(fmt::format("{} articles where there were {}", new_articles, old_articles));
  const size_t old_text = text_of(before), new_text = text_of(act);
  if (static_cast<double>(new_text) < kLeastKept * static_cast<double>(old_text))
    verdict.reasons.push_back(fmt::format("the text shrank from {} to {} bytes", old_text, new_text));
}

std::string article_eid(const Act& act, const Provision& provision) {
  const int article = act.article_of(static_cast<int>(&provision - act.provisions.data()));
  return article < 0 ? std::string() : act.provisions[static_cast<size_t>(article)].eid;
}

// Articles that carry an amendment note they did not carry before.
std::set<std::string> newly_noted(const Act& old_act, const Act& new_act) {
  std::set<std::string> known, out;
  const auto key = [](const std::string& article, const Note& note) {
    return article + "|" + note.text + (note.act ? "|" + note.act->number : "");
  };
  for (const Provision& provision : old_act.provisions)
    for (const Note& note : provision.notes) known.insert(key(article_eid(old_act, provision), note));
  for (const Provision& provision : new_act.provisions) {
    const std::string article = article_eid(new_act, provision);
    for (const Note& note : provision.notes)
      if (!known.contains(key(article, note))) out.insert(article);
  }
  return out;
}

}  // namespace

GateVerdict judge_act(const Act& act, const ActExpectations& expectations) {
  GateVerdict verdict;
  judge_identity(act, expectations, verdict);
  if (expectations.predecessor != nullptr) judge_shape(act, *expectations.predecessor, verdict);
  verdict.hold = !verdict.reasons.empty();
  return verdict;
}

GateVerdict judge_changes(const Act& old_act, const Act& new_act, const ChangeSet& changes) {
  std::set<std::string> changed;
  size_t attributed = 0;
  const std::set<std::string> noted = newly_noted(old_act, new_act);
  for (const Change& change : changes.changes) {
    if (change.editorial) continue;
    const std::string& article = change.new_article.empty() ? change.old_article : change.new_article;
    if (article.empty() || !changed.insert(article).second) continue;
    const bool noted_here = noted.contains(article);
    const bool instructed =
        change.attribution.kind != AttributionKind::none && change.attribution.basis != "note";
    attributed += noted_here || instructed ? 1 : 0;
  }
  GateVerdict verdict;
  const int articles = std::max(articles_of(old_act), articles_of(new_act));
  const auto share = articles == 0 ? 0.0 : static_cast<double>(changed.size()) / articles;
  if (share > kMostChanged &&
      static_cast<double>(attributed) < kLeastExplained * static_cast<double>(changed.size())) {
    verdict.hold = true;
    verdict.reasons.push_back(
        fmt::format("{} of {} articles changed, and only {} of them carry a new amendment note",
                    changed.size(), articles, attributed));
  }
  return verdict;
}

}  // namespace zakonwatch
