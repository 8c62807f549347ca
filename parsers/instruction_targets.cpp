// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "base/text.h"
#include "parsers/instructions.h"

namespace zakonwatch {
namespace {

std::string_view above(std::string_view eid) {
  const size_t cut = eid.rfind("__");
  return cut == std::string_view::npos ? std::string_view() : eid.substr(0, cut);
}

// The one provision under the same article whose address ends alike: an act may have a level between that the
// instruction leaves out. Empty where there is none or more than one.
std::string only_match(const Act& target, std::string_view eid) {
  const std::string head = std::string(eid.substr(0, eid.find("__"))) + "__";
  const std::string tail =
      "__" + std::string(eid.substr(eid.rfind("__") == std::string_view::npos ? 0 : eid.rfind("__") + 2));
  std::string found;
  for (const Provision& provision : target.provisions) {
    if (provision.eid.rfind(head, 0) != 0 || !provision.eid.ends_with(tail)) continue;
    if (!found.empty()) return {};
    found = provision.eid;
  }
  return found;
}

// A new number: an order before this one makes or shifts it, or it is part of what such an order makes.
bool made(const std::vector<std::string>& numbers, const std::string& eid) {
  return std::any_of(numbers.begin(), numbers.end(), [&](const std::string& number) {
    return number == eid || eid.rfind(number + "__", 0) == 0;
  });
}

std::string resolved(const Act& target, const std::string& eid) {
  if (target.find(eid) != nullptr) return eid;
  return eid.find("__") == std::string::npos ? std::string() : only_match(target, eid);
}

void resolve(Instruction& instruction, const Act& target, const std::vector<std::string>& shifted) {
  if (instruction.kind == InstructionKind::unresolved) return;
  std::vector<std::string> targets;
  for (const std::string& eid : instruction.targets) {
    const bool inserted = instruction.kind == InstructionKind::insert && instruction.part.empty();
    std::string place = resolved(target, eid);
    if (inserted) {
      const std::string_view parent = above(eid);
      if (const Provision* there = target.find(eid);
          there != nullptr && !there->repealed && instruction.part.empty() && !made(shifted, eid))
        instruction.problem = eid + " stands in the act already";
      else if (!parent.empty() && resolved(target, std::string(parent)).empty() &&
               !made(shifted, std::string(parent)))
        instruction.problem = std::string(parent) + " does not stand in the act";
      place = eid;
    } else if (place.empty()) {
      if (!made(shifted, eid)) instruction.problem = eid + " does not stand in the act";
      place = eid;
    }
    targets.push_back(std::move(place));
  }
  instruction.targets = std::move(targets);
}

std::string plain(std::string_view text) {
  return fold(text, {.yo_is_ye = true, .lookalikes = true, .case_insensitive = true});
}

// Every word of the title is in the text, endings aside: titles are inflected in a sentence.
bool title_in(std::string_view title, std::string_view text) {
  const std::string folded_title = plain(title), folded_text = plain(text);
  const auto there = words(folded_text);
  size_t needed = 0;
  for (const Word& word : words(folded_title)) {
    const auto letters =
        to_code_points(std::string_view(folded_title).substr(word.begin, word.end - word.begin));
    if (letters.size() < 4) continue;
    ++needed;
    const std::string stem = from_code_points(letters.substr(0, std::max<size_t>(4, letters.size() * 2 / 3)));
    const bool found = std::any_of(there.begin(), there.end(), [&](const Word& w) {
      return folded_text.compare(w.begin, stem.size(), stem) == 0;
    });
    if (!found) return false;
  }
  return needed > 0;
}

// "40/2009" in "zákon č. 40/2009 Sb.": as a word of its own.
bool number_in(std::string_view number, std::string_view text) {
  std::string bare = plain(number.substr(0, number.find(' ')));
  if (bare.empty() || bare.find_first_of("0123456789") == std::string::npos) return false;
  const std::string folded_text = plain(text);
  for (size_t at = folded_text.find(bare); at != std::string::npos; at = folded_text.find(bare, at + 1)) {
    const size_t end = at + bare.size();
    const auto joins = [&](size_t i) {
      return i < folded_text.size() &&
             ((folded_text[i] >= '0' && folded_text[i] <= '9') || folded_text[i] == '/');
    };
    if (!(at > 0 && joins(at - 1)) && !joins(end)) return true;
  }
  return false;
}

}  // namespace

void resolve_instructions(std::vector<Instruction>& instructions, const Act& target) {
  std::vector<std::string> shifted;
  for (const Instruction& each : instructions)
    if (each.kind == InstructionKind::renumber || each.kind == InstructionKind::insert)
      if (each.kind == InstructionKind::renumber || each.part.empty())
        shifted.insert(shifted.end(), each.targets.begin(), each.targets.end());
  std::vector<std::string> renumbered;
  for (const Instruction& each : instructions)
    if (each.kind == InstructionKind::renumber)
      renumbered.insert(renumbered.end(), each.targets.begin(), each.targets.end());
  for (Instruction& each : instructions)
    resolve(each, target, each.kind == InstructionKind::insert ? renumbered : shifted);
}

bool names_act(const Instruction& instruction, const Act& target) {
  const std::string& named = instruction.act.number.empty() ? instruction.act_words : instruction.act.number;
  if (!target.number.empty() && number_in(target.number, named)) return true;
  return !target.title.empty() && title_in(target.title, instruction.act_words);
}

}  // namespace zakonwatch
