// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/document_terms.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "index/fields.h"
#include "index/tokens.h"

namespace zakonwatch {
namespace {

// How often a word counts by where it stands. A phrase never runs from one part into the next.
constexpr Xapian::termcount kTitleWeight = 1, kHeadingWeight = 3, kTextWeight = 1, kNumberWeight = 1;
constexpr Xapian::termpos kPartGap = 100;
constexpr size_t kShortestStemmed = 3;  // letters

class TermWriter {
 public:
  TermWriter(Xapian::Document& document, Stems& stems, const std::string& language)
      : document_(document), stems_(stems), language_(language) {}

  void add(std::string_view text, Xapian::termcount weight) {
    for (const Token& token : tokenise(text)) {
      if (token.term.empty()) continue;
      document_.add_posting(token.term, ++position_, weight);
      add_stem(text.substr(token.begin, token.end - token.begin), token.term, weight);
    }
    position_ += kPartGap;
  }

 private:
  void add_stem(std::string_view word, const std::string& folded, Xapian::termcount weight) {
    if (count_letters(folded) < kShortestStemmed) return;
    const std::string& stem = stems_.of(language_, word);
    // A stem that is the word itself is found as the word.
    if (!stem.empty() && stem != folded)
      document_.add_term(std::string(fields::kStem) + language_ + stem, weight);
  }

  Xapian::Document& document_;
  Stems& stems_;
  const std::string& language_;
  Xapian::termpos position_ = 0;
};

void add_boolean(Xapian::Document& document, std::string_view prefix, std::string_view value) {
  if (!value.empty()) document.add_boolean_term(fields::term(prefix, value));
}

std::string day_or(const std::optional<Date>& date, const char* otherwise) {
  return date ? fields::sortable(*date) : otherwise;
}

std::string line(std::string_view value) { return strip_controls(squeeze_space(value)); }

void add_values(Xapian::Document& document, const IndexDocument& from) {
  document.add_value(fields::kValidFromSlot, day_or(from.valid_from, fields::kAlways));
  document.add_value(fields::kValidUntilSlot, day_or(from.valid_until, fields::kOpenEnd));
  document.add_value(fields::kCountrySlot, from.country);
  std::string topics;
  for (const std::string& topic : from.topics) topics += (topics.empty() ? "" : "\n") + topic;
  document.add_value(fields::kTopicsSlot, topics);
}

void add_filters(Xapian::Document& document, const IndexDocument& from) {
  document.add_boolean_term(fields::term(fields::kId, from.id));
  add_boolean(document, fields::kKind, std::string_view(from.id).substr(0, 1));
  add_boolean(document, fields::kCountry, from.country);
  add_boolean(document, fields::kAct, from.act);
  add_boolean(document, fields::kSource, from.source);
  add_boolean(document, fields::kLanguage, from.language);
  for (const std::string& topic : from.topics) add_boolean(document, fields::kTopic, topic);
}

std::string data_of(const IndexDocument& from) {
  const auto iso = [](const std::optional<Date>& date) { return date ? to_iso(*date) : std::string(); };
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", line(from.id), line(from.act),
                     line(from.title), line(from.eid), line(from.label), line(from.country),
                     line(from.source), line(from.language), iso(from.valid_from), iso(from.valid_until));
}

}  // namespace

Xapian::Document to_xapian(const IndexDocument& from, Stems& stems) {
  Xapian::Document document;
  TermWriter words(document, stems, from.language);
  words.add(from.title, kTitleWeight);
  words.add(from.label, kTitleWeight);
  words.add(from.heading, kHeadingWeight);
  words.add(from.text, kTextWeight);
  if (!from.number.empty())
    document.add_term(fields::term(fields::kNumber, normal_number(from.number)), kNumberWeight);
  for (const std::string& concept_id : from.concepts)
    document.add_term(fields::term(fields::kConcept, concept_id));
  add_filters(document, from);
  add_values(document, from);
  document.set_data(data_of(from));
  return document;
}

ResultLine result_line(const Xapian::Document& document) {
  const std::string data = document.get_data();
  std::array<std::string, 10> fields;
  size_t next = 0;
  for (std::string_view field : split(data, '\n'))
    if (next < fields.size()) fields[next++] = field;
  return {fields[0],
          fields[1],
          fields[2],
          fields[3],
          fields[4],
          fields[5],
          fields[6],
          fields[7],
          parse_iso_date(fields[8]),
          parse_iso_date(fields[9])};
}

}  // namespace zakonwatch
