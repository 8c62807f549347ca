// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/crawl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/crawler/fake_fetcher.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

class CrawlTest : public testing::Test {
 protected:
  static CrawlTask task(const std::string& url, const std::string& source = "lv-likumi") {
    CrawlTask out;
    out.source = source;
    out.request.url = url;
    out.robots_agent = "zakonwatch";
    return out;
  }
  Crawl::Options options() {
    Crawl::Options out;
    out.jitter = false;
    out.steady = [this] { return time_.steady; };
    return out;
  }
  // Serves pages and robots_; a test may replace it.
  Result<FetchOutcome> serve(const FetchRequest& request) {
    if (request.url.ends_with("/robots.txt")) return robots_;
    if (page_) return page_(request);
    return answer(200, "page");
  }
  void run(Crawl& crawl) {
    crawl.run(
        [this](const CrawlTask& done, Result<FetchOutcome> outcome) {
          handled_.push_back(done.request.url);
          if (!outcome) errors_.push_back(outcome.error());
          if (on_handled_) on_handled_(done, outcome);
        },
        stop_);
  }
  void run_all(std::vector<CrawlTask> tasks) {
    Crawl crawl(options(), fetcher_, hosts_, time_.clock);
    for (auto& t : tasks) crawl.add(std::move(t));
    run(crawl);
  }
  std::vector<milliseconds> gaps(const std::string& host) const {
    std::vector<milliseconds> out;
    std::optional<milliseconds> last;
    for (const auto& asked : fetcher_.log) {
      if (parse_url(asked.url)->host != host) continue;
      if (last) out.push_back(asked.at - *last);
      last = asked.at;
    }
    return out;
  }

  FakeTime time_{*parse_rfc3339("2026-11-22T06:00:00Z")};
  FakeFetcher fetcher_{time_, [this](const FetchRequest& request) { return serve(request); }};
  MemoryHosts hosts_;
  Result<FetchOutcome> robots_ = answer(404);
  std::function<Result<FetchOutcome>(const FetchRequest&)> page_;
  std::function<void(const CrawlTask&, const Result<FetchOutcome>&)> on_handled_;
  std::vector<std::string> handled_;
  std::vector<Error> errors_;
  std::atomic<bool> stop_{false};
};

TEST_F(CrawlTest, RobotsFirstThenPagesWithTheDelayBetween) {
  run_all({task("https://likumi.lv/a"), task("https://likumi.lv/b")});
  EXPECT_THAT(fetcher_.urls(),
              ElementsAre("https://likumi.lv/robots.txt", "https://likumi.lv/a", "https://likumi.lv/b"));
  EXPECT_THAT(gaps("likumi.lv"), ElementsAre(5100ms, 5100ms));
  EXPECT_FALSE(fetcher_.overlapped);
}

TEST_F(CrawlTest, CookiesLiveForThePassAndStayWithTheirSource) {
  std::map<std::string, std::vector<size_t>> seen;
  page_ = [&](const FetchRequest& request) {
    seen[request.url.substr(request.url.size() - 1)].push_back(request.cookies->size());
    request.cookies->push_back("a cookie");
    return answer(200, "page");
  };
  run_all(
      {task("https://a.example/1"), task("https://a.example/1"), task("https://a.example/2", "lv-other")});
  EXPECT_THAT(seen["1"], ElementsAre(0u, 1u));
  EXPECT_THAT(seen["2"], ElementsAre(0u));
  run_all({task("https://a.example/3")});
  EXPECT_THAT(seen["3"], ElementsAre(0u));
}

TEST_F(CrawlTest, HostsGoSideBySide) {
  std::vector<CrawlTask> tasks;
  for (int host = 0; host < 20; ++host)
    for (int page = 0; page < 3; ++page)
      tasks.push_back(task("https://h" + std::to_string(host) + ".example/" + std::to_string(page),
                           "s" + std::to_string(host)));
  run_all(std::move(tasks));
  EXPECT_EQ(handled_.size(), 60u);
  EXPECT_LT(time_.steady, 20s) << "as long as one host takes";
  EXPECT_FALSE(fetcher_.overlapped);
}

