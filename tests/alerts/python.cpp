// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/alerts/python.h"
#include "tests/places.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>

extern char** environ;

namespace zakonwatch {

PythonRun run_python(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"/usr/bin/python3"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  pid_t pid = 0;
  const int code = posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  PythonRun run;
  std::array<char, 65536> buffer{};
  for (ssize_t got = 0; code == 0 && (got = read(ends[0], buffer.data(), buffer.size())) > 0;)
    run.output.append(buffer.data(), static_cast<size_t>(got));
  close(ends[0]);
  int status = 0;
  if (code == 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status)) run.status = WEXITSTATUS(status);
  return run;
}

bool python_has(const std::string& module) { return run_python({"-c", "import " + module}).status == 0; }

std::string test_file(const std::string& name) {
  return std::string(project_root()) + "/tests/alerts/" + name;
}

Scratch::Scratch() {
  std::string pattern = (std::filesystem::temp_directory_path() / "zakonwatch-alerts-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
}
Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}
std::string Scratch::path(const std::string& name) const {
  return name.empty() ? folder_ : folder_ + "/" + name;
}

}  // namespace zakonwatch
