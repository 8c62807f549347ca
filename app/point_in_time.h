// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/environment.h"
#include "law/act.h"
#include "law/instruction.h"
#include "store/record.h"
#include "store/versions.h"

namespace zakonwatch {

// Editions of acts on record, read at a date. Opens the record for reading only.
class PointInTime {
 public:
  explicit PointInTime(Environment& environment);
  ~PointInTime();

  // The text in force on an ISO date; a Fault that names the editions there are where none was.
  Act edition(const std::string& act, const std::string& date);
  // The version in force on a date, of the act's first expression that has one.
  std::optional<Version> version_at(const ActId& act, Date date);
  std::vector<Version> versions(const ActId& act);
  // What the gazettes on record ordered this act to become until a date.
  std::vector<AmendingAct> announced(Environment& environment, const Act& act, const std::string& until);

 private:
  std::unique_ptr<Record> record_;
  Versions versions_;
};

// record.db of the state, for reading; a Fault of kind not_found where nothing was crawled yet.
std::unique_ptr<Record> open_record_for_reading(Environment& environment);
std::unique_ptr<Record> open_record_if_any(Environment& environment);  // null where there is none yet

}  // namespace zakonwatch
