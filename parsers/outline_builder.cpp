// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/outline_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/dates.h"

// What each line is.
namespace zakonwatch {
namespace {

constexpr size_t kLongestAwaited = 400;  // bytes of a heading on the line after its number
constexpr size_t kLongestClosing = 200;
constexpr size_t kLongestApproval = 400;

bool ends_sentence(std::string_view line) {
  const char32_t c = last_char(line);
  return c == '.' || c == ';' || c == ':' || c == ',';
}

// "УТВЕРЖДЕНЫ постановлением …": a document of its own begins, approved by the act before it.
bool approves(const LanguageProfile& profile, std::string_view line) {
  const Unit* document = profile.unit(ProvisionType::doc);
  return document != nullptr && first_match(document->heading, line) != nullptr;
}

bool structural(const LanguageProfile& profile, const Recogniser& recogniser, std::string_view line) {
  return recogniser.heading(line) || recogniser.marker(line) || matches_line(profile.annex, line) ||
         begins_note(line, profile) || approves(profile, line) || matches_line(profile.transitional, line) ||
         first_match(profile.foreign_transitional, line) || first_match(profile.footnote, line) ||
         first_match(profile.normative_note, line);
}

std::string_view without_quote(std::string_view line) {
  if (!line.empty() && opens_quote(line)) {
    size_t at = 0;
    next_code_point(line, at);
    return line.substr(at);
  }
  return line;
}

}  // namespace

// A block is taken line by line, where a line begins something of its own; other lines stay with the one
// above.
void OutlineBuilder::take(const Block& block) {
  if (block.kind == Block::Kind::row) return take_row(block);
  if (block.kind == Block::Kind::note) return take_note(read_note(block.text, profile_), false);
  std::string text = without_ignored(block.text);
  take_leading_note(text);
  std::vector<FoundNote> notes = take_notes(text, profile_);
  if (is_note_line(text, !notes.empty(), profile_)) {
    notes.push_back(read_note(text, profile_));
    text.clear();
  }
  const bool whole_block = text.empty();
  size_t consumed = 0;
  std::string segment;
  const auto flush = [&] {
    if (segment.empty()) return;
    const size_t bold = block.bold > consumed ? std::min(block.bold - consumed, segment.size()) : 0;
    consumed += segment.size() + 1;
    take_line(block, std::exchange(segment, {}), bold);
  };
  for (const std::string_view line : lines(text)) {
    if (line.empty()) continue;
    if (!segment.empty() && structural(profile_, recogniser_, without_quote(line))) flush();
    if (!segment.empty()) segment += '\n';
    segment += line;
  }
  flush();
  for (FoundNote& note : notes) take_note(std::move(note), !whole_block);
}

// "*Службени гласник РС, број 25/2019 / Члан 18.": a gazette's footnote shares its block with what begins
// behind it.
void OutlineBuilder::take_leading_note(std::string& text) {
  if (!text.starts_with('*')) return;
  for (size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', end + 1)) {
    const std::string_view next = std::string_view(text).substr(end + 1);
    if (!structural(profile_, recogniser_, first_line(next))) continue;
    if (!is_note_line(std::string_view(text).substr(0, end), false, profile_)) return;
    take_note(read_note(std::string_view(text).substr(0, end), profile_), false);
    text.erase(0, end + 1);
    return;
  }
}

// What the profile ignores, and an address alone on its line: pages print their own.
bool OutlineBuilder::is_ignored(std::string_view line) const {
  line = trim(line);
  const bool address = starts_with_nocase(line, "http://") || starts_with_nocase(line, "https://") ||
                       starts_with_nocase(line, "www.");
  return (address && line.find(' ') == std::string_view::npos) || matches_line(profile_.ignore, line);
}

// The block without the lines that are no law. Only whole lines go: a page may print a whole act behind a
// "+".
std::string OutlineBuilder::without_ignored(const std::string& text) {
  std::string kept;
  for (const std::string_view line : lines(text)) {
    if (is_ignored(line)) continue;
    if (!kept.empty()) kept += '\n';
    kept += line;
  }
  outline_.left_out += text.size() - kept.size();
  return kept;
}

void OutlineBuilder::take_line(const Block& block, const std::string& line, size_t bold) {
  if (take_note_line(line)) return;
  if (take_approval(line) || take_awaited_heading(block, line, bold) || take_document(block, line)) return;
  if (take_foreign(line) || take_component(line) || take_footnote(line)) return;
  if (take_heading(block, line, bold)) return;
  if (take_closing(line)) return;
  if (take_normative_note(block, line) || take_marker(block, line)) return;
  if (take_group_heading(block, line)) return;
  take_text(block, line);
}

void OutlineBuilder::take_row(const Block& block) {
  Provision row;
  row.type = ProvisionType::row;
  row.cells = block.cells;
  for (const std::string& cell : block.cells) row.text += (row.text.empty() ? "" : " | ") + cell;
  const bool ignored = std::all_of(block.cells.begin(), block.cells.end(), [&](const std::string& cell) {
    return trim(cell).empty() || is_ignored(cell);
  });
  if (ignored) return left_out(row.text.size());
  awaiting_ = pending_ = -1;
  while (!stack_.empty() && stack_.back().rank >= kPointRank) stack_.pop_back();
  if (!law_begun_) preface();
  last_ = append(std::move(row), {});
  if (!law_begun_) at(last_).parent = 0;
}

// "Pielikums", "Příloha č. 1 k zákonu …", "Pārejas noteikumi": parts beside the act's body.
bool OutlineBuilder::take_component(std::string_view line) {
  Pattern::Match match;
  const std::string_view head = first_line(line);
  const bool instruction = last_char(head) == ':' || quoted_depth_ > 0;  // "Príloha č. 3 znie:"
  if (head.size() < 300 && !instruction && first_match(profile_.annex, head, &match) != nullptr) {
    const size_t end = skip_separators(line, match.end);
    if (end < line.size() && begins_lower(line.substr(end)) && head.size() > 150) return false;
    std::string number;
    for (const char* hole : {"n", "roman", "letter"})
      if (const auto* capture = match.find(hole)) number = capture->text;
    close_to(kComponentRank);
    open_component(ProvisionType::annex, number, squeeze_space(line), {});
    return true;
  }
  if (!matches_line(profile_.transitional, head)) return false;
  const int article = current_article();
  if (article >= 0 && at(article).text.empty() && !has_children(article))
    return false;  // an article's own heading
  close_to(kComponentRank);
  open_component(ProvisionType::transitional, {}, squeeze_space(line), "trans");
  awaiting_ = -1;
  return true;
}

// Notes without brackets; a lead that ends in a colon belongs to the note on the next line.
bool OutlineBuilder::take_note_line(std::string_view line) {
  auto found = line_note(line, profile_);
  if (!found) return note_lead_.clear(), false;
  if (!note_lead_.empty()) {
    found->note.text = std::exchange(note_lead_, {}) + " " + found->note.text;
    if (lead_kind_ != NoteKind::other) found->note.kind = lead_kind_;
  }
  if (last_char(line) == ':')
    note_lead_ = found->note.text, lead_kind_ = found->note.kind;
  else
    take_note(std::move(*found), false);
  return true;
}

// A document that an act approves is a component with a title, number and date of its own (law.md 1.5): who
// approved it stands in a note, so that another number there is no change of the law.
bool OutlineBuilder::take_document(const Block& block, std::string_view line) {
  const std::string_view head = first_line(line);
  if (!law_begun_ || quoted_depth_ > 0 || head.size() > kLongestApproval || ends_sentence(head) ||
      !approves(profile_, head))
    return false;
  open_component(ProvisionType::doc, {}, {}, {});
  approving_ = last_;
  at(last_).heading.reset();
  at(last_).notes.push_back({NoteKind::other, {}, std::nullopt, std::nullopt});
  take_approval(head);
  for (const std::string_view more : lines(line.substr(std::min(line.size(), head.size() + 1))))
    if (!more.empty()) take_line(block, std::string(more), 0);
  return true;
}

// "постановлением Правительства / Российской Федерации / от 30 июня 1998 г. № 681": until the number is read.
bool OutlineBuilder::take_approval(std::string_view line) {
  if (approving_ < 0) return false;
  Note& note = at(approving_).notes.back();
  const bool done = note.act && !note.act->number.empty();
  const bool title = !note.text.empty() && (mostly_capitals(line) || recogniser_.heading(line));
  if (done || title || note.text.size() + line.size() > kLongestApproval) return approving_ = -1, false;
  note.text = squeeze_space(note.text + " " + std::string(line));
  note.act = named_act(note.text);
  if (const auto date = profile_.find_date(note.text); date && note.act) note.act->date = date;
  return true;
}

// Transitional rules of amending acts that the page carries behind the act (law.md 1.9): "PIEZĪME:", then for
// each act its name and "Pārejas noteikumi:", on one line or two.
bool OutlineBuilder::take_foreign(std::string_view line) {
  const bool announced = first_match(profile_.foreign_transitional, line) != nullptr;
  if (!announced && !foreign_) return false;
  const std::string_view head = first_line(line);
  if (recogniser_.marker(without_quote(line)) &&
      dates_in(head.substr(0, std::min<size_t>(head.size(), 12))).empty())
    return false;
  const auto act = named_act(head.substr(0, std::min<size_t>(head.size(), 300)));
  const bool begins = !dates_in(head).empty() && dates_in(head).front().at == 0;
  if (announced && !act) {
    stack_.clear();
    return foreign_ = closing_ = true, true;
  }
  const bool rules = std::any_of(profile_.transitional.begin(), profile_.transitional.end(),
                                 [&](const Pattern& one) { return one.search(head).has_value(); });
  if (act && (announced || (begins && rules)))
    open_foreign(head, *act);
  else if (rules && foreign_act_ && first_match(profile_.transitional, head) != nullptr)
    open_foreign(foreign_title_ + " " + std::string(head), *foreign_act_);
  else if (act && begins && head.size() < 300)
    foreign_act_ = act, foreign_title_ = squeeze_space(head);
  else
    return false;
  if (head.size() < line.size()) take_text({}, line.substr(head.size() + 1));
  return true;
}

void OutlineBuilder::open_foreign(std::string_view line, const ActRef& act) {
  const std::string name = !act.number.empty() ? act.number : act.date ? to_iso(*act.date) : "act";
  open_component(ProvisionType::transitional, {}, squeeze_space(line),
                 "trans_" + replace_all(name, "/", "-"));
  at(innermost()).notes.push_back({NoteKind::other, squeeze_space(line), act, std::nullopt});
  awaiting_ = -1;
  foreign_ = true;
}

bool OutlineBuilder::take_footnote(std::string_view line) {
  Pattern::Match match;
  if (!law_begun_ || first_match(profile_.footnote, line, &match) == nullptr) return false;
  const auto* number = match.find("n");
  if (number == nullptr) return false;
  close_to(kComponentRank);
  Provision note;
  note.type = ProvisionType::note;
  note.num = number->text;
  note.text = std::string(trim(line.substr(match.end)));
  Mark mark;
  mark.eid_part = "fn_" + read_number(number->text).eid(false);
  last_ = open(std::move(note), std::move(mark), {0, kRankStep});
  closing_ = true;
  return true;
}

// Signatures and dates behind the last provision: named, so that nothing there passes for law.
bool OutlineBuilder::take_closing(std::string_view line) {
  if (!law_begun_ || line.size() > kLongestClosing) return false;
  Pattern::Match match;
  if (first_match(profile_.closing, line, &match) == nullptr) return false;
  if (ends_sentence(line) && skip_separators(line, match.end) != line.size() && last_char(line) != '.')
    return false;
  if (innermost() >= 0 && outline_.marks[static_cast<size_t>(innermost())].eid_part == "conclusion")
    return add_text(innermost(), line), true;
  close_to(kComponentRank);
  Provision end;
  end.type = ProvisionType::p;
  end.text = std::string(line);
  Mark mark;
  mark.eid_part = "conclusion";
  last_ = open(std::move(end), std::move(mark), {0, kRankStep});
  closing_ = true;
  return true;
}

bool OutlineBuilder::take_normative_note(const Block& block, std::string_view line) {
  Pattern::Match match;
  if (current_article() < 0 || first_match(profile_.normative_note, line, &match) == nullptr) return false;
  close_to(kParagraphRank - 1);
  while (!stack_.empty() && at(stack_.back().index).type == ProvisionType::note) stack_.pop_back();
  Provision note;
  note.type = ProvisionType::note;
  Mark mark;
  if (const auto* number = match.find("n"))
    mark.number = read_number(number->text), note.num = mark.number.printed;
  last_ = open(std::move(note), std::move(mark), {0, kParagraphRank - 1});
  const std::string_view rest = line.substr(skip_separators(line, match.end));
  if (!rest.empty() && !take_marker(block, rest)) add_text(last_, rest);
  return true;
}

bool OutlineBuilder::take_awaited_heading(const Block& block, std::string_view line, size_t bold) {
  const int unit_index = std::exchange(awaiting_, -1);
  if (unit_index < 0 || line.size() > kLongestAwaited || recogniser_.heading(line) ||
      recogniser_.marker(line))
    return false;
  if (matches_line(profile_.normative_note, line)) return false;
  Provision& unit = at(unit_index);
  const Unit* rules = profile_.unit(unit.type);
  const bool marked =
      block.kind == Block::Kind::heading || (bold >= line.size() && bold > 0) || mostly_capitals(line);
  const bool allowed =
      rules != nullptr && rules->heading_on_next_line && !ends_sentence(line) && !begins_lower(line);
  const bool above = unit.type != ProvisionType::article;
  if (!marked && !allowed && !(above && !ends_sentence(line) && line.size() < 200)) return false;
  if (unit.type == ProvisionType::article && !marked && !allowed) return false;
  const bool capitals = unit.heading && mostly_capitals(*unit.heading) && mostly_capitals(line);
  if (unit.heading && !capitals) return false;
  unit.heading = squeeze_space(unit.heading ? *unit.heading + " " + std::string(line) : std::string(line));
  if (above && mostly_capitals(line)) awaiting_ = unit_index;  // capitals may run over lines
  return true;
}

// "Član 5 6" behind 55: the page split the number; only what comes next can tell it from "5" and "6. …".
void OutlineBuilder::join_split_number(HeadingHit& hit, std::string_view line) const {
  const NumberToken& number = hit.number;
  if (quoted_depth_ > 0 || number.roman || number.groups.size() != 1 || !number.letters.empty()) return;
  if (hit.end >= line.size() || line[hit.end] < '0' || line[hit.end] > '9') return;
  const size_t next = skip_separators(line, hit.end + 1);
  if (next == hit.end + 1 && next < line.size()) return;
  const int whole = number.base() * 10 + (line[hit.end] - '0');
  if (whole != last_article_.base() + 1) return;
  hit.number = read_number(std::to_string(whole));
  hit.end = next;
}

bool OutlineBuilder::take_heading(const Block& block, std::string_view line, size_t bold) {
  const std::string_view head = first_line(line);
  auto hit = block.unit.empty()
                 ? recogniser_.heading(head)
                 : recogniser_.heading_of(provision_type(block.unit).value_or(ProvisionType::article), head);
  if (!hit) return false;
  const bool article = hit->unit == recogniser_.article_unit();
  // A sentence that begins with a reference ("Статья 5 настоящего …") runs on.
  if (!hit->dotted && block.kind != Block::Kind::heading && block.unit.empty() && article &&
      hit->end < head.size() && ends_sentence(head) && bold == 0)
    return false;
  const bool range = hit->number.is_range() && hit->number.groups[1] - hit->number.base() < 500;
  if (article && (range || !hit->number.lettered_range().empty())) {
    FoundNote gone;
    gone.subject = hit->number;
    gone.note = {NoteKind::repeal, squeeze_space(line), std::nullopt, std::nullopt};
    closing_ = false;
    repealed_range(gone);
    return true;
  }
  if (article) {
    join_split_number(*hit, head);
    const bool heading = rest_is_heading(block, head, hit->end, bold);
    open_article(*hit, line.substr(hit->end), heading);
    const std::string_view rest = trim(line.substr(heading ? head.size() : hit->end));
    if (!rest.empty()) take_line({.text = std::string(rest)}, std::string(rest), 0);
    return true;
  }
  const Unit& unit = profile_.units[static_cast<size_t>(hit->unit)];
  if (line.size() > 600) return false;
  Provision provision;
  provision.type = unit.type;
  provision.num = hit->number.printed;
  const std::string rest = squeeze_space(line.substr(hit->end));
  if (!rest.empty())
    provision.heading = rest;
  else if (hit->number.empty())
    provision.heading = squeeze_space(line);
  closing_ = false;
  Mark mark;
  mark.number = hit->number;
  mark.unit = hit->unit;
  const int index = open(std::move(provision), std::move(mark), {0, (hit->unit + 1) * kRankStep});
  law_begun_ = true;
  awaiting_ = rest.empty() ? index : -1;
  return true;
}

// A heading that numbers nothing, between provisions: it gathers the articles behind it.
bool OutlineBuilder::take_group_heading(const Block& block, std::string_view line) {
  if (block.kind != Block::Kind::heading || !law_begun_ || closing_ || quoted_depth_ > 0) return false;
  if (line.size() > kLongestAwaited || (innermost() >= 0 && pending_ >= 0)) return false;
  Provision group;
  group.type = ProvisionType::section;
  group.heading = squeeze_space(line);
  last_ = open(std::move(group), {}, {0, (recogniser_.article_unit() + 1) * kRankStep - 5});
  return true;
}

// "(1) § 206. Arvutikahjurlus": a heading that lost its line to a stray mark.
bool OutlineBuilder::glued_article(const Block& block, std::string_view rest) {
  const auto hit = rest.empty() ? std::nullopt : recogniser_.heading(first_line(rest));
  if (!hit || hit->unit != recogniser_.article_unit() || !hit->dotted ||
      hit->number.base() != last_article_.base() + 1)
    return false;
  return !ends_sentence(rest) && take_heading(block, rest, 0);
}

bool OutlineBuilder::take_marker(const Block& block, std::string_view line) {
  if (!law_begun_ && outline_.provisions.empty() && quoted_depth_ == 0 && block.kind == Block::Kind::heading)
    return false;
  const bool foreign = !stack_.empty() && at(stack_.front().index).type == ProvisionType::transitional;
  if (foreign) line = without_quote(line);
  const auto hit = recogniser_.marker(line);
  if (!hit || closing_) return false;
  if (const auto dates = dates_in(line.substr(0, std::min<size_t>(line.size(), 12)));
      !dates.empty() && dates.front().at == 0)
    return false;
  const ProvisionType type = profile_.units[static_cast<size_t>(hit->unit)].type;
  const bool paragraph = type == ProvisionType::paragraph;
  const auto same = std::find_if(stack_.begin(), stack_.end(), [&](const Open& one) {
    return one.style == hit->style && one.rank >= kParagraphRank;
  });
  const int depth = static_cast<int>(
      std::count_if(stack_.begin(), stack_.end(), [](const Open& one) { return one.rank >= kPointRank; }));
  int rank = paragraph ? kParagraphRank : same != stack_.end() ? same->rank : kPointRank + depth;
  int parent = -1;
  for (const Open& one : stack_)
    if (one.rank < rank) parent = one.index;
  if (!hit->strong && !number_fits(*hit, parent)) return false;
  Provision provision;
  provision.type = type;
  provision.num = hit->number.printed;
  Mark mark;
  mark.number = hit->number;
  mark.unit = hit->unit;
  const std::string_view rest = trim(line.substr(hit->end));
  if (glued_article(block, rest)) return true;
  law_begun_ = law_begun_ || paragraph;
  const int index = open(std::move(provision), std::move(mark), {0, rank, hit->style, block.indent});
  last_number_[{parent, hit->style}] = hit->number;
  pending_ = rest.empty() ? index : -1;
  last_ = index;
  const auto inner = rest.empty() ? std::nullopt : recogniser_.marker(rest);
  const bool opens_list = inner && inner->style != hit->style && (inner->number.base() == 1 || inner->strong);
  if (opens_list && take_marker(block, rest)) return true;
  add_text(index, rest);
  return true;
}

// What stands before the first provision.
int OutlineBuilder::preface() {
  if (!outline_.provisions.empty() && outline_.provisions.front().type == ProvisionType::preface) return 0;
  Provision preface;
  preface.type = ProvisionType::preface;
  if (outline_.provisions.empty()) return outline_.add(std::move(preface), {});
  return innermost() >= 0 ? innermost() : last_;
}

void OutlineBuilder::take_text(const Block& block, std::string_view line) {
  if (pending_ >= 0) return add_text(std::exchange(pending_, -1), line);
  if (closing_ && last_ >= 0) return add_text(last_, line);
  if (!law_begun_) return add_text(preface(), line);
  add_unnumbered(block, line);
}

}  // namespace zakonwatch
