// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/host_name.h"

#include <arpa/inet.h>
#include <unicode/idna.h>

#include <memory>

#include "base/fault.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

// The URL standard's forbidden code points, and those that libcurl's parser refuses when it reads them bare.
constexpr std::string_view kForbidden = " #%/:<>?@[\\]^|!{}$'\"`*=;,+&()";
constexpr uint32_t kTolerated = UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_LEADING_HYPHEN |
                                UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_EMPTY_LABEL;

const icu::IDNA& mapping() {
  static const std::unique_ptr<icu::IDNA> kMapping = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::IDNA> made(icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, status));
    if (U_FAILURE(status)) throw Fault(ErrorKind::io, "ICU has no data for international host names");
    return made;
  }();
  return *kMapping;
}

bool is_forbidden(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || kForbidden.find(c) != std::string_view::npos;
}

// What UTS 46 leaves as it is: lower-case letters, digits and hyphens in labels of a length that DNS allows,
// none of which claims to be an international name.
bool is_plain(std::string_view name) {
  size_t label = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '.') {
      if (label == 0) return false;
      label = 0;
      continue;
    }
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') || ++label > 63) return false;
    if (label == 1 && name.substr(i).starts_with("xn--")) return false;
  }
  return label > 0 && name.size() <= 253;
}

Result<std::string> ascii_name(std::string_view given) {
  if (is_plain(given)) return std::string(given);
  const std::string text = replace_all(std::string(given), "\u1E9E", "\u00DF");  // ICU 72 still makes it ss
  std::string name;
  icu::StringByteSink<std::string> sink(&name);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  mapping().nameToASCII_UTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, info,
                             status);
  if (U_FAILURE(status) || (info.getErrors() & ~kTolerated) != 0)
    return fail(ErrorKind::parse, "its host is no name");
  return name;
}

// The last label of a number is made of digits, or is 0x and hexadecimal ones.
bool ends_in_a_number(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  std::string_view last = name.substr(name.rfind('.') + 1);
  const bool hex = last.starts_with("0x");
  if (hex) last.remove_prefix(2);
  return (hex || !last.empty()) &&
         last.find_first_not_of(hex ? "0123456789abcdef" : "0123456789") == std::string_view::npos;
}

bool is_dotted_quad(const std::string& name) {
  in_addr address{};
  char again[INET_ADDRSTRLEN];
  return inet_pton(AF_INET, name.c_str(), &address) == 1 &&
         inet_ntop(AF_INET, &address, again, sizeof again) == name;
}

Result<std::string> bracketed(std::string_view text) {
  const std::string inside(text.substr(1, text.size() - 2));
  in6_addr address{};
  char again[INET6_ADDRSTRLEN];
  if (!text.ends_with(']') || inet_pton(AF_INET6, inside.c_str(), &address) != 1)
    return fail(ErrorKind::parse, "what stands in brackets is no IPv6 address");
  return "[" + std::string(inet_ntop(AF_INET6, &address, again, sizeof again)) + "]";
}

}  // namespace

Result<std::string> canonical_host(std::string_view text) {
  if (text.starts_with('[')) return bracketed(text);
  auto name = ascii_name(text);
  if (!name) return name;
  if (name->empty()) return fail(ErrorKind::parse, "it has no host");
  for (const char c : *name)
    if (is_forbidden(c)) return fail(ErrorKind::parse, "its host has a character that none may have");
  if (ends_in_a_number(*name) && !is_dotted_quad(*name))
    return fail(ErrorKind::parse, "its host is a number that not everyone reads alike");
  return name;
}

}  // namespace zakonwatch
