// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/mailer.h"
#include "app/environment.h"
#include "store/record.h"

namespace zakonwatch {

// Mails the notices that wait for the operator to `[mail] operator`, several in one; at most one mail in ten
// minutes, so that a bad night is a few mails and not hundreds. Readers' mail and this one share nothing but
// the transport. Returns how many notices went out: 0 where none waits, no operator is named or the server
// did not take it (they wait on, and `status` shows them either way).
int mail_the_operator(Environment& environment, Record& record, Mailer& mailer);

}  // namespace zakonwatch
