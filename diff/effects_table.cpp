// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of amounts (declared in diff/effects.h): a row per substance, a column per size. What a column means
// is read from the rows above the first amounts and from the table's heading, by the lexicon's names of
// amounts.
#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/text.h"
#include "diff/direction.h"
#include "diff/effects.h"
#include "diff/substance_list.h"

namespace zakonwatch {
namespace {

constexpr std::array kClasses = {"especially_large_amount", "large_amount", "significant_amount",
                                 "small_amount", "single_dose"};
constexpr std::array kUnits = {"plants", "g", "mg", "kg", "ml", "l", "pieces", "doses"};
constexpr size_t kCellLimit = 60;  // bytes; a longer cell is no amount
constexpr size_t kCellWords = 8;
constexpr size_t kHeadingWords = 60;  // of a table's heading that are looked at

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Three digits behind a space, and no fourth: "1 000".
bool is_group(std::string_view text, size_t space) {
  return space + 3 < text.size() && text[space] == ' ' && is_digit(text[space + 1]) &&
         is_digit(text[space + 2]) && is_digit(text[space + 3]) &&
         (space + 4 == text.size() || !is_digit(text[space + 4]));
}

// "1 000,5"; `at` moves behind it.
double number_at(std::string_view text, size_t& at) {
  double value = 0;
  size_t i = at;
  const auto take_digits = [&] {
    while (i < text.size() && is_digit(text[i])) value = value * 10 + (text[i++] - '0');
  };
  take_digits();
  while (i - at <= 11 && is_group(text, i)) ++i, take_digits();
  if (i + 1 < text.size() && (text[i] == ',' || text[i] == '.') && is_digit(text[i + 1])) {
    double unit = 0.1;
    for (++i; i < text.size() && is_digit(text[i]); ++i, unit /= 10) value += unit * (text[i] - '0');
  }
  at = i;
  return value;
}

// The amounts of a cell: one, or the two ends of a range. Nothing where the cell is a name ("3-MMC",
// "76-99-3").
std::vector<double> amounts_in(const std::string& cell) {
  const std::string text = squeeze_space(cell);
  if (text.empty() || text.size() > kCellLimit || words(text).size() > kCellWords) return {};
  // A digit glued to a letter or hyphen is part of a name.
  const auto joins = [](char c) {
    return c == '-' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (static_cast<unsigned char>(c) & 0x80) != 0;
  };
  std::vector<double> out;
  for (size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    if (at > 0 && joins(text[at - 1])) return {};
    out.push_back(number_at(text, at));
    if (at < text.size() && (text[at] == '-' || text[at] == '/')) return {};
  }
  return out.size() <= 2 ? out : std::vector<double>();
}

bool is_row(const Act& act, int index, int parent) {
  const Provision& part = act.provisions[static_cast<size_t>(index)];
  return part.parent == parent && part.type == ProvisionType::row && !part.cells.empty();
}

bool states_amounts(const Provision& row) {
  return row.cells.size() > 1 &&
         std::any_of(row.cells.begin() + 1, row.cells.end(),
                     [](const std::string& cell) { return !amounts_in(cell).empty(); });
}

// What stands above the amounts of a table.
class Header {
 public:
  Header(const Act& act, int row, const AssessmentContext& context) : context_(context) {
    const int parent = act.provisions[static_cast<size_t>(row)].parent;
    for (int i = row - 1; i > parent && is_row(act, i, parent); --i) {
      const Provision& above = act.provisions[static_cast<size_t>(i)];
      if (states_amounts(above))
        rows_.clear();
      else
        rows_.push_back(&above);
    }
    std::reverse(rows_.begin(), rows_.end());
    for (int i = parent; i >= 0; i = act.provisions[static_cast<size_t>(i)].parent) {
      const Provision& around = act.provisions[static_cast<size_t>(i)];
      heading_ += around.heading.value_or("") + "\n" + around.text + "\n";
    }
    heading_ += act.title;
  }

