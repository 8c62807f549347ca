// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/change_json.h"

#include "law/json_fields.h"

namespace zakonwatch {
namespace {

using json_fields::Json;

Json side_json(const std::optional<ChangeSide>& side, bool with_status) {
  if (!side) return nullptr;
  Json out = {{"eid", side->eid},     {"num", json_fields::text_or_null(side->num)},
              {"label", side->label}, {"heading", json_fields::text(side->heading)},
              {"path", side->path},   {"text", side->text}};
  if (with_status) out["status"] = side->repealed ? "repealed" : "in_force";
  return out;
}

std::optional<ChangeSide> read_side(const Json& json) {
  if (!json.is_object()) return {};
  ChangeSide side;
  side.eid = json.at("eid").get<std::string>();
  side.num = json_fields::read_text_or_empty(json.at("num"));
  side.label = json.at("label").get<std::string>();
  side.heading = json_fields::read_text(json.at("heading"));
  side.path = json_fields::read_texts(json.at("path"));
  side.text = json.at("text").get<std::string>();
  side.repealed = json.contains("status") && json.at("status") == "repealed";
  return side;
}

Json redline_json(const Redline& redline) {
  static constexpr const char* kNames[] = {"equal", "delete", "insert"};
  Json out = Json::array();
  for (const Edit& edit : redline)
    out.push_back({{"op", kNames[static_cast<size_t>(edit.op)]}, {"text", edit.text}});
  return out;
}

Redline read_redline(const Json& json) {
  Redline out;
  for (const Json& edit : json) {
    const auto op = edit.at("op").get<std::string>();
    out.push_back({op == "equal"    ? EditOp::equal
                   : op == "delete" ? EditOp::remove
                                    : EditOp::insert,
                   edit.at("text").get<std::string>()});
  }
  return out;
}

Json attribution_json(const Attribution& attribution) {
  return {{"kind", to_string(attribution.kind)},
          {"number", json_fields::text_or_null(attribution.number)},
          {"date", json_fields::date(attribution.date)},
          {"basis", json_fields::text_or_null(attribution.basis)}};
}

Attribution read_attribution(const Json& json) {
  return {attribution_kind(json.at("kind").get<std::string>()).value_or(AttributionKind::none),
          json_fields::read_text_or_empty(json.at("number")), json_fields::read_date(json.at("date")),
          json_fields::read_text_or_empty(json.at("basis"))};
}

Json relevance_json(const Relevance& relevance) {
  Json topics = Json::array();
  for (const TopicScore& topic : relevance.topics)
    topics.push_back({{"id", topic.id}, {"score", topic.score}, {"why", topic.why}});
  return {{"score", relevance.score}, {"relevant", relevance.relevant}, {"topics", topics}};
}

Relevance read_relevance(const Json& json) {
  Relevance out{json.at("score").get<double>(), json.at("relevant").get<bool>(), {}};
  for (const Json& topic : json.at("topics"))
    out.topics.push_back({topic.at("id").get<std::string>(), topic.at("score").get<double>(),
                          json_fields::read_texts(topic.at("why"))});
  return out;
}

Json effect_value_json(const std::optional<EffectValue>& value) {
  if (!value) return nullptr;
  Json out = Json::object();
  for (const auto& [name, field] : *value) {
    out[name] = std::visit(
        [](const auto& v) -> Json {
          if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>)
            return nullptr;
          else
            return v;
        },
        field);
  }
  return out;
}

EffectField read_effect_field(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  return std::monostate{};
}

std::optional<EffectValue> read_effect_value(const Json& json) {
  if (!json.is_object()) return {};
  EffectValue out;
  for (const auto& [name, field] : json.items()) out.emplace(name, read_effect_field(field));
  return out;
}

Json effects_json(const std::vector<Effect>& effects) {
  Json out = Json::array();
  for (const Effect& effect : effects) {
    out.push_back({{"kind", effect.kind},
                   {"where", json_fields::text_or_null(effect.where)},
                   {"old", effect_value_json(effect.old_value)},
                   {"new", effect_value_json(effect.new_value)},
                   {"direction", to_string(effect.direction)},
                   {"reason", json_fields::text(effect.reason)},
                   {"via", json_fields::text(effect.via)},
                   {"evidence",
                    {{"old", json_fields::text(effect.old_evidence)},
                     {"new", json_fields::text(effect.new_evidence)}}}});
    if (const auto& step = effect.gravity)
      out.back()["gravity"] = {
          {"old", step->from}, {"new", step->to}, {"basis", step->basis}, {"confirmed", step->confirmed}};
  }
  return out;
}

Direction read_direction(const Json& json) {
  return direction(json.get<std::string>()).value_or(Direction::unclear);
}

std::vector<Effect> read_effects(const Json& json) {
  std::vector<Effect> out;
  for (const Json& item : json) {
    Effect effect;
    effect.kind = item.at("kind").get<std::string>();
    effect.where = json_fields::read_text_or_empty(item.at("where"));
    effect.old_value = read_effect_value(item.at("old"));
    effect.new_value = read_effect_value(item.at("new"));
    effect.direction = read_direction(item.at("direction"));
    effect.reason = json_fields::read_text(item.at("reason"));
    effect.via = json_fields::read_text(item.at("via"));
    effect.old_evidence = json_fields::read_text(item.at("evidence").at("old"));
    effect.new_evidence = json_fields::read_text(item.at("evidence").at("new"));
    if (const auto step = item.find("gravity"); step != item.end())
      effect.gravity = {step->at("old").get<std::string>(), step->at("new").get<std::string>(),
                        step->at("basis").get<std::string>(), step->at("confirmed").get<bool>()};
    out.push_back(std::move(effect));
  }
  return out;
}

Change read_change(const Json& json) {
  Change change;
  change.kind = change_kind(json.at("kind").get<std::string>()).value_or(ChangeKind::amended);
  change.scope = json.at("scope") == "subtree" ? Scope::subtree : Scope::own;
  change.also_amended = json.at("also_amended").get<bool>();
  change.editorial = json.at("editorial").get<bool>();
  change.coarse = json.value("coarse", false);  // older records lack it
  if (json.contains("noise")) change.noise = json_fields::read_texts(json.at("noise"));
  change.old_side = read_side(json.at("old"));
  change.new_side = read_side(json.at("new"));
  change.old_article = json_fields::read_text_or_empty(json.at("article").at("old"));
  change.new_article = json_fields::read_text_or_empty(json.at("article").at("new"));
  change.redline = read_redline(json.at("redline"));
  if (json.at("heading_redline").is_array())
    change.heading_redline = read_redline(json.at("heading_redline"));
  change.attribution = read_attribution(json.at("attribution"));
  change.relevance = read_relevance(json.at("relevance"));
  change.effects = read_effects(json.at("effects"));
  change.direction = read_direction(json.at("direction"));
  change.reason = json_fields::read_text(json.at("reason"));
  change.summary_en = json.at("summary").at("en").get<std::string>();
  change.summary_ru = json.at("summary").at("ru").get<std::string>();
  return change;
}

}  // namespace

