// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/anticipate.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"
#include "law/number_token.h"

namespace zakonwatch {
namespace {

constexpr std::string_view kQuotedMark = "__quoted";

// Where words stand in a text as whole words; nothing unless exactly once.
struct Found {
  size_t at = 0, times = 0;
};
Found find_words(std::string_view text, std::string_view wanted) {
  Found out;
  const auto word_at = [&](size_t at) {
    size_t next = at;
    return at < text.size() && is_word_char(next_code_point(text, next));
  };
  const auto word_before = [&](size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
    return at > 0 && word_at(at - 1);
  };
  if (wanted.empty()) return out;
  size_t first = 0;
  const bool starts_word = is_word_char(next_code_point(wanted, first));
  const bool ends_word = static_cast<unsigned char>(wanted.back()) >= 0x80 ||
                         std::isalnum(static_cast<unsigned char>(wanted.back())) != 0;
  for (size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) {
    if ((starts_word && word_before(at)) || (ends_word && word_at(at + wanted.size()))) continue;
    out.at = at;
    ++out.times;
  }
  return out;
}

// "pět" behind a word wants a space, ", věk" none.
std::string joined(std::string head, const std::string& words, const std::string& tail) {
  const std::string tidy = squeeze_space(words);
  const bool mark = tidy.starts_with(",") || tidy.starts_with(";") || tidy.starts_with(".");
  if (!head.empty() && head.back() != ' ' && !mark) head += ' ';
  return head + tidy + tail;
}

// The mark that closes a quotation belongs to the sentence around it: "… je trestná.“."
std::string without_closing_mark(std::string text) {
  for (const std::string_view mark : {"“", "”", "»", "\"", "«", "‟"}) {
    const std::string with_stop = std::string(mark) + ".";
    if (text.ends_with(with_stop)) return text.substr(0, text.size() - with_stop.size());
    if (text.ends_with(mark)) return text.substr(0, text.size() - mark.size());
  }
  return text;
}

std::string parent_of(const std::string& eid) {
  const size_t last = eid.rfind("__");
  return last == std::string::npos ? std::string() : eid.substr(0, last);
}

// Provisions that know their parents by eId, so that some can be put in and taken out.
class Draft {
 public:
  explicit Draft(const Act& act) : items_(act.provisions) {
    for (const Provision& item : items_)
      parents_.push_back(item.parent < 0 ? "" : items_[static_cast<size_t>(item.parent)].eid);
  }

  std::optional<size_t> find(const std::string& eid) const {
    const auto it =
        std::find_if(items_.begin(), items_.end(), [&](const Provision& p) { return p.eid == eid; });
    return it == items_.end() ? std::nullopt : std::optional(static_cast<size_t>(it - items_.begin()));
  }
  Provision& at(size_t i) { return items_[i]; }
  const std::string& parent(size_t i) const { return parents_[i]; }
  bool leaf(size_t i) const { return end_of(i) == i + 1; }

  size_t end_of(size_t top) const {
    std::set<std::string_view> inside = {items_[top].eid};
    size_t end = top + 1;
    while (end < items_.size() && inside.contains(parents_[end])) inside.insert(items_[end++].eid);
    return end;
  }
  void erase(size_t from, size_t to) {
    items_.erase(items_.begin() + static_cast<long>(from), items_.begin() + static_cast<long>(to));
    parents_.erase(parents_.begin() + static_cast<long>(from), parents_.begin() + static_cast<long>(to));
  }
  void insert(size_t at, Provision item, std::string parent) {
    items_.insert(items_.begin() + static_cast<long>(at), std::move(item));
    parents_.insert(parents_.begin() + static_cast<long>(at), std::move(parent));
  }

  // Behind which provision a new one of that number stands: the last with a smaller number beside it.
  std::optional<size_t> place_for(const Provision& fresh, const std::string& parent) const {
    const NumberToken number = read_number(fresh.num);
    std::optional<size_t> before;
    for (size_t i = 0; i < items_.size(); ++i) {
      const bool beside = fresh.type == ProvisionType::article
                              ? items_[i].type == ProvisionType::article
                              : parents_[i] == parent && items_[i].type == fresh.type;
      if (beside && compare_numbers(read_number(items_[i].num), number) == std::strong_ordering::less)
        before = i;
    }
    return before;
  }

