// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/content_hash.h"

#include <fmt/core.h>
#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>

#include "base/fault.h"

namespace zakonwatch {
namespace {

using Digest = std::array<uint8_t, SHA256_DIGEST_SIZE>;

const uint8_t* octets(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

std::string hex(const uint8_t* bytes, size_t size) {
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
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), octets(bytes));
  Digest digest{};
  sha256_digest(&context, digest.size(), digest.data());
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
  sha256_ctx context{};
};
Sha256::Sha256() : state_(std::make_unique<State>()) { sha256_init(&state_->context); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
void Sha256::update(std::string_view bytes) { sha256_update(&state_->context, bytes.size(), octets(bytes)); }
std::string Sha256::hex() {
  Digest digest{};
  sha256_digest(&state_->context, digest.size(), digest.data());
  return zakonwatch::hex(digest.data(), digest.size());
}

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) {
  hmac_sha256_ctx context;
  hmac_sha256_set_key(&context, key.size(), octets(key));
  hmac_sha256_update(&context, bytes.size(), octets(bytes));
  Digest mac{};
  hmac_sha256_digest(&context, mac.size(), mac.data());
  return hex(mac.data(), mac.size());
}

std::string fingerprint(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string random_hex(size_t bytes) {
  constexpr size_t kAtOnce = 256;  // getentropy(3)
  std::string raw(bytes, '\0');
  for (size_t done = 0; done < bytes; done += kAtOnce)
    if (getentropy(raw.data() + done, std::min(kAtOnce, bytes - done)) != 0)
      throw Fault(ErrorKind::io, "the system's random generator is not available");
  return hex(octets(raw), raw.size());
}

}  // namespace zakonwatch
