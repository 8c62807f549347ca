// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <exception>
#include <thread>
#include <vector>

#include "app/crawl_loop.h"
#include "app/delivery.h"
#include "app/operator_mail.h"
#include "app/pages.h"
#include "app/signals.h"
#include "app/state_lock.h"
#include "app/workshop.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/log.h"
#include "web/server.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr auto kTick = 250ms;   // how soon a signal is noticed
constexpr auto kLook = 5s;      // how often each thread looks for work
constexpr auto kStuck = 30min;  // a loop that has not come round for so long is dead: no more pings

// When each loop last came round. A crawl that waits for polite hosts counts as moving: it ticks between
// transfers.
struct Heartbeats {
  std::atomic<Steady::rep> crawl{0}, mail{0};
  static void beat(std::atomic<Steady::rep>& which) { which = Steady::now().time_since_epoch().count(); }
  bool alive() const {
    const auto age = [](Steady::rep beat) {
      return Steady::now().time_since_epoch() - Steady::duration(beat);
    };
    return age(crawl) < kStuck && age(mail) < kStuck;
  }
};

void wait_for_work() {
  for (auto left = Steady::duration(kLook); left > 0s && !stop_requested(); left -= kTick)
    std::this_thread::sleep_for(kTick);
}

// The crawl thread's own things.
struct Crawler {
  explicit Crawler(Environment& e) : environment(e), workshop(e), fetcher(fetcher_options(e)) {}
  void run(std::atomic<Steady::rep>& heartbeat) {
    CrawlLoop(environment, workshop, fetcher,
              {.beat = [&] { Heartbeats::beat(heartbeat); }, .wait = wait_for_work})
        .run(stop_requested());
  }
  Environment& environment;
  Workshop workshop;
  HttpFetcher fetcher;
};

class MailLoop {
 public:
  explicit MailLoop(Environment& environment)
      : environment_(environment),
        record_(Record::open(environment.state() / "record.db")),
        subscribers_(Subscribers::open(environment.state() / "subscribers.db")),
        mailer_(make_mailer(environment)),
        delivery_(environment, *record_, *subscribers_, *mailer_) {}

  void run(std::atomic<Steady::rep>& heartbeat) {
    while (!stop_requested()) {
      Heartbeats::beat(heartbeat);
      const DeliveryReport report = delivery_.send_due();
      mail_the_operator(environment_, *record_, *mailer_);
      if (report.sent + report.held + report.failed > 0)
        log::info("mail: {} sent, {} held for later, {} failed", report.sent, report.held, report.failed);
      wait_for_work();
    }
  }

 private:
  Environment& environment_;
  std::unique_ptr<Record> record_;
  std::unique_ptr<Subscribers> subscribers_;
  std::unique_ptr<Mailer> mailer_;
  Delivery delivery_;
};

// A thread whose failure stops the daemon and is told by the main thread.
class Worker {
 public:
  template <typename Body>
  explicit Worker(Body body)
      : thread_([this, body = std::move(body)]() mutable {
          try {  // handed over as a value; thrown again in main's thread
            body();
          } catch (...) {
            failure_ = std::current_exception();
          }
          done_ = true;
        }) {}
  bool done() const { return done_; }
  void join() {
    thread_.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::exception_ptr failure_;
  std::atomic<bool> done_{false};
  std::thread thread_;
};

// Tells systemd that we are alive: thrice within the unit's WatchdogSec and no oftener, since a reader of the
// socket that is slow would hold us up; never where the unit asks for nothing (sd_watchdog_enabled(3)).
class Watchdog {
 public:
  Watchdog() {
    uint64_t within = 0;
    if (sd_watchdog_enabled(0, &within) > 0) interval_ = std::chrono::microseconds(within / 3);
  }
  void tell() {
    if (interval_ == Steady::duration::zero() || Steady::now() < next_) return;
    sd_notify(0, "WATCHDOG=1");
    next_ = Steady::now() + interval_;
  }

 private:
  Steady::duration interval_{};
  Steady::time_point next_{};
};

// Whether all that a daemon reads at its start can be read; where not, it is said, and nothing changes.
bool files_are_sound(const Environment& running) {
  try {
    Environment fresh(running.globals());
    for (const Source* source : fresh.catalogue().sources()) fresh.language(source->document.language);
    fresh.topics();
    fresh.lexicons();
    return true;
  } catch (const Fault& fault) {
    log::error("{}; it is not read again, what was read before stays", fault.what());
    return false;
  }
}

// systemd.service(5), ExecReload; sd_notify(3).
void tell_reloading() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld",
             static_cast<long long>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000);
}

// Until a signal or a failure; true where the files are to be read again.
bool watch(Environment& environment) {
  const StateLock lock(environment.state(), "daemon");
  Environment mail_environment(environment.globals());  // data files are loaded per thread, nothing is shared
  auto crawl = std::make_unique<Crawler>(environment);  // opens and migrates before the mailer opens
  auto mail = std::make_unique<MailLoop>(mail_environment);
  const auto pages = serve_pages(environment);
  Heartbeats heartbeats;
  Heartbeats::beat(heartbeats.crawl);
  Heartbeats::beat(heartbeats.mail);
  Worker crawler([&] { crawl->run(heartbeats.crawl); });
  Worker mailer([&] { mail->run(heartbeats.mail); });
  sd_notify(0, "READY=1");
  log::info("watching {}", environment.state().string());
  Watchdog watchdog;
  bool again = false;
  while (!stop_requested() && !again && !crawler.done() && !mailer.done()) {
    if (heartbeats.alive()) watchdog.tell();
    if (take_reload_request()) again = files_are_sound(environment);
    std::this_thread::sleep_for(kTick);
  }
  again ? tell_reloading() : void(sd_notify(0, "STOPPING=1"));
  request_stop();  // also where one thread failed: the other one ends too
  crawler.join();
  mailer.join();
  return again;
}

// The same program with the same words: nothing of the old configuration can survive in it.
void begin_again() {
  const std::string words = value_or_throw(read_file("/proc/self/cmdline"));
  std::vector<char*> arguments;
  for (size_t at = 0; at < words.size(); at += std::strlen(words.c_str() + at) + 1)
    arguments.push_back(const_cast<char*>(words.c_str() + at));
  arguments.push_back(nullptr);
  std::signal(SIGHUP, SIG_IGN);  // until it listens again: it is about to read its files anyway
  execv("/proc/self/exe", arguments.data());
  throw Fault(ErrorKind::io, fmt::format("the program cannot be started again: {}", std::strerror(errno)));
}

}  // namespace

int run_daemon(Environment& environment) {
  log::never_wait();
  watch_stop_signals();
  watch_reload_signals();
  const bool again = watch(environment) && !stop_was_signalled();
  log::info("{}", again ? "told to read its files again: beginning anew" : "stopped");
  if (again) begin_again();
  return 0;
}

}  // namespace zakonwatch
