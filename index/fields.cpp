// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/fields.h"

#include <fmt/format.h>

#include "base/content_hash.h"

namespace zakonwatch::fields {
namespace {

constexpr size_t kTermBytes = 200;  // under Xapian's 245, which counts a zero byte twice

}  // namespace

std::string term(std::string_view prefix, std::string_view value) {
  std::string term(prefix);
  if (value.size() <= kTermBytes) return term.append(value);
  constexpr size_t kKept = 100;
  return term.append(value.substr(0, kKept)).append(sha256_hex(value));
}

std::string sortable(Date date) {
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace zakonwatch::fields
