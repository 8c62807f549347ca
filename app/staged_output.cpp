// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/staged_output.h"

#include <fmt/core.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/fault.h"
#include "base/files.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_io(const fs::path& path, const std::string& what) {
  throw Fault(ErrorKind::io, fmt::format("{}: {}", path.string(), what));
}

struct DiscardZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, DiscardZip>;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) out.push_back(fs::relative(entry.path(), folder));
  std::sort(out.begin(), out.end());
  return out;
}

void zip_folder(const fs::path& folder, const fs::path& file) {
  int code = 0;
  Zip zip(zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
  if (!zip) throw_io(file, fmt::format("cannot be created (libzip error {})", code));
  for (const fs::path& name : files_in(folder)) {
    zip_source_t* source = zip_source_file(zip.get(), (folder / name).c_str(), 0, -1);
    if (source == nullptr || zip_file_add(zip.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
      if (source != nullptr) zip_source_free(source);
      throw_io(file, zip_strerror(zip.get()));
    }
  }
  if (zip_close(zip.get()) != 0) throw_io(file, zip_strerror(zip.get()));
  [[maybe_unused]] zip_t* closed = zip.release();
}

}  // namespace

StagedOutput::StagedOutput(fs::path output) : output_(std::move(output)) {
  if (fs::is_directory(output_))
    throw Fault(ErrorKind::usage, fmt::format("{} is there already; name a new folder", output_.string()));
  std::string pattern = output_.string() + ".XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw_io(pattern, std::strerror(errno));
  folder_ = pattern;
}

StagedOutput::~StagedOutput() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  fs::remove(folder_.string() + ".zip", ignored);
}

void StagedOutput::publish() {
  std::error_code error;
  if (output_.extension() == ".zip") {
    const fs::path file = folder_.string() + ".zip";
    zip_folder(folder_, file);
    fs::rename(file, output_, error);
  } else {
    fs::permissions(folder_, fs::perms(0755), error);  // mkdtemp is private; a pack is there to be handed on
    fs::rename(folder_, output_, error);
  }
  if (error) throw_io(output_, error.message());
  fsync_directory(fs::absolute(output_).parent_path());
}

}  // namespace zakonwatch
