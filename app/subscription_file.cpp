// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/subscription_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "alerts/address.h"
#include "base/text.h"
#include "base/toml.h"

namespace zakonwatch {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}

void put(std::string& out, const char* key, const std::string& value, const std::string& usual = {}) {
  if (value != usual) out += fmt::format("{} = {}\n", key, quoted(value));
}

void put(std::string& out, const char* key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  std::string list;
  for (const std::string& value : values) list += (list.empty() ? "" : ", ") + quoted(value);
  out += fmt::format("{} = [{}]\n", key, list);
}

std::string wish_to_toml(const Wish& wish) {
  const Wish usual;
  std::string out = "[[reader.subscription]]\n";
  put(out, "name", wish.name);
  put(out, "countries", wish.countries);
  put(out, "topics", wish.topics);
  put(out, "acts", wish.acts);
  put(out, "kinds", wish.kinds);
  put(out, "directions", wish.directions);
  put(out, "query", wish.query);
  put(out, "exclude", wish.exclude);
  if (wish.min_score != usual.min_score) out += fmt::format("min_score = {}\n", wish.min_score);
  if (wish.confirmed_only) out += "confirmed_only = true\n";
  out += fmt::format("every = {}\n", quoted(wish.every));
  put(out, "at", wish.at, usual.at);
  put(out, "on", wish.on, usual.on);
  put(out, "tz", wish.zone, usual.zone);
  put(out, "quiet", wish.quiet);
  return out;
}

Wish read_wish(const TomlTable& table) {
  const Wish usual;
  return {.name = table.text("name"),
          .query = table.text("query"),
          .every = table.text("every", usual.every),
          .at = table.text("at", usual.at),
          .on = table.text("on", usual.on),
          .zone = table.text("tz", usual.zone),
          .quiet = table.text("quiet"),
          .countries = table.texts("countries"),
          .topics = table.texts("topics"),
          .acts = table.texts("acts"),
          .kinds = table.texts("kinds"),
          .directions = table.texts("directions"),
          .exclude = table.texts("exclude"),
          .min_score = table.number("min_score", usual.min_score),
          .confirmed_only = table.flag("confirmed_only", false)};
}

Reader read_reader(const TomlTable& table) {
  Reader reader{.address = table.required_text("address"),
                .language = table.text("lang", "en"),
                .subject = table.text("subject", "full"),
                .pgp = table.text("pgp"),
                .attach = table.texts("attach")};
  if (const auto address = checked_address(reader.address); !address)
    table.problem("address", address.error().message);
  if (reader.language != "en" && reader.language != "ru") table.problem("lang", "lang is \"en\" or \"ru\"");
  if (reader.subject != "full" && reader.subject != "neutral")
    table.problem("subject", "subject is \"full\" or \"neutral\"");
  for (const std::string& name : reader.attach)
    if (name != "md" && name != "json") table.problem("attach", "attach is a list of \"md\" and \"json\"");
  for (const TomlTable& one : table.tables("subscription")) reader.wishes.push_back(read_wish(one));
  if (reader.wishes.empty()) table.problem("address", "this reader has no [[reader.subscription]]");
  return reader;
}

}  // namespace

std::string readers_to_toml(const std::vector<Reader>& readers) {
  std::string out =
      "# Readers of Zakonwatch and what they want; `zakonwatch subscriptions import` takes it in.\n"
      "# It holds addresses: keep it private.\n";
  for (const Reader& reader : readers) {
    out += "\n[[reader]]\n" + fmt::format("address = {}\n", quoted(reader.address));
    put(out, "lang", reader.language, "en");
    put(out, "subject", reader.subject, "full");
    put(out, "pgp", reader.pgp);
    put(out, "attach", reader.attach);
    for (const Wish& wish : reader.wishes) out += wish_to_toml(wish);
  }
  return out;
}

Result<std::vector<Reader>> read_readers(const std::filesystem::path& file) {
  const auto document = TomlDocument::read(file);
  if (!document) return fail(document.error());
  std::vector<Reader> out;
  for (const TomlTable& table : document->root().tables("reader")) out.push_back(read_reader(table));
  if (auto sound = document->check(); !sound) return fail(sound.error());
  if (out.empty()) return fail(ErrorKind::config, file.string() + ": there is no [[reader]] in it");
  return out;
}

namespace {

std::vector<std::string> attachments_of(const Subscriber& person) {
  std::vector<std::string> names;
  for (const std::string_view name : split(person.attach, ','))
    if (!name.empty()) names.emplace_back(name);
  return names;
}

}  // namespace

std::vector<Reader> all_readers(Subscribers& subscribers) {
  std::vector<Reader> out;
  std::vector<std::string> people;
  for (const Subscription& subscription : subscribers.all()) {
    const auto person = subscribers.by_id(subscription.subscriber);
    if (!person || !person->secret.empty()) continue;  // a program's secret stays where it is
    auto known = std::find(people.begin(), people.end(), person->id);
    if (known == people.end()) {
      people.push_back(person->id);
      out.push_back({.address = person->address,
                     .language = person->language,
                     .subject = person->neutral_subject ? "neutral" : "full",
                     .pgp = person->pgp_fingerprint,
                     .attach = attachments_of(*person)});
      known = people.end() - 1;
    }
    out[static_cast<size_t>(known - people.begin())].wishes.push_back(wish_of(subscription));
  }
  return out;
}

}  // namespace zakonwatch
