// SPDX-License-Identifier: GPL-3.0-or-later
// The daemon's crawl thread through whole days in seconds: sixty sources of a real server on loopback. Time
// stands still while a request is under way and leaps while nobody has anything to do; the server writes down
// who asked when, and that log alone is judged.
#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>

#include "app/crawl_loop.h"
#include "base/files.h"
#include "base/log.h"
#include "base/text.h"
#include "store/index_feed.h"
#include "tests/crawler/raw_server.h"
#include "tests/places.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int kSources = 60;
constexpr int kBig = 26, kItsNeighbour = 46;  // share a host
constexpr int kBigLaws = 150;

// Wall clock and steady time move together, and only by pass(). The server's threads read it too.
class LeapingClock final : public Clock {
 public:
  explicit LeapingClock(Instant start) : start_(start) {}
  Instant now() const override { return start_ + std::chrono::floor<std::chrono::seconds>(steady()); }
  milliseconds steady() const { return milliseconds(passed_); }
  void pass(milliseconds by) { passed_ += by.count(); }

 private:
  Instant start_;
  std::atomic<milliseconds::rep> passed_{0};
};

class LeapingFetcher final : public Fetcher {
 public:
  LeapingFetcher(LeapingClock& clock, HttpFetcher::Options options)
      : clock_(clock), inner_(std::move(options)) {}
  void start(FetchRequest request, Done done) override { inner_.start(std::move(request), std::move(done)); }
  void drive(milliseconds wait) override {
    if (inner_.under_way() > 0) return inner_.drive(wait);
    clock_.pass(std::max(wait, 1ms));
    if (after_leap) after_leap();
  }
  size_t under_way() const override { return inner_.under_way(); }
  std::function<void()> after_leap;

 private:
  LeapingClock& clock_;
  HttpFetcher inner_;
};

int host_of(int source) { return source < 20 ? source : 20 + source % 20; }
std::string host_name(int host) { return "h" + std::to_string(host) + ".example"; }
const char* schedule_of(int source) {
  constexpr std::array kRules = {"every 2h", "every 6h", "daily 03:30", "daily 07:30, 19:30",
                                 "every 3h except 22:00-06:00"};
  return kRules[static_cast<size_t>(source) % kRules.size()];
}
// What the robots.txt of a host asks for, and what is kept.
std::string robots_of(int host) {
  if (host == 3) return "User-agent: *\nCrawl-delay: 10\n";
  if (host == 4) return "User-agent: *\nCrawl-delay: 1000\n";
  return "";
}
milliseconds delay_of(int host) { return host == 3 ? 10s : host == 4 ? 300s : 5s; }

// One article of many is another in each edition: so the pages' own gates let it through.
std::string law(const std::string& number, int edition = 0) {
  std::string out = "<html><body><h1>Izdomāts likums " + number +
                    "</h1><p><b>1.pants. Mērķis</b></p><p>(1) Likums regulē tējas glabāšanu.</p>"
                    "<p><b>2.pants. Sods</b></p><p>(1) Par tējas izliešanu soda ar naudas sodu līdz " +
                    std::to_string(100 + edition) + " eiro.</p>";
  for (int article = 3; article <= 12; ++article)
    out += "<p><b>" + std::to_string(article) + ".pants. Kārtība</b></p><p>(1) Tēju glabā sausā vietā, ko " +
           std::to_string(article) + ". inspektors pārbauda reizi gadā.</p>";
  return out + "</body></html>";
}

class FastDay : public ::testing::Test {
 protected:
  struct Asked {
    milliseconds at;
    std::string host, path;
  };

  void SetUp() override {
    log::set_level(log::Level::error);
    root_ = fs::temp_directory_path() / ("zakonwatch-day-" + std::to_string(getpid()));
    fs::remove_all(root_);
    write_sources();
    environment_.emplace(Globals{.config = write_config(),
                                 .state = (root_ / "state").string(),
                                 .sources = (root_ / "sources").string()},
                         &clock_);
    workshop_.emplace(*environment_);
    fetcher_.emplace(clock_, fetcher_options(*environment_));
  }
  void TearDown() override {
    fetcher_.reset();
    workshop_.reset();
    fs::remove_all(root_);
    log::set_level(log::Level::info);
  }

