// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace zakonwatch {
namespace {

// A file descriptor that closes itself.
struct Descriptor {
  int fd;
  explicit Descriptor(int descriptor) : fd(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }
};

tl::unexpected<Error> io_error(const std::filesystem::path& file, const char* what) {
  return fail(ErrorKind::io, fmt::format("{}: {}: {}", file.string(), what, std::strerror(errno)));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file, size_t limit) {
  const Descriptor in(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (in.fd < 0 || fstat(in.fd, &info) != 0) return io_error(file, "cannot be read");
  if (S_ISDIR(info.st_mode))
    return fail(ErrorKind::io, fmt::format("{}: is a folder, not a file", file.string()));
  std::string out;
  char buffer[65536];
  for (;;) {
    const ssize_t n = read(in.fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error(file, "cannot be read");
    if (n == 0) return out;
    out.append(buffer, static_cast<size_t>(n));
    if (out.size() > limit)
      return fail(ErrorKind::too_large, fmt::format("{}: is larger than {} bytes", file.string(), limit));
  }
}

Result<void> write_file_atomic(const std::filesystem::path& file, std::string_view bytes, int mode) {
  std::string beside = file.string() + ".XXXXXX";
  const Descriptor out(mkostemp(beside.data(), O_CLOEXEC));
  if (out.fd < 0) return io_error(file, "cannot be written");
  const bool written =
      write_all(out.fd, bytes) && fchmod(out.fd, static_cast<mode_t>(mode)) == 0 && fsync(out.fd) == 0;
  if (!written || rename(beside.c_str(), file.c_str()) != 0) {
    auto error = io_error(file, "cannot be written");
    unlink(beside.c_str());
    return error;
  }
  fsync_directory(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
  return {};
}

Result<void> fsync_file(const std::filesystem::path& file) {
  const Descriptor opened(open(file.c_str(), O_RDWR | O_CLOEXEC));
  if (opened.fd < 0 || fsync(opened.fd) != 0)
    return fail(ErrorKind::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
  return {};
}

Result<void> copy_file_atomic(const std::filesystem::path& from, const std::filesystem::path& to, int mode) {
  namespace fs = std::filesystem;
  const fs::path part = to.string() + ".part";
  std::error_code error;
  fs::copy_file(from, part, fs::copy_options::overwrite_existing, error);
  if (error) return fail(ErrorKind::io, fmt::format("{}: {}", part.string(), error.message()));
  fs::permissions(part, fs::perms(mode), error);
  if (auto synced = fsync_file(part); !synced) return synced;
  fs::rename(part, to, error);
  if (error) return fail(ErrorKind::io, fmt::format("{}: {}", to.string(), error.message()));
  fsync_directory(fs::absolute(to).parent_path());
  return {};
}

void fsync_directory(const std::filesystem::path& directory) {
  const Descriptor folder(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.fd >= 0) fsync(folder.fd);
}

}  // namespace zakonwatch
