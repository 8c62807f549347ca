// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/attribution.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "diff/noise.h"
#include "diff/note_acts.h"

namespace zakonwatch {
namespace {

// Stems, folded and in lower case, as the notes of the watched countries print them.
constexpr std::array<std::string_view, 27> kUnconstitutional = {
    "неконституц",       "некоснтитуц",         "неустав",     "неуставн",   "противоконституц",
    "противоустав",      "antikonst",           "antikushtet", "neconstitu", "protiústav",
    "protiustav",        "protuustav",          "neustav",     "niezgodn",   "alkotmányellen",
    "alaptörvény-ellen", "alaptörvénybe ütköz", "põhiseadus",  "neatbilst",  "prieštar",
    "არაკონსტიტუც",      "հակասահմանադր",       "zidd",        "қайшы",      "anticonstitu",
    "не соответств",     "не відповід"};
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

std::vector<const Note*> Attributor::new_court_notes(int old_node, int new_node) const {
  std::vector<const Note*> out;
  const auto& before = old_.at(old_node).notes;
  for (const Note& note : new_.at(new_node).notes) {
    if (note.kind != NoteKind::court) continue;
    const bool known =
        std::any_of(before.begin(), before.end(), [&](const Note& other) { return same_note(note, other); });
    if (!known) out.push_back(&note);
  }
  return out;
}

std::vector<Attributor::NewAct> Attributor::new_acts(const std::vector<Note>* old_notes,
                                                     const std::vector<Note>& new_notes) const {
  std::vector<ActRef> known;
  if (old_notes)
    for (const Note& note : *old_notes)
      for (ActRef& act : acts_named(note)) known.push_back(std::move(act));
  std::vector<NewAct> out;
  for (const Note& note : new_notes)
    for (ActRef& act : acts_named(note))
      if (std::none_of(known.begin(), known.end(), [&](const ActRef& other) { return same_act(act, other); }))
        out.push_back({&note, std::move(act)});
  return out;
}

// From the provision outwards, the latest act named by a note that fits the kind of change.
std::optional<Attributor::NewAct> Attributor::named_beside(ChangeKind kind, int old_node,
                                                           int new_node) const {
  // A provision that is gone has its note beside what it stood in.
  while (old_node >= 0 && new_node < 0) {
    old_node = old_.parent(old_node);
    new_node = std::max(alignment_.new_of(old_node), -1);
  }
  for (; new_node >= 0; new_node = new_.parent(new_node)) {
    const int before = alignment_.old_of(new_node);
    std::optional<NewAct> latest;
    for (NewAct& each : new_acts(before >= 0 ? &old_.at(before).notes : nullptr, new_.at(new_node).notes))
      if (fits(kind, each.note->kind) &&
          (!latest || !latest->act.date || !each.act.date || *each.act.date >= *latest->act.date))
        latest = std::move(each);
    if (latest) return latest;
  }
  return {};
}

// A new act in the notes on the act as a whole speaks for every change when it is the only one.
std::optional<Attributor::NewAct> Attributor::named_for_all() const {
  std::optional<NewAct> found;
  for (NewAct& each : new_acts(&old_.act().notes, new_.act().notes)) {
    if (each.note->kind == NoteKind::court) continue;
    if (found && !same_act(found->act, each.act)) return {};
    found = std::move(each);
  }
  return found;
}

Attribution Attributor::attribute(ChangeKind kind, int old_node, int new_node) const {
  std::optional<NewAct> named = named_beside(kind, old_node, new_node);
  if (!named && !amended_by_) named = named_for_all();
  if (named) return {attribution_kind(*named->note), named->act.number, named->act.date, "note"};
  if (amended_by_) return {AttributionKind::act, amended_by_->number, amended_by_->date, "metadata"};
  return {};
}

}  // namespace zakonwatch