// F15
TEST_F(CrawlTest, SourcesOfOneHostTakeTurns) {
  std::vector<CrawlTask> tasks;
  for (int i = 0; i < 100; ++i)
    tasks.push_back(task("https://zakon.example/big/" + std::to_string(i), "big"));
  for (int source = 0; source < 49; ++source)
    tasks.push_back(task("https://zakon.example/s" + std::to_string(source), "s" + std::to_string(source)));
  run_all(std::move(tasks));
  ASSERT_EQ(handled_.size(), 149u);
  EXPECT_FALSE(fetcher_.overlapped);
  const auto last_small =
      std::find(handled_.begin(), handled_.end(), "https://zakon.example/s48") - handled_.begin();
  EXPECT_LE(last_small, 50) << "the big source must not keep the others waiting";
  for (const milliseconds gap : gaps("zakon.example")) EXPECT_GE(gap, 5s);
}

TEST_F(CrawlTest, HttpAndHttpsOfOneHostAreOneMachine) {
  run_all({task("https://e-qanun.az/a"), task("http://e-qanun.az/b"), task("http://e-qanun.az:8080/c")});
  EXPECT_FALSE(fetcher_.overlapped);
  for (const milliseconds gap : gaps("e-qanun.az")) EXPECT_GE(gap, 5s);
}

TEST_F(CrawlTest, ForbiddenAddressesAreNotFetched) {
  robots_ = answer(200, "User-agent: *\nDisallow: /private");
  run_all({task("https://adilet.zan.kz/private/x"), task("https://adilet.zan.kz/rus")});
  ASSERT_EQ(errors_.size(), 1u);
  EXPECT_EQ(errors_[0].kind, ErrorKind::robots_denied);
  EXPECT_THAT(fetcher_.urls(), ElementsAre("https://adilet.zan.kz/robots.txt", "https://adilet.zan.kz/rus"));
}

TEST_F(CrawlTest, ASourceThatMayIgnoresRobots) {
  robots_ = answer(200, "User-agent: *\nDisallow: /");
  CrawlTask free = task("https://zakon.rada.gov.ua/laws/show/2341-14.txt");
  free.robots_ignore = true;
  run_all({free});
  EXPECT_THAT(fetcher_.urls(), ElementsAre("https://zakon.rada.gov.ua/laws/show/2341-14.txt"));
  EXPECT_TRUE(errors_.empty());
}

// F9
TEST_F(CrawlTest, RobotsThatCannotBeReadForbidEverything) {
  const std::vector<Result<FetchOutcome>> bad = {answer(500), answer(503), answer(429),
                                                 fail(ErrorKind::timeout, "too slow"),
                                                 fail(ErrorKind::network, "refused")};
  for (const auto& outcome : bad) {
    hosts_.hosts.clear();
    fetcher_.log.clear();
    errors_.clear();
    robots_ = outcome;
    run_all({task("https://cis.example/a"), task("https://cis.example/b", "other")});
    EXPECT_THAT(fetcher_.urls(), ElementsAre("https://cis.example/robots.txt"));
    EXPECT_EQ(errors_.size(), 2u);
    EXPECT_NE(hosts_.hosts["https://cis.example"].robots_failing_since, Instant{});
  }
}

TEST_F(CrawlTest, RobotsThatAreMissingForbidNothing) {
  for (const int status : {404, 403, 401, 410, 301}) {
    hosts_.hosts.clear();
    errors_.clear();
    robots_ = answer(status);
    run_all({task("https://ok.example/a")});
    EXPECT_TRUE(errors_.empty()) << status;
  }
}

TEST_F(CrawlTest, RobotsAreKeptForADay) {
  const auto asked = [&] {
    const auto urls = fetcher_.urls();
    return std::count(urls.begin(), urls.end(), "https://likumi.lv/robots.txt");
  };
  run_all({task("https://likumi.lv/a")});
  time_.pass(23h);
  run_all({task("https://likumi.lv/b")});
  EXPECT_EQ(asked(), 1);
  time_.pass(2h);
  run_all({task("https://likumi.lv/c")});
  EXPECT_EQ(asked(), 2);
}

