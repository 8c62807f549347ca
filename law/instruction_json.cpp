// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/instruction_json.h"

#include "law/json_fields.h"

namespace zakonwatch {
namespace {

using json_fields::Json;

Json instruction_json(const Instruction& each) {
  using json_fields::text_or_null;
  return {{"kind", to_string(each.kind)},
          {"eid", each.eid},
          {"text", each.text},
          {"act",
           {{"number", text_or_null(each.act.number)},
            {"date", json_fields::date(each.act.date)},
            {"words", text_or_null(each.act_words)}}},
          {"targets", each.targets},
          {"heading", each.heading},
          {"part", text_or_null(each.part)},
          {"old_words", text_or_null(each.old_words)},
          {"new_words", text_or_null(each.new_words)},
          {"after_words", text_or_null(each.after_words)},
          {"wording", each.wording},
          {"in_force_from", json_fields::date(each.in_force)},
          {"problem", text_or_null(each.problem)}};
}

}  // namespace

std::string instructions_to_json(const std::vector<Instruction>& instructions) {
  Json out = Json::array();
  for (const Instruction& each : instructions) out.push_back(instruction_json(each));
  return json_fields::dump(out);
}

}  // namespace zakonwatch
