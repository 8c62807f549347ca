// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zakonwatch {

// Runs another program over some bytes: they are its standard input, its standard output is the answer. No
// shell, no environment but PATH, limits of memory, CPU and written bytes, and an end after `patience`: what
// it reads came from outside. Errors name the program: not found (not_found), out of time (timeout), failed
// (parse).
struct ProgramLimits {
  std::chrono::seconds patience{60};
  size_t memory = size_t{2} << 30;
  size_t output = size_t{64} << 20;
};
Result<std::string> run_program(const std::vector<std::string>& command, std::string_view input,
                                const ProgramLimits& limits = {});

}  // namespace zakonwatch
