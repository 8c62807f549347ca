// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

#include <memory>

namespace zakonwatch {

bool has_network() {
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return true;  // nobody can say: not our network then
  const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(list, freeifaddrs);
  for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
    const bool internet = one->ifa_addr != nullptr &&
                          (one->ifa_addr->sa_family == AF_INET || one->ifa_addr->sa_family == AF_INET6);
    if (internet && (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_LOOPBACK) == 0) return true;
  }
  return false;
}

}  // namespace zakonwatch
