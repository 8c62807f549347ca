// SPDX-License-Identifier: GPL-3.0-or-later
// Other people's suites, and files made to break readers, through the sealed child: whatever it meets, it
// answers, and this process, which stands for the daemon, stays small.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "parse_support.h"
#include "parsers/charset.h"
#include "parsers/seal.h"
#include "parsers/worker.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

namespace zakonwatch {
namespace {

namespace fs = std::filesystem;
using Files = std::vector<fs::path>;

constexpr size_t kMostMemory = size_t{256} << 20;

fs::path suite(const std::string& folder) { return fs::path(corpus_folder()) / "conformance" / folder; }

Files files_below(const fs::path& folder) {
  Files out;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(folder, none))
    if (entry.is_regular_file()) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

size_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) * 1024;
  return 0;
}

class Conformance : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(suite("pdf"))) GTEST_SKIP() << "the corpus is not here";
    std::ofstream("/proc/self/clear_refs") << 5;  // the peak counts from here
  }
  void TearDown() override {
    if (!seals()) return;  // sanitizers keep what is freed
    EXPECT_LT(peak_memory(), kMostMemory);
  }

  // Neither dead nor out of time: an answer.
  template <typename Value>
  static void expect_answered(const Result<Value>& result, const std::string& name) {
    if (result) return;
    EXPECT_NE(result.error().kind, ErrorKind::timeout) << name;
    EXPECT_EQ(result.error().message.find("given up"), std::string::npos) << name << result.error().message;
    EXPECT_FALSE(result.error().message.empty()) << name;
  }
  Result<Act> parse(std::string_view bytes, const std::string& format, const std::string& name) {
    auto act = pool_.document({.bytes = bytes, .format = format, .profile = profile_.get(), .rules = rules_});
    expect_answered(act, name);
    return act;
  }

  ParserPool pool_{{.command = {program_file(), "parse-worker"}}};
  std::shared_ptr<const LanguageProfile> profile_ = test::profile("en");
  const DocumentRules* rules_ = nullptr;
};

TEST_F(Conformance, EveryPdfIsAnswered) {
  const Files files = files_below(suite("pdf"));
  size_t read = 0;
  for (const fs::path& file : files) {
    const auto act = parse(test::read(file), "pdf", file);
    EXPECT_TRUE(!act || !act->provisions.empty()) << file;  // no text is an error, never an empty law
    read += act ? 1 : 0;
  }
  EXPECT_GT(files.size(), 100U);
  EXPECT_GT(read, 10U);
}

TEST_F(Conformance, EveryCharsetFileIsAnswered) {
  const Files files = files_below(suite("charset"));
  EXPECT_GE(files.size(), 121U);
  for (const fs::path& file : files) (void)parse(test::read(file), "txt", file);
}

// The languages that a profile exists for and the code pages that the web knows: decoded as their names say.
TEST_F(Conformance, CodePagesOfTheRegionAreToldApart) {
  const std::map<std::string, std::string> scripts = {
      {"bg", "Cyrl"}, {"cs", "Latn"}, {"de", "Latn"}, {"et", "Latn"}, {"hr", "Latn"},
      {"hu", "Latn"}, {"lt", "Latn"}, {"lv", "Latn"}, {"pl", "Latn"}, {"ro", "Latn"},
      {"ru", "Cyrl"}, {"sk", "Latn"}, {"sl", "Latn"}};
  size_t tried = 0;
  for (const auto& [language, script] : scripts)
    for (const fs::path& file : files_below(suite("charset/uchardet") / language)) {
      const std::string bytes = test::read(file), name = file.stem();
      if (name == "iso-8859-10") continue;  // Nordic: one letter of this sample tells it from iso-8859-4
      const auto named =
          decode_text(bytes, {.override_name = name, .header = {}, .script = {}, .language = {}});
      const auto found =
          decode_text(bytes, {.override_name = {}, .header = {}, .script = script, .language = language});
      ASSERT_TRUE(named && found) << file;
      EXPECT_EQ(found->text, named->text) << file << " read as " << found->charset;
      ++tried;
    }
  EXPECT_GT(tried, 50U);
}

