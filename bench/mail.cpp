// SPDX-License-Identifier: GPL-3.0-or-later
// Owed alerts to delivered letters over one local SMTP connection, beside a bare libcurl loop that sends the
// same bytes to the same server in the same run: CPU of this process for each, and their ratio. The server is
// a child, its CPU is not counted. Ours has everything in it: what is due, the claim in the record, the
// words, MIME, the transaction, and the record of its end.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <ctime>
#include <filesystem>

#include "alerts/mailer.h"
#include "app/delivery.h"
#include "base/content_hash.h"
#include "base/curl.h"
#include "base/fault.h"
#include "base/files.h"
#include "store/changes.h"
#include "store/documents.h"
#include "store/versions.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

double own_cpu() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

// Says yes to everything, in a process of its own.
class Sink {
 public:
  Sink() {
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(listener, reinterpret_cast<sockaddr*>(&where), sizeof where);
    listen(listener, 8);
    socklen_t size = sizeof where;
    getsockname(listener, reinterpret_cast<sockaddr*>(&where), &size);
    port_ = ntohs(where.sin_port);
    child_ = fork();
    if (child_ == 0) serve(listener);
    close(listener);
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  std::string url() const { return fmt::format("smtp://127.0.0.1:{}", port_); }

 private:
  [[noreturn]] static void serve(int listener) {
    for (;;) {
      const int client = accept(listener, nullptr, nullptr);
      say(client, "220 sink\r\n");
      talk(client);
      close(client);
    }
  }
  static void say(int client, std::string_view reply) {
    if (send(client, reply.data(), reply.size(), MSG_NOSIGNAL) < 0) _exit(1);
  }
  static void talk(int client) {
    std::string text;
    bool data = false;
    char piece[65536];
    for (ssize_t n = 0; (n = recv(client, piece, sizeof piece, 0)) > 0;) {
      text.append(piece, size_t(n));
      if (data) {
        if (!text.ends_with("\r\n.\r\n")) continue;
        data = false;
        text.clear();
        say(client, "250 taken\r\n");
      } else if (text.ends_with("\r\n")) {
        data = text.starts_with("DATA");
        text.clear();
        say(client, data ? "354 go on\r\n" : "250 yes\r\n");
      }
    }
  }
  int port_ = 0;
  pid_t child_ = 0;
};

// Hands everything on and keeps the last.
class LastKept final : public Mailer {
 public:
  explicit LastKept(const std::string& url)
      : mailer_(value_or_throw(make_smtp_mailer({.url = url, .tls = "none"}))) {}
  std::optional<DeliveryError> send(const std::string& from, const std::string& to,
                                    const std::string& message) override {
    last = message;
    return mailer_->send(from, to, message);
  }
  std::string last;

 private:
  std::unique_ptr<Mailer> mailer_;
};

size_t give(char* buffer, size_t size, size_t count, void* user) {
  auto& left = *static_cast<std::string_view*>(user);
  const size_t n = std::min(size * count, left.size());
  std::memcpy(buffer, left.data(), n);
  left.remove_prefix(n);
  return n;
}

// The floor: one handle, one connection, nothing but the bytes.
double bare_loop(const std::string& url, const std::string& message, int letters) {
  const double began = own_cpu();
  CurlHandle curl;
  CurlList to;
  to.append("<reader@example.net>");
  curl.set(CURLOPT_URL, url);
  curl.set(CURLOPT_UPLOAD, true);
  curl.set(CURLOPT_MAIL_FROM, "<alerts@example.org>");
  curl.set(CURLOPT_MAIL_RCPT, to.get());
  curl.set(CURLOPT_READFUNCTION, give);
  for (int i = 0; i < letters; ++i) {
    std::string_view left = message;
    curl.set(CURLOPT_READDATA, &left);
    curl.set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    if (curl_easy_perform(curl.get()) != CURLE_OK) throw Fault(ErrorKind::delivery, "the sink refuses");
  }
  return own_cpu() - began;
}

Act code(const std::string& edition) {
  Act act;
  act.id = ActId("ua/2341-14");
  act.title = "Кримінальний кодекс України";
  act.language = "uk";
  for (int i = 1; i <= 450; ++i) {
    Provision article;
    article.eid = fmt::format("art_{}", i);
    article.type = ProvisionType::article;
    article.num = std::to_string(i);
    article.label = fmt::format("Стаття {}", i);
    article.text =
        "Незаконне придбання, зберігання, перевезення наркотичних засобів без мети збуту карається " +
        edition + " штрафом або обмеженням волі на строк до трьох років.";
    act.provisions.push_back(std::move(article));
  }
  return act;
}

// A state with one change of a code of 450 articles, owed to so many readers.
struct Owed {
  Owed(int readers, bool each_alike)
      : folder(room() / ("zakonwatch-bench-" + random_hex(6))),
        environment({.config = configuration(),
                     .state = folder.string(),
                     .sources = std::string(BENCH_ROOT) + "/sources"}) {
    record = Record::open(folder / "record.db");
    subscribers = Subscribers::open(folder / "subscribers.db");
    const ChangeSeq change = make_change();
    Outbox outbox(*record);
    Record::Transaction transaction(*record);
    for (int i = 0; i < readers; ++i) {
      const Subscriber person = subscribers->get_or_add(fmt::format("reader{}@example.net", i));
      const SubscriptionId wish = subscribers->add({.subscriber = person.id,
                                                    .label = each_alike ? "All" : fmt::format("All {}", i),
                                                    .cadence = Cadence::immediate,
                                                    .confirmed = true});
      outbox.owe(wish, change, "new", environment.clock().now());
    }
    transaction.commit();
  }
  Owed(const Owed&) = delete;
  Owed& operator=(const Owed&) = delete;
  ~Owed() {
    record.reset();
    subscribers.reset();
    fs::remove_all(folder);
  }

