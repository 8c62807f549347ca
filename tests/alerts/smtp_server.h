// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace zakonwatch {

// A mail server on loopback that does what a test says. One thread, one connection at a time.
class ScriptedSmtp {
 public:
  // The answer to a command line ("RCPT TO:<…>"), or to "." at the end of a message, or to "" on connecting:
  // whole lines with CRLF, kDrop to close the connection, "" for the usual answer.
  using Script = std::function<std::string(const std::string& command)>;
  static constexpr const char* kDrop = "drop";
  static constexpr const char* kSilence = "silence";  // no answer at all

  explicit ScriptedSmtp(Script script = {});
  ScriptedSmtp(const ScriptedSmtp&) = delete;
  ScriptedSmtp& operator=(const ScriptedSmtp&) = delete;
  ~ScriptedSmtp();

  std::string url() const;
  std::vector<std::string> commands() const;  // everything said to it, message lines aside
  std::vector<std::string> messages() const;  // accepted ones, dots unstuffed
  int connections() const { return connections_; }
  int count(const std::string& verb) const;

 private:
  void serve();
  void talk(int client);
  bool answer(int client, const std::string& command, const std::string& usual);
  bool take_message(int client, std::string& buffer);

  Script script_;
  int listener_ = -1, port_ = 0;
  std::atomic<int> connections_{0};
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> commands_, messages_;
  std::thread thread_;
};

}  // namespace zakonwatch
