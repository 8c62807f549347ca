// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include <xapian.h>

#include "base/last_words.h"
#include "base/result.h"

// The one door at which Xapian's exceptions stop. Everything else in the room may throw them.
namespace zakonwatch {

// busy where another process holds the writer's lock, network for a shard that does not answer, else io.
Error from_xapian(const Xapian::Error& error, const std::string& what);

template <typename F>
auto xapian_guard(const std::string& what, F&& work) -> Result<std::invoke_result_t<F>> {
  const LastWords words(what, ": the index cannot be written to, the disk or the memory refuses");
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
      std::forward<F>(work)();
      return {};
    } else {
      return std::forward<F>(work)();
    }
  } catch (const Xapian::Error& error) {
    return fail(from_xapian(error, what));
  }
}

// For readers: a revision that the writer has meanwhile overwritten is opened anew. Opening and reopening can
// meet the same fate, so they belong inside `work` and `reopen`, never before. A writer that commits without
// pause can overtake a reader several times in a row on a busy machine; the retries are bounded all the same.
template <typename Reopen, typename F>
auto xapian_retry(const std::string& what, Reopen&& reopen, F&& work) -> Result<std::invoke_result_t<F>> {
  constexpr int kRetries = 10;
  return xapian_guard(what, [&] {
    for (int attempt = 0;; ++attempt) {
      try {
        if (attempt > 0) reopen();
        return work();
      } catch (const Xapian::DatabaseModifiedError&) {
        if (attempt == kRetries) throw;
      }
    }
  });
}

}  // namespace zakonwatch