TEST_F(CrawlTest, AfterThirtyDaysOfSilenceRobotsCountAsAbsent) {
  robots_ = fail(ErrorKind::timeout, "silence");
  run_all({task("https://silent.example/a")});
  ASSERT_EQ(errors_.size(), 1u);
  time_.pass(24h * 31);
  errors_.clear();
  run_all({task("https://silent.example/a")});
  EXPECT_TRUE(errors_.empty());
}

// F11
TEST_F(CrawlTest, CrawlDelayIsHonoured) {
  const auto gap_with = [&](const std::string& delay) {
    hosts_.hosts.clear();
    fetcher_.log.clear();
    robots_ = answer(200, "User-agent: *\nCrawl-delay: " + delay + "\n");
    run_all({task("https://likumi.lv/a"), task("https://likumi.lv/b")});
    return gaps("likumi.lv").at(1) - fetcher_.latency;
  };
  EXPECT_EQ(gap_with("10"), 10s);
  EXPECT_EQ(gap_with("0"), 5s);
  EXPECT_EQ(gap_with("1e9"), 300s);
  EXPECT_EQ(gap_with("-1"), 5s);
}

// F10
TEST_F(CrawlTest, RetryAfterIsWaitedFor) {
  const auto gap_with = [&](const std::string& retry_after) {
    hosts_.hosts.clear();
    fetcher_.log.clear();
    bool first = true;
    page_ = [&, first](const FetchRequest&) mutable {
      FetchOutcome out = answer(std::exchange(first, false) ? 429 : 200);
      out.retry_after = retry_after;
      return out;
    };
    run_all({task("https://likumi.lv/a"), task("https://likumi.lv/b")});
    const auto all = gaps("likumi.lv");
    return all.size() < 2 ? -1s : std::chrono::round<std::chrono::seconds>(all[1] - fetcher_.latency);
  };
  EXPECT_EQ(gap_with("120"), 120s);
  EXPECT_EQ(gap_with("Sun, 22 Nov 2020 06:00:00 GMT"), 5s);
  EXPECT_EQ(gap_with("tomorrow"), 30s);
  EXPECT_EQ(gap_with(""), 30s);
  errors_.clear();
  EXPECT_EQ(gap_with("1000000000"), -1s) << "longer than the patience of a pass";
  ASSERT_EQ(errors_.size(), 1u);
  EXPECT_EQ(errors_[0].kind, ErrorKind::busy);
  const HostMemory& memory = hosts_.hosts["https://likumi.lv"];
  EXPECT_NEAR(static_cast<double>((memory.next_visit - time_.clock.now()).count()), 86400, 5);
  EXPECT_THAT(memory.why, HasSubstr("Retry-After"));
}

TEST_F(CrawlTest, TheCircuitOpensAndStaysOpenAcrossPasses) {
  page_ = [](const FetchRequest&) -> Result<FetchOutcome> { return fail(ErrorKind::network, "refused"); };
  std::vector<CrawlTask> tasks;
  for (int i = 0; i < 10; ++i) tasks.push_back(task("https://down.example/" + std::to_string(i)));
  run_all(tasks);
  EXPECT_EQ(fetcher_.log.size(), 4u) << "robots.txt and three failures";
  EXPECT_EQ(errors_.size(), 10u);
  EXPECT_EQ(errors_.back().kind, ErrorKind::busy);
  EXPECT_THAT(errors_.back().sentence(), HasSubstr("down.example is left alone until"));

  fetcher_.log.clear();
  run_all({task("https://down.example/again")});
  EXPECT_TRUE(fetcher_.log.empty());

  time_.pass(16min);
  page_ = nullptr;
  errors_.clear();
  run_all({task("https://down.example/again")});
  EXPECT_TRUE(errors_.empty());
  EXPECT_EQ(hosts_.hosts["https://down.example"].failures, 0);
}

