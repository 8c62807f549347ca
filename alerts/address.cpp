// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/address.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.h"

namespace zakonwatch {
namespace {

constexpr size_t kLongestAddress = 254;  // RFC 5321, 4.5.3.1.3 less the brackets
constexpr size_t kLongestReply = 300;

// RFC 5322 atext and the dot; quoted local parts exist, but nobody's address needs them.
bool is_local_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7f && std::string_view("()<>[]:;@\\,\"").find(c) == std::string_view::npos;
}

struct CloseIdna {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};

// Lower-case ASCII labels that IDNA would leave as they are: what nearly all domains are.
bool is_plain_domain(std::string_view domain) {
  if (domain.size() > 253 || domain.find("--") != std::string_view::npos) return false;
  for (const std::string_view label : split(domain, '.')) {
    const bool plain = std::all_of(label.begin(), label.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!plain || label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
      return false;
  }
  return true;
}

std::string ascii_domain(std::string_view domain) {
  if (is_plain_domain(domain)) return std::string(domain);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, CloseIdna> idna(
      uidna_openUTS46(UIDNA_USE_STD3_RULES | UIDNA_NONTRANSITIONAL_TO_ASCII, &status));
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::array<char, 512> buffer{};
  const int32_t length =
      uidna_nameToASCII_UTF8(idna.get(), domain.data(), static_cast<int32_t>(domain.size()), buffer.data(),
                             buffer.size(), &info, &status);
  if (U_FAILURE(status) || info.errors != 0) return {};
  return {buffer.data(), static_cast<size_t>(length)};
}

bool looks_like_address(std::string_view word) { return word.find('@') != std::string_view::npos; }

}  // namespace

Result<std::string> checked_address(std::string_view address) {
  const size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size())
    return fail(ErrorKind::delivery, "not a mail address");
  const std::string_view local = address.substr(0, at);
  if (!std::all_of(local.begin(), local.end(), is_local_char))
    return fail(ErrorKind::delivery, "a mail address has characters that we do not send to");
  const std::string domain = ascii_domain(address.substr(at + 1));
  if (domain.empty()) return fail(ErrorKind::delivery, "a mail address has no valid domain");
  if (at + 1 + domain.size() > kLongestAddress)
    return fail(ErrorKind::delivery, "a mail address is too long");
  return std::string(local) + "@" + domain;
}

std::string without_addresses(std::string_view reply, std::string_view recipient) {
  const std::string plain =
      squeeze_space(strip_controls(repair_utf8(replace_all(std::string(reply), "\n", " "))));
  const std::string local = to_lower(recipient.substr(0, recipient.find('@')));
  std::string out;
  for (const std::string_view word : split(plain, ' ')) {
    const bool names_recipient = local.size() > 2 && to_lower(word).find(local) != std::string::npos;
    if (!out.empty()) out += ' ';
    out += looks_like_address(word) || names_recipient ? std::string_view("<address>") : word;
  }
  return ellipsis(out, kLongestReply);
}

}  // namespace zakonwatch
