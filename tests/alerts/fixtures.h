// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "alerts/digest.h"

// Changes as analysts meet them, written for the tests in the languages of the region.
namespace zakonwatch::fixtures {

DigestItem ukraine_possession();   // lighter: a fine and an arrest added beside imprisonment
DigestItem latvia_supply();        // harsher, not yet in force
DigestItem georgia_use();          // unclear: the amounts are set elsewhere
DigestItem armenia_treatment();    // inserted, neutral
DigestItem kazakhstan_repealed();  // repealed: absent from the new version
DigestItem ukraine_bill_step();    // a bill takes its next step
Digest digest_of(std::vector<DigestItem> items, const std::string& language = "en");
Digest burst(size_t count,
             const std::string& language = "en");  // one act, `count` changes by one amending act

}  // namespace zakonwatch::fixtures
