// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace zakonwatch {

// A substance under international control, or one of the new ones (sources/substances.toml).
struct Substance {
  std::string id;                  // "fentanyl"; a concept of its own
  std::string concept_id;          // the class it is one of: "listed_narcotic", "precursor"
  std::vector<std::string> lists;  // "1961-IV", "nps-cathinones"
  // As they are looked for in running text: pattern words of a lexicon, the longest first.
  std::vector<std::vector<std::string>> wordings;
};

class Substances {
 public:
  static Result<Substances> load(const std::filesystem::path& file);

  // The substance that an entry of a list names, null where none is known. Spaces, hyphens, case and one slip
  // of a letter in a long name do not count; a digit always does (JWH-018 is not JWH-019), and a slip that
  // could be either of two substances is neither.
  const Substance* identify(std::string_view printed) const;
  const std::vector<Substance>& all() const { return substances_; }

 private:
  void add_name(const std::string& printed, uint32_t index);
  std::vector<uint32_t> known_by(const std::string& key) const;

  std::vector<Substance> substances_;
  std::unordered_map<std::string, uint32_t> by_name_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_slip_;  // a name with one letter left out
};

// A name for comparison: letters and digits only, folded.
std::string substance_key(std::string_view printed);

}  // namespace zakonwatch
