// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <unicode/idna.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/url.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

using nlohmann::json;

const std::string kVectors = corpus_folder() + "/conformance/url/tests/wpt/";

bool is_surrogate(const std::string& text, size_t at, char from, char to) {
  if (text.compare(at, 2, "\\u") != 0 || at + 6 > text.size()) return false;
  const char third = static_cast<char>(std::toupper(text[at + 3]));
  return std::toupper(text[at + 2]) == 'D' && third >= from && third <= to;
}

// Half a surrogate pair, which the suite has and JSON readers refuse, becomes U+FFFD as a browser makes it.
std::string whole_characters(std::string text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') continue;
    if (is_surrogate(text, at, '8', 'B') && is_surrogate(text, at + 6, 'C', 'F'))
      at += 11;
    else if (is_surrogate(text, at, '8', 'F'))
      text.replace(at, 6, "\\uFFFD");
    else
      ++at;
  }
  return text;
}

json load(const std::string& name) {
  std::ifstream in(kVectors + name);
  std::stringstream text;
  text << in.rdbuf();
  return json::parse(whole_characters(text.str()));
}

struct Tally {
  int vectors = 0, agreed = 0, narrower = 0, wider = 0, spelled = 0;
  std::map<std::string, int> refused;  // that a browser takes, by class
  std::vector<std::string> confused;   // another scheme, host or port than a browser's

  void print(const std::string& name) const {
    fmt::print(
        "{}: {} vectors, {} as a browser ({:.1f} %), {} refused that a browser takes, {} taken that a "
        "browser "
        "refuses, {} with another spelling of path or query, {} confused\n",
        name, vectors, agreed, 100.0 * agreed / vectors, narrower, wider, spelled, confused.size());
    for (const auto& [why, count] : refused) fmt::print("  {} refused: {}\n", count, why);
    for (const std::string& one : confused) fmt::print("  {}\n", one);
  }
};

std::string text(const json& vector, const char* name) {
  const auto found = vector.find(name);
  return found != vector.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Url> ours(const json& vector) {
  const std::string input = text(vector, "input"), base = text(vector, "base");
  if (base.empty() || base == "about:blank") return parse_url(input);
  const auto from = parse_url(base);
  return from ? resolve_url(*from, input) : parse_url(input);
}

// What we may fetch of a browser's answer: http(s), with a host, without credentials.
bool is_ours_to_take(const json& vector) {
  const std::string scheme = text(vector, "protocol");
  return !vector.contains("failure") && (scheme == "http:" || scheme == "https:") &&
         text(vector, "username").empty() && text(vector, "password").empty();
}

// A browser never prints the last four octets of an IPv6 address with dots; the C library sometimes does.
std::string spelled_alike(const std::string& host) {
  in6_addr address{};
  if (!host.starts_with('[') || inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &address) != 1)
    return host;
  return std::string(reinterpret_cast<const char*>(&address), sizeof address);
}

bool same_place(const Url& url, const json& vector) {
  const std::string port = text(vector, "port");
  const int expected = port.empty() ? (url.scheme == "https" ? 443 : 80) : std::stoi(port);
  return url.scheme + ":" == text(vector, "protocol") &&
         spelled_alike(url.host) == spelled_alike(text(vector, "hostname")) && url.port == expected;
}

std::string without_fragment(const std::string& href) { return href.substr(0, href.find('#')); }