  void write(const fs::path& file, const std::string& text) { ASSERT_TRUE(write_file_atomic(file, text)); }
  std::string write_config() {
    std::string text = "[crawler]\ndelay = \"5s\"\n[crawler.connect_to]\n";
    for (int host = 0; host < 40; ++host)
      text += "\"" + host_name(host) + ":80\" = \"127.0.0.1:" + std::to_string(server_.port()) + "\"\n";
    write(root_ / "zakonwatch.toml", text);
    return (root_ / "zakonwatch.toml").string();
  }
  // Sources of an invented country; the world's own ones are hidden.
  void write_sources() {
    fs::create_directories(root_ / "sources/countries");
    std::string text =
        "[country]\ncode = \"QD\"\nname = { en = \"Invented\" }\nlanguages = [\"lv\"]\n"
        "time_zone = \"Europe/Riga\"\n";
    for (int n = 0; n < sources_; ++n) {
      const std::string site = "http://" + host_name(host_of(n)) + "/" + std::to_string(n) + "/";
      text += "[[source]]\nid = \"qd-" + std::to_string(n) +
              "\"\nkind = \"consolidated\"\ntitle = \"Law\"\nhome = \"" + site +
              "\"\nverified = \"none\"\nschedule = \"" + schedule_of(n) +
              "\"\n[source.discover]\nlisting = { url = \"" + site +
              "list\", item = \"//li\", link = \"a/@href\", title = \"a\" }\n[source.document]\ntitle = "
              "\"//h1\"\n";
    }
    write(root_ / "sources/countries/qd.toml", text);
    for (const auto& file : fs::directory_iterator(fs::path(project_root()) / "sources/countries"))
      write(root_ / "sources/countries" / file.path().filename(), without_sources(file.path()));
  }
  static std::string without_sources(const fs::path& file) {
    std::ifstream in(file);
    std::string out;
    for (std::string line; std::getline(in, line) && !line.starts_with("[["); out += line + "\n") {
    }
    return out;
  }

  bool serve(const RawServer::Connection& to, const std::string& head) {
    const size_t path_at = head.find(' ') + 1, host_at = head.find("\r\nHost: ") + 8;
    const std::string path = head.substr(path_at, head.find(' ', path_at) - path_at);
    const std::string host = head.substr(host_at, head.find_first_of(":\r", host_at) - host_at);
    {
      const std::lock_guard lock(mutex_);
      log_.push_back({clock_.steady(), host, path});
      overlapped_ = overlapped_ || ++open_[host] > 1;
    }
    const bool kept = to.send(answer(host, path, head));
    const std::lock_guard lock(mutex_);
    --open_[host];
    return kept;
  }
  // In a month each law is amended once a week, some every day.
  int edition(const std::string& path) const {
    if (!laws_change_) return 0;
    const auto day = static_cast<size_t>(clock_.steady() / 24h);
    return static_cast<int>((day + std::hash<std::string>()(path) % 7) / 7);
  }
  std::string answer(const std::string& host, const std::string& path, const std::string& head) {
    if (path == "/robots.txt") {
      const std::string robots = robots_of(std::stoi(host.substr(1)));
      return robots.empty() ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" : ok_response(robots);
    }
    if (path.ends_with("/list")) return ok_response(list(std::stoi(path.substr(1))));
    const int now = edition(path);
    const std::string tag = "\"" + path + "-" + std::to_string(now) + "\"", etag = "ETag: " + tag + "\r\n";
    if (head.find("If-None-Match: " + tag) != std::string::npos)
      return "HTTP/1.1 304 Not Modified\r\n" + etag + "\r\n";
    return ok_response(law(path, now), etag);
  }
  static std::string list(int source) {
    std::string items;
    for (int n = 0; n < (source == kBig ? kBigLaws : 3); ++n)
      items +=
          "<li><a href='" + std::to_string(n) + "'>Likums par tēju numur " + std::to_string(n) + "</a></li>";
    return "<html><body><h1>Saraksts</h1><p>Tiesību akti, kas publicēti:</p><ul>" + items +
           "</ul></body></html>";
  }

  // Runs the crawl thread's loop until that much time has passed since the test began.
  void run_until(milliseconds end, const std::function<void()>& every_hour = {}) {
    std::atomic<bool> stop{false};
    auto next_hour = clock_.steady() + 1h;
    const auto look = [&] {
      stop = clock_.steady() >= end;
      if (!every_hour || clock_.steady() < next_hour) return;
      every_hour();
      next_hour += 1h;
    };
    fetcher_->after_leap = look;
    const auto wait = [&] {
      clock_.pass(20s);
      look();
    };
    CrawlLoop(*environment_, *workshop_, *fetcher_,
              {.beat = [] {}, .wait = wait, .steady = [this] { return clock_.steady(); }})
        .run(stop);
  }

