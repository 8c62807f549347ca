// SPDX-License-Identifier: GPL-3.0-or-later
//
// Preloaded into the real program (LD_PRELOAD), it counts every call that changes a file below INJECT_UNDER
// (folders, ':' between them) and lets one of them be the last, or fail:
//
//   INJECT_AT=N        the N-th such call, counted from 1; 0 or nothing: only count
//   INJECT_HOW=before  SIGKILL instead of the call
//             =after   SIGKILL when it is done
//             =torn    SIGKILL when half of the octets are written (as `after` where the call writes none)
//             =once    the call fails with INJECT_ERRNO
//             =on      it and all that come after fail with INJECT_ERRNO
//   INJECT_LOG=FILE    a line for each counted call
//   INJECT_DURABLE=DIR what would outlive a power cut: see durable.h
//   INJECT_STRICT=1    for which names are durable only once their folder was synced
//   INJECT_UNSYNCED=TEXT  and files with TEXT in their name never: does the test notice?
//
// A full disk (ENOSPC, EDQUOT) takes away nothing that is there: removing and renaming go on. Children are
// not followed: the sealed parsers write no files.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "durable.h"

namespace {

enum class How { nothing, before, after, torn, once, on };

struct Plan {
  std::string under, log, durable, unsynced;
  bool strict = false;
  long at = 0;
  How how = How::nothing;
  int error = EIO;
  std::atomic<long> count{0};

