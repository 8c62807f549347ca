// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/warc_blank.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <vector>

#include "base/files.h"
#include "crawler/gzip_member.h"
#include "crawler/warc_record.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

// Our extension fields: the reason, and what makes the lengths meet.
constexpr std::string_view kBlanked = "Zakonwatch-Taken-Out", kFill = "Zakonwatch-Fill";
constexpr size_t kDiskBlock = 4096;
constexpr size_t kWorthIt = 2 * kDiskBlock;  // below, no whole block of the disk comes free
constexpr size_t kPiece = 256 * kDiskBlock;

// A record and the request that belongs to it, as they lie in the file.
struct Stretch {
  int64_t begin = 0, end = 0;
  std::string id, uri;
};

Result<std::vector<Stretch>> stretches(const fs::path& path, const std::set<int64_t>& offsets) {
  auto reader = WarcReader::open(path);
  if (!reader) return fail(reader.error());
  std::vector<Stretch> out;
  for (bool follows = false;;) {
    const int64_t begin = reader->offset();
    auto record = reader->next();
    if (!record) return fail(record.error());
    if (!*record) break;
    if (follows && (*record)->header("WARC-Concurrent-To") == out.back().id)
      out.back().end = reader->offset();
    follows = offsets.count(begin) > 0 && !why_blanked(**record);
    if (follows)
      out.push_back({begin, reader->offset(), (*record)->header("WARC-Record-ID"),
                     (*record)->header("WARC-Target-URI")});
  }
  std::erase_if(out, [](const Stretch& one) { return static_cast<size_t>(one.end - one.begin) < kWorthIt; });
  return out;
}

std::string blank_record(const Stretch& taken, const std::string& why, Instant at, size_t block,
                         size_t fill) {
  return form_record({{"WARC-Type", "metadata"},
                      {"WARC-Record-ID", new_record_id()},
                      {"WARC-Date", to_rfc3339(at)},
                      {"WARC-Target-URI", taken.uri},
                      {"WARC-Refers-To", taken.id},
                      {std::string(kBlanked), why},
                      {std::string(kFill), std::string(fill + 1, '.')},
                      {"Content-Type", "application/octet-stream"}},
                     std::string(block, '\0'));
}

// Of exactly the stretch's length. How many digits Content-Length has and how many stored blocks the member
// depend on the length itself, so the few candidates are tried, and a field of dots makes up the rest.
std::string blank_member(const Stretch& taken, const std::string& why, Instant at) {
  const auto length = static_cast<size_t>(taken.end - taken.begin);
  const size_t bare = blank_record(taken, why, at, 0, 0).size() - 1;  // without the digits of Content-Length
  for (size_t block = length - bare; block-- > 0;) {
    const size_t record = bare + std::to_string(block).size() + block;
    const size_t least = stored_member_size(record);
    if (least > length) continue;
    for (size_t fill = 0; fill <= length - least; ++fill)
      if (stored_member_size(record + fill) == length)
        return stored_gzip_member(blank_record(taken, why, at, block, fill));
  }
  return {};
}

class NewFile {
 public:
  explicit NewFile(fs::path path)
      : path_(std::move(path)), fd_(::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0640)) {}
  ~NewFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  // Blocks of the disk that are zero all through are not written: they stay holes.
  bool write(int64_t at, std::string_view bytes) {
    while (!bytes.empty()) {
      const size_t n = std::min(bytes.size(), kDiskBlock - static_cast<size_t>(at) % kDiskBlock);
      const std::string_view block = bytes.substr(0, n);
      if (block.find_first_not_of('\0') != std::string_view::npos && !put(at, block)) return false;
      at += static_cast<int64_t>(n);
      bytes.remove_prefix(n);
    }
    return true;
  }
  bool finish(int64_t size) { return ::ftruncate(fd_, size) == 0 && ::fsync(fd_) == 0; }
  bool is_open() const { return fd_ >= 0; }

 private:
  bool put(int64_t at, std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), at);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return false;
      at += n;
      bytes.remove_prefix(static_cast<size_t>(n));
    }
    return true;
  }
  fs::path path_;
  int fd_;
};

bool copy(std::ifstream& in, NewFile& out, int64_t from, int64_t to) {
  std::string piece(kPiece, '\0');
  in.seekg(from);
  while (from < to && in) {
    in.read(piece.data(), std::min<int64_t>(to - from, static_cast<int64_t>(kPiece)));
    const auto n = static_cast<size_t>(in.gcount());
    if (!out.write(from, std::string_view(piece).substr(0, n))) return false;
    from += static_cast<int64_t>(n);
  }
  return from == to;
}

Result<void> write_beside(const fs::path& path, const fs::path& part, const std::vector<Stretch>& taken,
                          const std::string& why, Instant at) {
  std::ifstream in(path, std::ios::binary);
  NewFile out(part);
  const auto size = static_cast<int64_t>(fs::file_size(path));
  bool good = in.is_open() && out.is_open();
  int64_t done = 0;
  for (const Stretch& one : taken) {
    good = good && copy(in, out, done, one.begin) && out.write(one.begin, blank_member(one, why, at));
    done = one.end;
  }
  if (good && copy(in, out, done, size) && out.finish(size)) return {};
  return fail(ErrorKind::io, fmt::format("{}: cannot be written: {}", part.string(), std::strerror(errno)));
}

Result<void> reads_to_its_end(const fs::path& file) {
  auto reader = WarcReader::open(file);
  if (!reader) return fail(reader.error());
  for (;;) {
    const auto record = reader->next();
    if (!record) return fail(record.error());
    if (!*record) return {};
  }
}

Blanking sum(const std::vector<Stretch>& taken) {
  Blanking out;
  for (const Stretch& one : taken) {
    ++out.records;
    out.octets += one.end - one.begin;
  }
  return out;
}

}  // namespace

std::optional<std::string> why_blanked(const WarcRecord& record) {
  std::string why = record.header(kBlanked);
  if (record.type != "metadata" || why.empty()) return {};
  return why;
}

Result<Blanking> would_blank(const fs::path& folder, const std::string& file,
                             const std::set<int64_t>& offsets) {
  const auto taken = stretches(folder / file, offsets);
  if (!taken) return fail(taken.error());
  return sum(*taken);
}

Result<Blanking> blank_warc_records(const fs::path& folder, const std::string& file,
                                    const std::set<int64_t>& offsets, const std::string& why, Instant at) {
  const fs::path path = folder / file, part = path.string() + ".part";
  const auto taken = stretches(path, offsets);
  if (!taken) return fail(taken.error());
  if (taken->empty()) return Blanking{};
  auto written = write_beside(path, part, *taken, why, at);
  if (written) written = reads_to_its_end(part);
  std::error_code error;
  if (written) fs::rename(part, path, error);
  if (!written || error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    return written ? fail(ErrorKind::io, fmt::format("{}: {}", path.string(), error.message()))
                   : fail(written.error());
  }
  fsync_directory(folder);
  return sum(*taken);
}

}  // namespace zakonwatch
