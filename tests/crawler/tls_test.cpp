// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/content_hash.h"
#include "crawler/http_fetcher.h"
#include "tests/crawler/raw_server.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

bool run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

// `openssl s_server` with a certificate of our own making, serving files that hold whole responses.
class TlsServer {
 public:
  TlsServer(const fs::path& folder, const std::string& certificate,
            const std::vector<std::string>& more = {}) {
    int out[2];
    if (::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(out[1], STDOUT_FILENO);
      if (::chdir(folder.c_str()) != 0) ::_exit(126);
      const std::string cert = certificate + ".pem", key = certificate + ".key";
      std::vector<const char*> args = {"openssl",    "s_server", "-accept",  "127.0.0.1:0",
                                       "-HTTP",      "-naccept", "20",       "-cert",
                                       cert.c_str(), "-key",     key.c_str()};
      for (const std::string& argument : more) args.push_back(argument.c_str());
      args.push_back(nullptr);
      ::execvp("openssl", const_cast<char**>(args.data()));
      ::_exit(127);
    }
    ::close(out[1]);
    read_port(out[0]);
    ::close(out[0]);
  }
  ~TlsServer() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  void read_port(int fd) {  // "ACCEPT 127.0.0.1:41001"
    std::string text;
    char byte = 0;
    while (::read(fd, &byte, 1) == 1 && !(byte == '\n' && text.find("ACCEPT") != std::string::npos))
      text += byte;
    const size_t colon = text.rfind(':');
    port_ = colon == std::string::npos ? 0 : std::atoi(text.c_str() + colon + 1);
  }
  pid_t pid_ = -1;
  int port_ = 0;
};

// F13
class TlsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("zakonwatch-tls-" + random_hex(6));
    fs::create_directories(folder_);
    const std::string new_key = "openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes ";
    ready_ = make_ca("ca", "National CA of Livonia") && make_ca("ca2", "Another CA") &&
             make("good", "law.example.org", "ca", "30") && make("moved", "law.example.org", "ca2", "30") &&
             make("wrong", "other.example.org", "ca", "30") &&
             make("expired", "law.example.org", "ca", "-1") &&
             run(new_key + "-x509 -keyout " + at("self.key") + " -out " + at("self.pem") +
                 " -days 30 -subj /CN=law.example.org -addext subjectAltName=DNS:law.example.org");
    std::ofstream(folder_ / "act")
        << "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n<p>7.";
    std::ofstream(folder_ / "away")
        << "HTTP/1.1 302 Found\r\nLocation: https://other.example.org/act\r\nContent-Length: 0\r\n\r\n";
    std::ofstream(folder_ / "plain")
        << "HTTP/1.1 302 Found\r\nLocation: http://law.example.org/act\r\nContent-Length: 0\r\n\r\n";
  }
  static void TearDownTestSuite() { fs::remove_all(folder_); }
  void SetUp() override {
    if (!ready_) GTEST_SKIP() << "openssl is not here";
  }

  static std::string at(const std::string& name) { return (folder_ / name).string(); }
  static bool make_ca(const std::string& name, const std::string& subject) {
    return run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -x509 -keyout " +
               at(name + ".key") + " -out " + at(name + ".pem") + " -days 30 -subj '/CN=" + subject +
               "' -addext basicConstraints=critical,CA:TRUE");
  }
  static bool make(const std::string& name, const std::string& host, const std::string& ca,
                   const std::string& days) {
    std::ofstream(folder_ / (name + ".ext")) << "subjectAltName=DNS:" << host << "\n";
    return run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout " +
               at(name + ".key") + " -out " + at(name + ".csr") + " -subj /CN=" + host) &&
           run("openssl x509 -req -in " + at(name + ".csr") + " -CA " + at(ca + ".pem") + " -CAkey " +
               at(ca + ".key") + " -CAcreateserial -days " + days + " -extfile " + at(name + ".ext") +
               " -out " + at(name + ".pem"));
  }

  Result<FetchOutcome> fetch(const std::map<std::string, std::string>& connect_to, const std::string& ca,
                             const std::string& path = "/act", const std::string& tls_max = "") {
    HttpFetcher::Options options;
    options.clock = &clock_;
    options.connect_to = connect_to;
    HttpFetcher fetcher(options);
    FetchRequest request;
    request.url = "https://law.example.org" + path;
    request.ca_file = ca.empty() ? "" : at(ca + ".pem");
    request.tls_max = tls_max;
    request.limits.total = 10s;
    return fetch_one(fetcher, request);
  }
  Result<FetchOutcome> fetch(const TlsServer& server, const std::string& ca,
                             const std::string& tls_max = "") {
    return fetch({{"law.example.org:443", server.address()}}, ca, "/act", tls_max);
  }
  static void expect_refused(const Result<FetchOutcome>& outcome, const char* why) {
    ASSERT_FALSE(outcome) << why;
    EXPECT_EQ(outcome.error().kind, ErrorKind::network) << why;
    EXPECT_THAT(outcome.error().sentence(), testing::AnyOf(HasSubstr("SSL"), HasSubstr("certificate")))
        << why;
  }

  static inline fs::path folder_;
  static inline bool ready_ = false;
  ManualClock clock_{*parse_rfc3339("2026-11-22T06:31:04Z")};
};

