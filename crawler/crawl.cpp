// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/crawl.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <random>
#include <utility>
#include <vector>

#include "base/url.h"
#include "crawler/lane.h"
#include "crawler/politeness.h"

namespace zakonwatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using namespace std::chrono_literals;

constexpr milliseconds kLongestSleep = 250ms;  // how late `stop` may be noticed
constexpr seconds kRobotsLife = 24h;           // RFC 9309 section 2.4
constexpr seconds kRobotsGivenUp = 24h * 30;   // unreachable for so long: as if there were none
constexpr seconds kWorthSaving = 60s;          // shorter waits need not outlive the process

// Does not stand still while the machine sleeps.
milliseconds boot_time() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return seconds(now.tv_sec) + milliseconds(now.tv_nsec / 1'000'000);
}

// Answers that say "not now": they count against the host.
bool is_refusal_for_now(int status) { return status == 429 || status >= 500; }

}  // namespace

struct Crawl::Impl : std::enable_shared_from_this<Crawl::Impl> {
  Impl(Options o, Fetcher& f, HostMemories& m, const Clock& c)
      : options(std::move(o)), fetcher(f), memories(m), clock(c) {
    if (!options.steady) options.steady = boot_time;
  }

  Options options;
  Fetcher& fetcher;
  HostMemories& memories;
  const Clock& clock;
  std::map<std::string, Lane> lanes;                // by host name: http and https are one machine
  std::map<std::string, OriginState> origins;       // by scheme, host and port
  std::multimap<Instant, CrawlTask> later;          // not yet due
  std::vector<std::pair<CrawlTask, Error>> failed;  // told from run(), never from within add()
  std::map<std::pair<std::string, std::string>, std::shared_ptr<CookieJar>> cookies;  // by source and host
  const Handler* handler = nullptr;                                                   // while run() lasts
  std::minstd_rand random{std::random_device{}()};

  void add(CrawlTask task);
  void queue(CrawlTask task, const Url& url);
  OriginState& origin_of(const Url& url, Lane& lane);
  void tell(const CrawlTask& task, Result<FetchOutcome> outcome) const;

  void release_due();
  void tell_failed();
  bool step();
  milliseconds nearest_wait() const;
  void advance(const std::string& host, Lane& lane);
  bool out_of_patience(const Lane& lane) const;
  void give_up(Lane& lane, const std::string& host);

  bool robots_are_fresh(const OriginState& origin) const;
  void fetch_robots(const std::string& host, const Waiting& next);
  void on_robots(const std::string& host, const std::string& origin, const Result<FetchOutcome>& outcome);
  void take_robots(OriginState& origin, int status, const std::string& body);
  void robots_unreachable(Lane& lane, OriginState& origin, const Error& error);
  Result<void> robots_allow(const CrawlTask& task, const Url& url) const;

  void visit(Lane& lane, Waiting waiting);
  void on_visit(const Waiting& waiting, Result<FetchOutcome> outcome);
  void settle(Lane& lane, OriginState& origin, const Result<FetchOutcome>& outcome, const CrawlTask& task);
  void count_failure(Lane& lane, OriginState& origin, const Result<FetchOutcome>& outcome, Pause usual);
  void wait_for(Lane& lane, OriginState& origin, Pause pause);
  void keep_to_budget(Lane& lane, Pause& pause) const;
  std::chrono::sys_days today() const { return std::chrono::floor<std::chrono::days>(clock.now()); }
  void save(const OriginState& origin) { memories.save(origin.name, origin.memory); }
};

Crawl::Crawl(Options options, Fetcher& fetcher, HostMemories& hosts, const Clock& clock)
    : impl_(std::make_shared<Impl>(std::move(options), fetcher, hosts, clock)) {}
Crawl::~Crawl() = default;

void Crawl::add(CrawlTask task) { impl_->add(std::move(task)); }

