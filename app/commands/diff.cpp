// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>

#include "app/act_file.h"
#include "app/announced.h"
#include "app/change_view.h"
#include "app/commands/command.h"
#include "app/diff_json.h"
#include "app/overview.h"
#include "app/pair_check.h"
#include "app/point_in_time.h"
#include "app/reconciliation_view.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/text.h"
#include "diff/compare.h"

namespace zakonwatch {
namespace {

struct Options {
  std::string first, second;
  ActFileOptions act;
  std::vector<std::string> with;
  std::string format;
  std::string from, to;
  bool all = false, side_by_side = false;
  double min_score = kRelevant;
};

struct Compared {
  ChangeSet set;
  Overview overview;
  std::string reconciliation_text, reconciliation_json;  // empty where no amending act was given
  std::vector<std::string> doubts;                       // that NEW is the law at all
  ChangeHead head;
  std::string language;
};

AssessmentContext context(Environment& environment, const ActFile& file,
                          const std::shared_ptr<const Lexicon>& lexicon, double threshold) {
  return {.profile = file.profile.get(),
          .lexicon = lexicon.get(),
          .topics = &environment.topics(),
          .watch = file.watch,
          .country = file.country,
          .threshold = threshold};
}

// What the orders that have not reached the newer text will do to it.
std::vector<Outlook> still_to_come(const Reconciliation& result, const CompareInput& input) {
  std::vector<Outlook> out;
  for (const AmendingAct& amending : input.amending) {
    std::vector<const Instruction*> orders;
    for (const ReconciledInstruction& each : result.instructions)
      if (each.act == &amending &&
          (each.state == InstructionState::pending || each.state == InstructionState::not_yet))
        orders.push_back(each.instruction);
    if (!orders.empty()) out.push_back(outlook_of(*input.new_act, amending, orders, input.assess));
  }
  return out;
}

Compared compared(const CompareInput& input, ChangeHead head) {
  Compared out{.set = compare(input), .head = std::move(head), .language = input.new_act->language};
  out.overview = overview_of(out.set, *input.old_act, *input.new_act);
  out.head.overview = overview_text(out.overview);
  out.doubts = doubts_about(*input.old_act, *input.new_act, out.set);
  if (input.amending.empty()) return out;
  const auto result =
      reconcile(out.set, *input.old_act, *input.new_act, input.amending, input.assess.profile->fold);
  const auto outlooks = still_to_come(result, input);
  out.reconciliation_text = reconciliation_text(result, outlooks);
  out.reconciliation_json = reconciliation_json(result, outlooks);
  return out;
}

// Two files.
Compared compare_files(Environment& environment, const Options& options) {
  const ActFile old_file = load_act_file(environment, options.first, options.act);
  const ActFile new_file = load_act_file(environment, options.second, options.act);
  require_law_on_both_sides(old_file.act, options.first, new_file.act, options.second);
  std::vector<ActFile> others;
  for (const std::string& file : options.with)
    others.push_back(
        load_act_file(environment, file, {.source = options.act.source, .language = options.act.language}));
  const auto lexicon = environment.lexicon(new_file.act.language);
  CompareInput input{.old_act = &old_file.act,
                     .new_act = &new_file.act,
                     .assess = context(environment, new_file, lexicon, options.min_score)};
  for (const ActFile& other : others) {
    input.others.push_back(&other.act);
    AmendingAct orders = orders_to(other.act, *other.profile, old_file.act);
    if (!orders.instructions.empty()) input.amending.push_back(std::move(orders));
  }
  return compared(input, {options.first, options.second});
}

// Two editions of an act of the record.
Compared compare_editions(Environment& environment, const Options& options) {
  PointInTime record(environment);
  const auto old_act = record.edition(options.first, options.from),
             new_act = record.edition(options.first, options.to);
  ActFile subject{.act = new_act,
                  .profile = environment.language(new_act.language),
                  .watch = environment.catalogue().watch(new_act.id),
                  .country = environment.catalogue().country_of(new_act.id)};
  const auto lexicon = environment.lexicon(new_act.language);
  CompareInput input{.old_act = &old_act,
                     .new_act = &new_act,
                     .assess = context(environment, subject, lexicon, options.min_score)};
  input.amending = record.announced(environment, old_act, options.to);
  const auto name = [&](const std::string& date) { return fmt::format("{} as of {}", options.first, date); };
  return compared(input, {name(options.from), name(options.to)});
}

// Said before anything else: what follows may be an outage and no change of law.
void warn(const Compared& compared) {
  for (const std::string& doubt : compared.doubts)
    fmt::print(stderr, "zakonwatch: warning: {}: {}\n", compared.head.new_name, strip_controls(doubt));
  if (!compared.doubts.empty())
    fmt::print(stderr, "zakonwatch: what is told as repealed may only be missing from this file\n");
}

std::string text(const Compared& compared, const std::vector<const Change*>& listed, bool side_by_side) {
  if (compared.set.equal()) return "no differences\n" + compared.reconciliation_text;
  std::string out = changes_text(
      listed, compared.head,
      {.colour = output_has_colour(), .side_by_side = side_by_side, .columns = terminal_columns()});
  const size_t hidden = compared.set.changes.size() - listed.size();
  if (hidden > 0)
    out += fmt::format("\n{} further change{} not about drug policy, or editorial: --all lists them\n",
                       hidden, hidden == 1 ? "" : "s");
  return out + compared.reconciliation_text;
}

int run(Environment& environment, const Options& options) {
  if (options.from.empty() != options.to.empty())
    throw Fault(ErrorKind::usage, "--from and --to go together: an act of the record at two dates");
  const bool editions = !options.from.empty();
  if (editions != options.second.empty())
    throw Fault(ErrorKind::usage, "give OLD and NEW files, or an ACT-ID with --from and --to");
  const Compared compared =
      editions ? compare_editions(environment, options) : compare_files(environment, options);
  std::vector<const Change*> listed;
  for (const Change& change : compared.set.changes)
    if (options.all || (change.relevance.relevant && !change.editorial)) listed.push_back(&change);
  warn(compared);
  const std::string format = environment.globals().json ? "json" : options.format;
  if (format == "json")
    print(
        diff_to_json(compared.set, listed, compared.overview, compared.doubts, compared.reconciliation_json));
  else if (format == "markdown")
    print(changes_markdown(listed, compared.head));
  else if (format == "html")
    print(changes_html(listed, compared.head, compared.language, options.side_by_side));
  else
    print(text(compared, listed, options.side_by_side));
  return compared.set.equal() ? 0 : 1;
}

}  // namespace

void add_diff(CommandLine& line) {
  CLI::App* sub =
      line.verb("diff", "Compare two versions of an act: OLD NEW, or ACT-ID --from DATE --to DATE");
  auto options = std::make_shared<Options>();
  sub->add_option("OLD", options->first, "The older file, or an act's id")->required();
  sub->add_option("NEW", options->second, "The newer file");
  sub->add_option("--source", options->act.source, "Read both with this source's rules")->type_name("ID");
  sub->add_option("--language", options->act.language, "Read both with this language's profile")
      ->type_name("LANG");
  sub->add_option("--type", options->act.type, "html, xml, pdf, docx, txt, md or json");
  sub->add_option("--act", options->act.act, "The act's id: its watch list applies")->type_name("ID");
  sub->add_option("--with", options->with,
                  "Acts in force that a text may have moved to, or that amend this one")
      ->type_name("FILE");
  sub->add_option("--format", options->format, "text, html, json or markdown")
      ->check(CLI::IsMember({"text", "html", "json", "markdown"}));
  sub->add_option("--from", options->from, "Edition of this date")->type_name("DATE");
  sub->add_option("--to", options->to, "Edition of this date")->type_name("DATE");
  sub->add_flag("-y,--side-by-side", options->side_by_side, "Old and new beside one another (text and html)");
  sub->add_flag("--all", options->all, "Also changes that are editorial or not about drug policy");
  sub->add_option("--min-score", options->min_score, "What counts as relevant (0 to 1)")
      ->check(CLI::Range(0.0, 1.0));
  line.runs(sub, [options, &line](Environment& environment) {
    line.globals.trouble_floor = 2;  // 1 means "different" here
    return run(environment, *options);
  });
}

}  // namespace zakonwatch