TEST_F(CrawlTest, TheDelayOutlivesAPass) {
  run_all({task("https://likumi.lv/a")});
  const auto first_end = time_.steady;
  run_all({task("https://likumi.lv/b")});
  EXPECT_GE(fetcher_.log.back().at - first_end, 4900ms);
}

TEST_F(CrawlTest, HandlersMayAddAndTasksMayWait) {
  on_handled_ = [&](const CrawlTask&, const auto&) {};
  Crawl crawl(options(), fetcher_, hosts_, time_.clock);
  CrawlTask later = task("https://likumi.lv/later");
  later.not_before = time_.clock.now() + 60s;
  crawl.add(later);
  crawl.add(task("https://likumi.lv/list"));
  on_handled_ = [&](const CrawlTask& done, const auto&) {
    if (done.request.url.ends_with("list")) crawl.add(task("https://other.example/found"));
  };
  run(crawl);
  EXPECT_THAT(handled_, ElementsAre("https://likumi.lv/list", "https://other.example/found",
                                    "https://likumi.lv/later"));
  EXPECT_GE(fetcher_.log.back().at, 60s);
}

TEST_F(CrawlTest, StopEndsThePassAtOnce) {
  std::vector<CrawlTask> tasks;
  for (int i = 0; i < 10; ++i) tasks.push_back(task("https://likumi.lv/" + std::to_string(i)));
  on_handled_ = [&](const auto&, const auto&) { stop_ = true; };
  run_all(tasks);
  EXPECT_EQ(handled_.size(), 1u);
  EXPECT_FALSE(hosts_.hosts["https://likumi.lv"].next_visit == Instant{}) << "the delay is remembered";
}

TEST_F(CrawlTest, TransfersThatOutliveTheCrawlFindNobody) {
  {
    Crawl crawl(options(), fetcher_, hosts_, time_.clock);
    crawl.add(task("https://likumi.lv/a"));
    stop_ = true;
    run(crawl);
    stop_ = false;
    on_handled_ = [&](const auto&, const auto&) { FAIL(); };
    crawl.add(task("https://slow.example/b"));
  }
  fetcher_.drive(10s);
  EXPECT_TRUE(handled_.empty());
}

TEST_F(CrawlTest, AHandlerThatTriesAgainAtOnceDoesNotHoldThePass) {
  page_ = [](const FetchRequest&) { return answer(503); };
  Crawl crawl(options(), fetcher_, hosts_, time_.clock);
  crawl.add(task("https://down.example/a"));
  int tries = 0;
  on_handled_ = [&](const CrawlTask& done, const auto&) {
    if (++tries < 50) crawl.add(done);
  };
  run(crawl);
  EXPECT_EQ(tries, 50);
  EXPECT_EQ(fetcher_.log.size(), 4u);
}

TEST_F(CrawlTest, RedirectsAskRobotsToo) {
  robots_ = answer(200, "User-agent: *\nDisallow: /private");
  std::optional<Error> refused;
  page_ = [&](const FetchRequest& request) -> Result<FetchOutcome> {
    if (auto allowed = request.may_follow("https://likumi.lv/private/act"); !allowed)
      refused = allowed.error();
    EXPECT_TRUE(request.may_follow("https://likumi.lv/public"));
    return answer(200);
  };
  run_all({task("https://likumi.lv/a")});
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->kind, ErrorKind::robots_denied);
}

TEST_F(CrawlTest, AnAddressThatIsNoneIsToldAndForgotten) {
  run_all({task("ftp://likumi.lv/a"), task("https://likumi.lv/b")});
  EXPECT_EQ(errors_.size(), 1u);
  EXPECT_EQ(handled_.size(), 2u);
}

TEST_F(CrawlTest, SourcesSayTheirOwnDelay) {
  CrawlTask fast = task("http://127.0.0.1:8001/a");
  fast.delay = 0s;
  std::vector<CrawlTask> tasks(50, fast);
  run_all(tasks);
  EXPECT_LT(time_.steady, 10s);
  hosts_.saves = 0;
  run_all(tasks);
  EXPECT_LE(hosts_.saves, 5) << "state is not written for every page";
}

