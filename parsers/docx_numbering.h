// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "parsers/list_counter.h"

namespace zakonwatch {

// The numbers that Word draws before paragraphs and that stand in no text (ECMA-376 part 1, 17.9): by the
// paragraph's own numbering or its style's, level by level ("2.1)"). Counts as it is asked, so that
// paragraphs are given in the order of the document.
class DocxNumbering {
 public:
  // Either may be null: a document without lists, without styles.
  DocxNumbering(const pugi::xml_document* numbering, const pugi::xml_document* styles);

  // With a space behind it; empty for a paragraph that is not numbered.
  std::string next(pugi::xml_node paragraph_properties);

 private:
  static constexpr size_t kLevels = 9;
  struct Level {
    CounterStyle style = CounterStyle::none;
    std::string text;  // "%1.%2)"
    int64_t start = 1;
    bool decimal = false;  // isLgl: every number in it as digits
    bool bullet = false;
    std::string paragraph_style;
  };
  using Levels = std::array<Level, kLevels>;
  struct List {
    std::string abstract;  // lists of one definition count on
    std::map<size_t, int64_t> restarts;
    bool begun = false;
  };
  struct Place {
    std::string list;
    size_t level = 0;
  };

  void read_definitions(pugi::xml_node numbering);
  void read_lists(pugi::xml_node numbering);
  void read_styles(pugi::xml_node styles);
  std::optional<Place> place_of(pugi::xml_node paragraph_properties) const;
  std::optional<Place> place_by_style(const std::string& style) const;
  void count(List& list, const Levels& levels, size_t level);
  std::string drawn(const Levels& levels, const std::array<int64_t, kLevels>& at, size_t level) const;

  std::map<std::string, Levels, std::less<>> definitions_;
  std::map<std::string, List, std::less<>> lists_;
  struct Style {
    std::string based_on, list;
    std::optional<size_t> level;
  };
  std::map<std::string, Style, std::less<>> styles_;
  std::map<std::string, std::array<int64_t, kLevels>> counters_;  // by definition; 0 = not begun
};

}  // namespace zakonwatch
