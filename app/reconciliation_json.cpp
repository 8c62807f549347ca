// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/reconciliation_view.h"
#include "law/change_json.h"
#include "law/instruction_json.h"
#include "law/json_fields.h"

namespace zakonwatch {

using nlohmann::ordered_json;

namespace {

ordered_json anticipated(const Outlook& outlook) {
  ordered_json changes = ordered_json::array(), left = ordered_json::array();
  for (const Change& change : outlook.set.changes)
    if (!change.editorial) changes.push_back(ordered_json::parse(change_to_json(change)));
  for (const Instruction* order : outlook.left) left.push_back(order->eid);
  return {{"by", json_fields::text_or_null(outlook.by->act.number)}, {"changes", changes}, {"left", left}};
}

}  // namespace

std::string reconciliation_json(const Reconciliation& result, const std::vector<Outlook>& outlooks) {
  ordered_json announced = ordered_json::array(), unannounced = ordered_json::array();
  for (const ReconciledInstruction& each : result.instructions) {
    ordered_json one = ordered_json::parse(instructions_to_json({*each.instruction})).front();
    one["by"] = json_fields::text_or_null(each.act->act.number);
    one["state"] = to_string(each.state);
    announced.push_back(std::move(one));
  }
  for (const Change* change : result.unannounced)
    unannounced.push_back({{"kind", to_string(change->kind)}, {"eid", change->side().eid}});
  ordered_json coming = ordered_json::array();
  for (const Outlook& outlook : outlooks) coming.push_back(anticipated(outlook));
  return json_fields::dump({{"announced", announced}, {"unannounced", unannounced}, {"anticipated", coming}});
}

}  // namespace zakonwatch
