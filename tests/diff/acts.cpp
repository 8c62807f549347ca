// SPDX-License-Identifier: GPL-3.0-or-later
#include "acts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/clock.h"
#include "diff/noise.h"
#include "diff/reading.h"
#include "diff/redline.h"

namespace zakonwatch::testing {
namespace {

const LanguageProfile& plain_profile() {
  static const LanguageProfile kProfile = [] {
    LanguageProfile profile;
    profile.code = "xx";
    return profile;
  }();
  return kProfile;
}

ProvisionType type_of(const std::string& tail) {
  static const std::map<std::string, ProvisionType> kTypes = {{"art", ProvisionType::article},
                                                              {"para", ProvisionType::paragraph},
                                                              {"point", ProvisionType::point},
                                                              {"indent", ProvisionType::indent},
                                                              {"p", ProvisionType::p},
                                                              {"row", ProvisionType::row},
                                                              {"chp", ProvisionType::chapter},
                                                              {"sec", ProvisionType::section},
                                                              {"annex", ProvisionType::annex},
                                                              {"note", ProvisionType::note},
                                                              {"quoted", ProvisionType::quoted},
                                                              {"trans", ProvisionType::transitional},
                                                              {"preface", ProvisionType::preface}};
  return kTypes.at(tail.substr(0, tail.find('_')));
}

std::vector<std::string> cells_of(const std::string& text) {
  std::vector<std::string> out;
  for (size_t at = 0; at <= text.size();) {
    const size_t bar = std::min(text.find('|', at), text.size());
    out.push_back(text.substr(at, bar - at));
    at = bar + 1;
  }
  return out;
}

std::string joined(const Redline& edits, EditOp kept) {
  std::string out;
  for (const Edit& edit : edits)
    if (edit.op == EditOp::equal || edit.op == kept) out += edit.text;
  return out;
}

std::string text_of(const Act& act, const ChangeSide& side, Scope scope) {
  const Provision* provision = act.find(side.eid);
  if (!provision) return "no such provision: " + side.eid;
  const auto index = static_cast<int>(provision - act.provisions.data());
  return scope == Scope::subtree ? act.subtree_text(index) : provision->text;
}

std::string describe(const Change& change) {
  std::string out(to_string(change.kind));
  if (change.also_amended) out += "+amended";
  out += " " + (change.old_side ? change.old_side->eid : "-") + " -> " +
         (change.new_side ? change.new_side->eid : "-");
  out += change.scope == Scope::subtree ? " subtree" : " own";
  return out + (change.editorial ? " editorial" : "");
}

// The texts of an act that no change speaks of, in any order; a row without its number in the table.
std::multiset<std::string> untouched(const Act& act, const ChangeSet& set, bool old_side) {
  std::set<std::string> touched;
  for (const Change& change : set.changes) {
    const auto& side = old_side ? change.old_side : change.new_side;
    const Provision* provision = side ? act.find(side->eid) : nullptr;
    if (!provision ||
        (change.kind == ChangeKind::relocated && !side->path.empty() && provision->text != side->text))
      continue;
    const auto begin = static_cast<int>(provision - act.provisions.data());
    const int end = change.scope == Scope::subtree ? act.subtree_end(begin) : begin + 1;
    for (int i = begin; i < end; ++i) touched.insert(act.provisions[static_cast<size_t>(i)].eid);
  }
  std::multiset<std::string> out;
  for (const Provision& provision : act.provisions) {
    if (provision.repealed || touched.count(provision.eid)) continue;
    const bool numbered_row = provision.cells.size() > 1 && is_ordinal(provision.cells.front());
    out.insert(numbered_row ? provision.text.substr(provision.text.find('|')) : provision.text);
  }
  out.erase("");
  return out;
}

}  // namespace

void expect_complete(const ChangeSet& set, const Act& old_act, const Act& new_act) {
  EXPECT_EQ(untouched(old_act, set, true), untouched(new_act, set, false));
}

Act make_act(const std::vector<Line>& lines) {
  Act act;
  act.language = "xx";
  for (const Line& line : lines) {
    Provision provision;
    provision.eid = line.eid;
    const size_t cut = line.eid.rfind("__");
    const std::string tail = cut == std::string::npos ? line.eid : line.eid.substr(cut + 2);
    const std::string up = cut == std::string::npos ? "" : line.eid.substr(0, cut);
    provision.type = type_of(tail);
    provision.num = tail.find('_') == std::string::npos ? "" : tail.substr(tail.find('_') + 1);
    if (provision.type == ProvisionType::p || provision.type == ProvisionType::row) provision.num.clear();
    provision.label = line.eid;
    provision.heading = line.heading;
    provision.repealed = line.text == "[repealed]";
    provision.text = line.text;
    provision.notes = line.notes;
    if (provision.type == ProvisionType::row) {
      provision.cells = cells_of(line.text);
      provision.text = joined_cells(provision.cells);
    }
    for (size_t i = 0; i < act.provisions.size(); ++i)
      if (act.provisions[i].eid == up) provision.parent = static_cast<int>(i);
    // Articles hang below the chapter before them.
    if (provision.type == ProvisionType::article && up.empty())
      for (size_t i = act.provisions.size(); i-- > 0;)
        if (act.provisions[i].type == ProvisionType::chapter) {
          provision.parent = static_cast<int>(i);
          break;
        }
    act.provisions.push_back(std::move(provision));
  }
  return act;
}

ChangeSet diff(const Act& old_act, const Act& new_act, std::vector<const Act*> others) {
  CompareInput input;
  input.old_act = &old_act;
  input.new_act = &new_act;
  input.others = std::move(others);
  input.assess.profile = &plain_profile();
  return compare(input);
}

ChangeSet diff(const std::vector<Line>& old_lines, const std::vector<Line>& new_lines) {
  const Act old_act = make_act(old_lines), new_act = make_act(new_lines);
  ChangeSet set = diff(old_act, new_act);
  expect_sound(set, old_act, new_act);
  expect_complete(set, old_act, new_act);
  return set;
}

std::vector<std::string> in_words(const ChangeSet& set) {
  std::vector<std::string> out;
  for (const Change& change : set.changes) out.push_back(describe(change));
  return out;
}

std::vector<std::string> of_substance(const ChangeSet& set) {
  std::vector<std::string> out;
  for (const Change& change : set.changes)
    if (!change.editorial) out.push_back(describe(change));
  return out;
}

void expect_sound(const ChangeSet& set, const Act& old_act, const Act& new_act) {
  for (const Change& change : set.changes) {
    const std::string what = describe(change);
    const bool removed = !change.new_side, added = !change.old_side, kept = !removed && !added;
    ASSERT_FALSE(removed && added) << what;
    ASSERT_EQ(change.kind == ChangeKind::inserted, added) << what;
    ASSERT_TRUE(!removed || change.kind == ChangeKind::repealed) << what;
    const std::string before = added ? "" : change.old_side->text,
                      after = removed ? "" : change.new_side->text;
    ASSERT_EQ(joined(change.redline, EditOp::remove), before) << what;
    ASSERT_EQ(joined(change.redline, EditOp::insert), after) << what;
    ASSERT_TRUE(added || before == text_of(old_act, *change.old_side, change.scope)) << what;
    ASSERT_TRUE(removed || change.kind == ChangeKind::relocated ||
                after == text_of(new_act, *change.new_side, change.scope))
        << what;
    // The pieces of a reflow read alike only taken together.
    const bool piece = std::count(change.noise.begin(), change.noise.end(), "reflow") > 0;
    const bool plain = kept && !piece && change.kind == ChangeKind::amended && !change.heading_redline;
    ASSERT_TRUE(!plain || change.editorial == differ_editorially(before, after, {})) << what;
  }
}

Note note(NoteKind kind, const std::string& text, const std::string& number, const std::string& date) {
  Note out;
  out.kind = kind;
  out.text = text;
  out.act = ActRef{number, parse_iso_date(date)};
  return out;
}

}  // namespace zakonwatch::testing
