// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/docx_numbering.h"

#include <algorithm>

#include "base/text.h"
#include "parsers/docx_package.h"

namespace zakonwatch {
namespace {

constexpr int kDeepestStyle = 20;  // styles based on styles; a circle ends there

int64_t number_of(std::string_view digits, int64_t otherwise) {
  if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string_view::npos)
    return otherwise;
  return std::stoll(std::string(digits));
}

std::optional<size_t> level_of(pugi::xml_node node, const char* child, size_t levels) {
  const auto level = static_cast<size_t>(number_of(word_value(node, child), static_cast<int64_t>(levels)));
  return level < levels ? std::optional(level) : std::nullopt;
}

// Dashes are law's own marks; the rest of Word's bullets are signs of a symbol font.
std::string bullet_text(const std::string& text) {
  return text == "-" || text == "–" || text == "—" ? text + " " : std::string();
}

}  // namespace

DocxNumbering::DocxNumbering(const pugi::xml_document* numbering, const pugi::xml_document* styles) {
  if (numbering != nullptr) {
    read_definitions(numbering->child("numbering"));
    read_lists(numbering->child("numbering"));
  }
  if (styles != nullptr) read_styles(styles->child("styles"));
}

void DocxNumbering::read_definitions(pugi::xml_node numbering) {
  for (const pugi::xml_node definition : numbering.children("abstractNum")) {
    Levels levels;
    for (const pugi::xml_node node : definition.children("lvl")) {
      const auto index = static_cast<size_t>(number_of(word_attribute(node, "ilvl"), kLevels));
      if (index >= kLevels) continue;
      Level& level = levels[index];
      level.bullet = word_value(node, "numFmt") == "bullet";
      level.style = word_counter(word_value(node, "numFmt"));
      level.text = word_value(node, "lvlText");
      level.start = number_of(word_value(node, "start"), 0);
      level.decimal = static_cast<bool>(node.child("isLgl"));
      level.paragraph_style = word_value(node, "pStyle");
    }
    definitions_[std::string(word_attribute(definition, "abstractNumId"))] = std::move(levels);
  }
}

void DocxNumbering::read_lists(pugi::xml_node numbering) {
  for (const pugi::xml_node node : numbering.children("num")) {
    List list{std::string(word_value(node, "abstractNumId")), {}, false};
    for (const pugi::xml_node change : node.children("lvlOverride")) {
      const auto level = static_cast<size_t>(number_of(word_attribute(change, "ilvl"), kLevels));
      if (level < kLevels && change.child("startOverride"))
        list.restarts[level] = number_of(word_value(change, "startOverride"), 1);
    }
    lists_[std::string(word_attribute(node, "numId"))] = std::move(list);
  }
}

void DocxNumbering::read_styles(pugi::xml_node styles) {
  for (const pugi::xml_node node : styles.children("style")) {
    const pugi::xml_node numbered = node.child("pPr").child("numPr");
    styles_[std::string(word_attribute(node, "styleId"))] = {std::string(word_value(node, "basedOn")),
                                                             std::string(word_value(numbered, "numId")),
                                                             level_of(numbered, "ilvl", kLevels)};
  }
}

std::optional<DocxNumbering::Place> DocxNumbering::place_by_style(const std::string& style) const {
  std::string name = style;
  std::optional<size_t> level;
  for (int depth = 0; depth < kDeepestStyle; ++depth) {
    const auto found = styles_.find(name);
    if (found == styles_.end()) return {};
    if (!level) level = found->second.level;
    if (!found->second.list.empty()) {
      Place place{found->second.list, level.value_or(0)};
      const auto list = lists_.find(place.list);
      const auto definition =
          list == lists_.end() ? definitions_.end() : definitions_.find(list->second.abstract);
      if (!level && definition != definitions_.end())  // the level names its style instead
        for (size_t i = 0; i < kLevels; ++i)
          if (definition->second[i].paragraph_style == style) place.level = i;
      return place;
    }
    name = found->second.based_on;
  }
  return {};
}

std::optional<DocxNumbering::Place> DocxNumbering::place_of(pugi::xml_node properties) const {
  const pugi::xml_node own = properties.child("numPr");
  const std::string list(word_value(own, "numId"));
  const auto level = level_of(own, "ilvl", kLevels);
  if (!list.empty()) return Place{list, level.value_or(0)};
  auto place = place_by_style(std::string(word_value(properties, "pStyle")));
  if (place && level) place->level = *level;
  return place;
}

// A level counts on; those below it begin anew, those above it that nobody has begun stand at their start.
void DocxNumbering::count(List& list, const Levels& levels, size_t level) {
  auto& at = counters_[list.abstract];
  if (!std::exchange(list.begun, true))
    for (const auto& [restarted, start] : list.restarts) at[restarted] = start - (restarted == level ? 1 : 0);
  for (size_t i = 0; i < level; ++i)
    if (at[i] == 0) at[i] = levels[i].start;
  at[level] = at[level] == 0 && !list.restarts.contains(level) ? levels[level].start : at[level] + 1;
  std::fill(at.begin() + static_cast<std::ptrdiff_t>(level) + 1, at.end(), 0);
}

std::string DocxNumbering::drawn(const Levels& levels, const std::array<int64_t, kLevels>& at,
                                 size_t level) const {
  const Level& here = levels[level];
  std::string out;
  for (size_t i = 0; i < here.text.size(); ++i) {
    const size_t named = here.text[i] == '%' && i + 1 < here.text.size()
                             ? static_cast<size_t>(here.text[i + 1] - '1')
                             : kLevels;
    if (named >= kLevels) {
      out += here.text[i];
      continue;
    }
    ++i;
    const CounterStyle style = here.decimal ? CounterStyle::decimal : levels[named].style;
    out += counter_text(style, at[named], BeyondLetters::repeat);
  }
  return trim(out).empty() ? std::string() : std::string(trim(out)) + " ";
}

std::string DocxNumbering::next(pugi::xml_node properties) {
  const auto place = place_of(properties);
  const auto list = place ? lists_.find(place->list) : lists_.end();  // numId 0 is none
  if (list == lists_.end()) return {};
  const auto definition = definitions_.find(list->second.abstract);
  if (definition == definitions_.end()) return {};
  const Level& level = definition->second[place->level];
  if (level.bullet) return bullet_text(level.text);
  count(list->second, definition->second, place->level);
  return drawn(definition->second, counters_[list->second.abstract], place->level);
}

}  // namespace zakonwatch
