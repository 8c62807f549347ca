// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/alerts/smtp_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace zakonwatch {
namespace {

bool readable(int fd, const std::atomic<bool>& stop) {
  while (!stop) {
    pollfd one{fd, POLLIN, 0};
    if (poll(&one, 1, 20) > 0) return true;
  }
  return false;
}

std::optional<std::string> read_line(int fd, std::string& buffer, const std::atomic<bool>& stop) {
  size_t end = 0;
  while ((end = buffer.find("\r\n")) == std::string::npos) {
    std::array<char, 65536> bytes{};
    if (!readable(fd, stop)) return {};
    const ssize_t got = recv(fd, bytes.data(), bytes.size(), 0);
    if (got <= 0) return {};
    buffer.append(bytes.data(), static_cast<size_t>(got));
  }
  std::string line = buffer.substr(0, end);
  buffer.erase(0, end + 2);
  return line;
}

bool say(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

std::string usual_answer(const std::string& command) {
  if (starts_with_nocase(command, "EHLO")) return "250-scripted\r\n250 SIZE 1000000\r\n";
  if (starts_with_nocase(command, "DATA")) return "354 go on\r\n";
  if (starts_with_nocase(command, "QUIT")) return "221 bye\r\n";
  return "250 OK\r\n";
}

}  // namespace

ScriptedSmtp::ScriptedSmtp(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, any, length) != 0 || listen(listener_, 16) != 0) throw std::runtime_error("no port");
  getsockname(listener_, any, &length);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

ScriptedSmtp::~ScriptedSmtp() {
  stop_ = true;
  thread_.join();
  close(listener_);
}

std::string ScriptedSmtp::url() const { return fmt::format("smtp://127.0.0.1:{}", port_); }

std::vector<std::string> ScriptedSmtp::commands() const {
  const std::lock_guard lock(mutex_);
  return commands_;
}
std::vector<std::string> ScriptedSmtp::messages() const {
  const std::lock_guard lock(mutex_);
  return messages_;
}
int ScriptedSmtp::count(const std::string& verb) const {
  const auto all = commands();
  return static_cast<int>(
      std::count_if(all.begin(), all.end(), [&](const auto& c) { return c.starts_with(verb); }));
}

void ScriptedSmtp::serve() {
  while (readable(listener_, stop_)) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    ++connections_;
    talk(client);
    close(client);
  }
}

bool ScriptedSmtp::answer(int client, const std::string& command, const std::string& usual) {
  const std::string scripted = script_ ? script_(command) : std::string();
  if (scripted == kDrop) return false;
  if (scripted == kSilence) return true;
  return say(client, scripted.empty() ? usual : scripted);
}

void ScriptedSmtp::talk(int client) {
  std::string buffer;
  if (!answer(client, "", "220 scripted ESMTP\r\n")) return;
  while (const auto line = read_line(client, buffer, stop_)) {
    {
      const std::lock_guard lock(mutex_);
      commands_.push_back(*line);
    }
    if (!answer(client, *line, usual_answer(*line))) return;
    if (starts_with_nocase(*line, "DATA") && !take_message(client, buffer)) return;
    if (starts_with_nocase(*line, "QUIT")) return;
  }
}

// A script that answers DATA with anything but 354 sees no message.
bool ScriptedSmtp::take_message(int client, std::string& buffer) {
  if (script_ && !script_("DATA").empty()) return true;
  std::string message;
  while (const auto line = read_line(client, buffer, stop_)) {
    if (*line == ".") {
      {  // before the answer: whoever waits for that asks for the message next
        const std::lock_guard lock(mutex_);
        messages_.push_back(message);
      }
      return answer(client, ".", "250 accepted\r\n");
    }
    if (script_ && script_("(line)") == kDrop) return false;
    message += (line->starts_with(".") ? line->substr(1) : *line) + "\r\n";
  }
  return false;
}

}  // namespace zakonwatch
