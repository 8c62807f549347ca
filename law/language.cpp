// SPDX-License-Identifier: GPL-3.0-or-later
#include "law/language.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/content_hash.h"
#include "base/toml.h"

namespace zakonwatch {
namespace {

std::string folded(std::string_view text) {
  return fold(text, {.lookalikes = true, .case_insensitive = true});
}

// Patterns under a key; a bad one becomes a problem of the file, with its line.
std::vector<Pattern> patterns(const TomlTable& table, std::string_view key,
                              const std::shared_ptr<const NumberWords>& numbers) {
  std::vector<Pattern> out;
  for (const std::string& source : table.texts(key)) {
    if (auto pattern = Pattern::compile(source, numbers))
      out.push_back(std::move(*pattern));
    else
      table.problem(key, pattern.error().message);
  }
  return out;
}

NumberMark number_mark(const TomlTable& table, std::string_view key) {
  const std::string value = table.text(key, "insert");
  if (value != "insert" && value != "level")
    table.problem(key, fmt::format("'{}' should be \"insert\" or \"level\", not \"{}\"", key, value));
  return value == "level" ? NumberMark::level : NumberMark::insert;
}

NumberingScope numbering(const TomlTable& root) {
  const std::string value = root.text("numbering", "act");
  if (value == "act") return NumberingScope::act;
  if (value == "chapter") return NumberingScope::chapter;
  if (value != "annex") root.problem("numbering", "'numbering' should be \"act\", \"chapter\" or \"annex\"");
  return NumberingScope::annex;
}

std::shared_ptr<const NumberWords> number_words(const TomlTable& table) {
  auto words = std::make_shared<NumberWords>();
  const TomlTable list = table.table("words");
  for (const std::string& word : list.keys()) words->add(word, list.integer(word, 0));
  return words;
}

// All but the last two letters, at least three.
std::string stem(std::string_view word) {
  const std::u32string letters = to_code_points(to_lower(word));
  return from_code_points(
      letters.substr(0, std::max<size_t>(3, letters.size() > 2 ? letters.size() - 2 : 0)));
}

Unit unit(const TomlTable& table, const std::shared_ptr<const NumberWords>& numbers) {
  Unit unit;
  const std::string type = table.required_text("type");
  if (const auto known = provision_type(type))
    unit.type = *known;
  else
    table.problem("type", fmt::format("no unit is of type \"{}\"; see contract.md for the types", type));
  unit.word = table.text("word");
  unit.stem = stem(unit.word);
  unit.word_first = table.flag("word_first", true);
  unit.heading_on_next_line = table.flag("heading_on_next_line", false);
  unit.heading = patterns(table, "heading", numbers);
  unit.marker = patterns(table, "marker", numbers);
  return unit;
}

std::vector<Pattern> line_patterns(const NotePatterns& notes,
                                   const std::shared_ptr<const NumberWords>& numbers) {
  std::vector<Pattern> out;
  for (const auto* list :
       {&notes.repealed, &notes.inserted, &notes.renumbered, &notes.court, &notes.amended, &notes.other})
    for (const Pattern& pattern : *list)
      if (pattern.source().starts_with('^'))
        if (auto line = Pattern::compile(pattern.source().substr(1), numbers))
          out.push_back(std::move(*line));
  return out;
}

NotePatterns note_patterns(const TomlTable& table, const std::shared_ptr<const NumberWords>& numbers) {
  NotePatterns notes = {.amended = patterns(table, "amended", numbers),
                        .inserted = patterns(table, "inserted", numbers),
                        .repealed = patterns(table, "repealed", numbers),
                        .renumbered = patterns(table, "renumbered", numbers),
                        .court = patterns(table, "court", numbers),
                        .other = patterns(table, "other", numbers),
                        .act = patterns(table, "act", numbers),
                        .line = {}};
  notes.line = line_patterns(notes, numbers);
  return notes;
}

FrontPatterns front_patterns(const TomlTable& table, const std::shared_ptr<const NumberWords>& numbers) {
  return {.adopted = patterns(table, "adopted", numbers),
          .published = patterns(table, "published", numbers),
          .in_force = patterns(table, "in_force", numbers),
          .version = patterns(table, "version", numbers),
          .number = patterns(table, "number", numbers),
          .key = patterns(table, "key", numbers)};
}

AmendingPhrases::UnitWord unit_word(const TomlTable& table) {
  AmendingPhrases::UnitWord out;
  const std::string type = table.required_text("type");
  if (const auto known = provision_type(type))
    out.type = *known;
  else
    table.problem("type", fmt::format("no unit is of type \"{}\"; see contract.md for the types", type));
  for (const std::string& word : table.texts("words")) out.words.push_back(folded(word));
  return out;
}

std::vector<std::string> folded_texts(const TomlTable& table, std::string_view key) {
  std::vector<std::string> out = table.texts(key);
  for (std::string& text : out) text = folded(text);
  return out;
}

AmendingPhrases amending_phrases(const TomlTable& table, const std::shared_ptr<const NumberWords>& numbers) {
  AmendingPhrases out;
  const auto read = [&](std::vector<Pattern>& into, std::string_view key) {
    into = patterns(table, key, numbers);
  };
  read(out.title, "title"), read(out.opening, "opening"), read(out.act, "act");
  read(out.replace, "replace"), read(out.insert_words, "insert_words");
  read(out.delete_words, "delete_words"), read(out.restate, "restate"), read(out.insert, "insert");
  read(out.repeal, "repeal"), read(out.renumber, "renumber"), read(out.heading, "heading");
  read(out.part, "part");
  read(out.in_force, "in_force"), read(out.except, "except");
  out.number_first = table.flag("number_first", false);
  out.and_words = folded_texts(table, "and"), out.to_words = folded_texts(table, "to");
  out.after_words = folded_texts(table, "after");
  const TomlTable ordinals = table.table("ordinals");
  for (const std::string& stem : ordinals.keys())
    out.ordinals[folded(stem)] = static_cast<int>(ordinals.integer(stem, 0));
  for (const TomlTable& each : table.tables("unit")) out.units.push_back(unit_word(each));
  return out;
}

LineFilters line_filters(const LanguageProfile& profile) {
  LineFilters filters;
  for (const Unit& unit : profile.units) {
    if (unit.type != ProvisionType::doc) filters.heading.add(unit.heading);
    filters.marker.add(unit.marker);
  }
  const NotePatterns& notes = profile.notes;
  for (const auto* list :
       {&notes.repealed, &notes.inserted, &notes.renumbered, &notes.court, &notes.amended, &notes.other})
    filters.note.add(*list);
  return filters;
}

LanguageProfile read_profile(const TomlTable& root) {
  LanguageProfile profile;
  profile.code = root.required_text("code");
  profile.scripts = root.texts("scripts");
  profile.numbering = numbering(root);
  profile.dot = number_mark(root, "dot");
  profile.hyphen = number_mark(root, "hyphen");
  profile.fold.yo_is_ye = root.flag("yo_is_ye", false);
  profile.numbers = number_words(root.table("numbers"));
  const auto& numbers = profile.numbers;
  const TomlTable months = root.table("months");
  for (const std::string& name : months.keys())
    profile.months[folded(name)] = static_cast<int>(months.integer(name, 0));
  for (const TomlTable& table : root.tables("unit")) profile.units.push_back(unit(table, numbers));
  profile.annex = patterns(root, "annex", numbers);
  profile.transitional = patterns(root, "transitional", numbers);
  profile.foreign_transitional = patterns(root, "foreign_transitional", numbers);
  profile.normative_note = patterns(root, "normative_note", numbers);
  profile.contents = patterns(root, "contents", numbers);
  profile.ignore = patterns(root, "ignore", numbers);
  profile.closing = patterns(root, "closing", numbers);
  profile.footnote = patterns(root, "footnote", numbers);
  profile.sanction = patterns(root, "sanction", numbers);
  profile.quotes = patterns(root, "quotes", numbers);
  profile.front = front_patterns(root.table("front"), numbers);
  profile.repealed = patterns(root.table("repealed"), "markers", numbers);
  const TomlTable notes = root.table("notes");
  profile.note_brackets = notes.text("brackets", "{}()[]");
  profile.notes = note_patterns(notes, numbers);
  profile.notes_in_force = patterns(notes, "in_force", numbers);
  profile.amending = amending_phrases(root.table("amending"), numbers);
  const TomlTable penalty = root.table("penalty");
  for (const std::string& kind : penalty.keys()) profile.penalty[kind] = patterns(penalty, kind, numbers);
  const TomlTable regimes = root.table("regimes");
  for (const char* regime : {"prohibited", "medical", "precursor", "licensed", "regulated_sale"})
    profile.regimes[regime] = patterns(regimes, regime, numbers);
  profile.filters = line_filters(profile);
  return profile;
}

int plain_number(std::string_view text, size_t& at) {
  int value = 0;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9' && value < 100000)
    value = value * 10 + (text[at++] - '0');
  return value;
}

std::optional<Date> valid(int y, int m, int d) {
  const Date date{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                  std::chrono::day(static_cast<unsigned>(d))};
  return y >= 1000 && y <= 9999 && m >= 1 && d >= 1 && date.ok() ? std::optional(date) : std::nullopt;
}

// A match of <date> in any of its forms.
std::optional<Date> read_date(std::string_view text, const std::map<std::string, int>& months) {
  if (const auto date = parse_iso_date(text)) return date;
  if (const auto date = parse_dotted_date(text)) return date;
  std::vector<int> numbers;
  int month = 0;
  for (const Word& word : words(text)) {
    const std::string_view token = text.substr(word.begin, word.end - word.begin);
    size_t at = 0;
    if (token[0] >= '0' && token[0] <= '9')
      numbers.push_back(plain_number(token, at));
    else if (const auto found = months.find(folded(token)); found != months.end())
      month = found->second;
  }
  if (numbers.size() == 3) return valid(numbers[2], numbers[1], numbers[0]);  // 13/12/2012
  if (numbers.size() != 2 || month == 0) return {};
  return numbers[0] > 31 ? valid(numbers[0], month, numbers[1]) : valid(numbers[1], month, numbers[0]);
}

Result<LanguageProfile> profile_of(Result<TomlDocument> document, const std::string& name) {
  if (!document) return fail(document.error());
  LanguageProfile profile = read_profile(document->root());
  if (auto sound = document->check(); !sound) return fail(sound.error());
  if (!profile.unit(ProvisionType::article))
    return fail(ErrorKind::config,
                fmt::format("{}: no [[unit]] of type \"article\": nothing could be cited", name));
  profile.source = document->source();
  profile.sha256 = sha256_hex(profile.source);
  return profile;
}

}  // namespace

const Unit* LanguageProfile::unit(ProvisionType type) const {
  const auto it = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.type == type; });
  return it == units.end() ? nullptr : &*it;
}

