// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/warc.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/content_hash.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/log.h"
#include "crawler/gzip_member.h"
#include "crawler/warc_file.h"
#include "crawler/warc_record.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIdenticalPayload =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr std::string_view kNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

// zakonwatch-20261122063104-00001.warc.gz: sorts by time, and the number keeps two of one second apart.
std::string file_name(Instant at, int number) {
  std::string digits;
  for (const char c : to_rfc3339(at))
    if (c >= '0' && c <= '9') digits += c;
  return fmt::format("zakonwatch-{}-{:05}.warc.gz", digits, number);
}

[[noreturn]] void throw_io(const fs::path& file, std::string_view what) {
  throw Fault(ErrorKind::io, fmt::format("{}: {}: {}", file.string(), what, std::strerror(errno)));
}

void write_all(int fd, std::string_view bytes, const fs::path& file) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_io(file, "cannot be written");
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

}  // namespace

struct WarcWriter::Impl {
  Options options;
  fs::path file;
  int fd = -1;
  int64_t size = 0;
  int number = 0;
  bool asked = false;  // whether there is a file to go on with

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { shut(); }

  void shut() {
    if (fd >= 0) ::close(fd);
    fd = -1;
  }
  void go_on();
  void reopen(const fs::path& existing);
  void begin_file(Instant at);
  WarcPosition append(const std::string& members, Instant at);
  Result<WarcPosition> write_pages(WarcWriter& writer, const FetchOutcome& outcome);
  WarcPosition write_pair(WarcFields response, std::string_view block, const FetchOutcome& outcome);
};

WarcWriter::WarcWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WarcWriter::WarcWriter(WarcWriter&&) noexcept = default;
WarcWriter::~WarcWriter() = default;

Result<WarcWriter> WarcWriter::open(Options options) {
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) return fail(ErrorKind::io, fmt::format("{}: {}", options.folder.string(), error.message()));
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  return WarcWriter(std::move(impl));
}

// Walking through a file takes time, and most runs have nothing to write.
void WarcWriter::Impl::go_on() {
  if (std::exchange(asked, true)) return;
  const auto files = warc_files(options.folder);
  if (!files.empty()) reopen(files.back());
}

// Goes on in the newest file, once what a crash left half-written is cut off.
void WarcWriter::Impl::reopen(const fs::path& existing) {
  const int64_t whole = whole_records_end(existing);
  fd = ::open(existing.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) throw_io(existing, "cannot be opened");
  file = existing;
  const int64_t found = ::lseek(fd, 0, SEEK_END);
  if (found > whole) {
    log::warn("{}: {} bytes of an unfinished record are cut off", existing.string(), found - whole);
    if (::ftruncate(fd, whole) != 0 || ::fsync(fd) != 0) throw_io(existing, "cannot be repaired");
  }
  size = ::lseek(fd, whole, SEEK_SET);
}

void WarcWriter::Impl::begin_file(Instant at) {
  shut();
  do {
    file = options.folder / file_name(at, ++number);
  } while (fs::exists(file));
  fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (fd < 0) throw_io(file, "cannot be created");
  fsync_directory(options.folder);
  const std::string info = gzip_member(form_warcinfo(file.filename().string(), options.software, at));
  write_all(fd, info, file);
  size = static_cast<int64_t>(info.size());
}

// All or nothing as far as this process can tell: after a failed write the file is cut back, so that the next
// record does not follow a torn one.
WarcPosition WarcWriter::Impl::append(const std::string& members, Instant at) {
  go_on();
  if (fd < 0 || size >= static_cast<int64_t>(options.rotate_at)) begin_file(at);
  try {
    write_all(fd, members, file);
    if (::fdatasync(fd) != 0) throw_io(file, "cannot be made durable");
  } catch (const Fault&) {
    if (::ftruncate(fd, size) != 0 || ::lseek(fd, size, SEEK_SET) < 0) shut();
    throw;
  }
  const WarcPosition position{file.filename().string(), size};
  size += static_cast<int64_t>(members.size());
  return position;
}

WarcPosition WarcWriter::Impl::write_pair(WarcFields response, std::string_view block,
                                          const FetchOutcome& outcome) {
  const std::string id = new_record_id(), date = to_rfc3339(outcome.started);
  response.insert(response.end(), {{"WARC-Record-ID", id},
                                   {"WARC-Date", date},
                                   {"WARC-Target-URI", outcome.url},
                                   {"Content-Type", "application/http;msgtype=response"}});
  if (!outcome.ip.empty()) response.emplace_back("WARC-IP-Address", outcome.ip);
  const WarcFields request{{"WARC-Type", "request"},   {"WARC-Record-ID", new_record_id()},
                           {"WARC-Date", date},        {"WARC-Target-URI", outcome.url},
                           {"WARC-Concurrent-To", id}, {"Content-Type", "application/http;msgtype=request"}};
  return append(gzip_member(form_record(std::move(response), block)) +
                    gzip_member(form_record(request, outcome.request_head + outcome.request_body)),
                outcome.started);
}

Result<WarcPosition> WarcWriter::Impl::write_pages(WarcWriter& writer, const FetchOutcome& outcome) {
  std::string positions;
  for (const FetchOutcome& page : outcome.parts) {
    const auto position = writer.write_exchange(page);
    if (!position) return position;
    positions += (positions.empty() ? "" : " ") + position->to_string();
  }
  const WarcFields fields{
      {"WARC-Type", "conversion"},
      {"WARC-Record-ID", new_record_id()},
      {"WARC-Date", to_rfc3339(outcome.started)},
      {"WARC-Target-URI", outcome.url},
      {"WARC-Payload-Digest", warc_digest(outcome.body)},
      {"Content-Type", outcome.media_type.empty() ? "application/json" : outcome.media_type},
      {std::string(kMadeOfPositions), positions}};
  return append(gzip_member(form_record(fields, outcome.body)), outcome.started);
}

Result<WarcPosition> WarcWriter::write_exchange(const FetchOutcome& outcome) {
  if (!outcome.parts.empty()) return impl_->write_pages(*this, outcome);
  const std::string block = outcome.response_head + outcome.wire_body;
  const auto payload = http_payload(block);
  if (!payload) return fail(payload.error());
  return impl_->write_pair({{"WARC-Type", "response"}, {"WARC-Payload-Digest", warc_digest(*payload)}}, block,
                           outcome);
}

Result<WarcPosition> WarcWriter::write_revisit(const FetchOutcome& outcome, const WarcPosition& original,
                                               const std::string& original_url, Instant original_date) {
  const auto stored = read_warc_record(impl_->options.folder, original);
  if (!stored) return fail(stored.error());
  WarcFields fields{{"WARC-Type", "revisit"},
                    {"WARC-Profile", std::string(outcome.not_modified ? kNotModified : kIdenticalPayload)},
                    {"WARC-Refers-To", stored->header("WARC-Record-ID")},
                    {"WARC-Refers-To-Target-URI", original_url},
                    {"WARC-Refers-To-Date", to_rfc3339(original_date)},
                    {"WARC-Payload-Digest", stored->header("WARC-Payload-Digest")},
                    {std::string(kRefersToPosition), original.to_string()}};
  return impl_->write_pair(std::move(fields), outcome.response_head, outcome);
}

}  // namespace zakonwatch
