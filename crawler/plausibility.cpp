// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/plausibility.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/url.h"
#include "crawler/fingerprints.h"
#include "crawler/message.h"
#include "crawler/page_text.h"

namespace zakonwatch {
namespace {

constexpr size_t kNothingToRead = 200;  // bytes of visible text; with scripts: a page that wants a browser
constexpr size_t kSniffed = 1024;

constexpr std::array<std::string_view, 22> kDocumentTypes = {
    "text/html",
    "application/xhtml+xml",
    "application/xml",
    "text/xml",
    "application/pdf",
    "application/x-pdf",
    "application/json",
    "text/json",
    "application/ld+json",
    "application/akn+xml",
    "text/plain",
    "text/markdown",
    "application/rtf",
    "text/rtf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/octet-stream",
    "application/atom+xml",
    "application/rss+xml",
    "application/zip",
    ""};

using Judgement = std::optional<Plausibility>;

Plausibility say(Verdict verdict, std::string reason) { return {verdict, std::move(reason)}; }

bool begins_as_markup(std::string_view body) {
  body.remove_prefix(std::min(body.size(), body.find_first_not_of("\xEF\xBB\xBF \t\r\n")));
  return body.starts_with('<');
}

bool is_html(const FetchOutcome& outcome) {
  if (outcome.media_type == "text/html" || outcome.media_type == "application/xhtml+xml") return true;
  const std::string head = ascii_lower(outcome.body.substr(0, kSniffed));
  return begins_as_markup(head) && head.find("<html") != std::string::npos;
}

Judgement judge_headers(const FetchOutcome& outcome) {
  if (outcome.header("cf-mitigated"))
    return say(Verdict::blocked, "Cloudflare's challenge (cf-mitigated header)");
  return {};
}

std::optional<Fingerprint> fingerprint_of(const FetchOutcome& outcome) {
  if (!is_html(outcome)) return {};
  return find_fingerprint(read_page_text(outcome.body, outcome.charset), outcome.body);
}

Judgement judge_status(const FetchOutcome& outcome) {
  const int status = outcome.status;
  if (status == 200 || status == 203) return {};
  const auto mark = status >= 400 && status != 429 ? fingerprint_of(outcome) : std::nullopt;
  if (mark && mark->kind == Interstitial::challenge)
    return say(Verdict::blocked, fmt::format("status {} with a challenge page ('{}')", status, mark->mark));
  if (status == 404 || status == 410) return say(Verdict::gone, fmt::format("the server answers {}", status));
  const bool refusal = status == 401 || status == 402 || status == 403 || status == 407 || status == 451;
  return say(refusal ? Verdict::blocked : Verdict::outage, fmt::format("the server answers {}", status));
}

Judgement judge_type(const FetchOutcome& outcome, const Expectations& expectations) {
  const std::string& type = outcome.media_type;
  const auto& wanted = expectations.media_types;
  const bool fits =
      wanted.empty() ? std::find(kDocumentTypes.begin(), kDocumentTypes.end(), type) != kDocumentTypes.end()
                     : std::find(wanted.begin(), wanted.end(), type) != wanted.end();
  const bool packed_list = !expectations.act && outcome.body.starts_with("\x1f\x8b");  // sitemap.xml.gz
  if (!fits && !packed_list)
    return say(Verdict::outage, fmt::format("media type '{}' where a document should be", type));
  if (outcome.body.empty()) return say(Verdict::outage, "the page is empty");
  const bool pdf = type == "application/pdf" || type == "application/x-pdf";
  const bool is_pdf = outcome.body.substr(0, kSniffed).find("%PDF-") != std::string::npos;
  if (pdf && !is_pdf && !is_html(outcome))
    return say(Verdict::outage, "a PDF is announced, the bytes are none");
  return {};
}

Plausibility judge_fingerprint(const Fingerprint& mark) {
  switch (mark.kind) {
    case Interstitial::challenge:
      return say(Verdict::blocked, fmt::format("a challenge page ('{}')", mark.mark));
    case Interstitial::login:
      return say(Verdict::blocked, fmt::format("a login page ('{}')", mark.mark));
    case Interstitial::maintenance:
      return say(Verdict::outage, fmt::format("a maintenance or error page ('{}')", mark.mark));
    case Interstitial::nothing_here:
      break;
  }
  return say(Verdict::soft_gone, fmt::format("a page that says there is nothing here ('{}')", mark.mark));
}

Judgement judge_html(const FetchOutcome& outcome, const Expectations& expectations) {
  if (!is_html(outcome)) return {};
  const PageText page = read_page_text(outcome.body, outcome.charset);
  if (const auto mark = find_fingerprint(page, outcome.body)) return judge_fingerprint(*mark);
  const bool little = !page.long_page && page.visible.size() < kNothingToRead;
  if (little && (page.scripts > 1 || (!page.has_digit && !page.noscript.empty())))
    return say(Verdict::blocked, "scripts and next to no text: the page wants a browser");
  if (expectations.act && page.is_tiny() && !page.has_digit)
    return say(Verdict::outage, "a few words and no number among them: no act reads so");
  if (expectations.had_html_end && !page.ends)
    return say(Verdict::outage, "the page is cut: </html> is missing");
  if (outcome.media_type == "application/pdf")
    return say(Verdict::outage, "a PDF is announced, a web page was sent");
  return {};
}

Judgement judge_identity(const FetchOutcome& outcome, const Expectations& expectations) {
  if (expectations.must_contain.empty() || !is_html(outcome)) return {};
  const std::string text = read_all_text(outcome.body, outcome.charset);
  for (const std::string& wanted : expectations.must_contain)
    if (text.find(fold_for_search(wanted)) == std::string::npos)
      return say(Verdict::outage,
                 fmt::format("the page does not contain '{}', which the source's pages do", wanted));
  return {};
}

bool has_segment(std::string_view path, std::string_view name) {
  for (size_t at = path.find(name); at != std::string_view::npos; at = path.find(name, at + 1)) {
    const bool begins = at > 0 && path[at - 1] == '/';
    const size_t end = at + name.size();
    if (begins && (end == path.size() || path[end] == '/' || path[end] == '.' || path[end] == '?'))
      return true;
  }
  return false;
}

bool is_home(std::string_view path) {
  if (path == "/" || path.starts_with("/index.") || path.starts_with("/default.")) return true;
  return path.size() <= 4 && path.find('/', 1) >= path.size() - 1;  // "/ru", "/en/"
}

// A document that now leads to the front door is not there any more, or not for us.
Judgement judge_redirect(const FetchOutcome& outcome, const Expectations& expectations) {
  if (outcome.redirects.empty() || expectations.requested_url.empty()) return {};
  const auto from = parse_url(expectations.requested_url);
  const auto to = parse_url(outcome.url);
  if (!from || !to) return {};
  const std::string before = ascii_lower(from->path), after = ascii_lower(to->path);
  const auto newly = [&](std::string_view name) {
    return has_segment(after, name) && !has_segment(before, name);
  };
  for (const std::string_view name : {"login", "signin", "sign-in", "logon", "auth", "sso", "account"})
    if (newly(name)) return say(Verdict::blocked, fmt::format("redirected to a login page, {}", outcome.url));
  for (const std::string_view name : {"search", "404", "error", "notfound", "not-found", "poisk"})
    if (newly(name)) return say(Verdict::soft_gone, fmt::format("redirected to {}", outcome.url));
  const bool had_place = !is_home(before) || !from->query.empty();
  if (had_place && is_home(after) && to->query.empty())
    return say(Verdict::soft_gone, fmt::format("redirected to the front page, {}", outcome.url));
  return {};
}

}  // namespace

Plausibility judge_response(const FetchOutcome& outcome, const Expectations& expectations) {
  if (outcome.not_modified) return {};
  if (auto judged = judge_headers(outcome)) return *judged;
  if (auto judged = judge_status(outcome)) return *judged;
  if (auto judged = judge_redirect(outcome, expectations)) return *judged;
  if (auto judged = judge_type(outcome, expectations)) return *judged;
  if (auto judged = judge_html(outcome, expectations)) return *judged;
  if (auto judged = judge_identity(outcome, expectations)) return *judged;
  return {};
}

}  // namespace zakonwatch
