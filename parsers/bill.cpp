// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/bill.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "parsers/block.h"
#include "parsers/tree.h"

namespace zakonwatch {
namespace {

using Rules = std::map<std::string, std::string>;

std::string rule(const Rules& rules, const char* name) {
  const auto found = rules.find(name);
  return found == rules.end() ? std::string() : found->second;
}

Result<std::string> text_in(pugi::xml_node node, const std::string& xpath) {
  if (xpath.empty()) return std::string();
  auto text = select_text(node, "string(" + xpath + ")");
  return text ? Result<std::string>(squeeze_space(plain_text(*text))) : fail(text.error());
}

Result<std::vector<std::string>> texts_in(pugi::xml_node root, const std::string& xpath) {
  std::vector<std::string> out;
  if (xpath.empty()) return out;
  auto nodes = select(root, xpath);
  if (!nodes) return fail(nodes.error());
  for (const pugi::xml_node& node : *nodes) {
    auto text = text_in(node, ".");
    if (!text) return fail(text.error());
    if (!text->empty()) out.push_back(std::move(*text));
  }
  return out;
}

// "stage" or "deadline": the elements, and the words and the day of each.
Result<std::vector<BillStage>> dated_in(pugi::xml_node root, const Rules& rules, const std::string& what) {
  std::vector<BillStage> out;
  if (rule(rules, what.c_str()).empty()) return out;
  auto nodes = select(root, rule(rules, what.c_str()));
  if (!nodes) return fail(nodes.error());
  for (const pugi::xml_node& node : *nodes) {
    auto name = text_in(node, rule(rules, (what + "_name").c_str()));
    auto date = text_in(node, rule(rules, (what + "_date").c_str()));
    for (const auto* one : {&name, &date})
      if (!*one) return fail(one->error());
    if (!name->empty()) out.push_back({std::move(*date), std::move(*name)});
  }
  return out;
}

// The provisions of one act, each under an eId of its own.
class Writer {
 public:
  explicit Writer(const std::vector<Provision>& others) {
    for (const Provision& other : others) taken_.insert(other.eid);
  }
  void add(ProvisionType type, const std::string& eid, const std::string& label, const std::string& text) {
    std::string own = eid;
    for (int n = 2; !taken_.insert(own).second; ++n) own = eid + "~" + std::to_string(n);
    Provision provision;
    provision.eid = std::move(own);
    provision.type = type;
    provision.label = label;
    provision.text = text;
    out.push_back(std::move(provision));
  }
  std::vector<Provision> out;

 private:
  std::set<std::string> taken_;
};

// A date as the page prints it, or an instant of an interface: its day counts.
std::optional<Date> day_of(const std::string& printed, const LanguageProfile& profile) {
  if (printed.size() > 10 && printed[10] == 'T')
    if (auto date = parse_iso_date(printed.substr(0, 10))) return date;
  return printed.empty() ? std::nullopt : profile.find_date(printed);
}

struct DatedStage {
  std::optional<Date> date;
  const BillStage* stage;
};

// Oldest first, wherever all are dated; else as printed.
std::vector<DatedStage> in_order(const BillFacts& facts, const LanguageProfile& profile) {
  std::vector<DatedStage> out;
  for (const BillStage& stage : facts.stages) out.push_back({day_of(stage.date, profile), &stage});
  const bool dated =
      std::all_of(out.begin(), out.end(), [](const auto& one) { return one.date.has_value(); });
  if (!dated) return out;
  // A page that prints the newest first prints what happened on one day newest first, too.
  if (out.size() > 1 && *out.back().date < *out.front().date) std::reverse(out.begin(), out.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return *a.date < *b.date; });
  return out;
}

std::string underscored(Date date) {
  std::string iso = to_iso(date);
  std::replace(iso.begin(), iso.end(), '-', '_');
  return iso;
}

std::string stage_eid(const std::optional<Date>& date, size_t place) {
  return "stage_" + (date ? underscored(*date) : std::to_string(place));
}

}  // namespace

Result<BillFacts> read_bill(pugi::xml_node root, const Rules& rules) {
  BillFacts facts;
  for (const auto& [name, list] :
       {std::pair{"sponsor", &facts.sponsors}, {"committee", &facts.committees}, {"amends", &facts.amends}}) {
    auto found = texts_in(root, rule(rules, name));
    if (!found) return fail(found.error());
    *list = std::move(*found);
  }
  auto became = text_in(root, rule(rules, "became"));
  if (!became) return fail(became.error());
  facts.became = std::move(*became);
  for (const auto& [name, list] : {std::pair{"stage", &facts.stages}, {"deadline", &facts.deadlines}}) {
    auto found = dated_in(root, rules, name);
    if (!found) return fail(found.error());
    *list = std::move(*found);
  }
  return facts;
}

Result<void> check_bill(const BillFacts& facts, const std::string& title) {
  if (title.empty())
    return fail(ErrorKind::suspicious, "the bill has no title where the source looks for it");
  if (facts.stages.empty())
    return fail(ErrorKind::suspicious,
                "the bill has no stage where [source.document.bill] looks for it: the site may have been "
                "redesigned");
  return {};
}

void add_bill(Act& act, const BillFacts& facts, const LanguageProfile& profile) {
  Writer writer(act.provisions);
  for (const std::string& one : facts.sponsors) writer.add(ProvisionType::p, "sponsor", "Sponsor", one);
  for (const std::string& one : facts.committees) writer.add(ProvisionType::p, "committee", "Committee", one);
  for (const std::string& one : facts.amends) writer.add(ProvisionType::p, "amends", "Would amend", one);
  size_t place = 0;
  for (const DatedStage& one : in_order(facts, profile))
    writer.add(ProvisionType::stage, stage_eid(one.date, ++place),
               one.date ? "Stage of " + to_iso(*one.date) : "Stage", one.stage->name);
  if (!facts.became.empty()) writer.add(ProvisionType::stage, "became", "Became law", facts.became);
  for (const BillStage& one : facts.deadlines)
    if (const auto date = day_of(one.date, profile))
      writer.add(ProvisionType::p, "deadline_" + underscored(*date), "Deadline " + to_iso(*date), one.name);
  const int shift = static_cast<int>(writer.out.size());
  for (Provision& provision : act.provisions) {
    if (provision.parent >= 0) provision.parent += shift;
    writer.out.push_back(std::move(provision));
  }
  act.provisions = std::move(writer.out);
}

}  // namespace zakonwatch
