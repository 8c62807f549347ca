// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace zakonwatch {

std::string sha256_hex(std::string_view bytes);
std::string sha256_base32(
    std::string_view bytes);  // as WARC digests print it (RFC 4648 alphabet, no padding)

// SHA-256 of bytes that arrive in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  std::string hex();  // ends the computation

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// HMAC-SHA-256: whoever shares the key can tell that the bytes are ours.
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

// A wide non-cryptographic hash (XXH3-128, hex): "are these the bytes of last time?" on sites without
// validators. Never evidence.
std::string fingerprint(std::string_view bytes);

// n random bytes as lower-case hex, from the system's generator: ids and tokens.
std::string random_hex(size_t bytes);

}  // namespace zakonwatch
