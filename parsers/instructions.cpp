// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/instructions.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "law/masked_text.h"
#include "law/unit_references.h"
#include "parsers/dates.h"
#include "parsers/instruction_clauses.h"
#include "parsers/instruction_dates.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestActWords = 300;  // bytes of the words that name the act

bool found_in(const std::vector<Pattern>& patterns, std::string_view text, Pattern::Match* match = nullptr) {
  for (const Pattern& pattern : patterns)
    if (auto hit = pattern.search(text)) {
      if (match != nullptr) *match = std::move(*hit);
      return true;
    }
  return false;
}

// The words of a hole, where a quotation stands in it.
std::optional<std::string> quoted_in(const MaskedText& clause, const Pattern::Match& match,
                                     std::string_view hole) {
  const auto* capture = match.find(hole);
  if (capture == nullptr) return std::string();
  const int quotation = clause.quotation_at(capture->begin);
  return quotation < 0 ? std::nullopt : std::optional(clause.quotation(quotation));
}

struct Span {
  size_t begin, end;
};

// One clause, read.
class ClauseReader {
 public:
  ClauseReader(const InstructionClause& clause, const LanguageProfile& profile)
      : phrases_(profile.amending), masked_(clause.text), references_(unit_references(masked_, profile)) {}

  const std::vector<UnitReference>& references() const { return references_; }
  const MaskedText& masked() const { return masked_; }

  std::vector<Instruction> run() {
    words(InstructionKind::replace_words, phrases_.replace);
    words(InstructionKind::insert_words, phrases_.insert_words);
    words(InstructionKind::delete_words, phrases_.delete_words);
    structure(InstructionKind::insert, phrases_.insert);
    structure(InstructionKind::renumber, phrases_.renumber);
    structure(InstructionKind::repeal, phrases_.repeal);
    structure(InstructionKind::restate, phrases_.restate);
    std::vector<Instruction> out;
    out.reserve(found_.size());
    std::sort(found_.begin(), found_.end(),
              [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
    for (auto& [span, instruction] : found_) out.push_back(std::move(instruction));
    return out;
  }

  // Where the instructions' own words stand: the targets lie before or in them.
  std::vector<Span> spans() const {
    std::vector<Span> out;
    out.reserve(found_.size());
    for (const auto& [span, instruction] : found_) out.push_back(span);
    return out;
  }

 private:
  const AmendingPhrases& phrases_;
  MaskedText masked_;
  std::vector<UnitReference> references_;
  std::vector<std::pair<Span, Instruction>> found_;

  bool taken(size_t begin, size_t end) const {
    return std::any_of(found_.begin(), found_.end(),
                       [&](const auto& f) { return begin < f.first.end && f.first.begin < end; });
  }

  void words(InstructionKind kind, const std::vector<Pattern>& patterns) {
    const std::string_view text = masked_.text();
    for (const Pattern& pattern : patterns)
      for (size_t from = 0; from < text.size();) {
        const auto match = pattern.search(text, from);
        if (!match) break;
        from = std::max(match->begin + 1, match->end);
        const auto old_words = quoted_in(masked_, *match, "old"),
                   new_words = quoted_in(masked_, *match, "new"), after = quoted_in(masked_, *match, "after");
        if (!old_words || !new_words || !after || taken(match->begin, match->end)) {
          from = match->begin + 1;
          while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) ++from;
          continue;
        }
        Instruction instruction;
        instruction.kind = kind;
        instruction.old_words = *old_words, instruction.new_words = *new_words;
        instruction.after_words = *after;
        found_.emplace_back(Span{match->begin, match->end}, std::move(instruction));
        if (kind == InstructionKind::delete_words) more_deleted(match->end);
      }
  }

  // "слова «a» и «b» исключить": each quotation beside the one found is deleted too.
  void more_deleted(size_t end) {
    const Span span = found_.back().first;
    for (size_t at = span.begin; at < end; ++at) {
      const int quotation = masked_.quotation_at(at);
      if (quotation < 0 || masked_.quotation(quotation) == found_.back().second.old_words) continue;
      Instruction more = found_.back().second;
      more.old_words = masked_.quotation(quotation);
      found_.emplace_back(span, std::move(more));
    }
  }

  void structure(InstructionKind kind, const std::vector<Pattern>& patterns) {
    for (const Pattern& pattern : patterns) {
      const auto match = pattern.search(masked_.text());
      if (!match || taken(match->begin, match->end)) continue;
      const bool inserts = std::any_of(found_.begin(), found_.end(), [](const auto& f) {
        return f.second.kind == InstructionKind::insert;
      });
      if (kind == InstructionKind::restate && inserts)
        return;  // "is supplemented by article 5, which reads:"
      Instruction instruction;
      instruction.kind = kind;
      found_.emplace_back(Span{match->begin, match->end}, std::move(instruction));
      return;
    }
  }
};

class Reader {
 public:
  Reader(const Act& act, const LanguageProfile& profile)
      : act_(act), profile_(profile), phrases_(profile.amending) {}

