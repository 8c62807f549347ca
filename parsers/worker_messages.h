// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/document.h"

namespace zakonwatch {

// What the daemon and its sealed child say to each other: a head that names the length, then a value.
enum class MessageKind : uint8_t { ready, profile, document, listing, act, listed, error };

struct MessageHead {
  static constexpr size_t kSize = 8;
  static constexpr uint32_t kMagic = 0x5A4B5701;  // in the middle of garbage it does not come by chance
  static constexpr uint32_t kLargest = uint32_t{96} << 20;
  MessageKind kind = MessageKind::error;
  uint32_t length = 0;  // of what follows

  std::array<char, kSize> bytes() const;
  // Nothing where the bytes are no head, or name a length that no honest end would send.
  static std::optional<MessageHead> read(std::string_view bytes);
};

// ---- To the child --------------------------------------------------------------------------------------
// A profile crosses once per child, as the text of its file; documents name it by its hash.
struct ProfileMessage {
  std::string_view sha256, name, source;
};
std::string write_profile(const LanguageProfile& profile);
Result<ProfileMessage> read_profile_message(std::string_view bytes);

std::string write_document(const DocumentInput& input);
// `input.bytes` points into the message, `input.rules` to `rules`; the profile is found by its hash.
struct DocumentMessage {
  DocumentInput input;
  std::string_view profile_sha256;
  DocumentRules rules;
  bool has_rules = false;
};
Result<DocumentMessage> read_document_message(std::string_view bytes);

std::string write_listing(const ListingInput& input);
struct ListingMessage {
  ListingInput input;
  Discovery discovery;
};
Result<ListingMessage> read_listing_message(std::string_view bytes);

// ---- From the child ------------------------------------------------------------------------------------
std::string write_act(const Act& act);
std::string write_listed(const Listing& listing);
std::string write_error(const Error& error);

// The daemon's own look at what came: valid UTF-8 without NULs, eIds there and unique, parents before their
// children, counts and shares possible. What does not hold is an error of kind parse.
Result<Act> read_act_message(std::string_view bytes);
Result<Listing> read_listed_message(std::string_view bytes);
Error read_error_message(std::string_view bytes);

}  // namespace zakonwatch
