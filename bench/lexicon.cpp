// SPDX-License-Identifier: GPL-3.0-or-later
// Finding a language's concepts in real codes, beside the fold-and-tokenise pass alone on the same text in
// the same run: CPU of both and their ratio (docs/evidence/lexicon-speed.md). The text is read provision by
// provision, as the daemon reads it. Without the corpus beside the project there is nothing to read and the
// run says so.
#include <benchmark/benchmark.h>

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/text.h"
#include "law/lexicon.h"
#include "law/lexicon_words.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;

double own_cpu() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

// The paragraphs of every edition in a folder.
std::vector<std::string> paragraphs(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (const auto kind = entry.path().extension(); kind != ".md" && kind != ".txt" && kind != ".html")
      continue;
    const auto text = read_file(entry.path());
    if (!text) continue;
    for (const auto line : lines(*text))
      if (!line.empty()) out.emplace_back(line);
  }
  return out;
}

// The pass that diff, index and lexicon all stand on.
size_t fold_and_tokenise(const std::string& text) {
  std::string folded;
  folded.reserve(text.size());
  for (const Word& word : words(text)) fold_word(text.substr(word.begin, word.end - word.begin), folded);
  benchmark::DoNotOptimize(folded.data());
  return folded.size();
}

void find_concepts(benchmark::State& state, const char* language, const char* folder) {
  const fs::path root = BENCH_ROOT;
  const auto text = paragraphs(root / "../shared/corpus" / folder);
  Lexicons lexicons({root / "sources"});
  const auto lexicon = lexicons.get(language);
  if (text.empty() || !lexicon || *lexicon == nullptr)
    return state.SkipWithError("the corpus is not beside the project");
  double floor = 0, ours = 0;
  size_t bytes = 0, hits = 0;
  for (const std::string& paragraph : text) bytes += paragraph.size();
  for (auto _ : state) {
    const double begin = own_cpu();
    for (const std::string& paragraph : text) fold_and_tokenise(paragraph);
    const double middle = own_cpu();
    for (const std::string& paragraph : text) hits += (*lexicon)->find(paragraph).size();
    floor += middle - begin;
    ours += own_cpu() - middle;
  }
  const double runs = double(state.iterations());
  state.counters["MB"] = double(bytes) / 1e6;
  state.counters["hits"] = double(hits) / runs;
  state.counters["floor_ms"] = 1e3 * floor / runs;
  state.counters["ours_ms"] = 1e3 * ours / runs;
  state.counters["ratio"] = ours / floor;
}

BENCHMARK_CAPTURE(find_concepts, ukrainian_code, "uk", "UA/kriminalnyi-kodeks_2341-14");
BENCHMARK_CAPTURE(find_concepts, estonian_code, "et", "EE/karistusseadustik");
BENCHMARK_CAPTURE(find_concepts, czech_drug_act, "cs", "CZ/navykove-latky_167-1998");
BENCHMARK_CAPTURE(find_concepts, latvian_code, "lv", "LV/kriminallikums");
BENCHMARK_CAPTURE(find_concepts, german_drug_act, "de", "DE/btmg");

}  // namespace
}  // namespace zakonwatch