void Crawl::run(const Handler& handle, const std::atomic<bool>& stop) {
  impl_->handler = &handle;
  const std::unique_ptr<Impl, void (*)(Impl*)> end(impl_.get(), [](Impl* impl) { impl->handler = nullptr; });
  while (!stop && impl_->step()) {
  }
  for (const auto& [name, origin] : impl_->origins) impl_->save(origin);
}

// ---- Tasks
// ---------------------------------------------------------------------------------------------------

void Crawl::Impl::add(CrawlTask task) {
  if (task.not_before > clock.now()) {
    const Instant when = task.not_before;
    later.emplace(when, std::move(task));
    return;
  }
  auto url = parse_url(task.request.url);
  if (!url)
    failed.emplace_back(std::move(task), std::move(url.error()));
  else
    queue(std::move(task), *url);
}

void Crawl::Impl::queue(CrawlTask task, const Url& url) {
  Lane& lane = lanes[url.host];
  task.request.proxy = isolated_proxy(task.request.proxy, task.source);
  origin_of(url, lane);
  auto& jar = cookies[{task.source, url.host}];
  if (!jar) jar = std::make_shared<CookieJar>();
  task.request.cookies = jar;
  lane.push({std::move(task), url});
}

OriginState& Crawl::Impl::origin_of(const Url& url, Lane& lane) {
  const std::string name = url.origin();
  const auto [found, is_new] = origins.try_emplace(name);
  OriginState& origin = found->second;
  if (!is_new) return origin;
  origin.name = name;
  origin.memory = memories.load(name);
  if (origin.memory.robots_status != 0)
    origin.robots = Robots::from_response(origin.memory.robots_status, origin.memory.robots_body);
  lane.count_visits(today(), memories.visits_today(name));
  const milliseconds left = origin.memory.next_visit - clock.now();
  if (left > 0ms) lane.hold(options.steady() + left, origin.memory.why);
  return origin;
}

void Crawl::Impl::tell(const CrawlTask& task, Result<FetchOutcome> outcome) const {
  if (handler != nullptr) (*handler)(task, std::move(outcome));
}

// ---- The loop
// ------------------------------------------------------------------------------------------------

void Crawl::Impl::release_due() {
  while (!later.empty() && later.begin()->first <= clock.now()) {
    CrawlTask task = std::move(later.extract(later.begin()).mapped());
    add(std::move(task));
  }
}

void Crawl::Impl::tell_failed() {
  for (auto& [task, error] : std::exchange(failed, {})) tell(task, fail(std::move(error)));
}

// One turn: whatever may start is started, then the network is given time. False when nothing is left.
bool Crawl::Impl::step() {
  release_due();
  tell_failed();
  // Handlers may add hosts meanwhile: a map's iterators stay good.
  for (auto& [host, lane] : lanes)
    if (!lane.busy && !lane.empty() && (lane.ready <= options.steady() || out_of_patience(lane)))
      advance(host, lane);
  const bool idle = std::all_of(lanes.begin(), lanes.end(),
                                [](const auto& l) { return !l.second.busy && l.second.empty(); });
  if (idle && later.empty() && failed.empty()) return false;
  fetcher.drive(nearest_wait());
  return true;
}

milliseconds Crawl::Impl::nearest_wait() const {
  if (!failed.empty()) return 0ms;
  milliseconds wait = kLongestSleep;
  for (const auto& [host, lane] : lanes)
    if (!lane.busy && !lane.empty()) wait = std::min(wait, lane.ready - options.steady());
  return std::max(wait, 0ms);
}

bool Crawl::Impl::out_of_patience(const Lane& lane) const {
  return options.patience > 0s && lane.ready - options.steady() > options.patience;
}

void Crawl::Impl::give_up(Lane& lane, const std::string& host) {
  const auto left = std::chrono::duration_cast<seconds>(lane.ready - options.steady());
  const Error error{ErrorKind::busy, fmt::format("{} is left alone until {}: {}", host,
                                                 to_rfc3339(clock.now() + left), lane.why)};
  for (const CrawlTask& task : lane.take_all()) tell(task, fail(error));
}

