// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/xapian_guard.h"

#include <fmt/format.h>

namespace zakonwatch {
namespace {

struct Meaning {
  ErrorKind kind;
  const char* sentence;
};

Meaning meaning(const Xapian::Error& error) {
  const std::string type = error.get_type();
  if (type == "DatabaseLockError") return {ErrorKind::busy, "another process is writing to the index"};
  if (type == "DatabaseModifiedError") return {ErrorKind::busy, "the index is being rewritten; try again"};
  if (type == "NetworkError" || type == "NetworkTimeoutError")
    return {ErrorKind::network, "a part of the index on another machine does not answer"};
  if (type == "DatabaseCorruptError" || type == "DatabaseVersionError" || type == "SerialisationError")
    return {ErrorKind::io, "the index is damaged or of another version: `zakonwatch reindex` rebuilds it"};
  if (type == "DatabaseNotFoundError" || type == "DatabaseOpeningError")
    return {ErrorKind::io, "there is no index that can be opened: `zakonwatch reindex` builds it"};
  return {ErrorKind::io, "the index reports an error"};
}

}  // namespace

Error from_xapian(const Xapian::Error& error, const std::string& what) {
  const Meaning means = meaning(error);
  return {means.kind, fmt::format("{}: {} ({})", what, means.sentence, error.get_description())};
}

}  // namespace zakonwatch