std::optional<Date> LanguageProfile::find_date(std::string_view text) const {
  static const Pattern pattern = *Pattern::compile("<date>");
  for (size_t at = 0; at < text.size();) {
    const auto match = pattern.search(text, at);
    if (!match) return {};
    if (const auto date = read_date(text.substr(match->begin, match->end - match->begin), months))
      return date;
    at = match->begin + 1;
  }
  return {};
}

Result<LanguageProfile> load_language(const std::filesystem::path& file) {
  return profile_of(TomlDocument::read(file), file.string());
}

Result<LanguageProfile> parse_language(std::string_view source, const std::string& name) {
  return profile_of(TomlDocument::parse(source, name), name);
}

Result<std::shared_ptr<const LanguageProfile>> Languages::get(const std::string& code) {
  if (const auto it = loaded_.find(code); it != loaded_.end()) return it->second;
  for (const auto& folder : folders_) {
    const auto file = folder / (code + ".toml");
    if (!std::filesystem::exists(file)) continue;
    auto profile = load_language(file);
    if (!profile) return fail(profile.error());
    return loaded_[code] = std::make_shared<const LanguageProfile>(std::move(*profile));
  }
  std::string known;
  for (const std::string& other : codes()) known += " " + other;
  return fail(ErrorKind::config,
              fmt::format("there is no language profile for '{}'; there are:{}", code, known));
}

std::vector<std::string> Languages::codes() const {
  std::vector<std::string> out;
  for (const auto& folder : folders_) {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none))
      if (entry.path().extension() == ".toml") out.push_back(entry.path().stem().string());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace zakonwatch
