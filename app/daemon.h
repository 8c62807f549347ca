// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/environment.h"

namespace zakonwatch {

// Crawls what is due, follows with the index, sends what is owed, until SIGTERM or SIGINT. One thread crawls
// and writes the law; one sends mail, so that a slow mail server never holds up a crawl. Tells systemd when
// it is ready and, while both threads move, that it is alive. SIGHUP makes it read its files again: it begins
// anew where all of them are sound, and goes on with what it has where not. Returns the exit status.
int run_daemon(Environment& environment);

}  // namespace zakonwatch
