// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reader_key.h"

#include <fmt/core.h>

#include "alerts/pgp.h"
#include "base/fault.h"

namespace zakonwatch {

// Better refused than promised and sent in the clear, or held for ever.
void check_key(Environment& environment, const std::string& fingerprint) {
  if (fingerprint.empty()) return;
  const auto home = environment.state() / "gnupg";
  const auto usable = PgpKeyring(home).check(fingerprint);
  if (!usable)
    throw Fault(
        ErrorKind::usage,
        fmt::format("--pgp: {}; the address was not subscribed. Give the full fingerprint, and import "
                    "the key first: gpg --homedir {} --import FILE",
                    usable.error().message, home.string()));
}

}  // namespace zakonwatch
