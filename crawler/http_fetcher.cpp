// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/http_fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "base/curl.h"
#include "base/fault.h"
#include "base/url.h"
#include "crawler/address_policy.h"
#include "crawler/message.h"
#include "crawler/transfer.h"

namespace zakonwatch {
namespace {

using Steady = std::chrono::steady_clock;

constexpr size_t kIdleHandles = 16;
constexpr size_t kKnownIssuers = 4096;
constexpr size_t kMostCookies = 100;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// A proxy that resolves names on our side would tell the local resolver what we read: socks5 without h is
// refused.
bool proxy_is_sound(const std::string& proxy) {
  return proxy.empty() || proxy.starts_with("socks5h://") || proxy.starts_with("http://") ||
         proxy.starts_with("https://");
}

// The issuer's name of the server's own certificate, the first of the chain.
std::string issuer_of(const CurlHandle& handle) {
  const auto* chain = handle.info<curl_certinfo*>(CURLINFO_CERTINFO);
  if (chain == nullptr || chain->num_of_certs < 1) return {};
  for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next)
    if (const std::string_view text = line->data; text.starts_with("Issuer:"))
      return std::string(text.substr(7));
  return {};
}

// Names a connection while it lives: a second request on it has no handshake to read the issuer from.
std::string connection_name(const CurlHandle& handle) {
  const char* local = handle.info<char*>(CURLINFO_LOCAL_IP);
  const char* remote = handle.info<char*>(CURLINFO_PRIMARY_IP);
  return fmt::format("{} {} {} {}", local == nullptr ? "" : local, handle.info<long>(CURLINFO_LOCAL_PORT),
                     remote == nullptr ? "" : remote, handle.info<long>(CURLINFO_PRIMARY_PORT));
}

// One request with the redirects it leads to.
struct Visit {
  FetchRequest request;
  Fetcher::Done done;
  Url first, url;
  std::vector<std::string> redirects;
  Instant started{};
  Steady::time_point began = Steady::now();
  std::unique_ptr<Transfer> transfer;
};

// A site that gives a new cookie with every page must not fill the memory of a long pass.
void keep_cookies(CookieJar came, CookieJar& jar) {
  if (came.size() > kMostCookies)
    came.erase(came.begin(), came.end() - static_cast<std::ptrdiff_t>(kMostCookies));
  jar = std::move(came);
}

}  // namespace

struct HttpFetcher::Impl {
  struct FreeMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
  };

  Options options;
  std::unique_ptr<CURLM, FreeMulti> multi;
  std::vector<CurlHandle> idle;
  std::map<CURL*, std::unique_ptr<Visit>> visits;
  std::deque<std::pair<Done, Error>> refused;  // told at the next drive(), never from within start()
  std::map<std::string, std::string> issuers;  // by connection

  CurlHandle take_handle();
  void give_back(CurlHandle handle);
  void begin(std::unique_ptr<Visit> visit);
  Transfer::Route route_for(const Visit& visit) const;
  Result<void> check(const Visit& visit, const Url& url) const;
  Result<Url> next_hop(const Visit& visit, const FetchOutcome& outcome) const;
  void follow(std::unique_ptr<Visit> visit, const Url& to, int status);
  void finish(CURL* easy, CURLcode code);
  void complete(Visit& visit, FetchOutcome outcome);
  std::string issuer(const Visit& visit);
  std::vector<std::pair<CURL*, CURLcode>> finished();
};

HttpFetcher::HttpFetcher(Options options) : impl_(std::make_unique<Impl>()) {
  init_curl();
  impl_->options = std::move(options);
  impl_->multi.reset(curl_multi_init());
  if (!impl_->multi || impl_->options.clock == nullptr)
    throw Fault(ErrorKind::io, "the fetcher cannot start");
}

HttpFetcher::~HttpFetcher() {
  for (const auto& [easy, visit] : impl_->visits) curl_multi_remove_handle(impl_->multi.get(), easy);
}

