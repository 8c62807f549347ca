// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "app/operator_desk.h"
#include "store/schedule.h"

namespace zakonwatch {

// The organisation in an issuer's name as OpenSSL prints it ("C = US, O = Let's Encrypt, CN = R11"); the
// whole name where it names none.
std::string organisation_of(std::string_view issuer);

// Who vouches for the hosts we visit. A host whose certificate comes from another organisation than before
// may have changed hands, or somebody stands in between: the operator is told once. Authorities change their
// intermediate certificates with every renewal, so that only the organisation counts.
class Issuers {
 public:
  Issuers(Record& record, OperatorDesk& desk) : schedule_(record), desk_(desk) {}
  void saw(const std::string& url, const std::string& issuer, Instant when);

 private:
  Schedule schedule_;
  OperatorDesk& desk_;
  std::map<std::string, std::string> known_;  // by origin: in this pass
};

}  // namespace zakonwatch
