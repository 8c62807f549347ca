// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/content_hash.h"

#include <fmt/core.h>
#include <sodium.h>
#include <xxhash.h>

#include <array>

#include "base/fault.h"

namespace zakonwatch {
namespace {

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex(const unsigned char* bytes, size_t size) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(size * 2);
  for (size_t i = 0; i < size; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

Digest sha256(std::string_view bytes) {
  Digest digest{};
  crypto_hash_sha256(digest.data(), octets(bytes), bytes.size());
  return digest;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  const Digest digest = sha256(bytes);
  return hex(digest.data(), digest.size());
}

std::string sha256_base32(std::string_view bytes) {
  static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  uint32_t buffer = 0;
  int bits = 0;
  for (const unsigned char byte : sha256(bytes)) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out += kAlphabet[(buffer >> (bits - 5)) & 31U];
  }
  if (bits > 0) out += kAlphabet[(buffer << (5 - bits)) & 31U];
  return out;
}

struct Sha256::State {
  crypto_hash_sha256_state state{};
};
Sha256::Sha256() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->state); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
void Sha256::update(std::string_view bytes) {
  crypto_hash_sha256_update(&state_->state, octets(bytes), bytes.size());
}
std::string Sha256::hex() {
  Digest digest{};
  crypto_hash_sha256_final(&state_->state, digest.data());
  return zakonwatch::hex(digest.data(), digest.size());
}

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) {
  crypto_auth_hmacsha256_state state;
  unsigned char mac[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_init(&state, octets(key), key.size());
  crypto_auth_hmacsha256_update(&state, octets(bytes), bytes.size());
  crypto_auth_hmacsha256_final(&state, mac);
  std::string out;
  for (const unsigned char byte : mac) out += fmt::format("{:02x}", byte);
  return out;
}

std::string fingerprint(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string random_hex(size_t bytes) {
  if (sodium_init() < 0) throw Fault(ErrorKind::io, "the system's random generator is not available");
  std::string raw(bytes, '\0');
  randombytes_buf(raw.data(), raw.size());
  return hex(octets(raw), raw.size());
}

}  // namespace zakonwatch
