// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"

#include <array>

namespace zakonwatch {
namespace {

// One row per ErrorKind, in the order of the enum.
constexpr std::array kTraits = {
    //           name            exit  retry  back off  tell operator
    ErrorTraits{"network", 1, true, true, false},     ErrorTraits{"timeout", 1, true, true, false},
    ErrorTraits{"http_status", 1, true, true, true},  ErrorTraits{"robots_denied", 1, false, false, true},
    ErrorTraits{"blocked", 1, true, true, true},      ErrorTraits{"too_large", 65, false, false, true},
    ErrorTraits{"charset", 65, false, false, true},   ErrorTraits{"parse", 65, false, false, true},
    ErrorTraits{"suspicious", 65, true, false, true}, ErrorTraits{"delivery", 1, true, true, true},
    ErrorTraits{"config", 78, false, false, true},    ErrorTraits{"not_found", 1, false, false, false},
    ErrorTraits{"io", 74, true, false, true},         ErrorTraits{"busy", 75, true, false, false},
    ErrorTraits{"usage", 2, false, false, false},
};
static_assert(kTraits.size() == static_cast<size_t>(ErrorKind::usage) + 1);

}  // namespace

const ErrorTraits& error_traits(ErrorKind kind) { return kTraits.at(static_cast<size_t>(kind)); }

std::string Error::sentence() const {
  std::string out;
  for (auto it = context.rbegin(); it != context.rend(); ++it) out += *it + ": ";
  return out + message;
}

}  // namespace zakonwatch