  // Each letter ends with a link of its reader's own, as it does wherever there is a web side.
  std::string configuration() const {
    fs::create_directories(folder);
    const std::string file = (folder / "zakonwatch.toml").string();
    value_or_throw(write_file_atomic(
        file, "[mail]\nfrom = \"alerts@example.org\"\n[web]\nbase_url = \"https://watch.example.org\"\n"));
    return file;
  }
  // In memory where there is such a place: how fast the disk syncs is not what is measured.
  static fs::path room() { return fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path(); }

  VersionId edition(int number, const std::string& valid_from) {
    Snapshot snapshot{.source = SourceId("ua-rada"),
                      .url = fmt::format("https://zakon.rada.gov.ua/laws/show/2341-14?n={}", number),
                      .fetched_at = environment.clock().now(),
                      .status = 200,
                      .headers_sha256 = sha256_hex("head"),
                      .body_sha256 = sha256_hex(valid_from),
                      .warc = {"a.warc.gz", number}};
    return Versions(*record).add({.country = "UA",
                                  .source = snapshot.source,
                                  .snapshot = Snapshots(*record).add(snapshot),
                                  .act = code(valid_from),
                                  .valid_from = *parse_iso_date(valid_from),
                                  .first_seen = snapshot.fetched_at,
                                  .derivation = {"p", "l", "s"}});
  }

  ChangeSeq make_change() {
    const VersionId before = edition(1, "2020-01-01"), after = edition(2, "2021-01-01");
    Change change;
    ChangeSide side{.eid = "art_309", .num = "309", .label = "Стаття 309", .path = {"Розділ XIII"}};
    side.text = "Незаконне придбання наркотичних засобів карається обмеженням волі на строк до трьох років.";
    change.old_side = side;
    side.text = "Незаконне придбання наркотичних засобів карається штрафом або обмеженням волі.";
    change.new_side = side;
    change.old_article = change.new_article = "art_309";
    change.redline = {{EditOp::equal, "Незаконне придбання наркотичних засобів карається "},
                      {EditOp::insert, "штрафом або "},
                      {EditOp::equal, "обмеженням волі"},
                      {EditOp::remove, " на строк до трьох років"},
                      {EditOp::equal, "."}};
    change.relevance = {0.9, true, {{"possession", 0.9, {"concept drug in redline: наркотичних"}}}};
    change.summary_en = "A fine is added.";
    return Changes(*record).add({.country = "UA",
                                 .act = ActId("ua/2341-14"),
                                 .source = SourceId("ua-rada"),
                                 .old_version = before,
                                 .new_version = after,
                                 .first_seen = environment.clock().now(),
                                 .change = change});
  }

  fs::path folder;
  Environment environment;
  std::unique_ptr<Record> record;
  std::unique_ptr<Subscribers> subscribers;
};

struct Sent {
  double cpu = 0;
  std::string last;  // the bytes of the last letter
};

Sent deliver(int letters, bool each_alike) {
  const Sink sink;
  Owed owed(letters, each_alike);
  LastKept mailer(sink.url());
  const double began = own_cpu();
  const DeliveryReport report =
      Delivery(owed.environment, *owed.record, *owed.subscribers, mailer).send_due();
  if (report.sent != letters) throw Fault(ErrorKind::delivery, "not every letter went out");
  return {own_cpu() - began, mailer.last};
}

// The floor before and after: what else the machine does meanwhile weighs on both.
void beside_libcurl(benchmark::State& state, bool each_alike) {
  const int letters = static_cast<int>(state.range(0));
  double ours = 0, floor = 0;
  const std::string sample = deliver(1, each_alike).last;
  for (auto _ : state) {
    floor += bare_loop(Sink().url(), sample, letters / 2);
    ours += deliver(letters, each_alike).cpu;
    floor += bare_loop(Sink().url(), sample, letters - letters / 2);
  }
  const double each = 1e3 / (double(letters) * double(state.iterations()));
  state.counters["ours_ms"] = ours * each;
  state.counters["libcurl_ms"] = floor * each;
  state.counters["ratio"] = ours / floor;
  state.counters["bytes"] = double(sample.size());
}

void OneChangeToManyReaders(benchmark::State& state) { beside_libcurl(state, true); }
BENCHMARK(OneChangeToManyReaders)->Arg(1'000)->Arg(10'000)->Iterations(1)->Unit(benchmark::kSecond);
// No two letters have the same words.
void ToEachReaderOtherWords(benchmark::State& state) { beside_libcurl(state, false); }
BENCHMARK(ToEachReaderOtherWords)->Arg(1'000)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace zakonwatch
