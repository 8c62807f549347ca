// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/fetcher.h"

#include "crawler/message.h"

namespace zakonwatch {

std::optional<std::string> FetchOutcome::header(std::string_view name) const {
  return Fields::parse(response_head).first(name);
}

Result<FetchOutcome> fetch_one(Fetcher& fetcher, FetchRequest request) {
  std::optional<Result<FetchOutcome>> answer;
  fetcher.start(std::move(request), [&](Result<FetchOutcome> outcome) { answer = std::move(outcome); });
  while (!answer) fetcher.drive(std::chrono::milliseconds(200));
  return std::move(*answer);
}

}  // namespace zakonwatch