TEST_F(CrawlTest, ADayHasABudgetOfRequests) {
  std::vector<CrawlTask> tasks;
  for (int i = 0; i < 10; ++i) tasks.push_back(task("https://likumi.lv/" + std::to_string(i)));
  Crawl::Options some = options();
  some.daily_budget = 6;
  hosts_.visits["https://likumi.lv"] = 2;
  {
    Crawl crawl(some, fetcher_, hosts_, time_.clock);
    for (const auto& t : tasks) crawl.add(t);
    run(crawl);
  }
  EXPECT_EQ(fetcher_.log.size(), 4u) << "robots.txt and three pages, two requests were made before";
  ASSERT_EQ(errors_.size(), 7u);
  EXPECT_THAT(errors_[0].sentence(),
              HasSubstr("left alone until 2026-11-23T00:00:00Z: the day's budget of 6"));
  time_.pass(18h);
  hosts_.visits.clear();
  Crawl crawl(some, fetcher_, hosts_, time_.clock);
  crawl.add(tasks[0]);
  run(crawl);
  EXPECT_EQ(errors_.size(), 7u);
}

// Sixty sources on twenty hosts, hour after hour: delays hold across passes, and no source is left behind.
TEST_F(CrawlTest, ADayOfSixtySources) {
  std::map<std::string, int> visits;
  on_handled_ = [&](const CrawlTask& done, const Result<FetchOutcome>& outcome) {
    visits[done.source] += outcome.has_value();
  };
  for (int hour = 0; hour < 24; ++hour) {
    std::vector<CrawlTask> tasks;
    for (int source = 0; source < 60; ++source)
      for (int page = 0; page < 3; ++page)
        tasks.push_back(task("https://h" + std::to_string(source % 20) + ".example/" + std::to_string(page),
                             "s" + std::to_string(source)));
    const auto begin = time_.steady;
    run_all(std::move(tasks));
    EXPECT_LT(time_.steady - begin, 60s);
    time_.pass(std::chrono::hours(1) - (time_.steady - begin));
  }
  ASSERT_EQ(visits.size(), 60u);
  for (const auto& [source, count] : visits) EXPECT_EQ(count, 72) << source;
  for (int host = 0; host < 20; ++host)
    for (const milliseconds gap : gaps("h" + std::to_string(host) + ".example")) EXPECT_GE(gap, 5s);
  EXPECT_FALSE(fetcher_.overlapped);
}

// Whatever the hosts, sources, latencies and failures are: no host is asked twice at once, nor sooner than
// its delay.
TEST_F(CrawlTest, NoScheduleBreaksAHostsDelay) {
  std::minstd_rand random(20261122);
  for (int round = 0; round < 30; ++round) {
    hosts_.hosts.clear();
    fetcher_.log.clear();
    handled_.clear();
    fetcher_.latency = milliseconds(1 + random() % 9000);
    page_ = [&](const FetchRequest&) -> Result<FetchOutcome> {
      switch (random() % 8) {
        case 0:
          return fail(ErrorKind::timeout, "slow");
        case 1:
          return answer(503);
        case 2:
          return answer(404);
        default:
          return answer(200);
      }
    };
    std::vector<CrawlTask> tasks;
    for (unsigned i = 0; i < 40; ++i) {
      CrawlTask t = task("https://h" + std::to_string(random() % 5) + ".example/" + std::to_string(i),
                         "s" + std::to_string(random() % 7));
      if (random() % 4 == 0) t.not_before = time_.clock.now() + std::chrono::seconds(random() % 1000);
      t.delay = 3s;
      tasks.push_back(std::move(t));
    }
    run_all(std::move(tasks));
    EXPECT_EQ(handled_.size(), 40u);
    EXPECT_FALSE(fetcher_.overlapped);
    for (int host = 0; host < 5; ++host)
      for (const milliseconds gap : gaps("h" + std::to_string(host) + ".example"))
        EXPECT_GE(gap, fetcher_.latency + 3s);
  }
}

}  // namespace
}  // namespace zakonwatch
