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
#include <memory>

#include "base/toml.h"
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

using Profiles = std::map<std::string, LanguageProfile>;

const LanguageProfile* profile_of(const std::string& language) {
  static Profiles profiles;
  if (!profiles.contains(language))
    if (auto profile = load_language(BENCH_ROOT "/sources/languages/" + language + ".toml"))
      profiles.emplace(language, std::move(*profile));
  const auto known = profiles.find(language);
  return known == profiles.end() ? nullptr : &known->second;
}

std::unique_ptr<ParseChild> start_child() {
  auto child = ParseChild::start({.command = {"/proc/self/exe", "parse-worker"}});
  return child ? std::move(*child) : nullptr;
}

void bytes_to_provisions(benchmark::State& state, const Page& page) {
  const auto* profile = profile_of(page.language);
  const auto child = start_child();
  if (profile == nullptr || !child) return state.SkipWithError("no profile or no child");
  if (through_the_child(page, *child, *profile) < 0) return state.SkipWithError("the page cannot be read");
  std::vector<double> floor, ours;
  for (auto _ : state) {
    floor.push_back(gumbo_alone(page));
    ours.push_back(through_the_child(page, *child, *profile));
    state.SetIterationTime(ours.back());
  }
  state.counters["gumbo_ms"] = median(floor) * 1e3;
  state.counters["ours_ms"] = median(ours) * 1e3;
  state.counters["ratio"] = median(ours) / median(floor);
  state.counters["MB_per_s"] = static_cast<double>(page.bytes.size()) / 1e6 / median(ours);
}

// Every HTML page of the corpus in which law is found, read in the language of its country.
std::vector<Page> corpus_pages(ParseChild& child) {
  std::vector<Page> out;
  std::error_code absent;
  for (const auto& country : std::filesystem::directory_iterator(BENCH_ROOT "/../shared/corpus", absent)) {
    std::string code = country.path().filename();
    std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto file = TomlDocument::read(BENCH_ROOT "/sources/countries/" + code + ".toml");
    const auto languages =
        file ? file->root().table("country").texts("languages") : std::vector<std::string>();
    if (languages.empty()) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(country.path(), absent)) {
      if (!entry.path().extension().string().starts_with(".htm")) continue;
      Page page{entry.path(), languages.front(), read(entry.path()), {}};
      const auto* profile = profile_of(page.language);
      if (auto text = decode_text(page.bytes)) page.utf8 = std::move(text->text);
      if (profile != nullptr && !page.utf8.empty() && through_the_child(page, child, *profile) >= 0)
        out.push_back(std::move(page));
    }
  }
  return out;
}

// All of them together, one after the other.
void whole_corpus(benchmark::State& state) {
  auto child = start_child();
  const std::vector<Page> pages = child ? corpus_pages(*child) : std::vector<Page>();
  if (pages.empty()) return state.SkipWithError("no corpus or no child");
  std::vector<std::vector<double>> floor(pages.size()), ours(pages.size());
  for (auto _ : state) {
    double sum = 0;
    child = start_child();  // the time a child may take is limited
    for (size_t i = 0; i < pages.size(); ++i) {
      const LanguageProfile& profile = *profile_of(pages[i].language);
      through_the_child(pages[i], *child, profile);  // a fresh child is given the language first
      floor[i].push_back(gumbo_alone(pages[i]));
      sum += ours[i].emplace_back(through_the_child(pages[i], *child, profile));
    }
    state.SetIterationTime(sum);
  }
  double floor_sum = 0, ours_sum = 0;
  std::vector<double> ratios;
  for (size_t i = 0; i < pages.size(); ++i) {
    const double gumbo = median(floor[i]), whole = median(ours[i]);
    floor_sum += gumbo, ours_sum += whole;
    ratios.push_back(whole / gumbo);
  }
  state.counters["gumbo_ms"] = floor_sum * 1e3;
  state.counters["ours_ms"] = ours_sum * 1e3;
  state.counters["ratio"] = ours_sum / floor_sum;
  state.counters["median_ratio"] = median(ratios);
  state.counters["above_1.5"] =
      static_cast<double>(std::count_if(ratios.begin(), ratios.end(), [](double r) { return r > 1.5; }));
  state.counters["pages"] = static_cast<double>(pages.size());
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
  benchmark::RegisterBenchmark("corpus", whole_corpus)->UseManualTime()->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
