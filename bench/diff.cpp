// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison beside `git diff --no-index --word-diff=porcelain` on the same text, in one run: CPU seconds
// of both, and their ratio (docs/evidence/diff.md). The peer pays for its process and for reading the files,
// as a user would; ours begins with two acts in memory, and the row "with redlines, relevance and effects" is
// the whole call.
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "diff/compare.h"
#include "diff/redline.h"

extern char** environ;  // NOLINT: POSIX

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

double own_cpu() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

double children_cpu() {
  rusage use{};
  getrusage(RUSAGE_CHILDREN, &use);
  const auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) * 1e-6; };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

// A code of `articles` with three paragraphs each, about 1.8 MB for 700; every `step`-th paragraph one
// changed.
struct Pair {
  Act before, after;
  std::string old_text, new_text;
};

std::string sentence(std::mt19937& random, size_t words) {
  static const char* const kWords[] = {"незаконне", "зберігання", "засобів",  "карається", "штрафом",
                                       "або",       "арештом",    "на",       "строк",     "до",
                                       "років",     "вчинене",    "повторно", "за",        "попередньою",
                                       "змовою",    "групою",     "осіб"};
  std::string out;
  for (size_t n = 0; n < words; ++n)
    out += std::string(kWords[random() % std::size(kWords)]) +
           (n % 9 == 8 ? std::to_string(random() % 900) + ", " : " ");
  return out + "років.";
}

void add(Act& act, std::string& page, const std::string& eid, ProvisionType type, int parent,
         std::string text) {
  Provision one;
  one.eid = one.label = eid;
  one.type = type;
  one.parent = parent;
  one.num = eid.substr(eid.rfind('_') + 1);
  one.text = std::move(text);
  page += one.num + ". " + one.text + "\n";
  act.provisions.push_back(std::move(one));
}

Pair code(size_t articles, size_t changed) {
  Pair pair;
  std::mt19937 random(7);
  for (size_t a = 1; a <= articles; ++a) {
    const std::string eid = fmt::format("art_{}", a);
    const int top = static_cast<int>(pair.before.provisions.size());
    add(pair.before, pair.old_text, eid, ProvisionType::article, -1, "");
    add(pair.after, pair.new_text, eid, ProvisionType::article, -1, "");
    for (int p = 1; p <= 3; ++p) {
      const std::string text = sentence(random, 62);
      const bool amend = p == 2 && a % (articles / changed) == 0;
      const std::string now =
          amend ? text.substr(0, text.find(' ')) + " умисне" + text.substr(text.find(' ')) : text;
      const std::string place = fmt::format("{}__para_{}", eid, p);
      add(pair.before, pair.old_text, place, ProvisionType::paragraph, top, text);
      add(pair.after, pair.new_text, place, ProvisionType::paragraph, top, now);
    }
  }
  return pair;
}

class Files {
 public:
  explicit Files(const Pair& pair)
      : folder_(fs::temp_directory_path() / fmt::format("zakonwatch-bench-{}", getpid())) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "old.txt") << pair.old_text;
    std::ofstream(folder_ / "new.txt") << pair.new_text;
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  ~Files() { fs::remove_all(folder_); }
  std::string old_file() const { return (folder_ / "old.txt").string(); }
  std::string new_file() const { return (folder_ / "new.txt").string(); }

 private:
  fs::path folder_;
};

// CPU seconds of one run of the peer, 0 where git is not installed.
double peer(const Files& files) {
  std::string words[] = {"git",           "diff", "--no-index", "--word-diff=porcelain", files.old_file(),
                         files.new_file()};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const double before = children_cpu();
  const int failed = posix_spawnp(&child, "git", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return 0;
  waitpid(child, nullptr, 0);
  return children_cpu() - before;
}

const LanguageProfile& profile() {
  static const LanguageProfile kProfile{.code = "uk"};
  return kProfile;
}

void beside_git(benchmark::State& state, const Pair& pair, const std::function<void()>& ours) {
  const Files files(pair);
  double own = 0, git = 0;
  for (auto _ : state) {
    const double begin = own_cpu();
    ours();
    own += own_cpu() - begin;
    state.PauseTiming();
    git += peer(files);
    state.ResumeTiming();
  }
  const auto runs = double(state.iterations());
  state.counters["ours_ms"] = own * 1000 / runs;
  state.counters["git_ms"] = git * 1000 / runs;
  state.counters["ratio"] = git > 0 ? own / git : 0;
}

void CodeOf700ArticlesWith40Changed(benchmark::State& state) {
  const Pair pair = code(700, 40);
  size_t changes = 0;
  beside_git(state, pair, [&] {
    changes = compare({.old_act = &pair.before, .new_act = &pair.after, .assess = {.profile = &profile()}})
                  .changes.size();
  });
  state.counters["changes"] = double(changes);
  state.counters["bytes"] = double(pair.old_text.size());
}
BENCHMARK(CodeOf700ArticlesWith40Changed)->Iterations(20)->Unit(benchmark::kMillisecond);

// Two megabytes of the same words in another order, as one provision.
void ShuffledWords(benchmark::State& state) {
  std::mt19937 random(3);
  std::vector<std::string> words;
  for (size_t bytes = 0; bytes < 2'000'000; bytes += words.back().size() + 1)
    words.push_back("слово" + std::to_string(random() % 5000));
  Pair pair;
  for (const std::string& word : words) pair.old_text += word + " ";
  std::shuffle(words.begin(), words.end(), random);
  for (const std::string& word : words) pair.new_text += word + " ";
  bool coarse = false;
  beside_git(state, pair,
             [&] { benchmark::DoNotOptimize(redline(pair.old_text, pair.new_text, {}, &coarse)); });
  state.counters["coarse"] = coarse ? 1 : 0;
}
BENCHMARK(ShuffledWords)->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace zakonwatch
