// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <map>

#include "app/commands/command.h"
#include "app/index_documents.h"
#include "app/point_in_time.h"
#include "app/recorded_json.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/text.h"
#include "index/searcher.h"
#include "store/documents.h"
#include "store/versions.h"

namespace zakonwatch {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string as_of, country, topic;
  bool history = false;
  size_t limit = 10;
};

// Texts and addresses of hits, out of the record; an act is loaded once.
class Texts {
 public:
  explicit Texts(Record& record) : versions_(record), snapshots_(record) {}

  std::optional<std::string> text(const std::string& id) {
    const auto parsed = parse_provision_id(id);
    if (!parsed) return {};
    const Act& act = load(parsed->version);
    for (size_t i = 0; i < act.provisions.size(); ++i)
      if (act.provisions[i].eid == parsed->eid) return act.subtree_text(static_cast<int>(i));
    return {};
  }
  std::string url(const std::string& id) {
    const auto parsed = parse_provision_id(id);
    const auto version = parsed ? versions_.get(parsed->version) : std::nullopt;
    const auto snapshot = version ? snapshots_.get(version->snapshot) : std::nullopt;
    return snapshot ? snapshot->url : "";
  }

 private:
  const Act& load(VersionId id) {
    auto found = acts_.find(id.value);
    if (found == acts_.end()) found = acts_.emplace(id.value, versions_.load(id)).first;
    return found->second;
  }
  Versions versions_;
  Snapshots snapshots_;
  std::map<int64_t, Act> acts_;
};

std::string text(const SearchResults& results, bool colour) {
  if (results.hits.empty()) return "nothing found\n";
  std::string out = fmt::format("{}{} found\n", results.lower_bound ? "at least " : "", results.total);
  for (const SearchHit& hit : results.hits) {
    out += fmt::format("\n{} {}, {}  ({}#{})\n    ", hit.country, hit.title, hit.label, hit.act, hit.eid);
    for (const SnippetPart& part : hit.snippet) {
      const std::string words = squeeze_space(strip_controls(replace_all(part.text, "\n", " ¶ ")));
      const bool space_before = !part.text.empty() && part.text.front() == ' ',
                 space_after = part.text.size() > 1 && part.text.back() == ' ';
      out += (space_before ? " " : "") +
             (part.match ? (colour ? "\x1b[1m" + words + "\x1b[0m" : "*" + words + "*") : words) +
             (space_after ? " " : "");
    }
    out += "\n";
    for (const std::string& why : hit.why) out += "    why: " + why + "\n";
  }
  return out;
}

int run(Environment& environment, const Options& options) {
  const auto record = open_record_for_reading(environment);
  SearchQuery query{.country = options.country,
                    .topic = options.topic,
                    .history = options.history,
                    .today = Date(std::chrono::floor<std::chrono::days>(environment.clock().now())),
                    .limit = options.limit};
  for (const std::string& word : options.words) query.words += (query.words.empty() ? "" : " ") + word;
  if (!options.as_of.empty() && !(query.as_of = parse_iso_date(options.as_of)))
    throw Fault(ErrorKind::usage, fmt::format("--as-of {}: write YYYY-MM-DD", options.as_of));
  auto searcher = value_or_throw(Searcher::open(environment.state() / "index"));
  Texts texts(*record);
  const auto results = value_or_throw(
      searcher.search(query, environment.lexicons(), [&](const std::string& id) { return texts.text(id); }));
  if (!environment.globals().json) {
    print(text(results, output_has_colour()));
    return 0;
  }
  std::vector<std::string> urls;
  for (const SearchHit& hit : results.hits) urls.push_back(texts.url(hit.id));
  print(search_json(results, urls) + "\n");
  return 0;
}

}  // namespace

void add_search(CommandLine& line) {
  CLI::App* sub = line.verb("search", "Search the law in force, with a word from any of the languages");
  auto options = std::make_shared<Options>();
  sub->add_option("QUERY", options->words, "Words; quotes make a phrase")->required();
  sub->add_option("--as-of", options->as_of, "The law in force on this day")->type_name("DATE");
  sub->add_flag("--history", options->history, "Every version there was");
  sub->add_option("--country", options->country, "Only in this country")->type_name("CC");
  sub->add_option("--topic", options->topic, "Only on this topic")->type_name("TOPIC");
  sub->add_option("--limit", options->limit, "At most so many hits")->check(CLI::Range(1, 1000));
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