  std::vector<Instruction> run() {
    const auto clauses = instruction_clauses(act_, [&](const std::string& text) {
      return found_in(phrases_.restate, text) || found_in(phrases_.insert, text);
    });
    amends_ = found_in(phrases_.title, act_.title) || (!clauses.empty() && titled(clauses));
    if (amends_) act_words_ = act_.title;
    for (const InstructionClause& clause : clauses) read(clause);
    const InstructionDates dates(act_, profile_, clauses);
    for (Instruction& each : out_) each.in_force = dates.of(each.eid);
    return std::move(out_);
  }

 private:
  struct Context {
    int provision;
    int depth;
    UnitReference place;
  };
  const Act& act_;
  const LanguageProfile& profile_;
  const AmendingPhrases& phrases_;
  bool amends_ = false;
  std::string act_words_;
  ActRef target_;
  std::vector<Context> contexts_;
  UnitReference last_;  // the place named last in this article of the amending act
  int last_provision_ = -1;
  std::vector<Instruction> out_;

  // The title may stand in the preface only.
  bool titled(const std::vector<InstructionClause>& clauses) const {
    size_t seen = 0;
    for (const InstructionClause& clause : clauses) {
      if (act_.provisions[static_cast<size_t>(clause.provision)].type != ProvisionType::preface ||
          ++seen > 12)
        break;
      if (found_in(phrases_.title, clause.text)) return true;
    }
    return false;
  }

  int depth(int i) const {
    int out = 0;
    for (int up = act_.provisions[static_cast<size_t>(i)].parent; up >= 0;
         up = act_.provisions[static_cast<size_t>(up)].parent)
      ++out;
    return out;
  }
  bool encloses(int outer, int inner) const {
    for (; inner >= 0; inner = act_.provisions[static_cast<size_t>(inner)].parent)
      if (inner == outer) return true;
    return false;
  }
  bool numbered(int i) const { return !act_.provisions[static_cast<size_t>(i)].num.empty(); }

  // What is said "in article 5:" holds for what stands below, and for the unnumbered paragraphs that follow.
  void leave_contexts(int provision) {
    while (!contexts_.empty()) {
      const Context& last = contexts_.back();
      const int parent = act_.provisions[static_cast<size_t>(last.provision)].parent;
      const bool beside =
          !numbered(last.provision) && encloses(parent, provision) &&
          !(numbered(provision) && depth(provision) <= last.depth && !lower(provision, last.provision));
      if (encloses(last.provision, provision) || beside) return;
      contexts_.pop_back();
    }
  }
  // A point is lower than the unnumbered paragraph it follows, an article is not.
  bool lower(int provision, int than) const {
    return unit_rank(act_.provisions[static_cast<size_t>(provision)].type) > 1 &&
           act_.provisions[static_cast<size_t>(than)].type == ProvisionType::p;
  }

  void read(const InstructionClause& clause) {
    leave_contexts(clause.provision);
    follows_ = follows(clause.provision);
    Pattern::Match opening;
    ClauseReader reader(clause, profile_);
    std::vector<UnitReference> places = reader.references();
    if (found_in(phrases_.opening, reader.masked().text(), &opening)) open_act(clause);
    if (!amends_) return;
    const auto orders = reader.run();
    if (orders.empty()) return no_order(clause, places, opening.end > 0);
    if (opening.end == 0 && !places.empty()) name_act_inside(clause, reader.masked(), places.front().begin);
    for (size_t i = 0; i < orders.size(); ++i) add(clause, reader, orders[i], i, orders.size());
    remember(clause, places);
  }

  // "V § 5 odst. 2 zákona č. 167/1998 Sb. se slova …": one order with its act behind the place.
  void name_act_inside(const InstructionClause& clause, const MaskedText& masked, size_t place) {
    for (const Pattern& pattern : phrases_.act) {
      const auto match = pattern.search(masked.text(), place);
      const auto* word = match ? match->find("word") : nullptr;
      if (word == nullptr || word->text == target_.number) continue;
      target_ = {word->text, {}};
      act_words_ = clause.text;
      return;
    }
  }

