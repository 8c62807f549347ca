// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pandoc.h"

#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/files.h"

namespace zakonwatch {

Result<void> convert_with_pandoc(const std::string& html, const std::string& format,
                                 const std::filesystem::path& output) {
  const std::filesystem::path source = output.string() + ".html";
  if (auto written = write_file_atomic(source, html, 0600); !written) return written;
  const std::string to = "--to=" + format, out = "--output=" + output.string(), in = source.string();
  // No shell: names cannot become commands.
  const char* arguments[] = {"pandoc",    "--from=html", "--standalone", to.c_str(),
                             out.c_str(), in.c_str(),    nullptr};
  if (format == "pdf") arguments[3] = "--pdf-engine=wkhtmltopdf";
  pid_t child = 0;
  const int failed =
      posix_spawnp(&child, "pandoc", nullptr, nullptr, const_cast<char* const*>(arguments), environ);
  int status = 0;
  if (failed == 0)
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  unlink(source.c_str());
  if (failed != 0)
    return fail(
        ErrorKind::io,
        fmt::format("pandoc cannot be started ({}); install the package pandoc, or use --format md or html",
                    std::strerror(failed)));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return fail(ErrorKind::io, fmt::format("pandoc could not write {}", output.string()));
  return {};
}

}  // namespace zakonwatch
