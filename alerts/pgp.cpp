// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/pgp.h"

#include <gpgme.h>

#include <algorithm>
#include <memory>

#include "alerts/catalogue.h"
#include "base/fault.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

struct Release {
  void operator()(gpgme_ctx_t context) const { gpgme_release(context); }
  void operator()(gpgme_key_t key) const { gpgme_key_unref(key); }
  void operator()(gpgme_data_t data) const { gpgme_data_release(data); }
};
using Context = std::unique_ptr<gpgme_context, Release>;
using Key = std::unique_ptr<_gpgme_key, Release>;
using Data = std::unique_ptr<gpgme_data, Release>;

tl::unexpected<Error> refuse(const std::string& what, gpgme_error_t code = 0) {
  return fail(ErrorKind::delivery, code == 0 ? what : what + ": " + gpgme_strerror(code));
}

Result<Context> open_context(const std::filesystem::path& home) {
  static const char* const version = gpgme_check_version(nullptr);
  gpgme_ctx_t raw = nullptr;
  if (version == nullptr || gpgme_new(&raw) != 0) return refuse("OpenPGP is not available");
  Context context(raw);
  const auto code = gpgme_ctx_set_engine_info(raw, GPGME_PROTOCOL_OpenPGP, nullptr, home.c_str());
  if (code != 0) return refuse("OpenPGP is not available", code);
  gpgme_set_armor(raw, 1);
  return context;
}

bool same_fingerprint(std::string_view a, std::string_view b) { return to_lower(a) == to_lower(b); }

// Why a key cannot be used; empty where it can.
std::string problem_of(const _gpgme_key& key) {
  if (key.revoked) return "the OpenPGP key is revoked";
  if (key.expired) return "the OpenPGP key has expired";
  if (key.disabled || key.invalid) return "the OpenPGP key is disabled or invalid";
  return key.can_encrypt ? std::string() : "the OpenPGP key cannot be encrypted to";
}

Result<Key> usable_key(gpgme_ctx_t context, const std::string& fingerprint) {
  if (!is_full_fingerprint(fingerprint)) return refuse("not a full OpenPGP fingerprint");
  gpgme_key_t raw = nullptr;
  if (gpgme_get_key(context, fingerprint.c_str(), &raw, 0) != 0) return refuse("the OpenPGP key is missing");
  Key key(raw);
  if (raw->fpr == nullptr || !same_fingerprint(raw->fpr, fingerprint))
    return refuse("the OpenPGP key is missing");
  const std::string problem = problem_of(*raw);
  if (!problem.empty()) return refuse(problem);
  return key;
}

Data data_of(std::string_view bytes) {
  gpgme_data_t raw = nullptr;
  if (gpgme_data_new_from_mem(&raw, bytes.data(), bytes.size(), 1) != 0) throw std::bad_alloc();
  return Data(raw);
}

Data empty_data() {
  gpgme_data_t raw = nullptr;
  if (gpgme_data_new(&raw) != 0) throw std::bad_alloc();
  return Data(raw);
}

std::string contents(Data data) {
  size_t size = 0;
  char* bytes = gpgme_data_release_and_get_mem(data.release(), &size);
  std::string out(bytes, size);
  gpgme_free(bytes);
  return out;
}

}  // namespace

bool is_full_fingerprint(std::string_view text) {
  const bool hex = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
  return hex && (text.size() == 40 || text.size() == 64);
}

Result<void> PgpKeyring::check(const std::string& fingerprint) const {
  const auto context = open_context(home_);
  if (!context) return fail(context.error());
  const auto key = usable_key(context->get(), fingerprint);
  if (!key) return fail(key.error());
  return {};
}

Result<std::string> PgpKeyring::encrypt(const std::string& fingerprint, std::string_view plain) const {
  const auto context = open_context(home_);
  if (!context) return fail(context.error());
  const auto key = usable_key(context->get(), fingerprint);
  if (!key) return fail(key.error());
  gpgme_key_t recipients[] = {key->get(), nullptr};
  const Data input = data_of(plain);
  Data output = empty_data();
  constexpr auto kFlags = static_cast<gpgme_encrypt_flags_t>(
      GPGME_ENCRYPT_ALWAYS_TRUST | GPGME_ENCRYPT_NO_ENCRYPT_TO | GPGME_ENCRYPT_THROW_KEYIDS);
  const auto code = gpgme_op_encrypt(context->get(), recipients, kFlags, input.get(), output.get());
  if (code != 0) return refuse("cannot encrypt to the OpenPGP key", code);
  return contents(std::move(output));
}

Result<std::string> PgpKeyring::import(std::string_view keys) const {
  const auto context = open_context(home_);
  if (!context) return fail(context.error());
  const Data input = data_of(keys);
  if (const auto code = gpgme_op_import(context->get(), input.get()); code != 0)
    return refuse("cannot read the OpenPGP key", code);
  const auto* result = gpgme_op_import_result(context->get());
  if (result == nullptr || result->imports == nullptr || result->imports->fpr == nullptr)
    return refuse("there is no OpenPGP key in it");
  if (result->considered != 1) return refuse("there is more than one OpenPGP key in it");
  return std::string(result->imports->fpr);
}

std::string key_problem_notice(const std::string& language) {
  return Catalogue::of(language).say(
      "A message is waiting for you, but your OpenPGP key cannot be used: it is missing, expired or revoked. "
      "We do not "
      "send it unencrypted. Please give the operator a current key.");
}

}  // namespace zakonwatch
