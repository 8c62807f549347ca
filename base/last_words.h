// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace zakonwatch {

// The end where a C library has no memory and would abort: words of why, and the status of a failed write.
[[noreturn]] void end_without_memory();

// Some libraries end the process where disk or memory refuse: an exception meets another on its way out of
// them, and nobody can catch it (Xapian in a commit, on a full disk). While one of these lives, its thread's
// end says this sentence, and the process leaves with the status of a failed write instead of a signal.
class LastWords {
 public:
  LastWords(std::string_view of, std::string_view sentence);  // both outlive it
  ~LastWords();
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;

 private:
  std::string_view of_, sentence_;
  const LastWords* outer_;
  friend void end_without_memory();
};

// From now on the end of the process is spoken, also where memory ran out; what else ends it is a mistake of
// ours and aborts as ever.
void install_last_words();

}  // namespace zakonwatch
