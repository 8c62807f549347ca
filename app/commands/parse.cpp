// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/act_file.h"
#include "app/commands/command.h"
#include "app/outline_view.h"
#include "app/terminal.h"
#include "law/act_json.h"
#include "law/instruction_json.h"
#include "parsers/instructions.h"

namespace zakonwatch {
namespace {

struct Options {
  std::string file;
  ActFileOptions act;
  bool outline = false;
};

// The act's JSON with one more key: the orders it gives where it amends another.
std::string json_with_instructions(const ActFile& loaded) {
  std::string out = act_to_json(loaded.act);
  out.pop_back();
  return out + ",\"instructions\":" + instructions_to_json(read_instructions(loaded.act, *loaded.profile)) +
         "}\n";
}

int run(Environment& environment, const Options& options) {
  const ActFile loaded = load_act_file(environment, options.file, options.act);
  const bool json = environment.globals().json && !options.outline;
  print(json ? json_with_instructions(loaded) : outline_text(loaded.act, terminal_columns()));
  return 0;
}

}  // namespace

void add_parse(CommandLine& line) {
  CLI::App* sub = line.verb("parse", "Read a file as an act and print its provisions");
  auto options = std::make_shared<Options>();
  sub->add_option("FILE", options->file, "The document")->required();
  sub->add_option("--source", options->act.source, "Read it with this source's rules")->type_name("ID");
  sub->add_option("--language", options->act.language, "Read it with this language's profile alone")
      ->type_name("LANG");
  sub->add_option("--type", options->act.type,
                  "html, xml, pdf, docx, txt, md or json (default: by name and bytes)");
  sub->add_option("--act", options->act.act, "The act's id, as in ua/2341-14")->type_name("ID");
  sub->add_flag("--outline", options->outline, "An outline for people, also with --json");
  line.runs(sub, [options](Environment& environment) { return run(environment, *options); });
}

}  // namespace zakonwatch
