// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/operator_desk.h"
#include "app/pipeline.h"
#include "store/schedule.h"

namespace zakonwatch {

// Confirmed changes of a pass, kept back until the others have been heard: when many sources change or trip a
// gate at once, it is more likely ours or a wall than the law.
//
//   - more than three sources of one country tripped a gate within the hour: that country's are held;
//   - the candidates of more than three sources would give one person more than 25 alerts: all are held.
//
// Either is one notice to the operator. First versions never come here: nobody is alerted of them.
class Candidates {
 public:
  Candidates(Record& record, Pipeline& pipeline, OperatorDesk& desk);

  void add(const Source& source, Document document, FetchOutcome outcome, Derived derived);
  bool empty() const { return waiting_.empty(); }
  bool of(const SourceId& source) const;
  // The oldest has waited so long, or so much is kept in memory, that they are judged as they are.
  bool must_settle(Instant now) const;

  using Told = std::function<void(const Source&, const Kept&)>;
  void settle(const Told& told);

 private:
  std::vector<std::string> tripped_in(const std::string& country);
  std::string crowd_in(const std::string& country, std::vector<Pipeline::Confirmed>& some, const Told& told);
  void settle_some(std::vector<Pipeline::Confirmed> some, const Told& told);

  Pipeline& pipeline_;
  OperatorDesk& desk_;
  Schedule schedule_;
  std::vector<Pipeline::Confirmed> waiting_;
  size_t bytes_ = 0;
};

}  // namespace zakonwatch
