// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/pattern.h"
#include "law/act.h"

namespace zakonwatch {

// Words of texts whose letters a PDF drew one by one are put together again, so that patterns can read them:
// "s ə kkiz ild ə n" is "səkkiz ildən". Where the words end is told by the words that both acts use where
// they are printed whole, and by the language's number words.
class Respacer {
 public:
  Respacer(const Act& old_act, const Act& new_act, const NumberWords* numbers);

  struct Text {
    std::string text;
    std::vector<size_t> at;  // of each byte, and of the end, in the text as printed
    // A stretch of `text` as it was printed.
    std::string printed(std::string_view original, std::string_view stretch) const;
  };
  Text respaced(std::string_view printed) const;

 private:
  std::set<std::string, std::less<>> words_;  // folded
  const NumberWords* numbers_;

  bool known(std::string_view word) const;
};

}  // namespace zakonwatch
