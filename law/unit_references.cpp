// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/unit_references.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "law/number_token.h"
#include "law/reference_tokens.h"

namespace zakonwatch {
namespace {

constexpr size_t kMostPlaces = 500;
constexpr int kLongestRange = 200;

std::string_view part_of(ProvisionType type) {
  if (type == ProvisionType::article) return "art";
  return type == ProvisionType::paragraph ? "para" : to_string(type);
}

// "308" to "310", "74c" to "74f", "i" to "m": all that lies between where that can be told.
void add_range(std::vector<std::string>& out, const std::string& last) {
  const NumberToken a = read_number(out.back()), b = read_number(last);
  if (a.letters.empty() && b.letters.empty() && a.groups.size() == 1 && b.groups.size() == 1 &&
      b.base() > a.base() && b.base() - a.base() < kLongestRange) {
    for (int n = a.base() + 1; n <= b.base(); ++n) out.push_back(std::to_string(n));
    return;
  }
  const bool letters = a.groups == b.groups && a.letters.size() == 1 && b.letters.size() == 1;
  if (letters && a.letters < b.letters) {
    const std::string stem = a.groups.empty() ? "" : std::to_string(a.base());
    for (char c = static_cast<char>(a.letters[0] + 1); c <= b.letters[0]; ++c) out.push_back(stem + c);
    return;
  }
  out.push_back(last);
}

class Reader {
 public:
  Reader(const MaskedText& clause, const LanguageProfile& profile)
      : profile_(profile), tokens_(reference_tokens(clause, profile)) {}

  std::vector<UnitReference> run() {
    for (at_ = 0; at_ < tokens_.size();)
      if (!(profile_.amending.number_first ? number_first() : unit_first())) ++at_;
    close();
    return std::move(out_);
  }

 private:
  const LanguageProfile& profile_;
  std::vector<ReferenceToken> tokens_;
  size_t at_ = 0;
  std::vector<UnitReference> out_;
  UnitReference current_;
  bool ascending_ = false;