void Crawl::Impl::advance(const std::string& host, Lane& lane) {
  if (out_of_patience(lane)) return give_up(lane, host);
  const Waiting& next = lane.front();
  if (!next.task.robots_ignore && !robots_are_fresh(origin_of(next.url, lane)))
    return fetch_robots(host, next);
  Waiting now = lane.pop();
  if (auto allowed = robots_allow(now.task, now.url); !allowed)
    return tell(now.task, fail(std::move(allowed.error())));
  visit(lane, std::move(now));
}

// ---- robots.txt
// ----------------------------------------------------------------------------------------------

bool Crawl::Impl::robots_are_fresh(const OriginState& origin) const {
  const HostMemory& memory = origin.memory;
  return origin.robots && memory.robots_failing_since == Instant{} &&
         clock.now() - memory.robots_fetched < kRobotsLife && memory.robots_fetched <= clock.now();
}

Result<void> Crawl::Impl::robots_allow(const CrawlTask& task, const Url& url) const {
  const auto origin = origins.find(url.origin());
  if (task.robots_ignore || origin == origins.end() || !origin->second.robots) return {};
  if (origin->second.robots->allowed(task.robots_agent, url.path_query())) return {};
  return fail(ErrorKind::robots_denied,
              fmt::format("{}: robots.txt of {} forbids it", url.to_string(), url.origin()));
}

void Crawl::Impl::fetch_robots(const std::string& host, const Waiting& next) {
  const CrawlTask& task = next.task;
  const std::string origin = next.url.origin();
  FetchRequest request;
  request.url = origin + "/robots.txt";
  request.user_agent = task.request.user_agent;
  request.proxy = task.request.proxy;
  request.ca_file = task.request.ca_file;
  request.tls_min = task.request.tls_min;
  request.tls_max = task.request.tls_max;
  request.allow_private = task.request.allow_private;
  lanes[host].busy = true;
  lanes[host].count_visits(today(), 1);
  fetcher.start(std::move(request),
                [weak = weak_from_this(), host, origin](const Result<FetchOutcome>& outcome) {
                  if (const auto self = weak.lock()) self->on_robots(host, origin, outcome);
                });
}

// 2xx is read; a 4xx, or a redirect that leads nowhere, is as if there were none; 5xx, 429 and silence forbid
// everything until it answers, and after 30 days of that it is taken as absent (RFC 9309 section 2.3.1).
void Crawl::Impl::on_robots(const std::string& host, const std::string& name,
                            const Result<FetchOutcome>& outcome) {
  Lane& lane = lanes[host];
  OriginState& origin = origins[name];
  lane.busy = false;
  if (outcome && !is_refusal_for_now(outcome->status)) {
    take_robots(origin, outcome->status, outcome->body);
    // What robots.txt has just asked for holds from the first page on.
    const CrawlTask* next = lane.empty() ? nullptr : &lane.front().task;
    const auto own = next != nullptr ? next->delay : std::optional<seconds>{};
    const auto asked =
        next != nullptr ? origin.robots->crawl_delay(next->robots_agent) : std::optional<seconds>{};
    wait_for(lane, origin,
             pause_after_answer(own ? milliseconds(*own) : options.default_delay, asked, outcome->took));
    return save(origin);
  }
  const bool answered = outcome.has_value();
  const Error error =
      answered ? Error{ErrorKind::robots_denied,
                       fmt::format("{}/robots.txt answers {}: nothing may be fetched until it does better",
                                   name, outcome->status)}
               : outcome.error();
  count_failure(lane, origin, outcome, {options.default_delay, "configured delay"});
  robots_unreachable(lane, origin, error);
  save(origin);
}

void Crawl::Impl::take_robots(OriginState& origin, int status, const std::string& body) {
  origin.memory.robots_body = status >= 200 && status < 300 ? body : "";
  origin.memory.robots_status = status;
  origin.memory.robots_fetched = clock.now();
  origin.memory.robots_failing_since = {};
  origin.robots = Robots::from_response(status, body);
}

