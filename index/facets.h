// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <map>
#include <string>

namespace zakonwatch {

// Counts the matching documents by country and topic while Xapian goes through them.
class FacetSpy final : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double weight) override;
  // By "country" and "topic".
  std::map<std::string, std::map<std::string, size_t>> facets() const;

 private:
  std::map<std::string, size_t, std::less<>> countries_, topics_;
};

}  // namespace zakonwatch
