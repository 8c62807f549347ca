// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/warc_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "crawler/decode.h"
#include "crawler/gzip_member.h"
#include "crawler/message.h"
#include "crawler/warc.h"
#include "crawler/warc_blank.h"
#include "crawler/warc_record.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

constexpr size_t kRecordLimit = size_t{512} << 20;  // decoded; a response is far below (FetchLimits)
constexpr size_t kFirstWindow = size_t{1} << 20;
constexpr std::string_view kGzipMagic = "\x1F\x8B\x08";

class RandomFile {
 public:
  explicit RandomFile(const fs::path& file) : fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
  RandomFile(RandomFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  RandomFile& operator=(RandomFile&&) = delete;
  ~RandomFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  bool is_open() const { return fd_ >= 0; }
  size_t size() const {
    struct stat info {};
    return ::fstat(fd_, &info) == 0 ? static_cast<size_t>(info.st_size) : 0;
  }
  size_t read(size_t offset, char* buffer, size_t size) const {
    ssize_t n = -1;
    do {
      n = ::pread(fd_, buffer, size, static_cast<off_t>(offset));
    } while (n < 0 && errno == EINTR);
    return n < 0 ? 0 : static_cast<size_t>(n);
  }
  ReadAt reader() const {
    return [this](size_t offset, char* buffer, size_t size) { return read(offset, buffer, size); };
  }

 private:
  int fd_;
};

tl::unexpected<Error> at_place(const fs::path& file, size_t offset, const Error& error) {
  return fail(error.kind, fmt::format("{}, offset {}: {}", file.string(), offset, error.message));
}

struct Located {
  WarcRecord record;
  size_t length;  // in the file
};

Result<Located> compressed_record(const RandomFile& file, size_t offset) {
  auto member = inflate_member(file.reader(), offset, kRecordLimit);
  if (!member) return fail(std::move(member.error()));
  size_t length = 0;
  auto record = parse_record(member->bytes, length);
  if (!record) return fail(std::move(record.error()));
  if (length != member->bytes.size()) return fail(ErrorKind::parse, "more than one record in a gzip member");
  return Located{std::move(*record), member->length};
}

// Uncompressed files are other people's: read whole up to the limit, with no need for speed.
Result<Located> plain_record(const RandomFile& file, size_t offset) {
  std::string bytes(std::min(file.size() - offset, kRecordLimit), '\0');
  bytes.resize(file.read(offset, bytes.data(), bytes.size()));
  size_t length = 0;
  auto record = parse_record(bytes, length);
  if (!record) return fail(std::move(record.error()));
  return Located{std::move(*record), length};
}

Result<Located> record_at(const RandomFile& file, size_t offset) {
  char magic[3] = {};
  const bool compressed =
      file.read(offset, magic, sizeof magic) == sizeof magic && std::string_view(magic, 3) == kGzipMagic;
  return compressed ? compressed_record(file, offset) : plain_record(file, offset);
}

// Follows whole records from `offset`; nothing when not even one is there.
std::optional<size_t> follow_records(const RandomFile& file, size_t offset) {
  std::optional<size_t> end;
  for (auto record = record_at(file, offset); record; record = record_at(file, *end)) {
    offset += record->length;
    end = offset;
    if (offset >= file.size()) break;
  }
  return end;
}

std::optional<size_t> end_within(const RandomFile& file, size_t from) {
  std::string window(file.size() - from, '\0');
  window.resize(file.read(from, window.data(), window.size()));
  for (size_t at = window.find(kGzipMagic); at != std::string::npos; at = window.find(kGzipMagic, at + 1))
    if (const auto end = follow_records(file, from + at)) return end;
  return {};
}

}  // namespace

std::vector<fs::path> warc_files(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().filename().string().ends_with(".warc.gz")) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

int64_t whole_records_end(const fs::path& file) {
  const RandomFile in(file);
  const size_t size = in.is_open() ? in.size() : 0;
  for (size_t window = kFirstWindow;; window *= 4) {
    const size_t from = size > window ? size - window : 0;
    if (const auto end = end_within(in, from)) return static_cast<int64_t>(*end);
    if (from == 0) return 0;
  }
}

// ---- Reading
// -------------------------------------------------------------------------------------------------

struct WarcReader::Impl {
  fs::path path;
  RandomFile file;
  size_t offset = 0;
};

WarcReader::WarcReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WarcReader::WarcReader(WarcReader&&) noexcept = default;
WarcReader::~WarcReader() = default;

Result<WarcReader> WarcReader::open(const fs::path& file) {
  auto impl = std::make_unique<Impl>(Impl{file, RandomFile(file), 0});
  if (!impl->file.is_open())
    return fail(ErrorKind::io, fmt::format("{}: cannot be read: {}", file.string(), std::strerror(errno)));
  return WarcReader(std::move(impl));
}

int64_t WarcReader::offset() const { return static_cast<int64_t>(impl_->offset); }

Result<std::optional<WarcRecord>> WarcReader::next() {
  if (impl_->offset >= impl_->file.size()) return std::optional<WarcRecord>{};
  auto found = record_at(impl_->file, impl_->offset);
  if (!found) return at_place(impl_->path, impl_->offset, found.error());
  impl_->offset += found->length;
  return std::optional<WarcRecord>(std::move(found->record));
}

