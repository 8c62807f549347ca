// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/act_json.h"

#include "law/json_fields.h"

namespace zakonwatch {
namespace {

using json_fields::Json;

Json note_json(const Note& note) {
  Json act = nullptr;
  if (note.act)
    act = {{"number", json_fields::text_or_null(note.act->number)},
           {"date", json_fields::date(note.act->date)}};
  return {{"kind", to_string(note.kind)},
          {"text", note.text},
          {"act", act},
          {"in_force", json_fields::date(note.in_force)}};
}

Json notes_json(const std::vector<Note>& notes) {
  Json out = Json::array();
  for (const Note& note : notes) out.push_back(note_json(note));
  return out;
}

Note read_note(const Json& json) {
  Note note;
  note.kind = note_kind(json.at("kind").get<std::string>()).value_or(NoteKind::other);
  note.text = json.at("text").get<std::string>();
  if (const Json& act = json.at("act"); act.is_object())
    note.act =
        ActRef{json_fields::read_text_or_empty(act.at("number")), json_fields::read_date(act.at("date"))};
  note.in_force = json_fields::read_date(json.at("in_force"));
  return note;
}

std::vector<Note> read_notes(const Json& json) {
  std::vector<Note> out;
  for (const Json& note : json) out.push_back(read_note(note));
  return out;
}

Json quality_json(const Quality& quality) {
  return {{"claimed_share", quality.claimed_share}, {"articles", quality.articles},
          {"number_gaps", quality.number_gaps},     {"ambiguous_numbers", quality.ambiguous_numbers},
          {"suspicions", quality.suspicions},       {"partial", quality.partial}};
}

Quality read_quality(const Json& json) {
  return {
      json.at("claimed_share").get<double>(),          json.at("articles").get<int>(),
      json_fields::read_texts(json.at("number_gaps")), json_fields::read_texts(json.at("ambiguous_numbers")),
      json_fields::read_texts(json.at("suspicions")),  json.value("partial", false)};
}

Json provision_json(const Act& act, const Provision& provision) {
  const std::string* parent =
      provision.parent < 0 ? nullptr : &act.provisions[static_cast<size_t>(provision.parent)].eid;
  return {{"eid", provision.eid},
          {"type", to_string(provision.type)},
          {"num", json_fields::text_or_null(provision.num)},
          {"label", provision.label},
          {"heading", json_fields::text(provision.heading)},
          {"text", provision.text},
          {"parent", parent == nullptr ? Json(nullptr) : Json(*parent)},
          {"status", provision.repealed ? "repealed" : "in_force"},
          {"cells", provision.cells.empty() ? Json(nullptr) : Json(provision.cells)},
          {"notes", notes_json(provision.notes)}};
}

Provision read_provision(const Json& json, const std::map<std::string, int>& places) {
  Provision provision;
  provision.eid = json.at("eid").get<std::string>();
  provision.type = provision_type(json.at("type").get<std::string>()).value_or(ProvisionType::unclaimed);
  provision.num = json_fields::read_text_or_empty(json.at("num"));
  provision.label = json.at("label").get<std::string>();
  provision.heading = json_fields::read_text(json.at("heading"));
  provision.text = json.at("text").get<std::string>();
  if (const auto parent = json_fields::read_text(json.at("parent"))) {
    const auto place = places.find(*parent);
    provision.parent = place == places.end() ? -1 : place->second;
  }
  provision.repealed = json.at("status") == "repealed";
  if (json.at("cells").is_array()) provision.cells = json_fields::read_texts(json.at("cells"));
  provision.notes = read_notes(json.at("notes"));
  return provision;
}

Act read_act(const Json& json) {
  Act act;
  const Json& head = json.at("act");
  act.id = ActId(json_fields::read_text_or_empty(head.at("id")));
  act.title = head.at("title").get<std::string>();
  act.number = json_fields::read_text_or_empty(head.at("number"));
  act.language = head.at("language").get<std::string>();
  const Json& dates = head.at("dates");
  act.dates = {json_fields::read_date(dates.at("adopted")), json_fields::read_date(dates.at("published")),
               json_fields::read_date(dates.at("in_force_from")),
               json_fields::read_date(dates.at("version"))};
  act.notes = read_notes(head.at("notes"));
  std::map<std::string, int> places;  // parents stand before their children
  for (const Json& provision : json.at("provisions")) {
    act.provisions.push_back(read_provision(provision, places));
    places.emplace(act.provisions.back().eid, static_cast<int>(places.size()));
  }
  act.quality = read_quality(json.at("quality"));
  return act;
}

}  // namespace

std::string act_to_json(const Act& act) {
  Json provisions = Json::array();
  for (const Provision& provision : act.provisions) provisions.push_back(provision_json(act, provision));
  const Json dates = {{"adopted", json_fields::date(act.dates.adopted)},
                      {"published", json_fields::date(act.dates.published)},
                      {"in_force_from", json_fields::date(act.dates.in_force_from)},
                      {"version", json_fields::date(act.dates.version)}};
  const Json head = {{"id", json_fields::text_or_null(act.id.value)},
                     {"title", act.title},
                     {"number", json_fields::text_or_null(act.number)},
                     {"language", act.language},
                     {"dates", dates},
                     {"notes", notes_json(act.notes)}};
  return json_fields::dump(
      {{"act", head}, {"provisions", provisions}, {"quality", quality_json(act.quality)}});
}

Result<Act> act_from_json(std::string_view json) { return json_fields::parse<Act>(json, "an act", read_act); }
std::string notes_to_json(const std::vector<Note>& notes) { return json_fields::dump(notes_json(notes)); }
Result<std::vector<Note>> notes_from_json(std::string_view json) {
  return json_fields::parse<std::vector<Note>>(json, "a list of notes", read_notes);
}
std::string quality_to_json(const Quality& quality) { return json_fields::dump(quality_json(quality)); }
Result<Quality> quality_from_json(std::string_view json) {
  return json_fields::parse<Quality>(json, "a quality record", read_quality);
}

}  // namespace zakonwatch
