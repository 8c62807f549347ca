// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/transfer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "crawler/address_policy.h"
#include "crawler/message.h"

namespace zakonwatch {
namespace {

long tls_floor(const std::string& least) {
  if (least == "1.3") return CURL_SSLVERSION_TLSv1_3;
  if (least == "1.1") return CURL_SSLVERSION_TLSv1_1;
  return least == "1.0" ? CURL_SSLVERSION_TLSv1_0 : CURL_SSLVERSION_TLSv1_2;
}

long tls_ceiling(const std::string& most) {
  if (most == "1.2") return CURL_SSLVERSION_MAX_TLSv1_2;
  if (most == "1.1") return CURL_SSLVERSION_MAX_TLSv1_1;
  return most == "1.0" ? CURL_SSLVERSION_MAX_TLSv1_0 : CURL_SSLVERSION_MAX_DEFAULT;
}

bool is_status_line(std::string_view line) { return line.starts_with("HTTP/"); }
bool is_blank(std::string_view line) { return line == "\r\n" || line == "\n"; }

// A message that names the address, as every error of the fetcher does.
Error about(const Url& url, ErrorKind kind, std::string_view what) {
  return Error{kind, fmt::format("{}: {}", url.to_string(), what)};
}

bool has_header(const FetchRequest& request, std::string_view name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const auto& field) { return equal_nocase(field.first, name); });
}

// What a body is, where the source does not say so itself. libcurl would call JSON a form, and many APIs
// refuse that.
std::string_view body_type(std::string_view body) {
  const std::string_view begin = trim_blanks(body);
  if (begin.starts_with('{') || begin.starts_with('[')) return "application/json";
  if (begin.starts_with('<')) return "text/xml; charset=utf-8";
  return "application/x-www-form-urlencoded";
}

std::string clean(std::string_view value) {
  std::string out;
  for (const char c : value)
    if (c != '\r' && c != '\n' && c != '\0') out += c;
  return out;
}

}  // namespace

Transfer::Transfer(CurlHandle handle, const FetchRequest& request, const Url& url, Route route)
    : handle_(std::move(handle)), request_(request), url_(url), route_(std::move(route)) {
  set_request();
  set_headers();
  set_security();
  set_limits();
  set_callbacks();
}

CookieJar Transfer::cookies() const {
  CookieJar out;
  curl_slist* list = handle_.info<curl_slist*>(CURLINFO_COOKIELIST);
  for (const curl_slist* line = list; line != nullptr; line = line->next) out.emplace_back(line->data);
  curl_slist_free_all(list);
  return out;
}

// Without the cookie file there are no cookies; libcurl 7.88 would also forget to free its name on reset.
CurlHandle Transfer::release() {
  handle_.set(CURLOPT_COOKIEFILE, static_cast<char*>(nullptr));
  return std::move(handle_);
}

void Transfer::set_request() {
  handle_.set(CURLOPT_URL, url_.to_string());
  handle_.set(CURLOPT_PROTOCOLS_STR, "http,https");
  handle_.set(CURLOPT_FOLLOWLOCATION, false);
  handle_.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  handle_.set(CURLOPT_HTTP_CONTENT_DECODING, false);
  handle_.set(CURLOPT_HTTP_TRANSFER_DECODING, false);
  handle_.set(CURLOPT_COOKIEFILE, "");  // turns cookies on; nothing is read or written
  for (const std::string& cookie : route_.cookies) handle_.set(CURLOPT_COOKIELIST, cookie);
  handle_.set(CURLOPT_PROXY, request_.proxy);
  handle_.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true);
  if (!route_.connect_to.empty()) {
    connect_to_.append(route_.connect_to);
    handle_.set(CURLOPT_CONNECT_TO, connect_to_.get());
  }
  if (request_.method == "HEAD") {
    handle_.set(CURLOPT_NOBODY, true);
  } else if (request_.method != "GET") {
    handle_.set(CURLOPT_POST, true);
    handle_.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    handle_.set(CURLOPT_POSTFIELDS, request_.body);
    handle_.set(CURLOPT_CUSTOMREQUEST, request_.method);
  }
}

