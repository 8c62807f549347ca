// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zakonwatch {

// An entry of the taxonomy (law.md section 3), built from weighted concepts.
struct Topic {
  std::string id;
  std::string group;  // "Offences and amounts"
  std::string label_en, label_ru;
  std::string scope;                       // what belongs here and what does not
  std::map<std::string, double> concepts;  // concept -> weight
  std::vector<std::string> requires_any;   // the topic needs one of these concepts at all
  bool alone = false;                      // counts also where no drug is named (HIV, foreign agents)
};

// People that a provision may name ("minors"), told by concepts of its words.
struct PeopleGroup {
  std::string id;
  std::string label_en, label_ru;
  std::vector<std::string> concepts;
};

// sources/topics.toml.
class Topics {
 public:
  static Result<Topics> load(const std::filesystem::path& file);
  const std::vector<Topic>& all() const { return topics_; }
  const Topic* find(std::string_view id) const;
  // Concepts that make a text one about drugs at all, with the weight of a single mention.
  const std::map<std::string, double>& subject() const { return subject_; }
  // In the order in which they are named to readers.
  const std::vector<PeopleGroup>& people() const { return people_; }

 private:
  std::vector<PeopleGroup> people_;
  std::vector<Topic> topics_;
  std::map<std::string, double> subject_;
};

}  // namespace zakonwatch
