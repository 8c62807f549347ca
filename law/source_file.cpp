// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/source_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/content_hash.h"
#include "base/text.h"
#include "base/url.h"
#include "law/schedule_rule.h"

namespace zakonwatch {
namespace {

// A word out of an enumeration's names, or a problem that lists them.
template <typename Enum>
Enum choice(const TomlTable& table, std::string_view key, std::optional<Enum> (*parse)(std::string_view),
            Enum fallback, std::string_view choices) {
  const auto text = table.maybe_text(key);
  if (!text) return fallback;
  if (const auto value = parse(*text)) return *value;
  table.problem(key, fmt::format("'{}' should be one of {}, not \"{}\"", key, choices, *text));
  return fallback;
}

std::map<std::string, std::string> text_map(const TomlTable& table) {
  std::map<std::string, std::string> out;
  for (const std::string& key : table.keys()) out[key] = table.text(key);
  return out;
}

bool speaks_of(const Discovery& found, std::string_view hole) {
  const auto in = [&](const std::string& text) { return text.find(hole) != std::string::npos; };
  return in(found.url) || in(found.body) ||
         std::any_of(found.headers.begin(), found.headers.end(), [&](const auto& h) { return in(h.second); });
}

int whole_days(const TomlTable& table, std::string_view key) {
  if (!table.has(key)) return 0;
  const auto length = table.duration(key, std::chrono::hours(24));
  if (length < std::chrono::hours(24) || length % std::chrono::hours(24) != std::chrono::seconds(0) ||
      length > std::chrono::hours(24 * 366))
    table.problem(key, fmt::format("'{}' should be a number of whole days, at most a year: \"7d\"", key));
  return static_cast<int>(length / std::chrono::hours(24));
}

void read_window(const TomlTable& table, Discovery& found) {
  found.window_days = whole_days(table, "window");
  found.back_days = table.has("back") ? whole_days(table, "back") : found.window_days;
  const bool asked = speaks_of(found, "{from}") || speaks_of(found, "{from:dmy}");
  if (found.window_days > 0 && !asked)
    table.problem("window", "'window' needs {from} (and mostly {to}) in the address or the body");
  if (found.window_days == 0 && asked)
    table.problem("url", "{from} and {to} need window = \"7d\": how many days are asked for at a time");
}

// Holes that need a rule, and rules that need a hole.
void need_each_other(const TomlTable& table, const Discovery& found, const char* key, bool given,
                     const char* hole) {
  if (given && !speaks_of(found, hole))
    table.problem(key,
                  fmt::format("'{}' fills {}, which stands nowhere in address, body or headers", key, hole));
  if (!given && speaks_of(found, hole))
    table.problem("url", fmt::format("{} needs '{}', which says what fills it", hole, key));
}

std::optional<TokenRule> read_token(const TomlTable& list) {
  if (!list.has("token")) return {};
  const TomlTable table = list.table("token");
  TokenRule rule{.url = table.required_text("url"),
                 .body = table.text("body"),
                 .value = table.required_text("value"),
                 .headers = text_map(table.table("headers"))};
  if (!rule.url.empty() && !parse_url(rule.url))
    table.problem("url", fmt::format("'{}' is no http(s) address", rule.url));
  return rule;
}

std::optional<NumberRule> read_numbers(const TomlTable& list, const Discovery& found) {
  if (!list.has("numbers")) return {};
  const TomlTable table = list.table("numbers");
  const std::string digits = table.text("digits", "last");
  if (digits != "first" && digits != "last")
    table.problem("digits",
                  "'digits' should be \"first\" or \"last\": which run of digits of a key is its number");
  NumberRule rule{.first_digits = digits == "first", .url = table.text("url")};
  if (!rule.url.empty() && rule.url.find("{id") == std::string::npos)
    table.problem("url", "the address of a missing number needs {id}: the place of its key");
  if (found.key.empty() && found.kind != Discovery::Kind::feed)
    table.problem("numbers", "'numbers' are read from the items' 'key', which is not given");
  if (!found.only.empty())
    table.problem("numbers", "'only' leaves items out: their numbers would seem to be missing");
  return rule;
}

Discovery read_discovery(Discovery::Kind kind, const TomlTable& table) {
  Discovery found;
  found.kind = kind;
  found.url = table.required_text("url");
  found.item = table.text("item");
  found.link = table.text("link");
  found.key = table.text("key");
  found.title = table.text("title");
  found.date = table.text("date");
  found.amended_by = table.text("amended_by");
  found.next = table.text("next");
  found.method = table.text("method", "GET");
  found.body = table.text("body");
  found.headers = text_map(table.table("headers"));
  found.token = read_token(table);
  found.cursor = table.text("cursor");
  found.first_cursor = table.text("first_cursor");
  found.per_page = static_cast<int>(table.integer("per_page", 0));
  found.pages = static_cast<int>(table.integer("pages", 1));
  found.only = table.text("only");
  found.may_be_empty = table.flag("may_be_empty", false);
  read_window(table, found);
  need_each_other(table, found, "token", found.token.has_value(), "{token}");
  need_each_other(table, found, "cursor", !found.cursor.empty(), "{cursor}");
  need_each_other(table, found, "per_page", found.per_page > 0, "{offset}");
  found.numbers = read_numbers(table, found);
  std::string probe = found.url;  // holes filled, the address must parse
  for (const char* hole : {"{id}", "{id:encoded}", "{date}", "{date:dmy}", "{page}", "{offset}", "{from}",
                           "{from:dmy}", "{to}", "{to:dmy}", "{cursor}", "{token}"})
    probe = replace_all(probe, hole, "1");
  if (!found.url.empty() && !parse_url(probe))
    table.problem("url", fmt::format("'{}' is no http(s) address", found.url));
  if (found.by_act() && found.url.find("{id}") == std::string::npos &&
      found.url.find("{id:encoded}") == std::string::npos)
    table.problem("url", "a url per watched act needs {id}: the place of the act's key");
  return found;
}

std::vector<Discovery> read_discoveries(const TomlTable& table) {
  static constexpr std::pair<const char*, Discovery::Kind> kKinds[] = {
      {"watchlist", Discovery::Kind::watchlist}, {"editions", Discovery::Kind::editions},
      {"feed", Discovery::Kind::feed},           {"sitemap", Discovery::Kind::sitemap},
      {"listing", Discovery::Kind::listing},     {"api", Discovery::Kind::api}};
  std::vector<Discovery> out;
  for (const auto& [name, kind] : kKinds)
    for (const TomlTable& entry : table.tables(name)) out.push_back(read_discovery(kind, entry));
  return out;
}

// Where a bill's page prints what: XPath or JSON pointers; those of a stage begin at the stage.
std::map<std::string, std::string> read_bill_rules(const TomlTable& table) {
  std::map<std::string, std::string> rules;
  for (const char* key : {"sponsor", "committee", "amends", "became", "stage", "stage_name", "stage_date",
                          "deadline", "deadline_name", "deadline_date"})
    if (table.has(key)) rules[key] = table.text(key);
  if (!rules.empty() && (!rules.contains("stage") || !rules.contains("stage_name")))
    table.problem("stage", "a bill needs 'stage' (one step) and 'stage_name' (its words, from there)");
  if (rules.contains("deadline") && (!rules.contains("deadline_name") || !rules.contains("deadline_date")))
    table.problem("deadline", "a deadline needs 'deadline_name' (its words, from there) and 'deadline_date'");
  return rules;
}

void read_parts(const TomlTable& table, DocumentRules& rules) {
  if (!table.has("parts")) return;
  const TomlTable parts = table.table("parts");
  rules.parts_count = parts.required_text("count");
  rules.parts_parameter = parts.required_text("parameter");
  if (rules.format != "json")
    table.problem("parts", "only a text in JSON (format = \"json\") can come in pages");
}

DocumentRules read_rules(const TomlTable& table, const std::string& default_language) {
  DocumentRules rules;
  rules.format = table.text("format");
  rules.language = table.text("language", default_language);
  rules.key = table.text("key");
  rules.title = table.text("title");
  rules.number = table.text("number");
  rules.body = table.text("body");
  rules.adopted = table.text("adopted");
  rules.published = table.text("published");
  rules.in_force = table.text("in_force");
  rules.version_date = table.text("version_date");
  rules.strip = table.texts("strip");
  rules.notes = table.texts("notes");
  rules.blocks = table.texts("blocks");
  rules.superscripts = table.texts("superscripts");
  rules.must_contain = table.texts("must_contain");
  read_parts(table, rules);
  rules.units = text_map(table.table("units"));
  rules.bill = read_bill_rules(table.table("bill"));
  return rules;
}

// The bytes of [source.document] tables as loaded, by source: a changed selector is a new derivation.
std::string rules_hash(const DocumentRules& rules) {
  Sha256 hash;
  const auto add = [&](std::string_view text) {
    hash.update(std::to_string(text.size()) + ":");
    hash.update(text);
  };
  for (const auto* text :
       {&rules.format, &rules.language, &rules.key, &rules.title, &rules.number, &rules.body, &rules.adopted,
        &rules.published, &rules.in_force, &rules.version_date})
    add(*text);
  for (const auto* list : {&rules.strip, &rules.notes, &rules.superscripts, &rules.must_contain}) {
    add(std::to_string(list->size()));
    for (const std::string& text : *list) add(text);
  }
  for (const std::string& text : rules.blocks) add("block " + text);
  if (!rules.parts_count.empty()) add("parts " + rules.parts_count), add(rules.parts_parameter);
  for (const auto& [unit, selector] : rules.units) {
    add(unit);
    add(selector);
  }
  for (const auto& [fact, selector] : rules.bill) add("bill " + fact), add(selector);
  return hash.hex();
}

void read_expectations(const TomlTable& table, Source& source) {
  source.expect_at_least = static_cast<int>(table.integer("at_least", 0));
  if (table.has("within")) source.expect_within = table.duration("within", std::chrono::hours(24));
}

void read_robots(const TomlTable& table, Source& source) {
  source.robots_ignore = table.flag("ignore", false);
  source.robots_because = table.text("because");
  if (source.robots_ignore && source.robots_because.empty())
    table.problem("ignore", "a source that ignores robots.txt must say 'because = \"…\"'");
}

void read_documents(const TomlTable& table, Source& source) {
  const std::string language = source.languages.empty() ? "" : source.languages.front();
  source.document = read_rules(table.table("document"), language);
  source.document_sha256 = rules_hash(source.document);
  for (const TomlTable& dated : table.tables("document_before")) {
    const auto until = dated.date("until");
    if (!until) dated.problem("until", "'until' is missing: the day from which the newer selectors hold");
    source.document_before.push_back({until.value_or(Date{}), read_rules(dated, language)});
    source.document_sha256 = sha256_hex(source.document_sha256 + to_iso(until.value_or(Date{})) +
                                        rules_hash(source.document_before.back().rules));
  }
}

void read_tls(const TomlTable& table, Source& source) {
  source.tls_min = table.text("tls_min");
  source.tls_max = table.text("tls_max");
  for (const auto& [key, value] : {std::pair{"tls_min", &source.tls_min}, {"tls_max", &source.tls_max}})
    if (!value->empty() && *value != "1.0" && *value != "1.1" && *value != "1.2" && *value != "1.3")
      table.problem(key, fmt::format("'{}' should be 1.0, 1.1, 1.2 or 1.3, not \"{}\"", key, *value));
  if (!source.tls_min.empty() && !source.tls_max.empty() && source.tls_min > source.tls_max)
    table.problem("tls_min", "'tls_min' is above 'tls_max'");
}

Source read_source(const TomlTable& table, const Country& country) {
  Source source;
  source.id = SourceId(table.required_text("id"));
  source.country = country.code;
  source.time_zone = country.time_zone;
  source.languages = table.has("languages") ? table.texts("languages") : country.languages;
  source.kind = choice<SourceKind>(table, "kind", source_kind, SourceKind::consolidated,
                                   "gazette, consolidated, bills");
  source.title = table.required_text("title");
  source.home = table.required_text("home");
  source.jurisdiction = table.text("jurisdiction", to_lower(country.code));
  const std::string identity = table.text("identity", "source_id");
  if (identity != "source_id" && identity != "number")
    table.problem("identity", "'identity' should be \"source_id\" or \"number\"");
  source.identity_is_number = identity == "number";
  source.text_state = choice<TextState>(table, "text_state", text_state, TextState::current,
                                        "point_in_time, current, as_enacted");
  source.verified = choice<Verified>(table, "verified", verified, Verified::none, "page, code, none");
  source.evidence = table.texts("evidence");
  if (source.verified != Verified::none && source.evidence.empty())
    table.problem("verified", "a verified source names its evidence: evidence = [\"…\"]");
  source.schedule = table.text("schedule", "every 24h");
  if (const auto rule = ScheduleRule::parse(source.schedule); !rule)
    table.problem("schedule", rule.error().message);
  read_expectations(table.table("expect"), source);
  if (table.has("delay")) source.delay = table.duration("delay", std::chrono::seconds(5));
  source.enabled = table.flag("enabled", true);
  source.allow_private = table.flag("allow_private", false);
  source.charset = table.text("charset");
  source.user_agent = table.text("user_agent");
  source.headers = text_map(table.table("headers"));
  source.proxy = table.text("proxy");
  source.ca_file = table.text("ca_file");
  read_tls(table, source);
  source.access = table.text("access");
  source.terms = table.text("terms");
  read_robots(table.table("robots"), source);
  source.discover = read_discoveries(table.table("discover"));
  read_documents(table, source);
  return source;
}

// "K1400000226" as a whole, or { act = "K1400000226", provisions = ["art_296__para_3"] }.
void read_governs(const TomlTable& table, const std::string& place, Watch& watch) {
  for (const TomlTable::Element& element : table.elements("governs")) {
    const std::string act =
        place + "/" + (element.text ? *element.text : element.table->required_text("act"));
    const auto provisions = element.text ? std::vector<std::string>() : element.table->texts("provisions");
    if (provisions.empty()) watch.governs.push_back(act);
    for (const std::string& eid : provisions) {
      if (!eid.starts_with("art_"))
        table.problem("governs", fmt::format("'{}' should be an eId (\"art_296__para_3\")", eid));
      watch.governs.push_back(act + "#" + eid);
    }
  }
}

bool read_confirmed(const TomlTable& table) {
  const std::string status = table.text("status", "unverified");
  if (status != "confirmed" && status != "unverified")
    table.problem("status", "'status' should be \"confirmed\" or \"unverified\"");
  return status == "confirmed";
}

GravityClasses read_gravity(const TomlTable& table) {
  static constexpr std::array<std::string_view, 4> kNames{"minor", "medium", "grave", "especially_grave"};
  GravityClasses out;
  out.basis = table.required_text("basis");
  out.confirmed = read_confirmed(table);
  int end = 0;
  for (const TomlTable::Element& element : table.elements("classes")) {
    if (!element.table) {
      table.problem("classes", "a class is { name = \"grave\", up_to_months = 120 }");
      break;
    }
    GravityClasses::Class one{element.table->required_text("name"), {}};
    if (std::find(kNames.begin(), kNames.end(), one.name) == kNames.end())
      table.problem("classes",
                    fmt::format("no class is called '{}'; they are {}", one.name, fmt::join(kNames, ", ")));
    if (element.table->has("up_to_months"))
      one.up_to_months = static_cast<int>(element.table->integer("up_to_months", 0));
    if (!out.classes.empty() && !out.classes.back().up_to_months)
      table.problem("classes", "only the last class has no 'up_to_months'");
    if (one.up_to_months && *one.up_to_months <= end)
      table.problem("classes", "each class ends above the one before it");
    end = one.up_to_months.value_or(end);
    out.classes.push_back(std::move(one));
  }
  if (out.classes.size() < 2 || out.classes.back().up_to_months)
    table.problem("classes", "there should be two classes or more, the last without 'up_to_months'");
  return out;
}

Watch read_watch(const TomlTable& table, const Country& country) {
  Watch watch;
  watch.act = table.required_text("act");
  watch.jurisdiction = table.text("jurisdiction");
  const std::string place = watch.jurisdiction.empty() ? to_lower(country.code) : watch.jurisdiction;
  watch.id = place + "/" + watch.act;
  watch.title = table.text("title");
  for (const std::string& name : table.texts("names")) {
    auto pattern = Pattern::compile(name);
    if (pattern)
      watch.names.push_back(std::move(*pattern));
    else
      table.problem("names", pattern.error().message);
  }
  read_governs(table, place, watch);
  watch.topics = table.texts("topics");
  for (const TomlTable::Element& element : table.elements("articles")) {
    if (element.text)
      watch.articles.push_back({*element.text, *element.text});
    else
      watch.articles.push_back({element.table->required_text("from"), element.table->required_text("to")});
  }
  if (table.has("gravity")) watch.gravity = read_gravity(table.table("gravity"));
  watch.confirmed = read_confirmed(table);
  return watch;
}

// What an act governs is watched too: a misspelt key would never be noticed.
void require_governed_acts(const TomlTable& root, const Country& country) {
  for (const Watch& watch : country.watch)
    for (const std::string& governed : watch.governs) {
      const std::string act = governed.substr(0, governed.find('#'));
      if (std::none_of(country.watch.begin(), country.watch.end(),
                       [&](const Watch& other) { return other.id == act; }))
        root.problem("watch", fmt::format("{} governs {}, which has no [[watch]]", watch.act, act));
    }
}

}  // namespace

Country read_country(const TomlDocument& document) {
  const TomlTable root = document.root();
  const TomlTable head = root.table("country");
  Country country;
  country.code = head.required_text("code");
  country.name = text_map(head.table("name"));
  country.languages = head.texts("languages");
  country.time_zone = head.required_text("time_zone");
  if (!country.time_zone.empty() && !calendar_date(Instant{}, country.time_zone))
    head.problem("time_zone", fmt::format("no time zone is called '{}'", country.time_zone));
  for (const TomlTable& table : root.tables("source")) country.sources.push_back(read_source(table, country));
  for (const TomlTable& table : root.tables("watch")) country.watch.push_back(read_watch(table, country));
  require_governed_acts(root, country);
  return country;
}

}  // namespace zakonwatch
