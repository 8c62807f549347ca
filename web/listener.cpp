// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/listener.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/fault.h"

namespace zakonwatch {
namespace {

constexpr int kBacklog = 64;

[[noreturn]] void refuse(const std::string& address, const std::string& why) {
  throw Fault(ErrorKind::config, fmt::format("web.listen = \"{}\": {}", address, why));
}

int open_socket(int family, const sockaddr* where, socklen_t size, const std::string& address) {
  const int listener = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int yes = 1;
  if (listener < 0) refuse(address, std::strerror(errno));
  ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(listener, where, size) == 0 && ::listen(listener, kBacklog) == 0) return listener;
  const std::string why = std::strerror(errno);
  ::close(listener);
  refuse(address, why + "; stop what listens there, or name another address");
}

int listen_unix(const std::string& address) {
  const std::string path = address.substr(std::strlen("unix:"));
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof where.sun_path) refuse(address, "the path is empty or too long");
  std::memcpy(where.sun_path, path.c_str(), path.size() + 1);
  struct stat there {};
  if (::lstat(path.c_str(), &there) == 0 && S_ISSOCK(there.st_mode)) ::unlink(path.c_str());
  const int listener = open_socket(AF_UNIX, std::bit_cast<const sockaddr*>(&where), sizeof where, address);
  ::chmod(path.c_str(), 0660);
  return listener;
}

uint16_t port_of(const std::string& address, const std::string& text) {
  uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0)
    refuse(address, "write \"127.0.0.1:8321\", \"[::1]:8321\" or \"unix:/path\"");
  return port;
}

}  // namespace

int listen_locally(const std::string& address) {
  if (address.starts_with("unix:")) return listen_unix(address);
  const size_t colon = address.rfind(':');
  const std::string host = address.substr(0, colon);
  const uint16_t port = port_of(address, colon == std::string::npos ? "" : address.substr(colon + 1));
  if (host == "127.0.0.1" || host == "localhost") {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return open_socket(AF_INET, std::bit_cast<const sockaddr*>(&where), sizeof where, address);
  }
  if (host == "[::1]") {
    sockaddr_in6 where{};
    where.sin6_family = AF_INET6;
    where.sin6_port = htons(port);
    where.sin6_addr = in6addr_loopback;
    return open_socket(AF_INET6, std::bit_cast<const sockaddr*>(&where), sizeof where, address);
  }
  refuse(address,
         "pages are served to this machine only, a proxy in front of them brings TLS: write "
         "\"127.0.0.1:8321\", \"[::1]:8321\" or \"unix:/path\"");
}

}  // namespace zakonwatch
