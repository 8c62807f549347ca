// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "base/result.h"

namespace zakonwatch {

// A NULL-terminated list as libcurl takes it: headers, recipients, CONNECT_TO.
class CurlList {
 public:
  void append(const std::string& line);
  curl_slist* get() const { return list_.get(); }

 private:
  struct Free {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Free> list_;
};

// One easy handle of libcurl, shared by HTTP (crawler) and SMTP (alerts). It knows neither: who uses it sets
// the options. What holds for both is set at birth and after reset(): no signals, no .netrc, and no proxy
// from the environment (http_proxy, ALL_PROXY and no_proxy are ignored: whom we talk to is the
// configuration's word). One handle belongs to one thread at a time.
class CurlHandle {
 public:
  CurlHandle();
  CurlHandle(CurlHandle&&) noexcept = default;
  CurlHandle& operator=(CurlHandle&&) noexcept = default;

  // Throws Fault when libcurl refuses the option: that is our mistake or no memory, never the outside
  // world's.
  template <typename T>
  void set(CURLoption option, T value) {
    check(curl_easy_setopt(handle_.get(), option, value), option);
  }
  void set(CURLoption option, const std::string& value) { set(option, value.c_str()); }
  void set(CURLoption option, bool value) { set(option, value ? 1L : 0L); }
  void set(CURLoption option, int value) { set(option, static_cast<long>(value)); }

  template <typename T>
  T info(CURLINFO what) const {
    T value{};
    curl_easy_getinfo(handle_.get(), what, &value);
    return value;
  }

  // Back to the state at birth; connections and the TLS session stay.
  void reset();
  CURL* get() const { return handle_.get(); }

 private:
  struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  static void check(CURLcode code, CURLoption option);
  std::unique_ptr<CURL, Free> handle_;
};

// What a transfer's end means: timeouts are `timeout`, everything else of the transport `network`. `detail`
// is libcurl's error buffer; its own words for the code are used where it is empty.
Error curl_error(CURLcode code, const char* detail);

// curl_global_init, once per process; every CurlHandle calls it.
void init_curl();

}  // namespace zakonwatch