  // When the passes of a source began: its list is asked for once a pass.
  std::vector<Instant> passes(int source) const {
    std::vector<Instant> out;
    for (const Asked& asked : log_)
      if (asked.path == "/" + std::to_string(source) + "/list")
        out.push_back(start_ + std::chrono::floor<std::chrono::seconds>(asked.at));
    return out;
  }
  void expect_every_delay_kept() const {
    std::map<std::string, milliseconds> last;
    for (const Asked& asked : log_) {
      if (const auto before = last.find(asked.host); before != last.end()) {
        EXPECT_GE(asked.at - before->second, delay_of(std::stoi(asked.host.substr(1))))
            << asked.host << asked.path << " at " << asked.at.count() << " ms";
      }
      last[asked.host] = asked.at;
    }
    EXPECT_FALSE(overlapped_) << "a host was asked twice at once";
  }

  const Instant start_ = *parse_rfc3339("2026-03-28T12:00:00Z");  // the clocks of Riga change in the night
  LeapingClock clock_{start_};
  std::mutex mutex_;
  std::vector<Asked> log_;
  std::map<std::string, int> open_;
  bool overlapped_ = false;
  bool laws_change_ = false;
  int sources_ = kSources;
  RawServer server_{
      [this](const RawServer::Connection& to, const std::string& head) { return serve(to, head); }};
  fs::path root_;
  std::optional<Environment> environment_;
  std::optional<Workshop> workshop_;
  std::optional<LeapingFetcher> fetcher_;
};

std::vector<Instant> instants(std::initializer_list<const char*> texts) {
  std::vector<Instant> out;
  for (const char* text : texts) out.push_back(*parse_rfc3339(text));
  return out;
}

void expect_soon_after(const std::vector<Instant>& seen, const std::vector<Instant>& due, int source) {
  ASSERT_EQ(seen.size(), due.size()) << "source " << source;
  for (size_t i = 0; i < due.size(); ++i) {
    EXPECT_GE(seen[i], due[i]) << "source " << source;
    EXPECT_LE(seen[i] - due[i], 10min) << "source " << source;
  }
}

TEST_F(FastDay, OfSixtySourcesKeepsEveryDelayAndStarvesNobody) {
  std::vector<size_t> heap;
  run_until(24h - 1min, [&] { heap.push_back(mallinfo2().uordblks); });
  expect_every_delay_kept();
  for (int n = 0; n < kSources; ++n) {
    const auto seen = passes(n);
    switch (n % 5) {
      case 0:  // every 2h, counted from the end of each pass
        EXPECT_EQ(seen.size(), 12U) << n;
        break;
      case 1:
        EXPECT_EQ(seen.size(), 4U) << n;
        break;
      case 2:  // 03:30 is skipped that night; the first instant after the gap is 04:00 = 01:00 UTC
        expect_soon_after(seen, instants({"2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z"}), n);
        break;
      case 3:  // +02:00 in the evening, +03:00 in the morning
        expect_soon_after(
            seen, instants({"2026-03-28T12:00:00Z", "2026-03-28T17:30:00Z", "2026-03-29T04:30:00Z"}), n);
        break;
      default:  // not between 20:00 and 03:00 UTC
        EXPECT_EQ(seen.size(), 6U) << n;
        for (const Instant at : seen) EXPECT_TRUE(at < start_ + 8h || at >= start_ + 15h) << to_rfc3339(at);
    }
  }
  ASSERT_GE(heap.size(), 23U);
  EXPECT_LT(heap.back(), heap[6] + (size_t{1} << 20)) << "memory grows";
}

// A source of 150 pages on the same host takes over twelve minutes; its neighbour waits for a few requests.
TEST_F(FastDay, ABigSourceKeepsNoNeighbourWaiting) {
  run_until(20min);
  const auto of = [&](int source) {
    const std::string folder = "/" + std::to_string(source) + "/";
    return std::count_if(log_.begin(), log_.end(),
                         [&](const Asked& a) { return a.path.starts_with(folder); });
  };
  EXPECT_EQ(of(kBig), kBigLaws + 1);
  EXPECT_EQ(of(kItsNeighbour), 4);
  const auto last =
      std::find_if(log_.rbegin(), log_.rend(), [](const Asked& a) { return a.path.starts_with("/46/"); });
  EXPECT_LT(last->at, 2min);
}