// Why a host that a browser takes is none for us, as ICU names it: the classes of
// docs/evidence/conformance.md.
std::string class_of_host(const std::string& host) {
  constexpr const char* kCurlRefuses = "<>=|^`{}\"$(),!*+;&'";
  constexpr const char* kUnfetchable = "made of characters that libcurl refuses in a host";
  for (const char* composed :
       {"\u226E", "\u226F", "\u2260"})  // < > = with a stroke, as browsers decompose them
    if (host.find(composed) != std::string::npos) return kUnfetchable;
  if (host.find_first_of(kCurlRefuses) != std::string::npos) return kUnfetchable;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> mapping(icu::IDNA::createUTS46Instance(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, status));
  icu::IDNAInfo info;
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  mapping->nameToASCII_UTF8(host, sink, info, status);
  const uint32_t errors = info.getErrors();
  if (errors & (UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG))
    return "longer than DNS allows";
  if (errors & (UIDNA_ERROR_PUNYCODE | UIDNA_ERROR_INVALID_ACE_LABEL))
    return "xn-- that decodes to nothing sound";
  if (errors & UIDNA_ERROR_DISALLOWED) return "a character that UTS 46 of Unicode 15 does not allow";
  if (errors & UIDNA_ERROR_BIDI) return "right-to-left rules (RFC 5893)";
  if (errors & UIDNA_ERROR_CONTEXTJ) return "a joiner out of place (RFC 5892)";
  if (errors & UIDNA_ERROR_LEADING_COMBINING_MARK) return "begins with a combining mark";
  return ascii.find_first_of(kCurlRefuses) != std::string::npos ? kUnfetchable : "other";
}

std::string class_of_refusal(const json& vector) {
  const std::string input = text(vector, "input");
  if (!input.starts_with("https://") || !input.ends_with("/x")) return "an address";
  return class_of_host(input.substr(8, input.size() - 10));
}

void judge(const json& vector, Tally& tally) {
  ++tally.vectors;
  const auto url = ours(vector);
  const bool expected = is_ours_to_take(vector);
  if (!url) {
    ++(expected ? tally.narrower : tally.agreed);
    if (expected) ++tally.refused[class_of_refusal(vector)];
    return;
  }
  // What is fetched is the canonical form: read again it must be the same place.
  const auto again = parse_url(url->to_string());
  const bool stable = again && again->host_port() == url->host_port() && again->scheme == url->scheme;
  const bool elsewhere = vector.contains("failure") ? false : !expected || !same_place(*url, vector);
  if (!stable || elsewhere)
    tally.confused.push_back(
        fmt::format("{} -> {}, a browser: {}", vector.dump(), url->to_string(), text(vector, "href")));
  else if (vector.contains("failure"))
    ++tally.wider;
  else
    ++(url->to_string() == without_fragment(text(vector, "href")) ? tally.agreed : tally.spelled);
}

class UrlVectors : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kVectors)) GTEST_SKIP() << "the corpus is not here";
  }
};

TEST_F(UrlVectors, NoAddressIsTakenForAnother) {
  Tally tally;
  for (const char* file : {"urltestdata.json", "ada_extra_urltestdata.json", "ada_long_urltestdata.json"})
    for (const json& vector : load(file))
      if (vector.is_object()) judge(vector, tally);
  tally.print("addresses");
  EXPECT_GT(tally.vectors, 850);
  EXPECT_TRUE(tally.confused.empty());
  EXPECT_GT(tally.agreed, tally.vectors * 8 / 10);
}

TEST_F(UrlVectors, NoHostIsTakenForAnother) {
  Tally tally;
  for (const char* file : {"toascii.json", "IdnaTestV2.json"})
    for (const json& vector : load(file)) {
      if (!vector.is_object()) continue;
      const std::string host = text(vector, "output");
      json as_address{{"input", "https://" + text(vector, "input") + "/x"}};
      if (host.empty())
        as_address["failure"] = true;
      else
        as_address.update({{"protocol", "https:"}, {"hostname", host}, {"href", "https://" + host + "/x"}});
      judge(as_address, tally);
    }
  tally.print("hosts");
  EXPECT_GT(tally.vectors, 2500);
  EXPECT_EQ(tally.refused["other"], 0) << "a refusal that the evidence does not explain";
  EXPECT_TRUE(tally.confused.empty());
}

}  // namespace
}  // namespace zakonwatch