std::string change_to_json(const Change& change) {
  Json out = {
      {"kind", to_string(change.kind)},
      {"scope", change.scope == Scope::subtree ? "subtree" : "own"},
      {"also_amended", change.also_amended},
      {"editorial", change.editorial},
      {"coarse", change.coarse},
      {"noise", change.noise},
      {"old", side_json(change.old_side, false)},
      {"new", side_json(change.new_side, true)},
      {"article",
       {{"old", json_fields::text_or_null(change.old_article)},
        {"new", json_fields::text_or_null(change.new_article)}}},
      {"redline", redline_json(change.redline)},
      {"heading_redline", change.heading_redline ? redline_json(*change.heading_redline) : Json(nullptr)},
      {"attribution", attribution_json(change.attribution)},
      {"relevance", relevance_json(change.relevance)},
      {"effects", effects_json(change.effects)},
      {"direction", to_string(change.direction)},
      {"reason", json_fields::text(change.reason)},
      {"summary", {{"en", change.summary_en}, {"ru", change.summary_ru}}}};
  return json_fields::dump(out);
}

Result<Change> change_from_json(std::string_view json) {
  return json_fields::parse<Change>(json, "a change", read_change);
}

std::string roll_up_to_json(const ArticleRollUp& article) {
  return json_fields::dump({{"old", json_fields::text_or_null(article.old_article)},
                            {"new", json_fields::text_or_null(article.new_article)},
                            {"direction", to_string(article.direction)},
                            {"effects", effects_json(article.effects)}});
}

}  // namespace zakonwatch