  Plan() {
    const auto variable = [](const char* name) {
      const char* value = std::getenv(name);
      return std::string(value == nullptr ? "" : value);
    };
    under = variable("INJECT_UNDER");
    log = variable("INJECT_LOG");
    durable = variable("INJECT_DURABLE");
    strict = !variable("INJECT_STRICT").empty();
    unsynced = variable("INJECT_UNSYNCED");
    at = std::atol(variable("INJECT_AT").c_str());
    if (const int given = std::atoi(variable("INJECT_ERRNO").c_str())) error = given;
    constexpr const char* kNames[] = {"", "before", "after", "torn", "once", "on"};
    for (int i = 1; i < 6; ++i)
      if (variable("INJECT_HOW") == kNames[i]) how = static_cast<How>(i);
    unsetenv("LD_PRELOAD");
  }
};

Plan& plan() {
  static Plan* one = new Plan;  // never torn down: other destructors write files
  return *one;
}
[[maybe_unused]] Plan& at_start = plan();

bool is_below(const char* path) {
  const std::string& under = plan().under;
  for (size_t begin = 0; begin < under.size();) {
    const size_t end = std::min(under.find(':', begin), under.size());
    const size_t length = end - begin;
    if (length > 0 && std::strncmp(path, under.c_str() + begin, length) == 0 &&
        (path[length] == '/' || path[length] == '\0'))
      return true;
    begin = end + 1;
  }
  return false;
}

// The file's own name, or nothing where it does not count.
std::string counted(int fd) {
  char link[64], path[PATH_MAX];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return {};
  path[n] = '\0';
  return is_below(path) ? std::string(path) : std::string();
}

std::string counted(int folder, const char* name) {
  std::string path = name;
  if (path.empty() || path[0] != '/') {
    char link[64], parent[PATH_MAX];
    if (folder == AT_FDCWD)
      std::snprintf(link, sizeof link, "/proc/self/cwd");
    else
      std::snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    const ssize_t n = readlink(link, parent, sizeof parent - 1);
    if (n <= 0) return {};
    path = std::string(parent, static_cast<size_t>(n)) + "/" + path;
  }
  return is_below(path.c_str()) ? path : std::string();
}

void note(long number, const char* what, const std::string& path) {
  if (plan().log.empty()) return;
  const int out = static_cast<int>(
      syscall(SYS_openat, AT_FDCWD, plan().log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  const std::string line = std::to_string(number) + " " + what + " " + path + "\n";
  syscall(SYS_write, out, line.data(), line.size());
  syscall(SYS_close, out);
}

[[noreturn]] void die() {
  for (;;) kill(getpid(), SIGKILL);
}

enum class Fate { runs, fails, dies_after, dies_torn };

// What becomes of this call. `takes_space`: it is one that a full disk refuses.
Fate fate(const char* what, const std::string& path, bool takes_space) {
  Plan& p = plan();
  const bool disk_full = p.error == ENOSPC || p.error == EDQUOT;
  const bool can_fail = takes_space || !disk_full;
  const long number = ++p.count;
  note(number, what, path);
  if (p.at <= 0 || number < p.at) return Fate::runs;
  if (p.how == How::on && can_fail) return Fate::fails;
  if (number > p.at) return Fate::runs;
  if (p.how == How::before) die();
  if (p.how == How::after) return Fate::dies_after;
  if (p.how == How::torn) return Fate::dies_torn;
  return p.how == How::once && can_fail ? Fate::fails : Fate::runs;
}

template <typename Call>
auto decided(Fate fate, Call&& call) -> decltype(call()) {
  if (fate == Fate::fails) {
    errno = plan().error;
    return static_cast<decltype(call())>(-1);
  }
  const auto result = call();
  if (fate != Fate::runs) die();
  return result;
}

// A write of `size` octets; `write_some` writes the first so many of them.
template <typename WriteSome>
ssize_t write_counted(int fd, const char* what, size_t size, WriteSome&& write_some) {
  const std::string path = counted(fd);
  if (path.empty()) return write_some(size);
  const Fate fate = ::fate(what, path, true);
  return decided(fate, [&] { return write_some(fate == Fate::dies_torn ? size / 2 : size); });
}

int sync_counted(int fd, const char* what, long number) {
  const std::string path = counted(fd);
  const auto sync = [&] { return static_cast<int>(syscall(number, fd)); };
  if (path.empty()) return sync();
  return decided(fate(what, path, true), [&] {
    const int status = sync();
    const Plan& p = plan();
    const bool forgotten = !p.unsynced.empty() && path.find(p.unsynced) != std::string::npos;
    if (status == 0 && !p.durable.empty() && !forgotten) durable::keep(fd, p.durable, p.under, p.strict);
    return status;
  });
}

int open_counted(int folder, const char* name, int flags, mode_t mode) {
  const auto open = [&] { return static_cast<int>(syscall(SYS_openat, folder, name, flags, mode)); };
  const bool creates = (flags & O_CREAT) != 0 && faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
  const bool writes = (flags & O_ACCMODE) != O_RDONLY;
  if (!creates && !(writes && plan().error == EROFS) && (flags & O_TRUNC) == 0) return open();
  const std::string path = counted(folder, name);
  if (path.empty()) return open();
  return decided(fate("open", path, creates), open);
}

mode_t mode_of(int flags, va_list rest) {
  // The analyzer does not see va_start in the caller. NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized)
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

// A call on names alone.
template <typename Call>
int named_counted(const char* what, const std::string& path, bool takes_space, Call&& call) {
  if (path.empty()) return call();
  return decided(fate(what, path, takes_space), call);
}

std::string either(const std::string& one, const std::string& other) { return one.empty() ? other : one; }

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
  return write_counted(fd, "write", size, [&](size_t n) { return syscall(SYS_write, fd, bytes, n); });
}

ssize_t writev(int fd, const struct iovec* parts, int count) {
  return write_counted(fd, "writev", static_cast<size_t>(count),
                       [&](size_t n) { return syscall(SYS_writev, fd, parts, n); });
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  return write_counted(fd, "pwrite", size, [&](size_t n) { return syscall(SYS_pwrite64, fd, bytes, n, at); });
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) { return pwrite(fd, bytes, size, at); }

ssize_t sendfile(int out, int in, off_t* from, size_t size) {
  return write_counted(out, "sendfile", size,
                       [&](size_t n) { return syscall(SYS_sendfile, out, in, from, n); });
}
ssize_t sendfile64(int out, int in, off64_t* from, size_t size) { return sendfile(out, in, from, size); }

ssize_t copy_file_range(int in, off64_t* from, int out, off64_t* to, size_t size, unsigned flags) {
  return write_counted(out, "copy_file_range", size,
                       [&](size_t n) { return syscall(SYS_copy_file_range, in, from, out, to, n, flags); });
}

int fsync(int fd) { return sync_counted(fd, "fsync", SYS_fsync); }
int fdatasync(int fd) { return sync_counted(fd, "fdatasync", SYS_fdatasync); }

int ftruncate(int fd, off_t size) noexcept {
  return named_counted("ftruncate", counted(fd), false,
                       [&] { return static_cast<int>(syscall(SYS_ftruncate, fd, size)); });
}
int ftruncate64(int fd, off64_t size) noexcept { return ftruncate(fd, size); }

int fallocate(int fd, int mode, off_t at, off_t size) {
  return named_counted("fallocate", counted(fd), true,
                       [&] { return static_cast<int>(syscall(SYS_fallocate, fd, mode, at, size)); });
}
int fallocate64(int fd, int mode, off64_t at, off64_t size) { return fallocate(fd, mode, at, size); }
int posix_fallocate(int fd, off_t at, off_t size) { return fallocate(fd, 0, at, size) == 0 ? 0 : errno; }
int posix_fallocate64(int fd, off64_t at, off64_t size) { return posix_fallocate(fd, at, size); }

int openat(int folder, const char* name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_counted(folder, name, flags, mode);
}
int openat64(int folder, const char* name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_counted(folder, name, flags, mode);
}
int open(const char* name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_counted(AT_FDCWD, name, flags, mode);
}
int open64(const char* name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_counted(AT_FDCWD, name, flags, mode);
}
int creat(const char* name, mode_t mode) {
  return open_counted(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int mkostemp(char* name, int flags) {
  static const auto real = reinterpret_cast<int (*)(char*, int)>(dlsym(RTLD_NEXT, "mkostemp"));
  return named_counted("mkostemp", counted(AT_FDCWD, name), true, [&] { return real(name, flags); });
}
int mkstemp(char* name) { return mkostemp(name, 0); }

// What stdio writes goes past us: the opening counts, the octets do not.
FILE* fopen(const char* name, const char* mode) {
  static const auto real = reinterpret_cast<FILE* (*)(const char*, const char*)>(dlsym(RTLD_NEXT, "fopen"));
  const std::string path = *mode == 'r' ? std::string() : counted(AT_FDCWD, name);
  if (path.empty()) return real(name, mode);
  const Fate fate = ::fate("fopen", path, true);
  if (fate == Fate::fails) {
    errno = plan().error;
    return nullptr;
  }
  FILE* file = real(name, mode);
  if (fate != Fate::runs) die();
  return file;
}
FILE* fopen64(const char* name, const char* mode) { return fopen(name, mode); }

int rename(const char* from, const char* to) noexcept {
  return named_counted("rename", either(counted(AT_FDCWD, to), counted(AT_FDCWD, from)), false,
                       [&] { return static_cast<int>(syscall(SYS_rename, from, to)); });
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  return named_counted("renameat", either(counted(to_folder, to), counted(from_folder, from)), false, [&] {
    return static_cast<int>(syscall(SYS_renameat, from_folder, from, to_folder, to));
  });
}
int link(const char* from, const char* to) noexcept {
  return named_counted("link", counted(AT_FDCWD, to), true,
                       [&] { return static_cast<int>(syscall(SYS_link, from, to)); });
}
int unlink(const char* name) noexcept {
  return named_counted("unlink", counted(AT_FDCWD, name), false,
                       [&] { return static_cast<int>(syscall(SYS_unlink, name)); });
}
int unlinkat(int folder, const char* name, int flags) noexcept {
  return named_counted("unlinkat", counted(folder, name), false,
                       [&] { return static_cast<int>(syscall(SYS_unlinkat, folder, name, flags)); });
}
int rmdir(const char* name) noexcept {
  return named_counted("rmdir", counted(AT_FDCWD, name), false,
                       [&] { return static_cast<int>(syscall(SYS_rmdir, name)); });
}
int remove(const char* name) noexcept {
  const int status = unlink(name);
  return status != 0 && errno == EISDIR ? rmdir(name) : status;
}
int mkdir(const char* name, mode_t mode) noexcept {
  return named_counted("mkdir", counted(AT_FDCWD, name), true,
                       [&] { return static_cast<int>(syscall(SYS_mkdir, name, mode)); });
}

}  // extern "C"
