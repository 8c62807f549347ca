// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/environment.h"
#include "store/record.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// The part of a reader's bounce address that cannot be guessed; it ends no subscription and reads no feed.
std::string bounce_token(Subscribers& subscribers, const std::string& subscriber);

// A message that a mail server handed to our bounce address. A reader whose address is dead is suspended and
// the operator told; of other refusals only the operator hears. Everything else, also a report with a token
// that nobody has, changes nothing. Nothing is ever answered. True: it told us something.
bool take_bounce(Environment& environment, Record& record, Subscribers& subscribers,
                 const std::string& message, const std::string& recipient);

}  // namespace zakonwatch
