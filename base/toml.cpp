// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/toml.h"

#include <fmt/core.h>

#include <toml++/toml.h>
#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"

namespace zakonwatch {
namespace {

// One mistake, sortable by where it stands.
struct Problem {
  uint32_t line;
  std::string text;
  bool operator<(const Problem& other) const {
    return std::tie(line, text) < std::tie(other.line, other.text);
  }
};

const char* kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "a true or false";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or time";
  }
}

}  // namespace

struct TomlDocument::State {
  std::string name, source;
  toml::table root;
  std::set<Problem> problems;
  std::vector<std::shared_ptr<TomlTable::State>> visited;
};

struct TomlTable::State {
  const toml::table* node = nullptr;  // null: the table is missing from the file
  TomlDocument::State* document = nullptr;
  std::set<std::string, std::less<>> known;  // keys somebody asked for

  const toml::node* get(std::string_view key) {
    known.emplace(key);
    return node == nullptr ? nullptr : node->get(key);
  }
  uint32_t line(const toml::node* of) const {
    if (of != nullptr && of->source().begin.line != 0) return of->source().begin.line;
    return node == nullptr ? 0 : node->source().begin.line;
  }
  void wrong(std::string_view key, const toml::node& found, const char* wanted) {
    note(line(&found), fmt::format("'{}' should be {}, not {}", key, wanted, kind_of(found)));
  }
  void note(uint32_t at, const std::string& message) {
    document->problems.insert({at, fmt::format("{}:{}: {}", document->name, at, message)});
  }
  static std::shared_ptr<State> make(TomlDocument::State* document, const toml::table* node) {
    auto state = std::make_shared<State>();
    state->node = node;
    state->document = document;
    document->visited.push_back(state);
    return state;
  }
};

bool TomlTable::has(std::string_view key) const { return state_->get(key) != nullptr; }

std::optional<std::string> TomlTable::maybe_text(std::string_view key) const {
  const toml::node* node = state_->get(key);
  if (node == nullptr) return {};
  if (const auto* text = node->as_string()) return text->get();
  state_->wrong(key, *node, "a string");
  return {};
}

std::string TomlTable::text(std::string_view key, std::string fallback) const {
  return maybe_text(key).value_or(std::move(fallback));
}

std::string TomlTable::required_text(std::string_view key) const {
  if (state_->get(key) == nullptr) state_->note(state_->line(nullptr), fmt::format("'{}' is missing", key));
  return text(key);
}

int64_t TomlTable::integer(std::string_view key, int64_t fallback) const {
  const toml::node* node = state_->get(key);
  if (node == nullptr) return fallback;
  if (const auto* value = node->as_integer()) return value->get();
  state_->wrong(key, *node, "an integer");
  return fallback;
}

double TomlTable::number(std::string_view key, double fallback) const {
  const toml::node* node = state_->get(key);
  if (node == nullptr) return fallback;
  if (node->is_number()) return node->value<double>().value_or(fallback);
  state_->wrong(key, *node, "a number");
  return fallback;
}

bool TomlTable::flag(std::string_view key, bool fallback) const {
  const toml::node* node = state_->get(key);
  if (node == nullptr) return fallback;
  if (const auto* value = node->as_boolean()) return value->get();
  state_->wrong(key, *node, "true or false");
  return fallback;
}

std::optional<Date> TomlTable::date(std::string_view key) const {
  const toml::node* node = state_->get(key);
  if (node == nullptr) return {};
  if (const auto* value = node->as_date()) {
    const toml::date d = value->get();
    return Date{std::chrono::year(d.year), std::chrono::month(d.month), std::chrono::day(d.day)};
  }
  if (const auto* value = node->as_string())
    if (const auto parsed = parse_iso_date(value->get())) return parsed;
  state_->wrong(key, *node, "a date such as 2026-11-22");
  return {};
}

std::chrono::seconds TomlTable::duration(std::string_view key, std::chrono::seconds fallback) const {
  const auto written = maybe_text(key);
  if (!written) return fallback;
  if (const auto value = parse_duration(*written)) return *value;
  problem(key, fmt::format("'{}' should be a duration such as 5s, 10m, 6h or 3d, not '{}'", key, *written));
  return fallback;
}

std::vector<std::string> TomlTable::texts(std::string_view key) const {
  const toml::node* node = state_->get(key);
  if (node == nullptr) return {};
  if (const auto* text = node->as_string()) return {text->get()};
  std::vector<std::string> out;
  const auto* array = node->as_array();
  if (array == nullptr) {
    state_->wrong(key, *node, "a string or an array of strings");
    return out;
  }
  for (const toml::node& element : *array) {
    if (const auto* text = element.as_string())
      out.push_back(text->get());
    else
      state_->wrong(key, element, "an array of strings only");
  }
  return out;
}

