// SPDX-License-Identifier: GPL-3.0-or-later
#include "durable.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <mutex>

// By system call, for the functions of these names are the ones that count.
namespace durable {
namespace {

std::mutex one_at_a_time;

int open_new(const std::string& file) {
  return static_cast<int>(
      syscall(SYS_openat, AT_FDCWD, file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
}

// Whole or not at all, for the next call may be the process's last.
template <typename Fill>
void write_whole(const std::string& file, Fill&& fill) {
  const std::string part = file + ".part";
  const int out = open_new(part);
  fill(out);
  syscall(SYS_close, out);
  syscall(SYS_rename, part.c_str(), file.c_str());
}

void copy_octets(int from, int to) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", from);
  const int in = static_cast<int>(syscall(SYS_openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0));
  char block[65536];
  for (ssize_t n = 1; n > 0;) {
    n = syscall(SYS_read, in, block, sizeof block);
    if (n > 0) syscall(SYS_write, to, block, static_cast<size_t>(n));
  }
  syscall(SYS_close, in);
}

void list(const std::string& folder, std::string& out) {
  DIR* entries = opendir(folder.c_str());
  if (entries == nullptr) return;
  while (const dirent* entry = readdir(entries)) {
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string path = folder + "/" + name;
    const bool is_folder = entry->d_type == DT_DIR;
    out += std::to_string(entry->d_ino) + (is_folder ? " folder " : " file ") + path + "\n";
    if (is_folder) list(path, out);
  }
  closedir(entries);
}

std::string names(const std::string& under) {
  std::string out;
  for (size_t begin = 0; begin < under.size();) {
    const size_t end = std::min(under.find(':', begin), under.size());
    list(under.substr(begin, end - begin), out);
    begin = end + 1;
  }
  return out;
}

}  // namespace

void keep(int fd, const std::string& store, const std::string& under, bool strict) {
  const std::lock_guard lock(one_at_a_time);
  struct stat info {};
  if (fstat(fd, &info) != 0) return;
  if (S_ISREG(info.st_mode))
    write_whole(store + "/" + std::to_string(info.st_ino), [&](int out) { copy_octets(fd, out); });
  if (strict && !S_ISDIR(info.st_mode)) return;
  const std::string lines = names(under);
  write_whole(store + "/names", [&](int out) { syscall(SYS_write, out, lines.data(), lines.size()); });
}

}  // namespace durable
