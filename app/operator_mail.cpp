// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operator_mail.h"

#include <fmt/core.h>

#include <algorithm>

#include "alerts/page.h"
#include "base/log.h"
#include "store/notices.h"

namespace zakonwatch {
namespace {

using namespace std::chrono_literals;

constexpr auto kRest = 10min;
constexpr size_t kMostTold = 50;  // in one mail, the newest; the rest is in `status`

bool told_lately(Notices& notices, Instant now) {
  for (const Notice& notice : notices.newest(kMostTold))
    if (notice.delivered_at && *notice.delivered_at <= now && now - *notice.delivered_at < kRest) return true;
  return false;
}

// Made of the notices it tells, so that a second attempt after a crash is the same letter.
std::string message_id(const std::vector<Notice>& waiting, const std::string& from) {
  return fmt::format("operator-{}-{}{}", waiting.front().id, waiting.back().id, from.substr(from.rfind('@')));
}

Letter letter(const Config::Mail& mail, const std::vector<Notice>& waiting, Instant now) {
  std::vector<OperatorNotice> told;
  const size_t untold = waiting.size() - std::min(waiting.size(), kMostTold);
  for (size_t i = untold; i < waiting.size(); ++i)
    told.push_back({waiting[i].at, waiting[i].kind, waiting[i].text});
  const Page words = operator_page(mail.operator_language, told, untold);
  return {.from = mail.from,
          .to = mail.operator_address,
          .message_id = message_id(waiting, mail.from),
          .subject = words.title,
          .text = page_text(words),
          .html = render_page(words),
          .language = words.language,
          .date = now};
}

}  // namespace

int mail_the_operator(Environment& environment, Record& record, Mailer& mailer) {
  const Config::Mail& mail = environment.config().mail;
  if (mail.operator_address.empty()) return 0;
  Notices notices(record);
  const std::vector<Notice> waiting = notices.waiting();
  const Instant now = environment.clock().now();
  if (waiting.empty() || told_lately(notices, now)) return 0;
  const Letter words = letter(mail, waiting, now);
  const auto message = compose(words);
  const auto error = message ? mailer.send(words.from, words.to, *message)
                             : std::optional(DeliveryError{.reply = message.error().message});
  if (error) {
    log::error("the operator's mail was not taken, its {} notices wait (`zakonwatch status`): {}",
               waiting.size(), error->reply);
    return 0;
  }
  for (const Notice& notice : waiting) notices.mark_delivered(notice.id, now);
  return static_cast<int>(waiting.size());
}

}  // namespace zakonwatch