void HttpFetcher::start(FetchRequest request, Done done) {
  auto visit = std::make_unique<Visit>();
  visit->request = std::move(request);
  visit->done = std::move(done);
  visit->started = impl_->options.clock->now();
  const auto refuse = [&](Error error) {
    impl_->refused.emplace_back(std::move(visit->done), std::move(error));
  };
  auto url = parse_url(visit->request.url);
  if (!url) return refuse(std::move(url.error()));
  visit->first = visit->url = std::move(*url);
  if (auto sound = impl_->check(*visit, visit->url); !sound) return refuse(std::move(sound.error()));
  impl_->begin(std::move(visit));
}

size_t HttpFetcher::under_way() const { return impl_->visits.size() + impl_->refused.size(); }

void HttpFetcher::drive(std::chrono::milliseconds wait) {
  for (auto refused = std::exchange(impl_->refused, {}); auto& [done, error] : refused) {
    done(fail(std::move(error)));
    wait = std::chrono::milliseconds(0);
  }
  int running = 0;
  curl_multi_perform(impl_->multi.get(), &running);
  if (static_cast<size_t>(running) == impl_->visits.size() && wait.count() > 0) {
    curl_multi_poll(impl_->multi.get(), nullptr, 0, static_cast<int>(wait.count()), nullptr);
    curl_multi_perform(impl_->multi.get(), &running);
  }
  for (const auto& [easy, code] : impl_->finished()) impl_->finish(easy, code);
}

CurlHandle HttpFetcher::Impl::take_handle() {
  if (idle.empty()) return {};
  CurlHandle handle = std::move(idle.back());
  idle.pop_back();
  return handle;
}

void HttpFetcher::Impl::give_back(CurlHandle handle) {
  if (idle.size() >= kIdleHandles) return;
  handle.reset();
  idle.push_back(std::move(handle));
}

Transfer::Route HttpFetcher::Impl::route_for(const Visit& visit) const {
  using namespace std::chrono;
  Transfer::Route route;
  route.same_host = visit.url.host == visit.first.host;
  route.time_left = visit.request.limits.total - duration_cast<milliseconds>(Steady::now() - visit.began);
  if (route.same_host) route.ca_file = visit.request.ca_file;  // an extra CA speaks for one host only
  const auto target = options.connect_to.find(visit.url.host_port());
  if (target == options.connect_to.end()) return route;
  route.redirected_elsewhere = true;
  route.connect_to = visit.url.host_port() + ":" + target->second;
  if (!options.ca_file.empty()) route.ca_file = options.ca_file;
  return route;
}

void HttpFetcher::Impl::begin(std::unique_ptr<Visit> visit) {
  Transfer::Route route = route_for(*visit);
  if (!visit->transfer && visit->request.cookies) route.cookies = *visit->request.cookies;
  if (visit->transfer) {
    route.cookies = visit->transfer->cookies();
    give_back(visit->transfer->release());
  }
  visit->transfer = std::make_unique<Transfer>(take_handle(), visit->request, visit->url, std::move(route));
  CURL* easy = visit->transfer->handle().get();
  curl_multi_add_handle(multi.get(), easy);
  visits.emplace(easy, std::move(visit));
}

// Everything that can be judged before a name is resolved; the address itself is judged at the socket.
Result<void> HttpFetcher::Impl::check(const Visit& visit, const Url& url) const {
  const auto refuse = [&](ErrorKind kind, std::string_view why) {
    return fail(kind, fmt::format("{}: {}", url.to_string(), why));
  };
  const FetchRequest& request = visit.request;
  if (!proxy_is_sound(request.proxy))
    return refuse(ErrorKind::config,
                  fmt::format("proxy '{}' is not socks5h://, http:// or https://", request.proxy));
  if (options.connect_to.contains(url.host_port()) || request.allow_private) return {};
  if (url.port != 80 && url.port != 443 && url.port != visit.first.port)
    return refuse(ErrorKind::network, fmt::format("port {} is neither 80 nor 443", url.port));
  if (!request.proxy.empty() && !is_public_name(url.host))
    return refuse(ErrorKind::network, "the host names no public place");
  return {};
}

