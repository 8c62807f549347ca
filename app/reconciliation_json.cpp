// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/reconciliation_view.h"
#include "law/instruction_json.h"
#include "law/json_fields.h"

namespace zakonwatch {

using nlohmann::ordered_json;

std::string reconciliation_json(const Reconciliation& result) {
  ordered_json announced = ordered_json::array(), unannounced = ordered_json::array();
  for (const ReconciledInstruction& each : result.instructions) {
    ordered_json one = ordered_json::parse(instructions_to_json({*each.instruction})).front();
    one["by"] = json_fields::text_or_null(each.act->act.number);
    one["state"] = to_string(each.state);
    announced.push_back(std::move(one));
  }
  for (const Change* change : result.unannounced)
    unannounced.push_back({{"kind", to_string(change->kind)}, {"eid", change->side().eid}});
  return json_fields::dump({{"announced", announced}, {"unannounced", unannounced}});
}

}  // namespace zakonwatch
