// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/index_check.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <sstream>

#include "base/fault.h"
#include "index/fields.h"
#include "index/generations.h"
#include "index/xapian_guard.h"

namespace zakonwatch {
namespace {

constexpr unsigned kPatience = 900;  // seconds

// In the child: what it has to say, one line ("ok 42", or the problem).
std::string said_of(const std::string& path, bool thoroughly) {
  const auto told = xapian_guard(path, [&]() -> std::string {
    std::ostringstream details;
    if (thoroughly)
      if (const size_t errors = Xapian::Database::check(path, 0, &details); errors > 0)
        return fmt::format("Xapian finds {} errors in it", errors);
    const Xapian::Database database(path);
    if (database.get_metadata(fields::kFormatKey) != fields::kIndexFormat) return "it is of another format";
    return "ok " + database.get_metadata(fields::kLastSeqKey);
  });
  return told ? *told : told.error().message;
}

std::string read_all(int from) {
  std::string out;
  std::array<char, 1024> block{};
  for (ssize_t got = 0; (got = read(from, block.data(), block.size())) > 0;)
    out.append(block.data(), static_cast<size_t>(got));
  return out;
}

}  // namespace

IndexState check_index(const std::filesystem::path& folder, bool thoroughly) {
  using Kind = IndexState::Kind;
  const auto generation = generations::current(folder);
  if (!generation)
    return {generation.error().kind == ErrorKind::config ? Kind::foreign : Kind::damaged, 0,
            generation.error().message};
  // Without a stub nothing was ever published: what lies there is a first build that was interrupted.
  if (*generation == 0)
    return generations::has_stub(folder)
               ? IndexState{Kind::damaged, 0, "its stub names none of the databases beside it"}
               : IndexState{};
  const std::string path = generations::path(folder, *generation).string();
  // Xapian's own check wants to write beside what it reads; on a read-only disk the index is opened only.
  thoroughly = thoroughly && access(path.c_str(), W_OK) == 0;
  int ends[2];
  if (pipe(ends) != 0) throw Fault(ErrorKind::io, fmt::format("no pipe: {}", std::strerror(errno)));
  const pid_t child = fork();
  if (child < 0) throw Fault(ErrorKind::io, fmt::format("no child process: {}", std::strerror(errno)));
  if (child == 0) {
    alarm(kPatience);
    const std::string said = said_of(path, thoroughly);
    [[maybe_unused]] const ssize_t written = write(ends[1], said.data(), said.size());
    _exit(0);
  }
  close(ends[1]);
  const std::string said = read_all(ends[0]);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status))
    return {Kind::damaged, 0, fmt::format("reading it ended with signal {}", WTERMSIG(status))};
  if (!said.starts_with("ok ")) return {Kind::damaged, 0, said};
  return {Kind::sound, std::atoll(said.c_str() + 3), {}};
}

}  // namespace zakonwatch
