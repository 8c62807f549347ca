// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/wording.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kBillTitle = 70;  // graphemes of it in a headline

struct ReasonWords {
  std::string_view code;
  const char* words;  // why, and what would settle it
};
constexpr std::array kReasons{
    ReasonWords{"no_number", mark("the text names no number; the amount must be looked up")},
    ReasonWords{"basis_changed",
                mark("the basis of the amount changed (pure substance, mixture, unit); compare both")},
    ReasonWords{"delegated_elsewhere", mark("another act sets the amounts; that act would settle it")},
    ReasonWords{"possibly_relocated",
                mark("the text may stand in another act now; acts in force must be searched")},
    ReasonWords{"general_part_changed", mark("the same act changes the general part; read both together")},
    ReasonWords{"reference_unresolved", mark("a reference could not be followed; read the act it names")},
    ReasonWords{"actor_conflict", mark("it differs by who is concerned; read it for each group")},
    ReasonWords{"definition", mark("a definition changed; its uses decide")},
    ReasonWords{"court", mark("a court decision; its reasoning decides")},
    ReasonWords{"partial_text", mark("only part of the text is there; the full text would settle it")},
    ReasonWords{"ocr", mark("the text was read from a scan; check it against the page")},
    ReasonWords{"translation", mark("the text is a translation; check the authentic language")},
};

std::string side_label(const std::optional<ChangeSide>& side) { return side ? side->label : std::string(); }

std::string presence(const DigestItem& item, const Catalogue& words) {
  if (item.change.kind == ChangeKind::announced)
    return words.say("First seen on {new}; nothing of this act was known before.",
                     {{"new", instant_words(item.new_fetched_at)}});
  if (item.change.kind == ChangeKind::stage)
    return words.say(
        "This step stands on the bill's page of {new}; it did not yet on {old}.",
        {{"old", instant_words(item.old_fetched_at)}, {"new", instant_words(item.new_fetched_at)}});
  if (!item.change.new_side)
    return words.say(
        "Present in the version fetched on {old}, absent from the version fetched on {new}.",
        {{"old", instant_words(item.old_fetched_at)}, {"new", instant_words(item.new_fetched_at)}});
  return words.say(
      "Absent from the version fetched on {old}, present in the version fetched on {new}.",
      {{"old", instant_words(item.old_fetched_at)}, {"new", instant_words(item.new_fetched_at)}});
}

std::string move_words(const DigestItem& item, const Catalogue& words) {
  return words.say("Before: {old}. Now: {new}.",
                   {{"old", side_label(item.change.old_side)}, {"new", side_label(item.change.new_side)}});
}

}  // namespace

std::string direction_words(Direction direction, const Catalogue& words) {
  switch (direction) {
    case Direction::harsher:
      return words.say("tightens");
    case Direction::lighter:
      return words.say("eases");
    case Direction::mixed:
      return words.say("mixed");
    case Direction::neutral:
      return words.say("no change");
    case Direction::unclear:
      break;
  }
  return words.say("not determined");
}

std::string_view direction_sign(Direction direction) {
  switch (direction) {
    case Direction::harsher:
      return "▲";
    case Direction::lighter:
      return "▼";
    case Direction::mixed:
      return "◆";
    case Direction::neutral:
      return "=";
    case Direction::unclear:
      break;
  }
  return "?";
}

std::string reason_words(const std::string& code, const Catalogue& words) {
  for (const auto& reason : kReasons)
    if (reason.code == code) return words.say(reason.words);
  return code;
}

std::string kind_words(ChangeKind kind, const Catalogue& words) {
  switch (kind) {
    case ChangeKind::inserted:
      return words.say("New");
    case ChangeKind::repealed:
      return words.say("Repealed");
    case ChangeKind::amended:
      return words.say("Amended");
    case ChangeKind::renumbered:
      return words.say("Renumbered");
    case ChangeKind::moved:
      return words.say("Moved");
    case ChangeKind::relocated:
      return words.say("Moved between acts");
    case ChangeKind::interpreted:
      return words.say("Interpreted by a court");
    case ChangeKind::announced:
      return words.say("Announced");
    case ChangeKind::stage:
      return words.say("Step of a bill");
    case ChangeKind::annulled:
      break;
  }
  return words.say("Annulled by a court");
}

