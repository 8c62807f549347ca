// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/subscriptions.h"
#include "web/server.h"

namespace zakonwatch {

// /c/TOKEN confirms a subscription, /u/TOKEN ends those of a person (also by the mail program's own button,
// RFC 8058). GET shows a button and changes nothing, because scanners of mail fetch every link; POST acts,
// and may be repeated. An ending says the same to every token, so that nobody learns which ones exist.
WebReply consent_page(Subscribers& subscribers, const WebRequest& request);

}  // namespace zakonwatch
