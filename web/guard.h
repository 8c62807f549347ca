// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "web/server.h"

namespace zakonwatch {

// Whether a request is meant for us: its Host is the one readers know (or this machine's own name, for the
// proxy), and a browser that says where a POST comes from says it comes from our own page. Mail programs that
// press the one-click button say nothing of that kind and pass. Anything else is to be answered 403: a page
// elsewhere must not act through a reader's browser, nor a foreign name lead to our socket.
bool is_meant_for_us(const WebRequest& request, const std::string& base_url);

}  // namespace zakonwatch
