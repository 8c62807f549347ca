// SPDX-License-Identifier: GPL-3.0-or-later
#include "diff/substance_list.h"

#include <algorithm>

#include "base/text.h"

namespace zakonwatch {

bool is_list_item(ProvisionType type) {
  return type == ProvisionType::row || type == ProvisionType::point || type == ProvisionType::indent ||
         type == ProvisionType::p;
}

std::string normalised_name(std::string_view name) {
  std::string out;
  for (size_t at = 0; at < name.size();) {
    const char32_t c = fold_char(next_code_point(name, at));
    if (is_word_char(c)) append_utf8(out, c);
  }
  return out;
}

std::string tidy_name(std::string_view text) {
  std::string out = squeeze_space(text);
  const auto is_edge = [](char c) {
    return c == '*' || c == '-' || c == ';' || c == ',' || c == '|' || c == ' ' || c == '.';
  };
  while (!out.empty() && is_edge(out.back())) out.pop_back();
  size_t begin = 0;
  while (begin < out.size() && is_edge(out[begin])) ++begin;
  return out.substr(begin);
}

bool is_number_cell(const std::string& cell) {
  const auto found = words(cell);
  if (found.empty()) return true;
  const std::string_view only = std::string_view(cell).substr(found[0].begin, found[0].end - found[0].begin);
  return found.size() == 1 && (only.size() <= 1 || std::all_of(only.begin(), only.end(),
                                                               [](char c) { return c >= '0' && c <= '9'; }));
}

std::string substance_of(const Provision& item) {
  for (const auto& cell : item.cells)
    if (std::string name = tidy_name(cell); !is_number_cell(name))
      return name.size() <= kNameLimit ? name : std::string();
  const auto parts = lines(item.text);
  std::string name = parts.empty() ? std::string() : tidy_name(parts.front());
  return name.size() <= kNameLimit && !is_number_cell(name) ? name : std::string();
}

const Provision* list_of(const Act& act, int index) {
  for (int i = act.provisions[static_cast<size_t>(index)].parent; i >= 0;
       i = act.provisions[static_cast<size_t>(i)].parent) {
    const Provision& part = act.provisions[static_cast<size_t>(i)];
    if (part.type == ProvisionType::annex || part.type == ProvisionType::doc) return &part;
  }
  return nullptr;
}

}  // namespace zakonwatch
