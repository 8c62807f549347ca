// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zakonwatch {

// A letter that came back: a delivery status notification (RFC 3464) to an address of ours that carries a
// reader's opaque token ("bounces+TOKEN@example.org", as VERP has it).
struct Bounce {
  std::string token;   // lower case; whether anybody has it is for the caller to find out
  std::string status;  // "5.1.1"
  std::string reply;   // the far server's words
  bool is_dead_address() const;
};

// "bounces+TOKEN@example.org" of "bounces@example.org".
std::string bounce_address(const std::string& bounces, const std::string& token);

// Nothing for all that is no failed delivery of a letter of ours: delays, vacation replies, mail by people,
// reports about somebody else's mail, broken MIME. Never answered. `recipient` is whom the mail server handed
// it to; where empty, the message's own headers are believed.
std::optional<Bounce> read_bounce(std::string_view message, const std::string& bounces,
                                  const std::string& recipient = "");

}  // namespace zakonwatch
