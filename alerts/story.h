// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "alerts/catalogue.h"
#include "alerts/digest.h"

namespace zakonwatch {

// One change told once; text, HTML, feed and brief only lay it out, so they say the same words.
struct Fact {
  std::string name, value;
  std::string language;  // of the value where it is the law's and not the frame's
  std::string url;       // an http(s) address, checked; empty where none
};

struct Story {
  std::string change_id, notice;  // notice: "Reminder: …", "Correction: …", or empty
  std::string headline;
  std::string sign, verdict;  // "▲", "On its face: tightens"; no verdict on a bill's step
  std::string reason;         // why the direction is not determined; may be empty
  std::string kind;           // "Amended"
  Direction direction = Direction::unclear;
  std::vector<Fact> facts;  // what an analyst asks first: where, when, by which act, why
  std::vector<std::string> effects;
  std::string law_language;
  Redline heading_redline, redline;  // unchanged stretches elided
  bool text_changed = false;         // else `redline` is its beginning, for orientation
  std::string article;               // the whole article as it reads now
  std::vector<Fact> record;          // citation, official text, archived copy, hashes
};

// An http(s) address, canonical, with nothing in it that HTML, XML or Markdown would obey; empty for any
// other text.
std::string web_address(const std::string& text);

// Whom the text names, what is said of cases under way, and a bill's deadlines: only what is there.
std::vector<Fact> particulars(const DigestItem& item, const Catalogue& words);

Story tell(const DigestItem& item, const Digest& digest, const Catalogue& words);

// One line of the list of all changes: provision, direction, effect, and the date where the group has not
// said it.
std::string list_line(const DigestItem& item, const Catalogue& words, bool with_date = true);

// Items of one act together, in order of first appearance: a re-enacted code is one story.
struct Group {
  std::string title;          // country: act
  std::string in_common;      // "300 changes; act 270-VI of 2008-04-15; in force from 2008-05-07", or empty
  std::string language;       // of the act's title
  std::vector<size_t> items;  // indices
};
std::vector<Group> group_by_act(const std::vector<DigestItem>& items, const Catalogue& words);

// "3 changes" and how many tighten, ease, …
std::string overview(const Digest& digest, const Catalogue& words);
// "and 212 more in the attached list"
std::string more_words(const Digest& digest, size_t left, const Catalogue& words);
std::string coverage_words(const CoverageLine& coverage, const Catalogue& words);
std::string neutral_opening(const Digest& digest, const Catalogue& words);

}  // namespace zakonwatch
