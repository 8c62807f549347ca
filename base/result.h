// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace zakonwatch {

// What went wrong in the outside world. error_traits() says, per kind, what the program does about it.
enum class ErrorKind {
  network,        // no connection, reset, DNS failure
  timeout,        // a limit of time ran out
  http_status,    // the server answered with a status that is no document
  robots_denied,  // robots.txt forbids the address
  blocked,        // a challenge wall or refusal, respected
  too_large,      // a limit of size, ratio or depth was passed
  charset,        // bytes are not text in any charset we know
  parse,          // bytes are not what they should be
  suspicious,     // plausible bytes that a gate does not believe
  delivery,       // a mail server refused or failed
  config,         // a configuration or source file is wrong
  not_found,      // what was asked for does not exist
  io,             // a file cannot be read or written
  busy,           // another process holds what we need
  usage,          // the command line is wrong
};

struct ErrorTraits {
  std::string_view name;
  int exit_status;     // contract.md: 1, 2, 65, 74, 75 or 78
  bool retry;          // worth trying again later
  bool back_off_host;  // counts against the host's circuit breaker
  bool tell_operator;  // a person should hear of it
};
const ErrorTraits& error_traits(ErrorKind kind);

// An error by value: one sentence that names the file, source or URL, plus context added on the way up.
struct Error {
  ErrorKind kind;
  std::string message;
  std::vector<std::string> context{};  // innermost first

  Error&& with(std::string where) && {
    context.push_back(std::move(where));
    return std::move(*this);
  }
  // "likumi.lv: https://…: connection refused", outermost context first.
  std::string sentence() const;
};

// The outside world fails by value. This is the only file that names tl::expected; it keeps to what
// std::expected will have, so that the swap stays one line.
template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace zakonwatch
