// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "alerts/mailer.h"
#include "base/result.h"

namespace zakonwatch {

// The subscribers' public keys in a GnuPG home of our own, through GPGME. A key is meant by its full
// fingerprint, the one the subscriber gave; no web of trust, no key servers, no key taken from mail.
class PgpKeyring {
 public:
  explicit PgpKeyring(std::filesystem::path gnupg_home) : home_(std::move(gnupg_home)) {}
  // Whether mail can be encrypted to this key now. Missing, expired, revoked and disabled keys are errors of
  // kind delivery whose message says which; it never names the key.
  Result<void> check(const std::string& fingerprint) const;
  // ASCII armour for this key only, its id hidden (throw-keyids).
  Result<std::string> encrypt(const std::string& fingerprint, std::string_view plain) const;
  // Takes public keys in; the fingerprint of the only key in `keys`. More than one is refused.
  Result<std::string> import(std::string_view keys) const;

 private:
  std::filesystem::path home_;
};

bool is_full_fingerprint(std::string_view text);  // 40 or 64 hex digits

// PGP/MIME (RFC 3156) of the same letter: its subject and body encrypted, outside stands "[...]". There is no
// plain-text fallback: where the key cannot be used, this fails and nothing of the letter may be sent.
Result<std::string> compose_encrypted(const Letter& letter, const PgpKeyring& keys,
                                      const std::string& fingerprint);

// What the subscriber is told instead: one neutral sentence, nothing of the letter.
std::string key_problem_notice(const std::string& language);

}  // namespace zakonwatch