  std::vector<Provision> provisions() && {
    std::map<std::string_view, int> where;
    for (size_t i = 0; i < items_.size(); ++i) {
      const auto parent = where.find(parents_[i]);
      items_[i].parent = parent == where.end() ? -1 : parent->second;
      where[items_[i].eid] = static_cast<int>(i);
    }
    return std::move(items_);
  }

 private:
  std::vector<Provision> items_;
  std::vector<std::string> parents_;
};

// One order after the other, each wholly or not at all.
class Carrier {
 public:
  Carrier(const Act& act, const Act& amending) : draft_(act), amending_(amending) {}

  bool carry_out(const Instruction& order) {
    if (!order.problem.empty() || order.targets.empty()) return false;
    switch (order.kind) {
      case InstructionKind::replace_words:
      case InstructionKind::insert_words:
      case InstructionKind::delete_words:
        return each_target(order, [&](const std::string& target) { return words(order, target); });
      case InstructionKind::repeal:
        return order.part.empty() &&
               each_target(order, [&](const std::string& target) { return repeal(target); });
      case InstructionKind::insert:
        return order.part.empty() && quoted(order, [&](const std::string& target, const Provision& top) {
                 return insert(target, top);
               });
      case InstructionKind::restate:
        return order.part.empty() && restate(order);
      default:
        return false;
    }
  }

  std::vector<Provision> provisions() && { return std::move(draft_).provisions(); }

 private:
  Draft draft_;
  const Act& amending_;

  template <typename Do>
  bool each_target(const Instruction& order, const Do& carry) {
    const Draft before = draft_;
    for (const std::string& target : order.targets)
      if (!carry(target)) return draft_ = before, false;
    return true;
  }

  // Each target with the quoted provision that is its wording.
  template <typename Do>
  bool quoted(const Instruction& order, const Do& carry) {
    if (order.wording.size() != order.targets.size()) return false;
    const Draft before = draft_;
    for (size_t i = 0; i < order.targets.size(); ++i) {
      const Provision* top = amending_.find(order.wording[i]);
      if (top == nullptr || !carry(order.targets[i], *top)) return draft_ = before, false;
    }
    return true;
  }

  // The one text below the target in which the words stand once and nowhere else there; its own text alone
  // where the order names a part of it.
  std::string* text_with(const Instruction& order, const std::string& target, const std::string& wanted,
                         size_t& at) {
    const auto top = draft_.find(target);
    if (!top) return nullptr;
    if (order.heading) {
      auto& heading = draft_.at(*top).heading;
      const Found found = heading ? find_words(*heading, wanted) : Found();
      at = found.at;
      return found.times == 1 ? &*heading : nullptr;
    }
    std::string* out = nullptr;
    size_t times = 0;
    const size_t end = order.part.empty() ? draft_.end_of(*top) : *top + 1;
    for (size_t i = *top; i < end; ++i) {
      const Found found = find_words(draft_.at(i).text, wanted);
      times += found.times;
      if (found.times > 0) out = &draft_.at(i).text, at = found.at;
    }
    return times == 1 ? out : nullptr;
  }

  bool words(const Instruction& order, const std::string& target) {
    const bool insertion = order.kind == InstructionKind::insert_words;
    const std::string& wanted = insertion ? order.after_words : order.old_words;
    if (insertion && wanted.empty()) return append(order, target);
    size_t at = 0;
    std::string* text = text_with(order, target, wanted, at);
    if (text == nullptr) return false;
    const size_t keep = insertion ? at + wanted.size() : at;
    const std::string tail = text->substr(at + wanted.size());
    if (order.kind == InstructionKind::delete_words)
      *text = squeeze_line_space(text->substr(0, at) + tail);
    else
      *text = joined(text->substr(0, keep), order.new_words, tail);
    return true;
  }

  static std::string squeeze_line_space(std::string text) {
    text = replace_all(text, "  ", " ");
    for (const char* mark : {",", ".", ";"}) text = replace_all(text, std::string(" ") + mark, mark);
    return text;
  }

