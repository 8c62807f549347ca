// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "store/ledger.h"
#include "store/versions.h"

namespace zakonwatch {

// What the ledger says of a version: written when it is added, compared when it is verified.
LedgerFields version_ledger_fields(int64_t snapshot_seq, const std::string& text_sha256,
                                   const Derivation& derivation);

// SHA-256 over what a version's row says of the act apart from its provisions.
std::string about_hash(const std::vector<std::string_view>& columns);

}  // namespace zakonwatch
