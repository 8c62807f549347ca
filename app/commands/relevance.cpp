// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/act_file.h"
#include "app/commands/command.h"
#include "app/relevance_json.h"
#include "app/terminal.h"
#include "base/text.h"
#include "diff/compare.h"

namespace zakonwatch {
namespace {

struct Options {
  std::string file;
  ActFileOptions act;
  double min_score = kRelevant;
};

std::string text_line(const AssessedProvision& row) {
  std::string out = fmt::format("{:.2f}  {}  {}\n", row.relevance.score, row.eid, row.label);
  for (const TopicScore& topic : row.relevance.topics)
    for (const std::string& why : topic.why) out += fmt::format("        {}: {}\n", topic.id, why);
  return out;
}

int run(Environment& environment, const Options& options) {
  const ActFile file = load_act_file(environment, options.file, options.act);
  const auto lexicon = environment.lexicon(file.act.language);
  const AssessmentContext context{.profile = file.profile.get(),
                                  .lexicon = lexicon.get(),
                                  .topics = &environment.topics(),
                                  .watch = file.watch,
                                  .country = file.country,
                                  .threshold = options.min_score};
  std::vector<AssessedProvision> rows;
  for (size_t i = 0; i < file.act.provisions.size(); ++i) {
    const Provision& provision = file.act.provisions[i];
    rows.push_back(
        {provision.eid, provision.label, assess_provision(file.act, static_cast<int>(i), context)});
  }
  if (environment.globals().json) {
    print(relevance_json(rows) + "\n");
    return 0;
  }
  for (const AssessedProvision& row : rows)
    if (row.relevance.relevant) print(text_line(row));
  return 0;
}

}  // namespace

void add_relevance(CommandLine& line) {
  CLI::App* sub = line.verb("relevance", "Say which provisions of a file are about drug policy, and why");
  auto options = std::make_shared<Options>();
  sub->add_option("FILE", options->file, "The document")->required();
  sub->add_option("--source", options->act.source, "Read it with this source's rules")->type_name("ID");
  sub->add_option("--language", options->act.language, "Read it with this language's profile")
      ->type_name("LANG");
  sub->add_option("--type", options->act.type, "html, xml, pdf, docx, txt, md or json");
  sub->add_option("--act", options->act.act, "The act's id: its watch list applies")->type_name("ID");
  sub->add_option("--min-score", options->min_score, "What counts as relevant (0 to 1)")
      ->check(CLI::Range(0.0, 1.0));
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