// O6: after a sleep every source is visited once, and not all in the same minute.
TEST_F(FastDay, WakingIsNoStorm) {
  run_until(2h);
  const size_t before = log_.size();
  clock_.pass(48h);
  const milliseconds woke = clock_.steady();
  run_until(woke + 1h);
  std::map<std::string, int> lists;
  std::vector<milliseconds> begins;
  for (size_t i = before; i < log_.size(); ++i) {
    if (!log_[i].path.ends_with("/list")) continue;
    ++lists[log_[i].path];
    begins.push_back(log_[i].at - woke);
  }
  EXPECT_EQ(lists.size(), static_cast<size_t>(kSources));
  for (const auto& [path, visits] : lists) EXPECT_EQ(visits, 1) << path;
  EXPECT_LE(std::count_if(begins.begin(), begins.end(), [](milliseconds at) { return at < 1min; }), 5);
  EXPECT_LE(begins.back(), 35min);
  expect_every_delay_kept();
}

// What a process holds and what its state takes, at the end of a day.
struct Burden {
  size_t heap = 0, resident = 0, descriptors = 0, record = 0, archive = 0, index = 0;
};

size_t octets_of(const fs::path& place) {
  if (!fs::is_directory(place)) return fs::exists(place) ? fs::file_size(place) : 0;
  size_t sum = 0;
  for (const auto& entry : fs::recursive_directory_iterator(place))
    if (entry.is_regular_file()) sum += entry.file_size();
  return sum;
}

Burden burden_of(const fs::path& state) {
  size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  const auto descriptors = fs::directory_iterator("/proc/self/fd");
  return {.heap = mallinfo2().uordblks,
          .resident = pages * static_cast<size_t>(sysconf(_SC_PAGESIZE)),
          .descriptors = static_cast<size_t>(std::distance(begin(descriptors), end(descriptors))),
          .record = octets_of(state / "record.db"),
          .archive = octets_of(state / "warc"),
          .index = octets_of(state / "index")};
}

class FastMonth : public FastDay {
 protected:
  FastMonth() {
    if (const char* sources = std::getenv("ZAKONWATCH_MONTH"))
      sources_ = std::max(kSources, std::atoi(sources));
  }
};

// O5: minutes long, so only where asked for (`make check-long`), with as many sources as are asked for.
TEST_F(FastMonth, LeavesMemoryAndDescriptorsAsTheyWere) {
  if (std::getenv("ZAKONWATCH_MONTH") == nullptr) GTEST_SKIP() << "set ZAKONWATCH_MONTH=60: takes minutes";
  laws_change_ = true;
  std::vector<Burden> days;
  std::printf("day,heap,resident,descriptors,record,archive,index\n");
  for (int day = 1; day <= 30; ++day) {
    run_until(day * 24h);
    const Burden now = days.emplace_back(burden_of(root_ / "state"));
    std::printf("%d,%zu,%zu,%zu,%zu,%zu,%zu\n", day, now.heap, now.resident, now.descriptors, now.record,
                now.archive, now.index);
    const std::lock_guard lock(mutex_);
    std::vector<Asked>().swap(log_);  // the server's memory is not the daemon's
    server_.forget();
  }
  EXPECT_GT(IndexFeed(*workshop_->record).last_seq(), 2000) << "the laws were not amended";
  constexpr size_t kNoise = size_t{4} << 20;
  // A single day may hold a buffer more or less; what leaks shows in the worst day of ten.
  const auto worst = [&](size_t first, size_t Burden::*what) {
    const auto begin = days.begin() + static_cast<ptrdiff_t>(first);
    return std::ranges::max(std::ranges::subrange(begin, begin + 10), {}, what).*what;
  };
  EXPECT_LT(worst(20, &Burden::heap), worst(0, &Burden::heap) + kNoise);
  EXPECT_LT(worst(20, &Burden::resident), worst(0, &Burden::resident) + 2 * kNoise);
  EXPECT_EQ(days[29].descriptors, days[9].descriptors);
  // The second ten days and the third bring as many editions: the state grows by what they say, no faster.
  EXPECT_LT(days[29].record - days[19].record, (days[19].record - days[9].record) * 5 / 4);
  EXPECT_LT(days[29].archive - days[19].archive, (days[19].archive - days[9].archive) * 5 / 4);
}

}  // namespace
}  // namespace zakonwatch