// Always in this order, so that requests look alike whoever sends them.
void Transfer::set_headers() {
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) headers_.append(fmt::format("{}: {}", clean(name), clean(value)));
  };
  add("User-Agent", request_.user_agent);
  if (!has_header(request_, "Accept"))
    add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
  add("Accept-Encoding", "gzip, br");
  if (route_.same_host) {
    for (const auto& [name, value] : request_.headers) add(name, value);
    if (!request_.body.empty() && !has_header(request_, "Content-Type"))
      add("Content-Type", body_type(request_.body));
    add("If-None-Match", request_.validators.etag);
    add("If-Modified-Since", request_.validators.last_modified);
  }
  headers_.append("Expect:");  // no 100-continue round trip
  handle_.set(CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::set_security() {
  handle_.set(CURLOPT_SSL_VERIFYPEER, true);
  handle_.set(CURLOPT_SSL_VERIFYHOST, 2L);
  handle_.set(CURLOPT_SSLVERSION, tls_floor(request_.tls_min) | tls_ceiling(request_.tls_max));
  // OpenSSL 3 refuses what TLS 1.0 and 1.1 are made of, unless a source's file asks for them by name.
  if (request_.tls_min == "1.0" || request_.tls_min == "1.1")
    handle_.set(CURLOPT_SSL_CIPHER_LIST, "DEFAULT:@SECLEVEL=0");
  handle_.set(CURLOPT_CERTINFO, true);
  handle_.set(CURLOPT_SSL_SESSIONID_CACHE, false);  // every handshake shows and checks the whole chain
  // The system's CAs stay in force through the CA path; the file adds to them.
  if (!route_.ca_file.empty()) handle_.set(CURLOPT_CAINFO, route_.ca_file);
}

void Transfer::set_limits() {
  const FetchLimits& limits = request_.limits;
  handle_.set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect.count()));
  handle_.set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<int64_t>(route_.time_left.count(), 1)));
  handle_.set(CURLOPT_LOW_SPEED_LIMIT, limits.low_speed_bytes);
  handle_.set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.low_speed_time.count()));
}

void Transfer::set_callbacks() {
  handle_.set(CURLOPT_ERRORBUFFER, static_cast<char*>(detail_));
  handle_.set(CURLOPT_PRIVATE, static_cast<void*>(this));
  handle_.set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  handle_.set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  handle_.set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  handle_.set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  handle_.set(CURLOPT_VERBOSE, true);  // the only way to see the request head as sent
  handle_.set(CURLOPT_DEBUGFUNCTION, &Transfer::on_debug);
  handle_.set(CURLOPT_DEBUGDATA, static_cast<void*>(this));
  handle_.set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open_socket);
  handle_.set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  handle_.set(CURLOPT_PREREQFUNCTION, &Transfer::on_ready);
  handle_.set(CURLOPT_PREREQDATA, static_cast<void*>(this));
}

bool Transfer::stop(Error error) {
  if (!stopped_) stopped_ = std::move(error);
  return false;
}

// ---- What comes ------------------------------------------------------------------------------------------

bool Transfer::take_header(std::string_view line) {
  header_bytes_ += line.size();
  ++header_lines_;
  if (header_bytes_ > request_.limits.header_bytes)
    return stop(about(url_, ErrorKind::too_large,
                      fmt::format("the headers pass {} bytes", request_.limits.header_bytes)));
  if (header_lines_ > request_.limits.header_lines)
    return stop(about(url_, ErrorKind::too_large,
                      fmt::format("more than {} header lines", request_.limits.header_lines)));
  if (is_status_line(line)) {  // after a 1xx response the real one begins
    response_head_.clear();
    head_complete_ = false;
  }
  if (!head_complete_) response_head_ += line;
  head_complete_ = head_complete_ || is_blank(line);
  return true;
}

Result<void> Transfer::begin_body() {
  BodyDecoder::Options options = framing_of(response_head_);
  options.max_decoded = request_.limits.decoded_bytes;
  options.max_ratio = request_.limits.ratio;
  auto decoder = BodyDecoder::make(std::move(options));
  if (!decoder) return fail(std::move(decoder.error()));
  decoder_ = std::move(*decoder);
  return {};
}

