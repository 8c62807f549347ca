// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zakonwatch {

// Makes the libraries open now what they would otherwise open while they parse: iconv's modules (a sealed
// poppler without them returns no text and no error), fontconfig, character maps, the time zone, ICU's data.
void warm_up_libraries();

}  // namespace zakonwatch