TomlTable TomlTable::table(std::string_view key) const {
  const toml::node* node = state_->get(key);
  const toml::table* inner = node == nullptr ? nullptr : node->as_table();
  if (node != nullptr && inner == nullptr) state_->wrong(key, *node, "a table");
  TomlTable out;
  out.state_ = State::make(state_->document, inner);
  return out;
}

std::vector<TomlTable::Element> TomlTable::elements(std::string_view key) const {
  const toml::node* node = state_->get(key);
  std::vector<Element> out;
  if (node == nullptr) return out;
  const auto add = [&](const toml::node& element) {
    if (const auto* text = element.as_string()) {
      out.push_back({text->get(), nullptr});
    } else if (const auto* inner = element.as_table()) {
      auto table = std::make_shared<TomlTable>();
      table->state_ = State::make(state_->document, inner);
      out.push_back({std::nullopt, std::move(table)});
    } else {
      state_->wrong(key, element, "a string or a table");
    }
  };
  if (const auto* array = node->as_array()) {
    for (const toml::node& element : *array) add(element);
  } else {
    add(*node);
  }
  return out;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) const {
  std::vector<TomlTable> out;
  for (const Element& element : elements(key)) {
    if (element.table)
      out.push_back(*element.table);
    else
      problem(key, fmt::format("'{}' should be a table or an array of tables", key));
  }
  return out;
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::pair<toml::source_position, std::string>> found;
  if (state_->node != nullptr) {
    for (const auto& [key, node] : *state_->node) {
      found.emplace_back(key.source().begin, std::string(key.str()));
      state_->known.insert(std::string(key.str()));
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> out;
  for (auto& [position, key] : found) out.push_back(std::move(key));
  return out;
}

std::string TomlTable::place() const {
  return fmt::format("{}:{}", state_->document->name, state_->line(nullptr));
}

std::string TomlTable::place(std::string_view key) const {
  return fmt::format("{}:{}", state_->document->name, state_->line(state_->get(key)));
}

void TomlTable::problem(std::string_view key, const std::string& message) const {
  state_->note(state_->line(state_->get(key)), message);
}

Result<TomlDocument> TomlDocument::read(const std::filesystem::path& file) {
  auto text = read_file(file, size_t{16} << 20);
  if (!text) return fail(text.error());
  return parse(*text, file.string());
}

Result<TomlDocument> TomlDocument::parse(std::string_view text, const std::string& name) {
  TomlDocument document;
  document.state_ = std::make_shared<State>();
  document.state_->name = name;
  document.state_->source = std::string(text);
  try {
    document.state_->root = toml::parse(text, name);
  } catch (const toml::parse_error& error) {  // toml++'s own way of failing; it ends here
    return fail(ErrorKind::config,
                fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()));
  }
  return document;
}

TomlTable TomlDocument::root() const {
  TomlTable table;
  table.state_ = TomlTable::State::make(state_.get(), &state_->root);
  return table;
}

const std::string& TomlDocument::source() const { return state_->source; }

namespace {

std::string nearest(const std::string& key, const std::set<std::string, std::less<>>& known) {
  std::string best;
  int distance = 4;  // further than this is no misspelling
  for (const std::string& candidate : known) {
    const int d = edit_distance(key, candidate);
    if (d < distance && d < static_cast<int>(candidate.size())) distance = d, best = candidate;
  }
  return best;
}

}  // namespace

std::vector<std::string> TomlDocument::problems() const {
  // A table that was read twice knows the keys of both readings.
  std::map<const toml::table*, std::set<std::string, std::less<>>> known;
  for (const auto& table : state_->visited)
    if (table->node != nullptr) known[table->node].insert(table->known.begin(), table->known.end());
  std::set<Problem> all = state_->problems;
  for (const auto& [table, keys] : known) {
    for (const auto& [key, node] : *table) {
      const std::string name(key.str());
      if (keys.contains(name)) continue;
      const std::string close = nearest(name, keys);
      const uint32_t line = key.source().begin.line;
      all.insert(
          {line, fmt::format("{}:{}: unknown key '{}'{}", state_->name, line, name,
                             close.empty() ? std::string() : fmt::format("; did you mean '{}'?", close))});
    }
  }
  std::vector<std::string> out;
  for (const Problem& problem : all) out.push_back(problem.text);
  return out;
}

Result<void> TomlDocument::check() const {
  const auto found = problems();
  if (found.empty()) return {};
  std::string all;
  for (const std::string& problem : found) all += (all.empty() ? "" : "\n") + problem;
  return fail(ErrorKind::config, all);
}

}  // namespace zakonwatch