  // The name of the amount that a column of a row with so many cells states; empty where none is told.
  std::string amount_class(size_t column, size_t cells) const {
    for (size_t i = rows_.size(); i-- > 0;)
      if (const std::string* cell = cell_above(*rows_[i], column, cells, i > 0))
        if (std::string found = class_in(*cell); !found.empty()) return found;
    return {};
  }
  std::string unit(const std::string& cell, size_t column, size_t cells) const {
    if (auto own = unit_in(cell); !own.empty()) return own;
    for (size_t i = rows_.size(); i-- > 0;)
      if (const std::string* above = cell_above(*rows_[i], column, cells, i > 0))
        if (auto found = unit_in(*above); !found.empty()) return found;
    for (const Provision* row : rows_)
      for (const std::string& above : row->cells)
        if (auto found = unit_in(above); !found.empty()) return found;
    return unit_in(heading_);
  }

 private:
  const AssessmentContext& context_;
  std::vector<const Provision*> rows_;  // from the top
  std::string heading_;

  // A second line of a header may lack the cells that the first one spans: it ends where the row ends.
  static const std::string* cell_above(const Provision& row, size_t column, size_t cells, bool partial) {
    if (row.cells.size() == cells) return &row.cells[column];
    const size_t missing = cells - std::min(cells, row.cells.size());
    if (!partial || row.cells.size() > cells || column < missing) return nullptr;
    return &row.cells[column - missing];
  }

  std::string unit_in(std::string_view text) const {
    for (const char* unit : kUnits) {
      const auto found = context_.profile->penalty.find(std::string("unit_") + unit);
      if (found != context_.profile->penalty.end() &&
          std::any_of(found->second.begin(), found->second.end(),
                      [&](const Pattern& p) { return p.search(text).has_value(); }))
        return unit;
    }
    return {};
  }

  // The longest name of an amount: "especially large" is not "large".
  std::string longest_class(const std::string& text) const {
    std::string out;
    size_t longest = 0;
    for (const ConceptHit& hit : context_.lexicon->find(text))
      if (hit.words.size() > longest &&
          std::find(kClasses.begin(), kClasses.end(), hit.concept_id) != kClasses.end())
        out = hit.concept_id, longest = hit.words.size();
    return out;
  }

  // "Large" alone borrows its noun from the heading: "… to small, large and especially large amounts".
  std::string class_in(const std::string& cell) const {
    std::string own = cell.substr(0, cell.find('('));
    if (words(own).empty() || words(own).size() > kCellWords) return {};
    std::string found = longest_class(own);
    const auto nouns = words(heading_);
    for (size_t i = 0; i < std::min(nouns.size(), kHeadingWords); ++i) {
      const std::string noun = heading_.substr(nouns[i].begin, nouns[i].end - nouns[i].begin);
      if (found.empty()) found = longest_class(squeeze_space(own + " " + noun));
    }
    return found;
  }
};

EffectField number_or_null(const std::vector<double>& amounts, size_t which) {
  if (amounts.size() <= which) return {};
  const auto whole = static_cast<int64_t>(amounts[which]);
  if (static_cast<double>(whole) == amounts[which]) return whole;
  return amounts[which];
}

EffectField text_or_null(const std::string& text) { return text.empty() ? EffectField() : EffectField(text); }

struct Stated {
  std::vector<double> amounts;
  std::string unit, cell;
};

EffectValue value_of(const Stated& stated, const std::string& substance, const std::string& amount_class) {
  EffectValue value;
  value["substance"] = text_or_null(substance);
  value["amount"] = number_or_null(stated.amounts, 0);
  value["to"] = number_or_null(stated.amounts, 1);
  value["unit"] = text_or_null(stated.unit);
  value["class"] = text_or_null(amount_class);
  // What is small ends where it is no longer; every other size begins.
  value["role"] = amount_class.empty()             ? EffectField()
                  : amount_class == "small_amount" ? EffectField(std::string("ceiling"))
                                                   : EffectField(std::string("floor"));
  value["basis"] = value["place"] = EffectField();
  return value;
}

Judgement judged(const Stated& before, const Stated& after, const std::string& amount_class) {
  if (before.unit != after.unit) return {Direction::unclear, "basis_changed"};
  if (amount_class.empty() || before.amounts.empty() || after.amounts.empty())
    return {Direction::unclear, "definition"};
  Judgement out = compare_floors(before.amounts.front(), after.amounts.front());
  if (before.amounts.size() == 1 && after.amounts.size() == 1) return out;
  Judgement top = compare_floors(before.amounts.back(), after.amounts.back());
  if (before.amounts.front() == after.amounts.front()) return top;
  if (out.direction != top.direction && before.amounts.back() != after.amounts.back())
    return {Direction::mixed, std::nullopt};
  return out;
}

class Row {
 public:
  Row(const Act& act, const Provision& row, const AssessmentContext& context)
      : row_(row), header_(act, static_cast<int>(&row - act.provisions.data()), context) {}

