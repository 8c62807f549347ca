// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sending.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/log.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kClaimed = "claimed", kSent = "sent";

[[noreturn]] void refuse(const fs::path& file) {
  throw Fault(ErrorKind::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
}

// Locked for as long as its sender lives. False where another sender holds it, or has just removed it.
bool lock(int fd) {
  struct stat now {};
  return flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &now) == 0 && now.st_nlink > 0;
}

struct Left {
  std::vector<Outbox::Delivered> sent;
  std::vector<DigestId> claimed;
};

// A line that a power cut has torn says nothing: its letter counts as not sent.
Left read_lines(std::string_view text) {
  Left left;
  for (size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1)) {
    const auto words = split(text.substr(0, end), ' ');
    if (words.size() == 2 && words[0] == kClaimed) left.claimed.emplace_back(std::string(words[1]));
    int64_t at = 0;
    if (words.size() == 3 && words[0] == kSent &&
        std::from_chars(words[2].data(), words[2].data() + words[2].size(), at).ec == std::errc())
      left.sent.push_back({DigestId(std::string(words[1])), Instant(std::chrono::seconds(at))});
  }
  return left;
}

}  // namespace

Sending::Sending(Record& record, fs::path folder) : outbox_(record), folder_(std::move(folder)) {}

Sending::~Sending() {
  if (fd_ < 0) return;
  std::error_code ignored;
  if (settled_) fs::remove(file_, ignored);
  ::close(fd_);
}

void Sending::open_file() {
  fs::create_directories(folder_);
  for (;;) {
    file_ = folder_ / random_hex(8);
    fd_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (fd_ < 0) refuse(file_);
    if (lock(fd_)) break;  // else it was taken for a dead sender's before it was locked
    ::close(fd_);
  }
  fsync_directory(folder_);
}

void Sending::write(const std::string& lines) {
  settled_ = false;
  if (::write(fd_, lines.data(), lines.size()) != static_cast<ssize_t>(lines.size())) refuse(file_);
}

void Sending::claimed(const std::vector<DigestId>& ids) {
  if (fd_ < 0) open_file();
  std::string lines;
  for (const DigestId& id : ids) lines += fmt::format("{} {}\n", kClaimed, id.value);
  write(lines);
}

void Sending::sent(const DigestId& id, Instant at) {
  sent_.push_back({id, at});
  try {
    if (fd_ < 0) open_file();
    write(fmt::format("{} {} {}\n", kSent, id.value, at.time_since_epoch().count()));
    if (::fdatasync(fd_) != 0) refuse(file_);
  } catch (const std::exception& full) {  // no room for a line: the record itself may have some
    log::warn("{}", full.what());
    outbox_.sent(sent_);
  }
}

void Sending::settle(const std::vector<DigestId>& left) {
  if (!sent_.empty()) outbox_.sent(sent_);
  sent_.clear();
  if (fd_ < 0) return;
  if (::ftruncate(fd_, 0) != 0) refuse(file_);
  settled_ = true;
  if (!left.empty()) claimed(left);
}

void Sending::take_over(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return;  // settled and removed meanwhile
  if (lock(fd)) {
    if (const auto text = read_file(file)) {
      Left left = read_lines(*text);
      outbox_.sent(left.sent);
      outbox_.release(left.claimed);  // what was sent is no longer being sent, and stays so
      log::info("a sender did not come to its end; {} letters that it had sent are recorded",
                left.sent.size());
    }
    std::error_code ignored;
    fs::remove(file, ignored);
  }
  ::close(fd);
}

void Sending::take_over() {
  std::error_code none;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_, none)) files.push_back(entry.path());
  for (const fs::path& file : files)
    if (file != file_) take_over(file);
}

}  // namespace zakonwatch
