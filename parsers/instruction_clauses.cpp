// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/instruction_clauses.h"

#include "base/text.h"
#include "law/masked_text.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestLine = 4000;
constexpr size_t kLookAhead = 400;  // lines that a quotation may span whose opening mark was lost

struct Line {
  int provision;
  std::string text;
};

// Where a sentence ends in a masked text: behind ';', or behind a full stop before a capital or a number, as
// long as the word before it is no abbreviation. Brackets hold sentences together.
std::vector<size_t> sentence_ends(const std::string& text) {
  std::vector<size_t> out;
  int depth = 0;
  size_t word = 0;  // code points of the word so far
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    const bool mark = c == '.' || c == ';' || c == U'։';
    if (mark && depth == 0 && at < text.size() && (text[at] == ' ' || c == ';')) {
      size_t next = at;
      while (next < text.size() && text[next] == ' ') ++next;
      size_t behind = next;
      const char32_t first = next < text.size() ? next_code_point(text, behind) : 0;
      if (c == ';' || (word >= 4 && is_upper(first))) out.push_back(next);
    }
    word = is_word_char(c) ? word + 1 : 0;
  }
  out.push_back(text.size());
  return out;
}

class Gatherer {
 public:
  Gatherer(const Act& act, const std::function<bool(const std::string&)>& takes_wording)
      : act_(act), takes_wording_(takes_wording) {
    list_lines();
  }

  std::vector<InstructionClause> run() {
    for (at_ = 0; at_ < lines_.size(); ++at_) take(lines_[at_]);
    for (size_t i = 0; i < act_.provisions.size(); ++i) deal_out(static_cast<int>(i));
    return std::move(out_);
  }

 private:
  const Act& act_;
  const std::function<bool(const std::string&)>& takes_wording_;
  std::vector<Line> lines_;
  size_t at_ = 0;
  std::vector<InstructionClause> out_;

  void list_lines() {
    for (size_t i = 0; i < act_.provisions.size(); ++i) {
      const Provision& provision = act_.provisions[i];
      if (provision.heading && !provision.heading->empty())
        lines_.push_back({static_cast<int>(i), *provision.heading});
      const size_t first = lines_.size();
      for (const std::string_view line : lines(provision.text)) add_line(static_cast<int>(i), line, first);
    }
  }

  // Pages cut lines in mid-sentence: what does not end like a sentence goes on in the next line.
  void add_line(int provision, std::string_view line, size_t first) {
    if (lines_.size() > first && goes_on(lines_.back().text)) {
      lines_.back().text += " " + std::string(line);
      return;
    }
    lines_.push_back({provision, std::string(line)});
  }
  static bool goes_on(const std::string& line) {
    if (line.size() > kLongestLine || line.size() < 25) return false;
    const std::u32string points = to_code_points(line);
    return std::u32string_view(U".;:!?»“”\"`՝։").find(points.back()) == std::u32string_view::npos;
  }

  int quoted_above(int i) const {
    int top = -1;
    for (; i >= 0; i = act_.provisions[static_cast<size_t>(i)].parent)
      if (act_.provisions[static_cast<size_t>(i)].type == ProvisionType::quoted) top = i;
    return top;
  }

  void take(const Line& line) {
    if (quoted_above(line.provision) >= 0) return belongs(line);
    const bool wanted = !out_.empty() && out_.back().wording.empty() && out_.back().quoted_text.empty() &&
                        takes_wording_(out_.back().text);
    if (wanted && begins_quoted(line.text)) return swallow(true);
    if (wanted && out_.back().announces && closes_ahead()) return swallow(false);
    cut(line);
  }

  // Of a quotation its numbered children, of other provisions themselves; never the one that the order is in.
  // Sentences of one provision whose quotations all stand behind them: dealt out in order where there are as
  // many of the one as of the other.
  void deal_out(int provision) {
    std::vector<InstructionClause*> wanting;
    std::vector<int> held, behind;
    for (InstructionClause& clause : out_) {
      if (clause.provision != provision) continue;
      const auto& wording = clause.wording;
      held.insert(held.end(), wording.begin(), wording.end());
      if (clause.quoted_text.empty() && takes_wording_(clause.text) && !quotes(clause.text))
        wanting.push_back(&clause);
    }
    for (const int i : held)
      if (const int top = quoted_above(i);
          top >= 0 && parent(top) == provision && (behind.empty() || behind.back() != top))
        behind.push_back(top);
    if (wanting.size() < 2 || wanting.size() != behind.size()) return;
    for (InstructionClause& clause : out_)
      if (clause.provision == provision) clause.wording.clear();
    for (size_t i = 0; i < wanting.size(); ++i) {
      for (const int each : held)
        if (quoted_above(each) == behind[i]) wanting[i]->wording.push_back(each);
    }
  }
  static bool quotes(const std::string& text) {
    const MaskedText masked(text);
    return masked.text() != text;
  }

  void belongs(const Line& line) {
    if (out_.empty() || line.provision == out_.back().provision) return;
    int top = line.provision;
    const int quotation = quoted_above(top);
    while (quotation >= 0 && top != quotation && parent(top) != quotation) top = parent(top);
    auto& wording = out_.back().wording;
    if (wording.empty() || wording.back() != top) wording.push_back(top);
  }
  int parent(int i) const { return act_.provisions[static_cast<size_t>(i)].parent; }

  void quote(const Line& line) {
    belongs(line);
    std::string& text = out_.back().quoted_text;
    text += (text.empty() ? "" : "\n") + line.text;
  }

  // Takes the lines of a quotation that began with this one, or before it.
  void swallow(bool begins) {
    bool open = true;
    for (const size_t first = at_; at_ < lines_.size() && open; ++at_) {
      quote(lines_[at_]);
      const MaskedText masked(lines_[at_].text);
      open = at_ == first && begins ? masked.open() : !masked.closes_earlier();
      if (at_ - first > kLookAhead) break;
    }
    --at_;
  }

  // A quotation closes further down that nothing opened: its opening mark stood before a number and was lost.
  bool closes_ahead() const {
    for (size_t i = at_; i < lines_.size() && i < at_ + kLookAhead; ++i) {
      if (quoted_above(lines_[i].provision) >= 0) return false;
      const MaskedText masked(lines_[i].text);
      if (masked.closes_earlier()) return true;
      if (masked.open() || begins_quoted(lines_[i].text)) return false;
    }
    return false;
  }

  void cut(const Line& line) {
    const MaskedText masked(line.text);
    size_t begin = 0;
    for (const size_t end : sentence_ends(masked.text())) {
      InstructionClause clause;
      clause.provision = line.provision;
      clause.text = std::string(trim(masked.printed(begin, end)));
      const std::string_view bare = trim(std::string_view(masked.text()).substr(begin, end - begin));
      clause.announces = !bare.empty() && (bare.back() == ':' || bare.ends_with("`") || bare.ends_with("՝") ||
                                           bare.ends_with("-") || bare.ends_with("–"));
      if (!clause.text.empty()) out_.push_back(std::move(clause));
      begin = end;
    }
    if (!masked.open() || at_ + 1 >= lines_.size() || !takes_wording_(line.text)) return;
    ++at_;
    swallow(false);
  }
};

}  // namespace

std::vector<InstructionClause> instruction_clauses(
    const Act& act, const std::function<bool(const std::string&)>& takes_wording) {
  return Gatherer(act, takes_wording).run();
}

}  // namespace zakonwatch