  size_t columns() const { return row_.cells.size(); }
  std::string substance() const { return substance_of(row_); }
  std::string amount_class(size_t column) const { return header_.amount_class(column, row_.cells.size()); }
  Stated stated(size_t column) const {
    const std::string& cell = row_.cells[column];
    if (normalised_name(cell) == normalised_name(substance())) return {};
    Stated out{amounts_in(cell), {}, squeeze_space(cell)};
    if (!out.amounts.empty()) out.unit = header_.unit(cell, column, row_.cells.size());
    return out;
  }
  // The columns behind the substance's name; before it stands a running number.
  size_t first_column() const {
    for (size_t i = 0; i < row_.cells.size(); ++i)
      if (!is_number_cell(row_.cells[i])) return i + 1;
    return row_.cells.size();
  }

 private:
  const Provision& row_;
  Header header_;
};

const Provision* row_in(const Act& act, const std::optional<ChangeSide>& side) {
  const Provision* found = side ? act.find(side->eid) : nullptr;
  return found != nullptr && found->type == ProvisionType::row && found->cells.size() > 1 ? found : nullptr;
}

std::vector<Effect> amended_row(const Row& before, const Row& after, const std::string& where) {
  std::vector<Effect> out;
  if (before.columns() != after.columns() || before.substance().empty()) return out;
  for (size_t i = std::max(before.first_column(), after.first_column()); i < after.columns(); ++i) {
    const Stated old = before.stated(i), fresh = after.stated(i);
    if (old.amounts == fresh.amounts && (old.unit == fresh.unit || old.amounts.empty())) continue;
    const std::string amount_class = after.amount_class(i);
    Effect effect;
    effect.kind = "quantity_threshold";
    effect.where = where;
    if (!old.amounts.empty()) {
      effect.old_value = value_of(old, before.substance(), amount_class);
      effect.old_evidence = old.cell;
    }
    if (!fresh.amounts.empty()) {
      effect.new_value = value_of(fresh, after.substance(), amount_class);
      effect.new_evidence = fresh.cell;
    }
    const Judgement judgement = judged(old, fresh, amount_class);
    effect.direction = judgement.direction;
    effect.reason = judgement.reason;
    out.push_back(std::move(effect));
  }
  return out;
}

// A substance that enters or leaves the table: each of its amounts that the header names. What held for it
// before, or holds now, stands elsewhere.
std::vector<Effect> lone_row(const Row& row, const std::string& where, bool added) {
  std::vector<Effect> out;
  for (size_t i = row.first_column(); i < row.columns(); ++i) {
    const Stated stated = row.stated(i);
    const std::string amount_class = row.amount_class(i);
    if (stated.amounts.empty() || amount_class.empty()) continue;
    Effect effect;
    effect.kind = "quantity_threshold";
    effect.where = where;
    (added ? effect.new_value : effect.old_value) = value_of(stated, row.substance(), amount_class);
    (added ? effect.new_evidence : effect.old_evidence) = stated.cell;
    effect.reason = "definition";
    out.push_back(std::move(effect));
  }
  return out;
}

}  // namespace

std::vector<Effect> table_effects(const Change& change, const Act& old_act, const Act& new_act,
                                  const AssessmentContext& context) {
  if (context.lexicon == nullptr || context.profile == nullptr) return {};
  const Provision *before = row_in(old_act, change.old_side), *after = row_in(new_act, change.new_side);
  if (change.kind == ChangeKind::amended && before != nullptr && after != nullptr)
    return amended_row(Row(old_act, *before, context), Row(new_act, *after, context), after->eid);
  if (change.kind == ChangeKind::inserted && after != nullptr)
    return lone_row(Row(new_act, *after, context), after->eid, true);
  if (change.kind == ChangeKind::repealed && before != nullptr)
    return lone_row(Row(old_act, *before, context), before->eid, false);
  return {};
}

}  // namespace zakonwatch
