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
  std::string sign, verdict;  // "▲", "On its face: tightens"
  Direction direction = Direction::unclear;
  std::vector<Fact> facts;  // what an analyst asks first: where, when, by which act, why
  std::vector<std::string> effects;
  std::string law_language;
  Redline heading_redline, redline;  // unchanged stretches elided
  std::vector<Fact> record;          // citation, official text, archived copy, hashes
};

Story tell(const DigestItem& item, const Digest& digest, const Catalogue& words);

// One line of the list of all changes: sign, place, effect.
std::string list_line(const DigestItem& item, const Catalogue& words);

// Items of one act together, in order of first appearance: a re-enacted code is one story.
struct Group {
  std::string title;  // country: act
  std::string language;
  std::vector<size_t> items;  // indices
};
std::vector<Group> group_by_act(const std::vector<DigestItem>& items);

// "3 changes in 2 acts of law" and how many tighten, ease, …
std::string overview(const Digest& digest, const Catalogue& words);
std::string coverage_words(const CoverageLine& coverage, const Catalogue& words);
std::string neutral_opening(const Digest& digest, const Catalogue& words);

}  // namespace zakonwatch
