// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/topics.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/toml.h"

namespace zakonwatch {
namespace {

std::map<std::string, double> weights(const TomlTable& owner, std::string_view key) {
  std::map<std::string, double> out;
  const TomlTable table = owner.table(key);
  for (const auto& concept_id : table.keys()) {
    const double weight = table.number(concept_id, 0);
    if (weight <= 0 || weight > 1) table.problem(concept_id, "a weight lies above 0 and at most at 1");
    out[concept_id] = weight;
  }
  return out;
}

Topic topic(const TomlTable& table) {
  Topic out;
  out.id = table.required_text("id");
  out.group = table.required_text("group");
  const TomlTable label = table.table("label");
  out.label_en = label.required_text("en");
  out.label_ru = label.required_text("ru");
  out.scope = table.required_text("scope");
  out.concepts = weights(table, "concepts");
  out.requires_any = table.texts("requires_any");
  out.alone = table.flag("alone", false);
  return out;
}

PeopleGroup people_group(const TomlTable& table) {
  const TomlTable label = table.table("label");
  PeopleGroup out{.id = table.required_text("id"),
                  .label_en = label.required_text("en"),
                  .label_ru = label.required_text("ru"),
                  .concepts = table.texts("concepts")};
  if (out.concepts.empty()) table.problem("concepts", "a group is told by one concept at least");
  return out;
}

}  // namespace

Result<Topics> Topics::load(const std::filesystem::path& file) {
  auto document = TomlDocument::read(file);
  if (!document) return fail(document.error());
  const TomlTable root = document->root();
  Topics topics;
  topics.subject_ = weights(root, "subject");
  for (const auto& table : root.tables("topic")) {
    Topic read = topic(table);
    if (topics.find(read.id) != nullptr) table.problem("id", fmt::format("topic '{}' stands twice", read.id));
    topics.topics_.push_back(std::move(read));
  }
  for (const auto& table : root.tables("people")) topics.people_.push_back(people_group(table));
  if (auto sound = document->check(); !sound) return fail(sound.error());
  return topics;
}

const Topic* Topics::find(std::string_view id) const {
  const auto place = std::find_if(topics_.begin(), topics_.end(), [&](const Topic& t) { return t.id == id; });
  return place == topics_.end() ? nullptr : &*place;
}

}  // namespace zakonwatch