  const ReferenceToken* token(size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  bool is(size_t i, ReferenceToken::Kind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }

  // The numbers from token `i` on; `i` moves behind them. Letters count where points are named by letters.
  std::vector<std::string> numbers(size_t& i, bool letters) const {
    std::vector<std::string> out;
    const auto usable = [&](size_t k) {
      const ReferenceToken* t = token(k);
      return t != nullptr && !t->number.empty() && (t->kind != ReferenceToken::Kind::letter || letters);
    };
    if (!usable(i)) return out;
    out.push_back(tokens_[i++].number);
    for (;;) {
      size_t k = i;
      const bool range = is(k, ReferenceToken::Kind::to);
      bool joined = range;
      while (is(k, ReferenceToken::Kind::join) || is(k, ReferenceToken::Kind::to)) joined = true, ++k;
      if (!joined || !usable(k)) return out;
      if (range)
        add_range(out, tokens_[k].number);
      else
        out.push_back(tokens_[k].number);
      i = k + 1;
    }
  }

  static bool by_letter(ProvisionType type) { return unit_rank(type) > 1; }

  // "§ 283 odst. 3", "статті 310", "частина перша"; an ordinal may stand before: "перша частина".
  bool unit_first() {
    if (!is(at_, ReferenceToken::Kind::unit)) return false;
    const size_t unit = at_;
    size_t after = unit + 1;
    std::vector<std::string> found = numbers(after, by_letter(tokens_[unit].unit));
    size_t begin = tokens_[unit].begin;
    if (found.empty() && unit > 0 && tokens_[unit - 1].kind == ReferenceToken::Kind::ordinal) {
      found = {tokens_[unit - 1].number};
      begin = tokens_[unit - 1].begin;
      after = unit + 1;
    }
    if (found.empty() && tokens_[unit].unit != ProvisionType::note &&
        tokens_[unit].unit != ProvisionType::annex)
      return false;
    if (profile_.amending.number_first && only_ordinals(unit + 1, after)) return false;
    add(meaning(tokens_[unit]), std::move(found), begin, tokens_[after - 1].end);
    at_ = after;
    return true;
  }

  // "šią dalį antru sakiniu": behind the unit an ordinal belongs to the next word.
  bool only_ordinals(size_t from, size_t to) const {
    return from < to &&
           std::all_of(tokens_.begin() + long(from), tokens_.begin() + long(to), [](const auto& t) {
             return t.kind != ReferenceToken::Kind::number && t.kind != ReferenceToken::Kind::letter;
           });
  }

  // "§ 3" alone is an article, "art. 62 § 1" a paragraph, where the profile gives the word both meanings.
  ProvisionType meaning(const ReferenceToken& unit) const { return has_rank(1) ? unit.below : unit.unit; }

  // "253. pants", "2 straipsnio 3 dalyje", "pirmo daļu".
  bool number_first() {
    size_t after = at_;
    const size_t first = at_;
    std::vector<std::string> found = numbers(after, true);
    if (!found.empty() && is(after, ReferenceToken::Kind::unit)) {
      const ProvisionType type = meaning(tokens_[after]);
      if (by_letter(type) || tokens_[first].kind != ReferenceToken::Kind::letter) {
        add(type, std::move(found), tokens_[first].begin, tokens_[after].end);
        at_ = after + 1;
        return true;
      }
    }
    return is(at_, ReferenceToken::Kind::unit) && unit_first();
  }

  // AZ "234.4.1": article, part and point in one number.
  static std::vector<UnitStep> levels(const std::vector<std::string>& numbers) {
    constexpr ProvisionType kLevels[] = {ProvisionType::article, ProvisionType::paragraph,
                                         ProvisionType::point};
    std::vector<UnitStep> out;
    for (const std::string& number : numbers) {
      const auto pieces = split(number, '.');
      if (out.empty())
        for (size_t i = 0; i < std::min(pieces.size(), std::size(kLevels)); ++i)
          out.push_back({kLevels[i], {}});
      if (pieces.size() != out.size()) continue;
      for (size_t i = 0; i < pieces.size(); ++i)
        if (out[i].numbers.empty() || out[i].numbers.back() != pieces[i])
          out[i].numbers.emplace_back(pieces[i]);
    }
    return out;
  }

  void add(ProvisionType type, std::vector<std::string> found, size_t begin, size_t end) {
    std::vector<UnitStep> steps{{type, std::move(found)}};
    const bool dotted = !steps[0].numbers.empty() && steps[0].numbers[0].find('.') != std::string::npos;
    if (dotted && profile_.dot == NumberMark::level) steps = levels(steps[0].numbers);
    if (dotted && profile_.dot == NumberMark::level && type != ProvisionType::article && steps.empty())
      return;
    for (UnitStep& step : steps) step.numbers = as_eids(step);
    for (UnitStep& step : steps) place(std::move(step), begin, end);
  }

  // As eIds have them; "266-270" is a range.
  static std::vector<std::string> as_eids(const UnitStep& step) {
    std::vector<std::string> out;
    for (const std::string& printed : step.numbers) {
      const NumberToken number = read_number(printed);
      if (number.is_range() && number.groups[1] - number.groups[0] < kLongestRange)
        for (int n = number.groups[0]; n <= number.groups[1]; ++n) out.push_back(std::to_string(n));
      else
        out.push_back(number.eid(step.type == ProvisionType::article));
    }
    return out;
  }

  bool has_rank(int rank) const {
    return std::any_of(current_.steps.begin(), current_.steps.end(),
                       [&](const UnitStep& step) { return unit_rank(step.type) == rank; });
  }

  void place(UnitStep step, size_t begin, size_t end) {
    const int rank = unit_rank(step.type);
    const bool neighbour = announced_neighbour(begin);
    if (!current_.steps.empty()) {
      const int last = unit_rank(current_.steps.back().type), first = unit_rank(current_.steps.front().type);
      const bool apart = far_apart(current_.end, begin) || neighbour;
      if (rank > last && !ascending_ && !apart) return extend(std::move(step), end, false);
      if (rank < first && !has_rank(rank) && !apart) return extend(std::move(step), end, true);
      start_next(rank, apart);
    }
    if (current_.steps.empty() || current_.end == 0) current_.begin = begin;
    current_.neighbour = neighbour;
    current_.steps.push_back(std::move(step));
    current_.end = end;
  }

  void extend(UnitStep step, size_t end, bool above) {
    ascending_ = above;
    current_.steps.insert(above ? current_.steps.begin() : current_.steps.end(), std::move(step));
    current_.end = end;
  }

  // Closes the place and begins the next with what it shares of the path.
  void start_next(int rank, bool apart) {
    UnitReference next;
    for (const UnitStep& step : current_.steps)
      if (unit_rank(step.type) < rank && (!ascending_ || apart)) next.steps.push_back(step);
    close();
    current_ = std::move(next);
  }

  // Words between two steps make two places of them, unless they are one or two ("věta druhá").
  bool far_apart(size_t end, size_t begin) const {
    return std::count_if(tokens_.begin(), tokens_.end(), [&](const ReferenceToken& t) {
             return t.begin >= end && t.end <= begin && t.kind != ReferenceToken::Kind::join;
           }) > 4;
  }

  // "after § 74b": the word stands right before.
  bool announced_neighbour(size_t begin) const {
    const auto it = std::find_if(tokens_.begin(), tokens_.end(),
                                 [&](const ReferenceToken& t) { return t.begin >= begin; });
    return it != tokens_.begin() && (it - 1)->kind == ReferenceToken::Kind::after;
  }

  void close() {
    if (current_.end > 0) out_.push_back(current_);
    current_ = {};
    ascending_ = false;
  }
};

}  // namespace

int unit_rank(ProvisionType type) {
  switch (type) {
    case ProvisionType::article:
      return 1;
    case ProvisionType::paragraph:
    case ProvisionType::note:
      return 2;
    case ProvisionType::point:
      return 3;
    case ProvisionType::indent:
    case ProvisionType::p:
    case ProvisionType::row:
      return 4;
    default:
      return 0;
  }
}

namespace {

void add_steps(std::vector<std::string>& out, std::string head, const UnitStep& step) {
  if (!head.empty()) head += "__";
  head += part_of(step.type);
  if (step.numbers.empty()) return out.push_back(std::move(head));
  for (const std::string& number : step.numbers)
    if (out.size() < kMostPlaces) out.push_back(fmt::format("{}_{}", head, number));
}

}  // namespace

std::vector<std::string> UnitReference::eids() const {
  std::vector<std::string> out;
  for (const UnitStep& step : steps) {
    const int rank = unit_rank(step.type);
    if (rank == 0 && step.type != ProvisionType::annex && &step != &steps.back()) continue;
    std::vector<std::string> longer;
    const std::vector<std::string> before =
        rank <= 1 || out.empty() ? std::vector<std::string>{""} : std::move(out);
    for (const std::string& head : before) add_steps(longer, head, step);
    out = std::move(longer);
  }
  return out;
}

std::vector<UnitReference> unit_references(const MaskedText& clause, const LanguageProfile& profile) {
  return Reader(clause, profile).run();
}

UnitReference within(const UnitReference& outer, const UnitReference& inner) {
  UnitReference out = inner;
  const int first = inner.steps.empty() ? 99 : unit_rank(inner.steps.front().type);
  std::vector<UnitStep> steps;
  for (const UnitStep& step : outer.steps)
    if (unit_rank(step.type) < first) steps.push_back(step);
  out.steps.insert(out.steps.begin(), steps.begin(), steps.end());
  return out;
}

}  // namespace zakonwatch
