// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/environment.h"
#include "app/health.h"
#include "store/documents.h"
#include "store/notices.h"
#include "store/outbox.h"
#include "store/schedule.h"

namespace zakonwatch {

// What the operator is told, each thing once: log line and notice (store/notices.h). Analysts never hear of
// any of it.
class OperatorDesk {
 public:
  OperatorDesk(Environment& environment, Record& record);
  Instant now() const { return environment_.clock().now(); }
  const SourceCatalogue& catalogue() { return environment_.catalogue(); }

  // Sources whose health changed since the operator last heard of them: broke, still broken (weekly),
  // recovered; those alike in one notice. An outage is no news before the third failed pass or a day.
  void tell_health();
  // Once a day while snapshots wait for a person for more than a day.
  void tell_held();
  // What stands and should not: a silent source, nothing fetched for a day, mail that does not get out. Told
  // once a day while it stands.
  void tell_alarms();
  // Acts whose text in one language has not followed another's. Once in four weeks for an act and a language.
  void tell_languages();
  void tell_all() {
    tell_health();
    tell_held();
    tell_alarms();
    tell_languages();
  }

  void unstable(const std::string& url, const std::string& text);  // once a week for an address
  void suggest_rule(const std::string& url, const std::string& text);
  void gone(const std::string& url, const std::string& text);
  void partial(const std::string& url, const std::string& text);
  void numbers(const std::string& source, const std::string& text);
  void issuer(const std::string& origin, const std::string& text);
  void crowd(const std::string& where, const std::string& text);

 private:
  void tell(const std::string& kind, const std::string& topic, const std::string& text,
            std::chrono::seconds not_again_within);

  Environment& environment_;
  Notices notices_;
  Schedule schedule_;
  Snapshots snapshots_;
  Record& record_;
};

// What stands and should not, as sentences by topic.
struct Alarm {
  std::string topic, text;
};
std::vector<Alarm> standing_alarms(Environment& environment, Record& record);

}  // namespace zakonwatch