namespace {

// The archive's file that a position names, and nothing beside it.
Result<RandomFile> file_of(const fs::path& folder, const WarcPosition& position) {
  const fs::path name(position.file);
  if (name.empty() || name.filename() != name)
    return fail(ErrorKind::parse, fmt::format("'{}' is no file of the archive", position.file));
  RandomFile file(folder / name);
  if (!file.is_open())
    return fail(ErrorKind::io,
                fmt::format("{}: cannot be read: {}", (folder / name).string(), std::strerror(errno)));
  if (position.offset < 0 || static_cast<size_t>(position.offset) >= file.size())
    return fail(ErrorKind::parse,
                fmt::format("{} has no offset {}", (folder / name).string(), position.offset));
  return file;
}

}  // namespace

Result<WarcRecord> read_warc_record(const fs::path& folder, const WarcPosition& position) {
  const auto file = file_of(folder, position);
  if (!file) return fail(file.error());
  auto found = record_at(*file, static_cast<size_t>(position.offset));
  if (!found) return at_place(folder / position.file, static_cast<size_t>(position.offset), found.error());
  return std::move(found->record);
}

namespace {

std::optional<WarcPosition> parse_position(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  WarcPosition out{std::string(text.substr(0, colon)), 0};
  const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), out.offset);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return out;
}

std::vector<WarcPosition> parse_positions(std::string_view text) {
  std::vector<WarcPosition> out;
  for (const std::string_view one : split(text, ' '))
    if (auto position = parse_position(one)) out.push_back(std::move(*position));
  return out;
}

}  // namespace

std::vector<WarcPosition> leans_on(const WarcRecord& record) {
  std::vector<WarcPosition> out = parse_positions(record.header(kMadeOfPositions));
  if (auto original = parse_position(record.header(kRefersToPosition))) out.push_back(std::move(*original));
  return out;
}

Result<WarcRecord> read_archived_response(const fs::path& folder, const WarcPosition& position) {
  auto record = read_warc_record(folder, position);
  if (!record) return fail(std::move(record.error()));
  if (record->type == "revisit") {
    const auto original = parse_position(record->header(kRefersToPosition));
    if (!original)
      return fail(ErrorKind::parse, fmt::format("{}: the revisit names no position", position.to_string()));
    record = read_warc_record(folder, *original);
    if (!record) return fail(std::move(record.error()));
  }
  if (record->type == "conversion")
    if (const auto pages = parse_positions(record->header(kMadeOfPositions)); !pages.empty())
      return read_archived_response(folder, pages.front());
  if (const auto why = why_blanked(*record))
    return fail(ErrorKind::not_found,
                fmt::format("{}: taken out of the archive on {}: {}", position.to_string(),
                            record->header("WARC-Date").substr(0, 10), *why));
  if (record->type != "response")
    return fail(ErrorKind::parse,
                fmt::format("{}: a {} record has no body", position.to_string(), record->type));
  return record;
}

Result<std::string> read_archived_body(const fs::path& folder, const WarcPosition& position) {
  if (auto stored = read_warc_record(folder, position); stored && stored->type == "conversion")
    return std::move(stored->block);
  const auto record = read_archived_response(folder, position);
  if (!record) return fail(record.error());
  const auto [head, body] = split_http(record->block);
  return decode_body(head, body);
}

// ---- Export
// --------------------------------------------------------------------------------------------------

namespace {

// Writes the octets of records, each once, to a file beside the output, which is renamed in the end.
class Excerpt {
 public:
  Excerpt(fs::path folder, fs::path output)
      : folder_(std::move(folder)), output_(std::move(output)), part_(output_.string() + ".part") {
    out_.open(part_, std::ios::binary | std::ios::trunc);
  }
  ~Excerpt() {
    std::error_code ignored;
    fs::remove(part_, ignored);
  }
  Excerpt(const Excerpt&) = delete;
  Excerpt& operator=(const Excerpt&) = delete;

  void begin(const std::string& member) { write(member); }

  Result<void> add(const WarcPosition& position) {
    if (!seen_.insert(position.to_string()).second) return {};
    const auto file = file_of(folder_, position);
    if (!file) return fail(file.error());
    const auto offset = static_cast<size_t>(position.offset);
    const auto record = record_at(*file, offset);
    if (!record) return at_place(folder_ / position.file, offset, record.error());
    for (const WarcPosition& other : leans_on(record->record))
      if (auto added = add(other); !added) return added;
    copy(*file, offset, record->length);
    const auto next = record_at(*file, offset + record->length);
    if (next && next->record.header("WARC-Concurrent-To") == record->record.header("WARC-Record-ID"))
      copy(*file, offset + record->length, next->length);
    return {};
  }
  Result<void> publish() {
    out_.close();
    if (!out_)
      return fail(ErrorKind::io, fmt::format("{}: cannot be written; is the disk full?", part_.string()));
    if (auto synced = fsync_file(part_); !synced) return synced;
    std::error_code error;
    fs::rename(part_, output_, error);
    if (error) return fail(ErrorKind::io, fmt::format("{}: {}", output_.string(), error.message()));
    fsync_directory(fs::absolute(output_).parent_path());
    return {};
  }

 private:
  void write(const std::string& octets) {
    out_.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  }
  void copy(const RandomFile& file, size_t offset, size_t length) {
    std::string octets(length, '\0');
    octets.resize(file.read(offset, octets.data(), length));
    write(octets);
  }

  fs::path folder_, output_, part_;
  std::ofstream out_;
  std::set<std::string> seen_;
};

}  // namespace

Result<void> export_warc_records(const fs::path& folder, const std::vector<WarcPosition>& positions,
                                 const fs::path& output, const std::string& software, Instant at) {
  Excerpt excerpt(folder, output);
  excerpt.begin(gzip_member(form_warcinfo(output.filename().string(), software, at)));
  for (const WarcPosition& position : positions)
    if (auto added = excerpt.add(position); !added) return added;
  return excerpt.publish();
}

}  // namespace zakonwatch
