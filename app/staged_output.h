// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace zakonwatch {

// A folder that is filled beside its place and appears there whole: as a folder, or as a zip file where the
// name ends in ".zip". What was not published is removed. An existing folder is a usage Fault, trouble with
// the disk an io Fault; both name the path.
class StagedOutput {
 public:
  explicit StagedOutput(std::filesystem::path output);
  ~StagedOutput();
  StagedOutput(const StagedOutput&) = delete;
  StagedOutput& operator=(const StagedOutput&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  void publish();

 private:
  std::filesystem::path output_, folder_;
};

}  // namespace zakonwatch