bool Transfer::take_body(std::string_view octets) {
  wire_body_ += octets;
  if (wire_body_.size() > request_.limits.wire_bytes)
    return stop(about(url_, ErrorKind::too_large,
                      fmt::format("the body passes {} bytes on the wire", request_.limits.wire_bytes)));
  if (!decoder_)
    if (auto begun = begin_body(); !begun)
      return stop(about(url_, begun.error().kind, begun.error().message));
  if (auto fed = decoder_->feed(octets); !fed)
    return stop(about(url_, fed.error().kind, fed.error().message));
  return true;
}

size_t Transfer::on_header(char* data, size_t size, size_t count, void* self) noexcept {
  return static_cast<Transfer*>(self)->take_header({data, size * count}) ? size * count : 0;
}

size_t Transfer::on_body(char* data, size_t size, size_t count, void* self) noexcept {
  return static_cast<Transfer*>(self)->take_body({data, size * count}) ? size * count : 0;
}

// The head may come in pieces; one that is complete gives way to the next (a CONNECT, or a second try on a
// connection that had died).
int Transfer::on_debug(CURL*, curl_infotype type, char* data, size_t size, void* self) noexcept {
  if (type != CURLINFO_HEADER_OUT) return 0;
  std::string& head = static_cast<Transfer*>(self)->request_head_;
  if (head.ends_with("\r\n\r\n")) head.clear();
  head.append(data, size);
  return 0;
}

// ---- Whom we may talk to ---------------------------------------------------------------------------------

bool Transfer::may_connect(const sockaddr& address) const {
  return proxied() || request_.allow_private || route_.redirected_elsewhere || is_public_address(address);
}

// Here the name is resolved and the connection not yet made: the last moment and the only safe one, for a
// name may have pointed to a public address when it was looked at and to a private one now.
curl_socket_t Transfer::on_open_socket(void* self, curlsocktype, curl_sockaddr* address) noexcept {
  auto* transfer = static_cast<Transfer*>(self);
  if (!transfer->may_connect(address->addr)) {
    transfer->stop(about(transfer->url_, ErrorKind::network,
                         "the host's address is private, loopback or reserved, and is not connected to"));
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// A connection that another request opened may be used again: its address is judged by this request's rules.
int Transfer::on_ready(void* self, char* ip, char*, int, int) noexcept {
  auto* transfer = static_cast<Transfer*>(self);
  const bool open =
      transfer->proxied() || transfer->request_.allow_private || transfer->route_.redirected_elsewhere;
  if (open || is_public_address(ip)) return CURL_PREREQFUNC_OK;
  transfer->stop(about(transfer->url_, ErrorKind::network, fmt::format("{} is not a public address", ip)));
  return CURL_PREREQFUNC_ABORT;
}

// ---- The end ---------------------------------------------------------------------------------------------

Result<FetchOutcome> Transfer::finish(CURLcode code) {
  if (stopped_) return fail(*stopped_);
  // libcurl has a limit of its own for one header line and calls it a lack of memory.
  if (code == CURLE_OUT_OF_MEMORY && !head_complete_)
    return fail(about(url_, ErrorKind::too_large, "a header line is too long"));
  if (code != CURLE_OK) {
    const Error error = curl_error(code, detail_);
    return fail(about(url_, error.kind, error.message));
  }
  return make_outcome();
}

Result<FetchOutcome> Transfer::make_outcome() {
  FetchOutcome out;
  if (decoder_) {
    auto body = decoder_->finish();
    if (!body) return fail(about(url_, body.error().kind, body.error().message));
    out.body = std::move(*body);
  }
  const Fields fields = Fields::parse(response_head_);
  const MediaType type = parse_media_type(fields.first("Content-Type").value_or(""));
  out.status = static_cast<int>(handle_.info<long>(CURLINFO_RESPONSE_CODE));
  out.request_head = std::move(request_head_);
  out.request_body = request_.body;
  out.response_head = std::move(response_head_);
  out.wire_body = std::move(wire_body_);
  out.validators = {fields.first("ETag").value_or(""), fields.first("Last-Modified").value_or("")};
  out.media_type = type.name;
  out.charset = type.charset;
  out.retry_after = fields.first("Retry-After").value_or("");
  if (const char* ip = handle_.info<char*>(CURLINFO_PRIMARY_IP); ip != nullptr && !proxied()) out.ip = ip;
  return out;
}

}  // namespace zakonwatch