Result<Url> HttpFetcher::Impl::next_hop(const Visit& visit, const FetchOutcome& outcome) const {
  const auto refuse = [&](std::string why) {
    return fail(ErrorKind::network, fmt::format("{}: {}", visit.url.to_string(), why));
  };
  const std::string location = outcome.header("Location").value_or("");
  auto to = resolve_url(visit.url, location);
  if (!to) return refuse(fmt::format("redirects to an address we do not follow ({})", to.error().message));
  if (visit.redirects.size() >= static_cast<size_t>(visit.request.limits.redirects))
    return refuse(fmt::format("more than {} redirects, the next to {}", visit.request.limits.redirects,
                              to->to_string()));
  if (visit.url.scheme == "https" && to->scheme != "https")
    return refuse(fmt::format("redirects from https to {}", to->to_string()));
  if (auto sound = check(visit, *to); !sound) return fail(std::move(sound.error()));
  if (visit.request.may_follow)
    if (auto allowed = visit.request.may_follow(to->to_string()); !allowed)
      return fail(std::move(allowed.error()));
  return to;
}

void HttpFetcher::Impl::follow(std::unique_ptr<Visit> visit, const Url& to, int status) {
  visit->redirects.push_back(visit->url.to_string());
  visit->url = to;
  const bool keeps_method = status == 307 || status == 308 || visit->request.method == "HEAD";
  if (!keeps_method) {
    visit->request.method = "GET";
    visit->request.body.clear();
  }
  begin(std::move(visit));
}

void HttpFetcher::Impl::finish(CURL* easy, CURLcode code) {
  auto node = visits.extract(easy);
  if (node.empty()) return;
  std::unique_ptr<Visit> visit = std::move(node.mapped());
  auto outcome = visit->transfer->finish(code);
  if (!outcome) {
    give_back(visit->transfer->release());
    return visit->done(fail(std::move(outcome.error())));
  }
  if (is_redirect(outcome->status) && outcome->header("Location")) {
    auto to = next_hop(*visit, *outcome);
    if (to) return follow(std::move(visit), *to, outcome->status);
    give_back(visit->transfer->release());
    return visit->done(fail(std::move(to.error())));
  }
  complete(*visit, std::move(*outcome));
}

void HttpFetcher::Impl::complete(Visit& visit, FetchOutcome outcome) {
  using namespace std::chrono;
  const bool conditional = !visit.request.validators.empty();
  outcome.url = visit.url.to_string();
  outcome.redirects = std::move(visit.redirects);
  outcome.not_modified = outcome.status == 304 && conditional;
  outcome.started = visit.started;
  outcome.took = duration_cast<milliseconds>(Steady::now() - visit.began);
  outcome.tls_issuer = issuer(visit);
  if (visit.request.cookies) keep_cookies(visit.transfer->cookies(), *visit.request.cookies);
  give_back(visit.transfer->release());
  if (outcome.status == 304 && !conditional)
    return visit.done(
        fail(ErrorKind::http_status, fmt::format("{}: 304 to a request that had no condition", outcome.url)));
  visit.done(std::move(outcome));
}

std::string HttpFetcher::Impl::issuer(const Visit& visit) {
  if (visit.url.scheme != "https") return {};
  const CurlHandle& handle = visit.transfer->handle();
  const std::string connection = connection_name(handle);
  std::string name = issuer_of(handle);
  if (name.empty()) return issuers[connection];
  if (issuers.size() >= kKnownIssuers) issuers.clear();
  return issuers[connection] = name;
}

// Collected before any `done` runs: those may start new transfers.
std::vector<std::pair<CURL*, CURLcode>> HttpFetcher::Impl::finished() {
  std::vector<std::pair<CURL*, CURLcode>> out;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    out.emplace_back(message->easy_handle, message->data.result);
    curl_multi_remove_handle(multi.get(), message->easy_handle);
  }
  return out;
}

}  // namespace zakonwatch
