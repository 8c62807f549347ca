// SPDX-License-Identifier: GPL-3.0-or-later
// The floor under a pass over unchanged pages: a bare curl_multi loop that sends the conditional requests of
// a list (address, ETag and Last-Modified, parted by tabs) and reads what comes. Usage: LIST CONNECTIONS
#include <curl/curl.h>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <sstream>
#include <string>

namespace {

struct Page {
  std::string url, etag, last_modified;
};

std::deque<Page> read_list(const char* file) {
  std::deque<Page> pages;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    Page page;
    std::getline(fields, page.url, '\t');
    std::getline(fields, page.etag, '\t');
    std::getline(fields, page.last_modified, '\t');
    pages.push_back(std::move(page));
  }
  return pages;
}

size_t drop(char*, size_t size, size_t count, void*) { return size * count; }

void begin(CURLM* multi, CURL* easy, const Page& page) {
  void* old = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &old);
  curl_slist_free_all(static_cast<curl_slist*>(old));
  curl_slist* headers = curl_slist_append(nullptr, ("If-None-Match: " + page.etag).c_str());
  headers = curl_slist_append(headers, ("If-Modified-Since: " + page.last_modified).c_str());
  curl_easy_setopt(easy, CURLOPT_URL, page.url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, headers);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
  curl_multi_add_handle(multi, easy);
}

}  // namespace

int main(int, char** argv) {
  std::deque<Page> pages = read_list(argv[1]);
  CURLM* multi = curl_multi_init();
  for (long i = std::strtol(argv[2], nullptr, 10); i > 0; --i) {
    begin(multi, curl_easy_init(), pages.front());
    pages.pop_front();
  }
  int unchanged = 0;
  for (int running = 1; running > 0;) {
    curl_multi_perform(multi, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      long status = 0;
      CURL* easy = message->easy_handle;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      unchanged += status == 304 ? 1 : 0;
      curl_multi_remove_handle(multi, easy);
      if (pages.empty()) continue;
      begin(multi, easy, pages.front());
      pages.pop_front();
      running = 1;
    }
    if (running > 0) curl_multi_poll(multi, nullptr, 0, 100, nullptr);
  }
  std::printf("%d\n", unchanged);
  return 0;
}