  void open_act(const InstructionClause& clause) {
    amends_ = true;
    contexts_.clear();
    act_words_ = clause.text;
    target_ = {};
    for (const Pattern& pattern : phrases_.act)
      if (const auto match = pattern.search(clause.text))
        if (const auto* word = match->find("word")) {
          target_.number = word->text;
          break;
        }
    target_.date = profile_.find_date(clause.text);
  }

  static UnitReference joined(const std::vector<UnitReference>& places) { return places.back(); }

  void no_order(const InstructionClause& clause, const std::vector<UnitReference>& places, bool opens) {
    const bool quotes = !clause.wording.empty() || clause.text.find('"') != std::string::npos ||
                        clause.text.find("„") != std::string::npos ||
                        clause.text.find("«") != std::string::npos;
    if (!clause.wording.empty() || (quotes && !places.empty() && !opens && !clause.announces))
      return unknown(clause, places);
    if (!clause.announces) return;
    if (!places.empty() && (!opens || short_place(places)))
      contexts_.push_back({clause.provision, depth(clause.provision), in_context(joined(places))});
  }
  // "В статье 5 Закона … внести изменения:" names its place as well as its act.
  static bool short_place(const std::vector<UnitReference>& places) { return places.size() == 1; }

  UnitReference in_context(const UnitReference& place) const {
    const UnitReference out = within(told(), place);
    return follows_ && !out.steps.empty() ? within(last_, out) : out;
  }

  // What the sentences above say, without what only went before.
  UnitReference told() const {
    UnitReference out;
    for (auto it = contexts_.rbegin(); it != contexts_.rend(); ++it) out = within(it->place, out);
    return out;
  }

  // "Dosavadní odstavce 4 až 7 …" behind an order about § 58 speaks of § 58: in the same paragraph, or in an
  // unnumbered one that follows it in the same article.
  bool follows(int provision) const {
    if (last_provision_ < 0 || last_.steps.empty()) return false;
    return provision == last_provision_ || (!numbered(provision) && act_.article_of(provision) >= 0 &&
                                            act_.article_of(provision) == act_.article_of(last_provision_));
  }
  bool follows_ = false;

  void remember(const InstructionClause& clause, const std::vector<UnitReference>& places) {
    if (places.empty()) return;
    const UnitReference place = in_context(places.front());
    if (unit_rank(place.steps.front().type) == 1) last_ = place, last_provision_ = clause.provision;
  }

  void unknown(const InstructionClause& clause, const std::vector<UnitReference>& places) {
    Instruction out;
    begin(out, clause);
    for (const UnitReference& place : places) append(out.targets, in_context(place).eids());
    out.problem = "the profile knows no such phrase";
    out_.push_back(std::move(out));
  }

  void begin(Instruction& out, const InstructionClause& clause) const {
    out.eid = act_.provisions[static_cast<size_t>(clause.provision)].eid;
    out.text = clause.text;
    out.act = target_;
    out.act_words = act_words_.substr(0, act_words_.find_first_of("(\n"));
    if (out.act_words.size() > kLongestActWords)
      out.act_words = ellipsis(out.act_words, kLongestActWords / 2);
    for (const int i : tops(clause.wording))
      out.wording.push_back(act_.provisions[static_cast<size_t>(i)].eid);
  }

  std::vector<int> tops(const std::vector<int>& wording) const {
    std::vector<int> out;
    for (const int i : wording)
      if (out.empty() || !encloses(out.back(), i)) out.push_back(i);
    return out;
  }

  static void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
    for (const std::string& each : more)
      if (std::find(to.begin(), to.end(), each) == to.end()) to.push_back(each);
  }