TEST_F(TlsTest, AnExtraCaLetsItsOwnHostInAndTheIssuerIsRecorded) {
  const TlsServer server(folder_, "good");
  const auto outcome = fetch(server, "ca");
  ASSERT_TRUE(outcome) << outcome.error().sentence();
  EXPECT_EQ(outcome->body, "<p>7.");
  EXPECT_THAT(outcome->tls_issuer, HasSubstr("National CA of Livonia"));
}

TEST_F(TlsTest, ACaOfTheConfigurationSpeaksForTwinsOnly) {
  const TlsServer server(folder_, "good");
  HttpFetcher::Options options;
  options.clock = &clock_;
  options.connect_to = {{"law.example.org:443", server.address()}};
  options.ca_file = at("ca.pem");
  HttpFetcher fetcher(options);
  FetchRequest request;
  request.url = "https://law.example.org/act";
  EXPECT_TRUE(fetch_one(fetcher, request));
}

TEST_F(TlsTest, CertificatesThatAreRefused) {
  for (const auto& [certificate, ca] : {std::pair{"good", ""},
                                        {"good", "ca2"},
                                        {"wrong", "ca"},
                                        {"expired", "ca"},
                                        {"self", "ca"},
                                        {"self", ""}}) {
    const TlsServer server(folder_, certificate);
    expect_refused(fetch(server, ca), (std::string(certificate) + " with " + ca).c_str());
  }
}

TEST_F(TlsTest, AChangeOfIssuerShows) {
  std::string issuers[2];
  int i = 0;
  for (const char* ca : {"ca", "ca2"}) {
    const TlsServer server(folder_, ca == std::string("ca") ? "good" : "moved");
    const auto outcome = fetch(server, ca);
    ASSERT_TRUE(outcome) << outcome.error().sentence();
    issuers[i++] = outcome->tls_issuer;
  }
  EXPECT_NE(issuers[0], issuers[1]);
}

TEST_F(TlsTest, TheExtraCaStaysWithItsHost) {
  const TlsServer server(folder_, "good"), other(folder_, "wrong");
  expect_refused(
      fetch({{"law.example.org:443", server.address()}, {"other.example.org:443", other.address()}}, "ca",
            "/away"),
      "redirected to another host");
}

TEST_F(TlsTest, NoWayBackToPlainHttp) {
  const TlsServer server(folder_, "good");
  RawServer plain([](const auto& connection, const auto&) { return connection.send(ok_response("plain")); });
  const auto outcome = fetch({{"law.example.org:443", server.address()},
                              {"law.example.org:80", "127.0.0.1:" + std::to_string(plain.port())}},
                             "ca", "/plain");
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().sentence(), HasSubstr("https to http"));
  EXPECT_EQ(plain.connections(), 0);
}

TEST_F(TlsTest, FloorAndCeilingOfTheProtocol) {
  const TlsServer old(folder_, "good", {"-tls1_1", "-cipher", "ALL:@SECLEVEL=0"});
  EXPECT_FALSE(fetch(old, "ca"));
  const TlsServer only12(folder_, "good", {"-tls1_2"});
  EXPECT_TRUE(fetch(only12, "ca", "1.2"));
  const TlsServer only13(folder_, "good", {"-tls1_3"});
  EXPECT_TRUE(fetch(only13, "ca"));
  EXPECT_FALSE(fetch(only13, "ca", "1.2"));
}

}  // namespace
}  // namespace zakonwatch
