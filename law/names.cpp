// SPDX-License-Identifier: GPL-3.0-or-later
// The printed names of the vocabulary's enumerations, one table each; the same words in JSON, CLI and record.
#include <array>
#include <optional>
#include <string_view>

#include "law/assessment.h"
#include "law/change.h"
#include "law/instruction.h"
#include "law/provision.h"
#include "law/source.h"
#include "law/subscription.h"

namespace zakonwatch {
namespace {

// Names stand in the order of their enumeration.
template <typename Enum, size_t N>
std::string_view name(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<size_t>(value));
}
template <typename Enum, size_t N>
std::optional<Enum> value(const std::array<std::string_view, N>& names, std::string_view name) {
  for (size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return {};
}

constexpr std::array<std::string_view, 18> kProvisionTypes = {
    "part", "book",  "section", "chapter", "article", "paragraph",    "point", "indent",  "p",
    "note", "annex", "doc",     "row",     "quoted",  "transitional", "stage", "preface", "unclaimed"};
constexpr std::array<std::string_view, 6> kNoteKinds = {"amend",    "repeal", "insert",
                                                        "renumber", "court",  "other"};
constexpr std::array<std::string_view, 10> kChangeKinds = {
    "inserted",  "repealed",    "amended",  "renumbered", "moved",
    "relocated", "interpreted", "annulled", "announced",  "stage"};
constexpr std::array<std::string_view, 8> kInstructionKinds = {
    "replace_words", "insert_words", "delete_words", "restate", "insert", "repeal", "renumber", "unresolved"};
constexpr std::array<std::string_view, 5> kAttributions = {"none", "act", "decree", "court_decision",
                                                           "erratum"};
constexpr std::array<std::string_view, 5> kDirections = {"harsher", "lighter", "mixed", "neutral", "unclear"};
constexpr std::array<std::string_view, 3> kSourceKinds = {"gazette", "consolidated", "bills"};
constexpr std::array<std::string_view, 3> kTextStates = {"point_in_time", "current", "as_enacted"};
constexpr std::array<std::string_view, 3> kVerified = {"page", "code", "none"};
constexpr std::array<std::string_view, 3> kCadences = {"immediate", "day", "week"};

}  // namespace

std::string_view to_string(ProvisionType type) { return name(kProvisionTypes, type); }
std::optional<ProvisionType> provision_type(std::string_view text) {
  return value<ProvisionType>(kProvisionTypes, text);
}
std::string_view to_string(NoteKind kind) { return name(kNoteKinds, kind); }
std::optional<NoteKind> note_kind(std::string_view text) { return value<NoteKind>(kNoteKinds, text); }
std::string_view to_string(ChangeKind kind) { return name(kChangeKinds, kind); }
std::optional<ChangeKind> change_kind(std::string_view text) { return value<ChangeKind>(kChangeKinds, text); }
std::string_view to_string(InstructionKind kind) { return name(kInstructionKinds, kind); }
std::optional<InstructionKind> instruction_kind(std::string_view text) {
  return value<InstructionKind>(kInstructionKinds, text);
}
std::string_view to_string(AttributionKind kind) { return name(kAttributions, kind); }
std::optional<AttributionKind> attribution_kind(std::string_view text) {
  return value<AttributionKind>(kAttributions, text);
}
std::string_view to_string(Direction which) { return name(kDirections, which); }
std::optional<Direction> direction(std::string_view text) { return value<Direction>(kDirections, text); }
std::string_view to_string(SourceKind kind) { return name(kSourceKinds, kind); }
std::optional<SourceKind> source_kind(std::string_view text) { return value<SourceKind>(kSourceKinds, text); }
std::string_view to_string(TextState state) { return name(kTextStates, state); }
std::optional<TextState> text_state(std::string_view text) { return value<TextState>(kTextStates, text); }
std::string_view to_string(Verified verified) { return name(kVerified, verified); }
std::optional<Verified> verified(std::string_view text) { return value<Verified>(kVerified, text); }
std::string_view to_string(Cadence cadence) { return name(kCadences, cadence); }
std::optional<Cadence> cadence(std::string_view text) { return value<Cadence>(kCadences, text); }

}  // namespace zakonwatch