  void add(const InstructionClause& clause, ClauseReader& reader, Instruction order, size_t index,
           size_t count) {
    begin(order, clause);
    order.heading = found_in(phrases_.heading, reader.masked().text());
    if (Pattern::Match part; found_in(phrases_.part, reader.masked().text(), &part))
      order.part = reader.masked().printed(part.begin, part.end);
    const std::vector<Span> spans = reader.spans();
    const size_t from = index == 0 ? 0 : spans[index - 1].end;
    const size_t to = index + 1 < count ? spans[index].end : std::string::npos;
    std::vector<UnitReference> places = between(reader.references(), from, to);
    if (places.empty() && index > 0) places = between(reader.references(), 0, to);
    const bool adds = order.kind == InstructionKind::insert;
    if (order.kind == InstructionKind::renumber) places = between(reader.references(), 0, std::string::npos);
    if (adds)
      order.targets = inserted(clause, places);
    else
      for (const UnitReference& place : places) append(order.targets, in_context(place).eids());
    if (order.targets.empty()) order.targets = told().eids();
    const bool rewrites = order.kind == InstructionKind::restate || adds;
    if (rewrites && order.wording.empty()) order.new_words = quotation(clause, reader.masked());
    if (order.kind == InstructionKind::repeal && !order.part.empty() && count == 1)
      order.old_words = quotation(clause, reader.masked());
    if (order.kind == InstructionKind::replace_words && (order.old_words.empty() || order.new_words.empty()))
      order.problem = "a mark is named, not quoted";
    if (order.targets.empty()) order.problem = "it names no place in the act";
    if (rewrites && order.wording.empty() && order.new_words.empty() && order.problem.empty())
      order.problem = "its new wording was not found";
    out_.push_back(std::move(order));
  }

  static std::vector<UnitReference> between(const std::vector<UnitReference>& all, size_t from, size_t to) {
    std::vector<UnitReference> out;
    for (const UnitReference& each : all)
      if (each.begin >= from && each.begin < to) out.push_back(each);
    return out;
  }

  static std::string quotation(const InstructionClause& clause, const MaskedText& masked) {
    if (!clause.quoted_text.empty()) return clause.quoted_text;
    std::string out;
    for (size_t at = 0; at < masked.text().size(); ++at)
      if (const int quoted = masked.quotation_at(at); quoted >= 0) out = masked.quotation(quoted);
    return out;
  }

  // What an insertion adds: the numbered provisions that it quotes, under the place it names; else the places
  // that are no neighbours.
  std::vector<std::string> inserted(const InstructionClause& clause,
                                    const std::vector<UnitReference>& places) const {
    std::vector<std::string> out;
    UnitReference around;
    for (const UnitReference& place : places) around = around.steps.empty() ? in_context(place) : around;
    if (around.steps.empty()) around = in_context({});
    const bool sure = !clause.wording.empty() && in_quotation(clause.wording.front());
    if (sure || places.empty())
      for (const int i : quoted_units(clause.wording)) append(out, quoted_place(around, i).eids());
    if (!out.empty()) return out;
    UnitReference before;
    for (const UnitReference& place : places) {
      const UnitReference whole = in_context(before.steps.empty() ? place : within(before, place));
      if (!place.neighbour || places.size() == 1) append(out, whole.eids());
      if (place.neighbour || before.steps.empty()) before = place;
    }
    // "Article 5 is supplemented by paragraph 3": article 5 itself is not new.
    if (out.size() > 1)
      std::erase_if(out, [&](const std::string& one) {
        return std::any_of(out.begin(), out.end(),
                           [&](const std::string& other) { return other.rfind(one + "__", 0) == 0; });
      });
    return out;
  }

  UnitReference quoted_place(const UnitReference& around, int i) const {
    const Provision& provision = act_.provisions[static_cast<size_t>(i)];
    const bool article = provision.type == ProvisionType::quoted || provision.type == ProvisionType::article;
    UnitReference unit;
    const std::string number = provision.eid.substr(provision.eid.rfind('_') + 1);
    const size_t part = provision.eid.rfind("__");
    const std::string tail = provision.eid.substr(part == std::string::npos ? 0 : part + 2);
    unit.steps = {{article ? ProvisionType::article : provision.type, {tail.substr(tail.find('_') + 1)}}};
    return within(around, unit);
  }

  bool in_quotation(int i) const {
    for (; i >= 0; i = act_.provisions[static_cast<size_t>(i)].parent)
      if (act_.provisions[static_cast<size_t>(i)].type == ProvisionType::quoted) return true;
    return false;
  }

  std::vector<int> quoted_units(const std::vector<int>& wording) const {
    std::vector<int> out;
    for (const int i : tops(wording)) {
      const Provision& provision = act_.provisions[static_cast<size_t>(i)];
      if (provision.type == ProvisionType::quoted && provision.num.empty()) {
        for (const int child : act_.children(i))
          if (numbered(child)) out.push_back(child);
      } else if (numbered(i) && (provision.type != ProvisionType::article || in_quotation(i))) {
        out.push_back(i);
      }
    }
    return out;
  }
};

}  // namespace

std::vector<Instruction> read_instructions(const Act& act, const LanguageProfile& profile) {
  if (!profile.amending.known()) return {};
  return Reader(act, profile).run();
}

}  // namespace zakonwatch
