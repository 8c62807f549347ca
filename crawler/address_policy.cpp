// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/address_policy.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "crawler/message.h"

namespace zakonwatch {
namespace {

struct Range4 {
  uint32_t address;
  int bits;
};
constexpr uint32_t ip4(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}
constexpr std::array kNotPublic4 = {
    Range4{ip4(0, 0, 0, 0), 8},      Range4{ip4(10, 0, 0, 0), 8},     Range4{ip4(100, 64, 0, 0), 10},
    Range4{ip4(127, 0, 0, 0), 8},    Range4{ip4(169, 254, 0, 0), 16}, Range4{ip4(172, 16, 0, 0), 12},
    Range4{ip4(192, 0, 0, 0), 24},   Range4{ip4(192, 0, 2, 0), 24},   Range4{ip4(192, 88, 99, 0), 24},
    Range4{ip4(192, 168, 0, 0), 16}, Range4{ip4(198, 18, 0, 0), 15},  Range4{ip4(198, 51, 100, 0), 24},
    Range4{ip4(203, 0, 113, 0), 24}, Range4{ip4(224, 0, 0, 0), 3},
};

bool is_public4(uint32_t address) {
  return std::none_of(kNotPublic4.begin(), kNotPublic4.end(), [&](const Range4& range) {
    return ((address ^ range.address) >> (32 - range.bits)) == 0;
  });
}

uint32_t big_endian(const uint8_t* bytes) { return ip4(bytes[0], bytes[1], bytes[2], bytes[3]); }

// Only global unicast (2000::/3) is public, less what is carved out of it.
bool is_public6(const std::array<uint8_t, 16>& a) {
  const bool mapped = std::all_of(a.begin(), a.begin() + 10, [](uint8_t b) { return b == 0; }) &&
                      a[10] == 0xFF && a[11] == 0xFF;
  if (mapped) return is_public4(big_endian(&a[12]));
  if ((a[0] & 0xE0) != 0x20) return false;  // ::, ::1, 64:ff9b::, fc00::, fe80::, ff00:: …
  if (a[0] == 0x20 && a[1] == 0x02) return is_public4(big_endian(&a[2]));  // 6to4
  if (a[0] == 0x20 && a[1] == 0x01 && a[2] < 0x02)
    return false;  // 2001::/23: Teredo and protocol assignments
  return !(a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8);  // documentation
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 in{};
  std::memcpy(&in, &address, sizeof in);
  std::array<uint8_t, 16> bytes{};
  std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
  return is_public6(bytes);
}

bool is_public_address(std::string_view numeric) {
  std::string text(numeric);
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  text = text.substr(0, text.find('%'));  // a zone
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return is_public4(ntohl(four.s_addr));
  std::array<uint8_t, 16> six{};
  return inet_pton(AF_INET6, text.c_str(), six.data()) == 1 && is_public6(six);
}

bool is_public_name(std::string_view host) {
  std::string name = ascii_lower(host);
  while (name.ends_with('.')) name.pop_back();
  const bool digits_and_dots = name.find_first_not_of("0123456789.") == std::string::npos;
  if (name.starts_with('[') || digits_and_dots || name.starts_with("0x")) return is_public_address(name);
  if (name.find('.') == std::string::npos) return false;
  return !name.ends_with(".localhost") && !name.ends_with(".local") && !name.ends_with(".internal");
}

}  // namespace zakonwatch