TEST_F(Conformance, EveryJsonFileIsAnswered) {
  DocumentRules rules;
  rules.format = "json";
  rules.body = "/0";
  rules_ = &rules;
  const Files files = files_below(suite("json"));
  EXPECT_GT(files.size(), 300U);
  for (const fs::path& file : files) (void)parse(test::read(file), "json", file);
}

TEST_F(Conformance, EveryTokenizerInputIsAnswered) {
  size_t inputs = 0;
  for (const fs::path& file : files_below(suite("html5lib/tokenizer"))) {
    if (file.extension() != ".test") continue;
    const auto suites = nlohmann::json::parse(test::read(file), nullptr, false);
    for (const auto& list : suites)
      for (size_t i = 0; i<list.size(); i += list.size()> 1000 ? 8 : 1) {  // of thousands of entities some
        const auto& one = list[i];
        const std::string input = one.value("input", "");
        (void)parse("<p>Article 1. Tea</p>" + input, "html", file.string() + input);
        ++inputs;
      }
  }
  EXPECT_GT(inputs, 1000U);
}

TEST_F(Conformance, EveryFeedIsAnswered) {
  Discovery feed;
  feed.kind = Discovery::Kind::feed;
  size_t found = 0;
  const Files files = files_below(suite("feeds"));
  for (size_t i = 0; i < files.size(); i += 4) {  // many differ in a word
    const fs::path& file = files[i];
    const std::string bytes = test::read(file);
    const auto listing =
        pool_.listing({.bytes = bytes, .url = "https://law.example/feed", .discovery = &feed});
    expect_answered(listing, file);
    if (!listing) continue;
    found += listing->documents.size();
    for (const ListedDocument& document : listing->documents)
      EXPECT_TRUE(document.url.starts_with("http")) << file << ' ' << document.url;
  }
  EXPECT_GT(files.size(), 5000U);
  EXPECT_GT(found, 300U);
}

TEST_F(Conformance, TheBombsOfTheGenerator) {
  const TemporaryFolder folder;
  const std::string make = "cd '" + folder.path().string() + "' && python3 '" +
                           (suite("bombs") / "make_bombs.py").string() + "' 1";
  ASSERT_EQ(std::system(make.c_str()), 0);
  for (const fs::path& file : files_below(folder.path() / "out")) {
    const bool law = file.stem() == "bidi_override";  // no bomb: a line of law with controls in it
    const auto act = parse(test::read(file), "", file);
    EXPECT_EQ(act.has_value(), law) << file;
  }
}

// Each case of html5lib's encoding suite: "#data", bytes, "#encoding", what a browser takes them for.
TEST_F(Conformance, DeclaredEncodingsAreFoundAsBrowsersFindThem) {
  size_t cases = 0;
  for (const char* name : {"tests1.dat", "tests2.dat"}) {
    const std::string text = test::read(suite("html5lib/encoding") / name);
    for (size_t at = text.find("#data\n"); at != std::string::npos; at = text.find("#data\n", at + 1)) {
      const size_t sign = text.find("\n#encoding\n", at);
      ASSERT_NE(sign, std::string::npos);
      const std::string data = text.substr(at + 6, sign - at - 6);
      std::string wanted = text.substr(sign + 11, text.find('\n', sign + 11) - sign - 11);
      for (char& c : wanted) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      std::string found = declared_charset(data);
      if (data.starts_with("\xEF\xBB\xBF")) found = decode_text(data)->charset;
      EXPECT_EQ(found.empty() ? "windows-1252" : found, wanted) << data.substr(0, 300);
      (void)parse("<p>Article 1. Tea</p>" + data, "html", data);
      ++cases;
    }
  }
  EXPECT_GT(cases, 60U);
}

}  // namespace
}  // namespace zakonwatch
