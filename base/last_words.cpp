// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/last_words.h"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <utility>

#include "base/result.h"

namespace zakonwatch {
namespace {

thread_local const LastWords* innermost = nullptr;
std::terminate_handler as_ever = nullptr;

// No more than system calls: memory may be what is missing.
void say(std::string_view words) {
  if (::write(STDERR_FILENO, words.data(), words.size()) < 0) return;
}

bool memory_ran_out() {
  const std::exception_ptr thrown = std::current_exception();
  if (!thrown) return false;
  try {
    std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

// Without destructors or exit handlers: the library that gave up holds half of its work.
void end_without_memory() {
  say("zakonwatch: ");
  say(innermost != nullptr ? innermost->of_ : "memory");
  say(innermost != nullptr ? innermost->sentence_ : " has run out");
  say("; what was begun is undone\n");
  ::_exit(error_traits(ErrorKind::io).exit_status);
}

namespace {

void say_last_words() {
  if (memory_ran_out() || innermost != nullptr) end_without_memory();
  as_ever();
  std::abort();
}

}  // namespace

LastWords::LastWords(std::string_view of, std::string_view sentence)
    : of_(of), sentence_(sentence), outer_(std::exchange(innermost, this)) {}

LastWords::~LastWords() { innermost = outer_; }

void install_last_words() { as_ever = std::set_terminate(say_last_words); }

}  // namespace zakonwatch
