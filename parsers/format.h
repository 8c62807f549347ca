// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace zakonwatch {

// html | xml | json | pdf | docx | txt | md, by what is said, then by the media type, the address's ending
// and the bytes themselves.
std::string guess_format(std::string_view format, std::string_view media_type, std::string_view url,
                         std::string_view bytes);

}  // namespace zakonwatch