  // At the end, before the mark that ends the text.
  bool append(const Instruction& order, const std::string& target) {
    const auto top = draft_.find(target);
    if (!top || order.heading || order.new_words.empty() || draft_.at(*top).text.empty()) return false;
    std::string& text = draft_.at(*top).text;
    const bool marked = text.ends_with('.') || text.ends_with(',') || text.ends_with(';');
    const std::string tail = marked ? text.substr(text.size() - 1) : "";
    text = joined(text.substr(0, text.size() - tail.size()), order.new_words, tail);
    return true;
  }

  bool repeal(const std::string& target) {
    const auto top = draft_.find(target);
    if (!top) return false;
    draft_.erase(*top + 1, draft_.end_of(*top));
    Provision& gone = draft_.at(*top);
    gone.repealed = true;
    gone.text.clear();
    gone.heading.reset();
    gone.notes.clear();
    return true;
  }

  // The quoted provision and what stands below it, under the target's eId.
  void put(size_t at, const std::string& target, const Provision& top, ProvisionType type,
           const std::string& parent) {
    const int first = static_cast<int>(&top - amending_.provisions.data());
    for (int i = first; i < amending_.subtree_end(first); ++i) {
      Provision item = amending_.provisions[static_cast<size_t>(i)];
      const int above = item.parent;
      item.eid = target + item.eid.substr(top.eid.size());
      item.text = without_closing_mark(std::move(item.text));
      item.notes.clear();
      if (i == first) item.type = type;
      draft_.insert(
          at++, std::move(item),
          i == first ? parent
                     : target + amending_.provisions[static_cast<size_t>(above)].eid.substr(top.eid.size()));
    }
  }

  bool insert(const std::string& target, const Provision& top) {
    if (const auto taken = draft_.find(target)) {
      if (!draft_.at(*taken).repealed) return false;
      draft_.erase(*taken, draft_.end_of(*taken));
    }
    Provision fresh = top;
    if (target.starts_with("art_") && target.find("__") == std::string::npos)
      fresh.type = ProvisionType::article;
    if (fresh.num.empty()) return false;
    const std::string parent = parent_of(target);
    const auto before = draft_.place_for(fresh, parent);
    if (!before && (parent.empty() || !draft_.find(parent))) return false;
    const size_t at = before ? draft_.end_of(*before) : *draft_.find(parent) + 1;
    put(at, target, top, fresh.type, before ? draft_.parent(*before) : parent);
    return true;
  }

  bool restate(const Instruction& order) {
    const bool whole = order.wording.empty() || order.wording.front().ends_with(kQuotedMark);
    if (!whole)
      return quoted(order, [&](const std::string& target, const Provision& top) {
        return restate_as(order, target, top);
      });
    if (order.targets.size() != 1) return false;
    const auto top = draft_.find(order.targets.front());
    const Provision* words = order.wording.empty() ? nullptr : amending_.find(order.wording.front());
    const std::string fresh =
        without_closing_mark(squeeze_space(words != nullptr ? words->text : order.new_words));
    if (!top || fresh.empty()) return false;
    if (order.heading)
      draft_.at(*top).heading = fresh;
    else if (draft_.leaf(*top) && draft_.at(*top).type != ProvisionType::article)
      draft_.at(*top).text = fresh;
    else
      return false;
    return true;
  }

  bool restate_as(const Instruction& order, const std::string& target, const Provision& top) {
    const auto old = draft_.find(target);
    if (!old) return false;
    const Provision before = draft_.at(*old);
    const std::string parent = draft_.parent(*old);
    draft_.erase(*old, draft_.end_of(*old));
    put(*old, target, top, before.type, parent);
    Provision& now = draft_.at(*old);
    if (!now.heading && !order.heading) now.heading = before.heading;
    now.label = before.label;
    return true;
  }
};

}  // namespace

Anticipated anticipate(const Act& act, const AmendingAct& amending,
                       const std::vector<const Instruction*>& orders) {
  Anticipated out{.act = act, .carried_out = {}, .left = {}};
  if (amending.whole == nullptr) return out.left = orders, out;
  Carrier carrier(act, *amending.whole);
  for (const Instruction* order : orders)
    (carrier.carry_out(*order) ? out.carried_out : out.left).push_back(order);
  out.act.provisions = std::move(carrier).provisions();
  return out;
}

}  // namespace zakonwatch