std::string what_kind(const Change& change, const Catalogue& words) {
  // Gone without a marker and without an act that took it away: more than "absent" we cannot say.
  const bool only_absent = change.kind == ChangeKind::repealed && !change.new_side &&
                           change.attribution.kind == AttributionKind::none;
  const std::string kind = only_absent ? words.say("No longer in the text") : kind_words(change.kind, words);
  return change.also_amended ? kind + " (" + words.say("and its text changed") + ")" : kind;
}

std::string careful_words(const DigestItem& item, const Catalogue& words) {
  const Change& change = item.change;
  if (change.kind == ChangeKind::repealed && change.new_side && change.new_side->repealed)
    return words.say("A repeal marker stands in place of the text.");
  if (!change.old_side || !change.new_side) return presence(item, words);
  return change.old_side->label == change.new_side->label ? std::string() : move_words(item, words);
}

std::string attribution_words(const Attribution& attribution, const Catalogue& words) {
  const char* what = nullptr;
  switch (attribution.kind) {
    case AttributionKind::none:
      return words.say("the source names none");
    case AttributionKind::act:
      what = mark("act {act}");
      break;
    case AttributionKind::decree:
      what = mark("decree {act}");
      break;
    case AttributionKind::court_decision:
      what = mark("court decision {act}");
      break;
    case AttributionKind::erratum:
      what = mark("erratum {act}");
      break;
  }
  std::string act = attribution.number;
  if (attribution.date)
    act += (act.empty() ? "" : " ") + words.say("of {date}", {{"date", to_iso(*attribution.date)}});
  std::string line = words.say(what, {{"act", act}});
  if (attribution.basis == "note") line += " (" + words.say("from the note beside the provision") + ")";
  if (attribution.basis == "metadata") line += " (" + words.say("from the version's own data") + ")";
  if (attribution.basis == "gazette") line += " (" + words.say("from the gazette") + ")";
  return line;
}

// Which bill, and its step in the parliament's own words.
std::string step_headline(const DigestItem& item, const Catalogue& words) {
  return words.say("Bill") + ": " + ellipsis(squeeze_space(item.act_title), kBillTitle) + ": " +
         squeeze_space(item.change.new_side->text);
}

std::string headline(const DigestItem& item, const Catalogue& words) {
  const Change& change = item.change;
  if (change.kind == ChangeKind::stage && change.new_side) return step_headline(item, words);
  const std::string& summary = words.language() == "ru" ? change.summary_ru : change.summary_en;
  if (!summary.empty()) return squeeze_space(summary);
  return kind_words(change.kind, words) + ": " + change.side().label;
}

bool is_bill(const DigestItem& item) {
  return item.source_kind == "bills" || item.change.kind == ChangeKind::stage;
}

std::optional<Date> force_date(const DigestItem& item) {
  return is_bill(item) ? std::nullopt : item.in_force_from;
}

std::string where(const DigestItem& item) {
  const ChangeSide& side = item.change.side();
  std::string line = item.country_name.empty() ? item.country : item.country_name;
  line += " › " + item.act_title;
  for (const std::string& step : side.path)
    if (!side.label.starts_with(step)) line += " › " + step;
  if (item.change.kind != ChangeKind::stage) line += " › " + side.label;  // the headline has the step
  if (side.heading && !side.heading->empty()) line += ". " + *side.heading;
  return line;
}

std::string instant_words(Instant instant) {
  if (instant == Instant{}) return "–";
  std::string text = to_rfc3339(instant);  // 2026-11-22T06:31:04Z
  if (text.size() < 16) return text;
  return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

}  // namespace zakonwatch
