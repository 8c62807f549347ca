// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/attribution.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "diff/noise.h"

namespace zakonwatch {
namespace {

// Stems, folded and in lower case, as the notes of the watched countries print them.
constexpr std::array<std::string_view, 25> kUnconstitutional = {
    "неконституц",       "некоснтитуц",         "неустав",     "неуставн",   "противоконституц",
    "противоустав",      "antikonst",           "antikushtet", "neconstitu", "protiústav",
    "protiustav",        "protuustav",          "neustav",     "niezgodn",   "alkotmányellen",
    "alaptörvény-ellen", "alaptörvénybe ütköz", "põhiseadus",  "neatbilst",  "prieštar",
    "არაკონსტიტუც",      "հակասահմանադր",       "zidd",        "қайшы",      "anticonstitu"};
constexpr std::array<std::string_view, 9> kDecree = {"указ", "декрет",         "dekret", "decree", "decret",
                                                     "ukaz", "düzəliş fərman", "fərman", "жарлық"};
constexpr std::array<std::string_view, 8> kErratum = {
    "erratum",          "errata",    "kļūdas labojums", "rectificare", "oprava chyb", "редакционна поправка",
    "technická oprava", "sprostowan"};

template <size_t N>
bool mentions(std::string_view note, const std::array<std::string_view, N>& stems) {
  const std::string text = to_lower(note);
  return std::any_of(stems.begin(), stems.end(),
                     [&](std::string_view stem) { return text.find(stem) != std::string::npos; });
}

bool same_act(const ActRef& a, const ActRef& b) {
  const FoldRules rules{.yo_is_ye = true, .lookalikes = true, .case_insensitive = true};
  return a.date == b.date && fold(a.number, rules) == fold(b.number, rules);
}

// Notes are the same when they name the same act for the same purpose; others by their words, without the
// footnote numbers that shift with every edition.
bool same_note(const Note& a, const Note& b) {
  if (a.act && b.act)
    return same_act(*a.act, *b.act) && (a.kind == NoteKind::court) == (b.kind == NoteKind::court);
  if (a.act.has_value() != b.act.has_value()) return false;
  return comparable(a.text, {}) == comparable(b.text, {});
}

bool fits(ChangeKind change, NoteKind note) {
  switch (change) {
    case ChangeKind::inserted:
      return note == NoteKind::insert || note == NoteKind::amend;
    case ChangeKind::repealed:
      return note == NoteKind::repeal || note == NoteKind::amend;
    case ChangeKind::renumbered:
      return note == NoteKind::renumber || note == NoteKind::amend;
    case ChangeKind::interpreted:
    case ChangeKind::annulled:
      return note == NoteKind::court;
    default:
      return note == NoteKind::amend || note == NoteKind::insert || note == NoteKind::repeal ||
             note == NoteKind::renumber;
  }
}

// The last note that fits; the amending acts of one provision stand in the order of their dates.
const Note* last_fitting(const std::vector<const Note*>& notes, ChangeKind kind) {
  const Note* best = nullptr;
  for (const Note* note : notes) {
    if (!note->act || !fits(kind, note->kind)) continue;
    if (!best || !best->act->date || !note->act->date || *note->act->date >= *best->act->date) best = note;
  }
  return best;
}

}  // namespace

bool says_annulled(std::string_view note) { return mentions(note, kUnconstitutional); }

AttributionKind attribution_kind(const Note& note) {
  if (note.kind == NoteKind::court) return AttributionKind::court_decision;
  if (mentions(note.text, kErratum)) return AttributionKind::erratum;
  return mentions(note.text, kDecree) ? AttributionKind::decree : AttributionKind::act;
}

Attributor::Attributor(const TreeIndex& old_tree, const TreeIndex& new_tree, const Alignment& alignment,
                       std::optional<ActRef> amended_by)
    : old_(old_tree), new_(new_tree), alignment_(alignment), amended_by_(std::move(amended_by)) {}

std::vector<const Note*> Attributor::new_notes(int old_node, int new_node) const {
  std::vector<const Note*> out;
  if (new_node < 0) return out;
  for (const Note& note : new_.at(new_node).notes) {
    const bool known =
        old_node >= 0 && std::any_of(old_.at(old_node).notes.begin(), old_.at(old_node).notes.end(),
                                     [&](const Note& other) { return same_note(note, other); });
    if (!known) out.push_back(&note);
  }
  return out;
}

std::vector<const Note*> Attributor::new_court_notes(int old_node, int new_node) const {
  std::vector<const Note*> notes = new_notes(old_node, new_node);
  std::erase_if(notes, [](const Note* note) { return note->kind != NoteKind::court; });
  return notes;
}

const Note* Attributor::best_note(ChangeKind kind, int old_node, int new_node) const {
  // A provision that is gone has its note beside what it stood in.
  while (old_node >= 0 && new_node < 0) {
    old_node = old_.parent(old_node);
    new_node = std::max(alignment_.new_of(old_node), -1);
  }
  for (; new_node >= 0; new_node = new_.parent(new_node)) {
    if (const Note* note = last_fitting(new_notes(alignment_.old_of(new_node), new_node), kind)) return note;
  }
  return nullptr;
}

// A new note on the act as a whole speaks for every change when it is the only one.
const Note* Attributor::act_note() const {
  const Note* found = nullptr;
  for (const Note& note : new_.act().notes) {
    if (!note.act || note.kind == NoteKind::other || note.kind == NoteKind::court) continue;
    const auto& old_notes = old_.act().notes;
    if (std::any_of(old_notes.begin(), old_notes.end(),
                    [&](const Note& other) { return same_note(note, other); }))
      continue;
    if (found && !same_act(*found->act, *note.act)) return nullptr;
    found = &note;
  }
  return found;
}

Attribution Attributor::attribute(ChangeKind kind, int old_node, int new_node) const {
  const Note* note = best_note(kind, old_node, new_node);
  if (!note && !amended_by_) note = act_note();
  if (note) return {attribution_kind(*note), note->act->number, note->act->date, "note"};
  if (amended_by_) return {AttributionKind::act, amended_by_->number, amended_by_->date, "metadata"};
  return {};
}

}  // namespace zakonwatch
