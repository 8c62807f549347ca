// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "app/environment.h"
#include "web/server.h"

namespace zakonwatch {

// The pages behind the links of our mail, and the feeds; served where the configuration says under which
// address people reach them, else nothing.
std::unique_ptr<WebServer> serve_pages(Environment& environment);

}  // namespace zakonwatch
