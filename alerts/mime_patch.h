// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/mailer.h"

namespace zakonwatch {

// One place of an encoded body where a reader's own word stands, and how to put another one there: in base64
// each three bytes are four characters, so that only the groups that the word touches change.
struct Patch {
  std::string around;         // the raw bytes of these groups
  size_t word_at = 0;         // in `around`
  std::vector<size_t> cells;  // where in the body each four characters go; empty: the text stands as it is
  size_t at = 0;              // then, where the word goes
  void apply(std::string_view word, char* body) const;
};

// Every place of the letter's own word in its serialised body, made of its text and its html. Nothing where
// they cannot be told with certainty.
std::optional<std::vector<Patch>> patches_of(const std::string& body, const Letter& letter);

}  // namespace zakonwatch
