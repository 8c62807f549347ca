// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "alerts/catalogue.h"
#include "alerts/digest.h"

// The sentences of the frame, shared by mails, briefs, feeds and citations.
namespace zakonwatch {

// "tightens": what the text does on its face, not its impact (law.md section 2).
std::string direction_words(Direction direction, const Catalogue& words);
std::string_view direction_sign(Direction direction);  // ▲ ▼ ◆ ＝ ?, beside the words
std::string reason_words(const std::string& code, const Catalogue& words);

std::string kind_words(ChangeKind kind, const Catalogue& words);
std::string what_kind(const Change& change, const Catalogue& words);  // "Renumbered (and its text changed)"
// What happened where the kind alone could mislead: present on …, absent on …; a repeal marker; before and
// now. Empty for a plain amendment.
std::string careful_words(const DigestItem& item, const Catalogue& words);
// "act No 270-VI of 2008-04-15 (from the note beside the provision)", or that none is claimed.
std::string attribution_words(const Attribution& attribution, const Catalogue& words);
// "fine: none → 50–100 × nontaxable minimum (UAH): tightens".
std::string effect_words(const Effect& effect, const Catalogue& words);
// A reason of a topic ("concept drug in redline: наркотичних") in the reader's words.
std::string reason_for_topic_words(const std::string& why, const Catalogue& words);
// The effect line: the summary written with the change, or kind and place where there is none.
std::string headline(const DigestItem& item, const Catalogue& words);
// Of a bill: whatever dates its pages print, nothing of it is in force.
bool is_bill(const DigestItem& item);
// The day the law is in force from; none for a bill.
std::optional<Date> force_date(const DigestItem& item);
// Country › act › path › provision.
std::string where(const DigestItem& item);
// "2008-05-07 06:31 UTC"
std::string instant_words(Instant instant);

}  // namespace zakonwatch
