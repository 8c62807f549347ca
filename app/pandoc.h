// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace zakonwatch {

// HTML to docx, odt or pdf by the pandoc program, which a brief needs at run time only.
Result<void> convert_with_pandoc(const std::string& html, const std::string& format,
                                 const std::filesystem::path& output);

}  // namespace zakonwatch
