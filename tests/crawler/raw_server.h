// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace zakonwatch {

// A server on loopback that sends exactly what a test tells it to, well-formed or not. A thread per
// connection.
class RawServer {
 public:
  class Connection {
   public:
    explicit Connection(int fd, const std::atomic<bool>& stop) : fd_(fd), stop_(stop) {}
    // False once the other side has gone.
    bool send(std::string_view bytes) const {
      while (!bytes.empty()) {
        const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<size_t>(n));
      }
      return true;
    }
    bool stopping() const { return stop_; }
    // Waits until the client hangs up, the test ends or `ms` have passed.
    void linger(int ms) const {
      for (int waited = 0; waited < ms && !stop_; waited += 20) {
        pollfd ready{fd_, POLLIN, 0};
        char byte = 0;
        if (::poll(&ready, 1, 20) > 0 && ::recv(fd_, &byte, 1, MSG_PEEK) <= 0) return;
      }
    }
    // A request head; empty at the end.
    std::string read_head() const {
      std::string head;
      char byte = 0;
      while (!head.ends_with("\r\n\r\n") && !stop_) {
        pollfd ready{fd_, POLLIN, 0};
        if (::poll(&ready, 1, 50) == 0) continue;
        if (::recv(fd_, &byte, 1, 0) <= 0) return {};
        head += byte;
      }
      return head;
    }
    int fd() const { return fd_; }

   private:
    int fd_;
    const std::atomic<bool>& stop_;
  };

  // Answers one request; false closes the connection.
  using Answer = std::function<bool(const Connection& connection, const std::string& head)>;

  explicit RawServer(Answer answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0)
      throw std::runtime_error("no loopback socket");
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~RawServer() {
    stop_ = true;
    acceptor_.join();
    for (auto& served : served_) served.thread.join();
    ::close(listener_);
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  int port() const { return port_; }
  std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  int connections() const { return connections_; }
  std::vector<std::string> heads() const {
    const std::lock_guard lock(mutex_);
    return heads_;
  }

  // What was asked and who asked it: a long test does not want the server to hoard them.
  void forget() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string>().swap(heads_);
    served_.remove_if([](Served& served) {
      const bool ended = served.ended;
      if (ended) served.thread.join();
      return ended;
    });
  }

 private:
  struct Served {
    std::thread thread;
    std::atomic<bool> ended{false};
  };

  void accept_all() {
    while (!stop_) {
      pollfd ready{listener_, POLLIN, 0};
      if (::poll(&ready, 1, 20) <= 0) continue;
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) continue;
      ++connections_;
      const std::lock_guard lock(mutex_);
      Served& served = served_.emplace_back();
      served.thread = std::thread([this, fd, &served] {
        serve(fd);
        served.ended = true;
      });
    }
  }
  void serve(int fd) {
    const Connection connection(fd, stop_);
    for (;;) {
      const std::string head = connection.read_head();
      if (head.empty()) break;
      {
        const std::lock_guard lock(mutex_);
        heads_.push_back(head);
      }
      if (!answer_(connection, head)) break;
    }
    ::close(fd);
  }

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;
  std::vector<std::string> heads_;
  std::thread acceptor_;
  std::list<Served> served_;
};

// A port on which nobody listens.
inline int closed_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0) throw std::runtime_error("no free port");
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(fd);
  return ntohs(address.sin_port);
}

inline std::string ok_response(const std::string& body, const std::string& more_headers = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + more_headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace zakonwatch
