// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace zakonwatch {

// Debian's Python: the independent reader of what we write. Arguments are passed as they are, no shell.
struct PythonRun {
  int status = -1;
  std::string output;
};
PythonRun run_python(const std::vector<std::string>& arguments);
bool python_has(const std::string& module);
std::string test_file(const std::string& name);  // tests/alerts/<name>

// A folder of its own, removed at the end.
class Scratch {
 public:
  Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();
  std::string path(const std::string& name = {}) const;

 private:
  std::string folder_;
};

}  // namespace zakonwatch
