// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/compare.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "tests/fuzz/input.h"

namespace {

using namespace zakonwatch;  // NOLINT: a program of one file

constexpr std::array<std::pair<ProvisionType, const char*>, 8> kTypes = {{{ProvisionType::chapter, "chp"},
                                                                          {ProvisionType::article, "art"},
                                                                          {ProvisionType::paragraph, "para"},
                                                                          {ProvisionType::point, "point"},
                                                                          {ProvisionType::p, "p"},
                                                                          {ProvisionType::row, "row"},
                                                                          {ProvisionType::annex, "annex"},
                                                                          {ProvisionType::note, "note"}}};

// An act, one provision a line: depth, type and number as three characters, then the text. "!" in front of
// the text is a repeal marker; "|" divides cells; "#" ends a heading.
Act act_of(std::string_view text) {
  Act act;
  std::vector<int> path;
  std::map<std::string, int> seen;
  for (const std::string_view line : lines(text)) {
    if (line.size() < 3 || act.provisions.size() > 300) continue;
    const auto depth = std::min<size_t>(static_cast<unsigned char>(line[0]) % 5, path.size());
    path.resize(depth);
    const auto& [type, prefix] = kTypes.at(static_cast<unsigned char>(line[1]) % kTypes.size());
    Provision one;
    one.type = type;
    one.num = std::to_string(static_cast<unsigned char>(line[2]) % 32);
    one.parent = path.empty() ? -1 : path.back();
    const std::string up = one.parent < 0 ? "" : act.provisions[static_cast<size_t>(one.parent)].eid + "__";
    one.eid = up + prefix + "_" + one.num;
    if (const int times = ++seen[one.eid]; times > 1) one.eid += "~" + std::to_string(times);
    one.label = one.eid;
    std::string words = repair_utf8(line.substr(3));
    one.repealed = words.starts_with("!");
    if (const size_t mark = words.find('#'); mark != std::string::npos) {
      one.heading = words.substr(0, mark);
      words.erase(0, mark + 1);
    }
    if (type == ProvisionType::row)
      for (const std::string_view cell : split(words, '|')) one.cells.emplace_back(cell);
    else
      one.text = std::move(words);
    path.push_back(static_cast<int>(act.provisions.size()));
    act.provisions.push_back(std::move(one));
  }
  return act;
}

std::string joined(const Redline& redline, EditOp other) {
  std::string out;
  for (const Edit& edit : redline)
    if (edit.op != other) out += edit.text;
  return out;
}

// Every heading and text, wherever it stands. Rows may carry other ordinals.
std::multiset<std::string> wordings(const Act& act) {
  std::multiset<std::string> out;
  for (const Provision& one : act.provisions) {
    if (one.heading && !one.heading->empty()) out.insert(*one.heading);
    if (!one.text.empty()) out.insert(one.text);
  }
  return out;
}

}  // namespace

// Two acts, divided by a line "=". The contract's promises hold for every pair.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const LanguageProfile kProfile{.code = "xx"};
  const std::string_view input = as_text(data, size);
  const size_t middle = input.find("\n=\n");
  const Act before = act_of(input.substr(0, middle)),
            after = act_of(middle == std::string_view::npos ? "" : input.substr(middle + 3));
  const auto changes = [&](const Act& a, const Act& b) {
    return compare({.old_act = &a, .new_act = &b, .assess = {.profile = &kProfile}});
  };
  must(changes(before, before).equal() && changes(after, after).equal());
  const ChangeSet set = changes(before, after);
  must(!set.equal() || wordings(before) == wordings(after));
  for (const Change& change : set.changes) {
    must(change.old_side || change.new_side);
    must(joined(change.redline, EditOp::insert) == (change.old_side ? change.old_side->text : ""));
    must(joined(change.redline, EditOp::remove) == (change.new_side ? change.new_side->text : ""));
    must(!change.old_side || before.find(change.old_side->eid) != nullptr);
    must(!change.new_side || after.find(change.new_side->eid) != nullptr);
  }
  return 0;
}
