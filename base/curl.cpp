// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/curl.h"

#include <fmt/format.h>

#include "base/fault.h"

namespace zakonwatch {

void init_curl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw Fault(ErrorKind::io, fmt::format("libcurl: {}", curl_easy_strerror(code)));
}

void CurlList::append(const std::string& line) {
  curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
  if (longer == nullptr) throw Fault(ErrorKind::io, "libcurl: out of memory");
  static_cast<void>(list_.release());  // the old head is part of the longer list
  list_.reset(longer);
}

CurlHandle::CurlHandle() {
  init_curl();
  handle_.reset(curl_easy_init());
  if (!handle_) throw Fault(ErrorKind::io, "libcurl: no handle");
  reset();
}

void CurlHandle::reset() {
  curl_easy_reset(handle_.get());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOPROXY, "");
}

void CurlHandle::check(CURLcode code, CURLoption option) {
  if (code == CURLE_OK) return;
  throw Fault(ErrorKind::config, fmt::format("libcurl refuses option {}: {}", static_cast<int>(option),
                                             curl_easy_strerror(code)));
}

Error curl_error(CURLcode code, const char* detail) {
  const ErrorKind kind = code == CURLE_OPERATION_TIMEDOUT ? ErrorKind::timeout : ErrorKind::network;
  const bool told = detail != nullptr && *detail != '\0';
  return Error{kind, told ? detail : curl_easy_strerror(code)};
}

}  // namespace zakonwatch
