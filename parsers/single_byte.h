// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zakonwatch {

// Code pages of the region that ICU lacks, by the C library's converters: ARMSCII-8, GEORGIAN-PS and
// GEORGIAN-ACADEMY, RK1048 and PT154 (Kazakh), KOI8-T (Tajik), ISO-8859-10 and -16. Each is read into a table
// once (warm_up_pages), since a sealed process can load no converter.
void warm_up_pages();
bool is_single_byte(std::string_view charset);

// Bytes in one of these pages as UTF-8, U+FFFD where the page has no character; nothing for other names.
std::optional<std::string> convert_single_byte(std::string_view bytes, std::string_view charset);

}  // namespace zakonwatch