void Crawl::Impl::robots_unreachable(Lane& lane, OriginState& origin, const Error& error) {
  if (origin.memory.robots_failing_since == Instant{}) origin.memory.robots_failing_since = clock.now();
  if (clock.now() - origin.memory.robots_failing_since >= kRobotsGivenUp) return take_robots(origin, 404, "");
  for (CrawlTask& task : lane.take_all_of(origin.name)) tell(task, fail(error));
}

// ---- Visits
// --------------------------------------------------------------------------------------------------

void Crawl::Impl::visit(Lane& lane, Waiting waiting) {
  lane.busy = true;
  lane.count_visits(today(), 1);
  FetchRequest request = waiting.task.request;
  const auto shared = std::make_shared<Waiting>(std::move(waiting));
  request.may_follow = [weak = weak_from_this(), shared](const std::string& to) -> Result<void> {
    const auto self = weak.lock();
    const auto url = parse_url(to);
    return self && url ? self->robots_allow(shared->task, *url) : Result<void>{};
  };
  fetcher.start(std::move(request), [weak = weak_from_this(), shared](Result<FetchOutcome> outcome) {
    if (const auto self = weak.lock()) self->on_visit(*shared, std::move(outcome));
  });
}

void Crawl::Impl::on_visit(const Waiting& waiting, Result<FetchOutcome> outcome) {
  Lane& lane = lanes[waiting.url.host];
  lane.busy = false;
  settle(lane, origins[waiting.url.origin()], outcome, waiting.task);
  tell(waiting.task, std::move(outcome));
}

// What the answer means for the host's next visit.
void Crawl::Impl::settle(Lane& lane, OriginState& origin, const Result<FetchOutcome>& outcome,
                         const CrawlTask& task) {
  const auto crawl_delay = origin.robots && !task.robots_ignore
                               ? origin.robots->crawl_delay(task.robots_agent)
                               : std::optional<seconds>{};
  const milliseconds configured = task.delay ? milliseconds(*task.delay) : options.default_delay;
  const Pause usual = pause_after_answer(configured, crawl_delay, outcome ? outcome->took : 0ms);
  const bool failed_now =
      outcome ? is_refusal_for_now(outcome->status) : error_traits(outcome.error().kind).back_off_host;
  if (failed_now) return count_failure(lane, origin, outcome, usual);
  const bool recovered = std::exchange(origin.memory.failures, 0) > 0;
  wait_for(lane, origin, usual);
  if (recovered || usual.length >= kWorthSaving) save(origin);
}

void Crawl::Impl::count_failure(Lane& lane, OriginState& origin, const Result<FetchOutcome>& outcome,
                                Pause usual) {
  Pause pause = pause_after_failure(++origin.memory.failures);
  const auto asked =
      outcome ? parse_retry_after(outcome->retry_after, clock.now()) : std::optional<seconds>{};
  const bool open = origin.memory.failures >= kCircuitOpensAt;
  if (asked && (!open || *asked > pause.length)) pause = {*asked, "Retry-After of the server"};
  if (usual.length > pause.length) pause = std::move(usual);
  wait_for(lane, origin, pause);
  save(origin);
}

void Crawl::Impl::keep_to_budget(Lane& lane, Pause& pause) const {
  lane.count_visits(today(), 0);
  if (options.daily_budget == 0 || pause.length == 0ms || lane.visits < options.daily_budget) return;
  const milliseconds to_midnight = Instant(today() + std::chrono::days(1)) - clock.now();
  if (to_midnight > pause.length)
    pause = {to_midnight, fmt::format("the day's budget of {} requests is used up", options.daily_budget)};
}

void Crawl::Impl::wait_for(Lane& lane, OriginState& origin, Pause pause) {
  keep_to_budget(lane, pause);
  milliseconds length = pause.length;
  if (options.jitter) length = with_jitter(length, std::uniform_real_distribution<>()(random));
  lane.ready = options.steady() + length;
  lane.why = pause.why;
  origin.memory.next_visit = clock.now() + std::chrono::ceil<seconds>(length);
  origin.memory.why = pause.why;
}

}  // namespace zakonwatch
