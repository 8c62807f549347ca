// SPDX-License-Identifier: GPL-3.0-or-later
// From bytes to checked provisions through the sealed child, beside Gumbo alone on the same page. Both run in
// turn; CPU time is of this process and of the child. The program is its own child.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "parsers/charset.h"
#include "parsers/worker.h"
#include "parsers/worker_child.h"

namespace zakonwatch {
namespace {

struct Page {
  std::string name, language, bytes;
  std::string utf8;  // what Gumbo is given: decoding costs the floor nothing
};

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A page of our own for where the corpus is not: articles with parts, points and notes inside site chrome.
std::string own_page() {
  std::string out = "<html><body><ul><li><a href='/'>Sākums</a></ul><div class='law'>";
  for (int article = 1; article <= 400; ++article) {
    out += fmt::format("<p class='pant'><b>{}. pants. Tējas dzeršana nr. {}</b></p>", article, article);
    for (int part = 1; part <= 3; ++part)
      out += fmt::format(
          "<p>({}) Par tējas dzeršanu ārpus noteiktā laika, ja to izdarījusi personu grupa, soda ar "
          "brīvības atņemšanu uz laiku līdz <i>{}</i> gadiem vai ar naudas sodu.</p>",
          part, article % 9 + 1);
    out += fmt::format("<p class='note'><i>(Ar grozījumiem, kas izdarīti ar {:02}.01.2013. likumu)</i></p>",
                       article % 28 + 1);
  }
  return out + "</div></body></html>";
}

std::vector<Page> pages() {
  std::vector<Page> out{{"own", "lv", own_page(), {}}};
  const std::filesystem::path corpus = BENCH_ROOT "/../shared/corpus";
  for (const auto& [language, file] :
       std::map<std::string, std::string>{{"lv", "LV/kriminallikums/20130401.html"},
                                          {"ru", "RU/ips/tk_rf_102074279_current-2026-06.html"},
                                          {"sk", "SK/fixtures-legalize/sample-labour-code.html"},
                                          {"sr", "RS/pis-raw/rs-personal-data-protection.html"},
                                          {"uk", "UA/raw-html/2344-14_ed20241115_saved-print.htm"},
                                          {"uz", "UZ/lexuz_doc_export_labour_uz.html"}})
    if (std::string bytes = read(corpus / file); !bytes.empty())
      out.push_back({file.substr(0, 2), language, std::move(bytes), {}});
  for (Page& page : out)
    if (auto text = decode_text(page.bytes)) page.utf8 = std::move(text->text);
  return out;
}

double seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double gumbo_alone(const Page& page) {
  const double begin = seconds(CLOCK_PROCESS_CPUTIME_ID);
  GumboOutput* tree = gumbo_parse_with_options(&kGumboDefaultOptions, page.utf8.data(), page.utf8.size());
  benchmark::DoNotOptimize(tree);
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
  return seconds(CLOCK_PROCESS_CPUTIME_ID) - begin;
}

double through_the_child(const Page& page, ParseChild& child, const LanguageProfile& profile) {
  clockid_t childs = 0;
  clock_getcpuclockid(child.process(), &childs);
  const double begin = seconds(CLOCK_PROCESS_CPUTIME_ID) + seconds(childs);
  const auto act = child.document({.bytes = page.bytes, .format = "html", .profile = &profile});
  if (!act) return -1;
  benchmark::DoNotOptimize(act_text_hash(*act));
  return seconds(CLOCK_PROCESS_CPUTIME_ID) + seconds(childs) - begin;
}

double median(std::vector<double> of) {
  std::sort(of.begin(), of.end());
  return of[of.size() / 2];
}

void bytes_to_provisions(benchmark::State& state, const Page& page) {
  const auto profile = load_language(BENCH_ROOT "/sources/languages/" + page.language + ".toml");
  const WorkerOptions options{.command = {"/proc/self/exe", "parse-worker"}};
  auto child = ParseChild::start(options);
  if (!profile || !child) return state.SkipWithError("no profile or no child");
  if (through_the_child(page, **child, *profile) < 0) return state.SkipWithError("the page cannot be read");
  std::vector<double> floor, ours;
  for (auto _ : state) {
    floor.push_back(gumbo_alone(page));
    ours.push_back(through_the_child(page, **child, *profile));
    state.SetIterationTime(ours.back());
  }
  state.counters["gumbo_ms"] = median(floor) * 1e3;
  state.counters["ours_ms"] = median(ours) * 1e3;
  state.counters["ratio"] = median(ours) / median(floor);
  state.counters["MB_per_s"] = static_cast<double>(page.bytes.size()) / 1e6 / median(ours);
}

}  // namespace
}  // namespace zakonwatch

int main(int argc, char** argv) {
  using namespace zakonwatch;
  if (argc > 1 && std::string_view(argv[1]) == "parse-worker") return run_parse_worker(0);
  static const std::vector<Page> all = pages();
  for (const Page& page : all)
    benchmark::RegisterBenchmark(page.name.c_str(), bytes_to_provisions, page)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
