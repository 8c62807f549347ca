// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/outline_builder.h"

// Where each line goes.
namespace zakonwatch {
namespace {

constexpr int kMostSkipped = 60;  // numbers an enumeration may leave out (repealed points)
constexpr size_t kLongestGluedHeading = 500;

bool ends_open(std::string_view text) {
  const char32_t c = last_char(text);
  return c == '-' || c == ',' || c == ':' || (c >= 0x2010 && c <= 0x2015);
}

bool ends_closed(std::string_view text) {
  const char32_t c = last_char(text);
  return c == '.' || c == ';' || c == '!' || c == '?' || c == ')' || c == ']' || c == '"' || c == 0x201C ||
         c == 0x201D || c == 0xBB;
}

}  // namespace

int Outline::add(Provision provision, Mark mark) {
  provisions.push_back(std::move(provision));
  marks.push_back(std::move(mark));
  return static_cast<int>(provisions.size()) - 1;
}

void OutlineBuilder::close_to(int rank) {
  while (!stack_.empty() && stack_.back().rank >= rank) {
    if (stack_.back().rank == kComponentRank && rank > kComponentRank) return;
    stack_.pop_back();
  }
}

int OutlineBuilder::open(Provision provision, Mark mark, Open place) {
  close_to(place.rank);
  provision.parent = innermost();
  mark.quoted = quoted_depth_ > 0;
  place.index = outline_.add(std::move(provision), std::move(mark));
  stack_.push_back(place);
  return place.index;
}

int OutlineBuilder::append(Provision provision, Mark mark) {
  provision.parent = innermost();
  mark.quoted = quoted_depth_ > 0;
  return outline_.add(std::move(provision), std::move(mark));
}

void OutlineBuilder::open_component(ProvisionType type, std::string num, std::string heading,
                                    std::string eid_part) {
  stack_.clear();
  closing_ = false;
  law_begun_ = true;
  Provision component;
  component.type = type;
  component.num = std::move(num);
  component.heading = std::move(heading);
  Mark mark;
  mark.component = true;
  mark.number = read_number(component.num);
  mark.eid_part = std::move(eid_part);
  awaiting_ = open(std::move(component), std::move(mark), {0, kComponentRank});
  last_ = innermost();
}

int OutlineBuilder::current_article() const {
  for (size_t i = stack_.size(); i-- > 0;)
    if (at(stack_[i].index).type == ProvisionType::article) return stack_[i].index;
  return -1;
}

int OutlineBuilder::introducer() const {
  for (size_t i = stack_.size(); i-- > 0;)
    if (stack_[i].rank < kPointRank) return stack_[i].index;
  return innermost();
}

bool OutlineBuilder::rest_is_heading(const Block& block, std::string_view line, size_t end,
                                     size_t bold) const {
  const std::string_view rest = line.substr(end);
  if (rest.empty()) return false;
  if (recogniser_.marker(rest) && recogniser_.marker(rest)->number.base() <= 1) return false;
  if (block.kind == Block::Kind::heading || !block.unit.empty()) return true;
  if (first_match(profile_.repealed, rest) != nullptr) return false;
  if (bold > 0) return bold > end;
  if (rest.size() > kLongestGluedHeading) return false;
  const char32_t c = last_char(rest);
  return c != '.' && c != ':' && c != ';' && c != ',' && c != '-' && c != 0x2014 && c != 0x2013;
}

// The act's own articles do not stand inside its transitional rules or annexes; there their number goes on
// from the body's.
bool OutlineBuilder::leaves_component(const HeadingHit& hit) const {
  const int component = stack_.front().index;
  if (at(component).type == ProvisionType::transitional)
    return last_article_.empty() || std::is_gt(compare_numbers(hit.number, last_article_));
  if (at(component).type != ProvisionType::annex || last_article_.empty()) return false;
  const bool own_articles =
      std::any_of(outline_.provisions.begin() + component, outline_.provisions.end(),
                  [](const Provision& one) { return one.type == ProvisionType::article; });
  return !own_articles && hit.number.roman == last_article_.roman &&
         hit.number.base() == last_article_.base() + 1;
}

void OutlineBuilder::open_article(const HeadingHit& hit, std::string_view rest, bool heading) {
  if (!stack_.empty() && leaves_component(hit)) stack_.clear();
  Provision article;
  article.type = quoted_depth_ > 0 ? ProvisionType::quoted : ProvisionType::article;
  article.num = hit.number.printed;
  const std::string_view head = first_line(rest);
  if (heading) article.heading = squeeze_space(head);
  Mark mark;
  mark.number = hit.number;
  mark.word = hit.word;
  closing_ = false;
  law_begun_ = true;
  pending_ = -1;
  last_ = open(std::move(article), std::move(mark), {0, (hit.unit + 1) * kRankStep});
  awaiting_ = rest.empty() ? last_ : -1;
  if (quoted_depth_ == 0 &&
      (stack_.size() < 2 || !outline_.marks[static_cast<size_t>(stack_.front().index)].component))
    last_article_ = hit.number;
}

void OutlineBuilder::add_text(int index, std::string_view text) {
  if (text.empty()) return;
  Provision& provision = at(index);
  if (!provision.text.empty()) provision.text += '\n';
  provision.text += text;
  last_ = index;
}

// An unnumbered line of text: a continuation, the tail of a list, an item of an unnumbered list, or a unit.
void OutlineBuilder::add_unnumbered(const Block& block, std::string_view text) {
  if (stack_.empty()) {
    outline_.unclaimed += text.size();
    Provision rest;
    rest.type = ProvisionType::unclaimed;
    if (outline_.provisions.empty() || outline_.provisions.back().type != ProvisionType::unclaimed)
      outline_.add(std::move(rest), {});
    return add_text(static_cast<int>(outline_.provisions.size()) - 1, text);
  }
  const int inner = innermost();
  if (at(inner).text.empty() && !has_children(inner)) return add_text(inner, text);
  const std::string& before = last_ >= 0 ? at(last_).text : at(inner).text;
  const bool listed = stack_.back().rank >= kPointRank;
  const bool sanction = first_match(profile_.sanction, text) != nullptr;
  // A list's closing words, above all the sanction, belong to what introduced the list.
  if (listed && (sanction || (ends_open(before) && last_char(before) != ':')) && block.indent == 0) {
    const int owner = introducer();
    while (stack_.back().index != owner) stack_.pop_back();
    return add_text(owner, text);
  }
  if (listed && block.indent > 0 && block.indent >= stack_.back().indent) return add_text(inner, text);
  const bool item = last_char(before) == ':' ||
                    (at(last_ < 0 ? inner : last_).type == ProvisionType::indent && last_char(before) == ';');
  if (!sanction && item && begins_lower(text)) {
    Provision indent;
    indent.type = ProvisionType::indent;
    indent.text = std::string(text);
    last_ = append(std::move(indent), {});
    return;
  }
  if (sanction || (last_char(before) != ':' && ends_open(before)) ||
      (begins_lower(text) && !ends_closed(before)))
    return add_text(last_ >= 0 ? last_ : inner, text);
  if (listed) {
    const int owner = introducer();
    while (stack_.back().index != owner) stack_.pop_back();
  }
  Provision unit;
  unit.type = ProvisionType::p;
  unit.text = std::string(text);
  last_ = append(std::move(unit), {});
}

// Weak marks ("1.", "a)") must go on where their enumeration stands; a year or a stray number does not.
bool OutlineBuilder::number_fits(const MarkerHit& hit, int parent) const {
  if (hit.number.empty()) return true;
  if (hit.number.groups.empty()) return law_begun_;
  const auto before = last_number_.find({parent, hit.style});
  if (before == last_number_.end())
    return hit.number.base() <= 3 || (parent >= 0 && at(parent).text.empty() && hit.number.base() < 200);
  const int step = hit.number.base() - before->second.base();
  return std::is_gt(compare_numbers(hit.number, before->second)) && step <= kMostSkipped;
}

void OutlineBuilder::repealed_range(const FoundNote& found) {
  const NumberToken& number = found.subject;
  if (const auto lettered = number.lettered_range(); !lettered.empty()) {
    for (const NumberToken& one : lettered) repealed_article(one, found.note);
    return;
  }
  if (!number.is_range()) return repealed_article(number, found.note);
  const int from = number.base(), to = number.groups[1];
  for (int base = from; base <= to && to - from < 500; ++base)
    repealed_article(read_number(std::to_string(base)), found.note);
  // "361-363 - 1" runs to 363¹ (law.md 1.3).
  const int inserts = number.groups.size() == 3 ? std::min(number.groups[2], 50) : 0;
  for (int insert = 1; insert <= inserts; ++insert)
    repealed_article(read_number(fmt::format("{}-{}", to, insert)), found.note);
}

void OutlineBuilder::repealed_article(const NumberToken& number, const Note& note) {
  Provision gone;
  gone.type = ProvisionType::article;
  gone.repealed = true;
  gone.notes.push_back(note);
  gone.num = number.printed;
  Mark mark;
  mark.number = number;
  last_article_ = number;
  last_ = open(std::move(gone), std::move(mark), {0, (recogniser_.article_unit() + 1) * kRankStep});
}

void OutlineBuilder::take_note(FoundNote found, bool inside_text) {
  if (!law_begun_ || stack_.empty()) {
    if (closing_ && last_ >= 0) return at(last_).notes.push_back(std::move(found.note));
    return outline_.notes.push_back(std::move(found.note));
  }
  const int article = current_article();
  const bool names_article = !found.subject.empty() && found.subject_type == ProvisionType::article;
  // A repealed article often leaves nothing but its note.
  if (found.note.kind == NoteKind::repeal && names_article && !inside_text &&
      std::is_gt(compare_numbers(found.subject, last_article_)))
    return repealed_range(found);
  const bool below = found.subject_type && *found.subject_type != ProvisionType::article &&
                     provision_type("article") < found.subject_type;
  const bool of_article = found.subject_type == ProvisionType::article;
  const bool to_article = article >= 0 && (of_article || (!inside_text && !below));
  const int index = to_article ? article : last_ >= 0 ? last_ : innermost();
  Provision& target = at(index);
  // "Часть. (Утратила силу …)": a lone word stands in place of what was repealed.
  if (found.note.kind == NoteKind::repeal && words(target.text).size() <= 1) target.text.clear();
  if (found.note.kind == NoteKind::repeal && target.text.empty() && !has_children(index))
    target.repealed = true;
  target.notes.push_back(std::move(found.note));
}

bool OutlineBuilder::expects_quote() const {
  if (last_ < 0 || !law_begun_) return false;
  const std::string& text = at(last_).text;
  return last_char(text) == ':';
}

void OutlineBuilder::take_quoted(const Blocks& blocks, size_t begin, size_t end) {
  const std::vector<Open> before = stack_;
  Provision quoted;
  quoted.type = ProvisionType::quoted;
  ++quoted_depth_;
  last_ = append(std::move(quoted), {});
  stack_.push_back({last_, kPointRank + 500});
  const std::vector<Open> outer = std::exchange(stack_, {{last_, kComponentRank}});
  for (size_t i = begin; i < end; ++i) {
    Block block = blocks[i];
    if (i == begin && opens_quote(block.text)) {
      size_t at = 0;
      next_code_point(block.text, at);
      block.text.erase(0, at);
      block.bold -= std::min(block.bold, at);
    }
    take(block);
  }
  --quoted_depth_;
  stack_ = before;
  pending_ = awaiting_ = -1;
  last_ = innermost();
}

// A penalty whose opening words are lost says nothing of what it punishes (law.md 1.6).
void OutlineBuilder::suspect_orphans() {
  for (size_t i = 0; i < outline_.provisions.size(); ++i) {
    const ProvisionType type = outline_.provisions[i].type;
    if (type == ProvisionType::point || type == ProvisionType::indent) continue;  // "a) vétség miatt elzárás"
    char32_t before = '.';
    for (const std::string_view line : lines(outline_.provisions[i].text)) {
      if (before == '.' && begins_lower(line) && first_match(profile_.sanction, line) != nullptr)
        outline_.orphans.push_back(i);
      before = last_char(line);
    }
  }
}

Outline OutlineBuilder::finish() {
  suspect_orphans();
  return std::move(outline_);
}

}  // namespace zakonwatch
