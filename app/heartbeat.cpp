// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/heartbeat.h"

#include "base/files.h"
#include "base/log.h"
#include "base/text.h"

namespace zakonwatch {

void write_heartbeat(const std::filesystem::path& state, const Heartbeat& heartbeat) {
  std::string text = to_rfc3339(heartbeat.at) + (heartbeat.alarms.empty() ? " ok\n" : " alarm\n");
  for (const std::string& alarm : heartbeat.alarms) text += strip_controls(alarm) + "\n";
  if (const auto written = write_file_atomic(state / "heartbeat", text); !written)
    log::error("{}", written.error().sentence());  // a full disk is told elsewhere too; the watch goes on
}

std::optional<Heartbeat> read_heartbeat(const std::filesystem::path& state) {
  const auto text = read_file(state / "heartbeat");
  if (!text) return {};
  const auto lines = split(*text, '\n');
  const auto at = parse_rfc3339(lines.at(0).substr(0, lines.at(0).find(' ')));
  if (!at) return {};
  Heartbeat heartbeat{.at = *at};
  for (size_t i = 1; i < lines.size(); ++i)
    if (!lines[i].empty()) heartbeat.alarms.emplace_back(lines[i]);
  return heartbeat;
}

}  // namespace zakonwatch
