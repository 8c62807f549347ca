// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/fault.h"

namespace zakonwatch {

bool output_is_terminal() { return isatty(STDOUT_FILENO) != 0; }

bool output_has_colour() {
  const char* off = std::getenv("NO_COLOR");
  return output_is_terminal() && (off == nullptr || *off == '\0');
}

size_t terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) return size.ws_col;
  return 80;
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
    throw Fault(ErrorKind::io, "standard output cannot be written");
}

}  // namespace zakonwatch
