// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "app/bounces.h"
#include "app/commands/command.h"
#include "app/delivery.h"
#include "app/operator_mail.h"
#include "app/owe.h"
#include "app/point_in_time.h"
#include "app/replay.h"
#include "app/status_json.h"
#include "app/terminal.h"
#include "base/fault.h"
#include "base/files.h"

namespace zakonwatch {
namespace {

// The record and the subscribers, open for a sender. Runs beside a daemon: claims go by lease.
struct Desk {
  explicit Desk(Environment& environment, Record::Mode mode = Record::Mode::read_write)
      : record(Record::open(environment.state() / "record.db", mode)),
        subscribers(Subscribers::open(environment.state() / "subscribers.db")),
        mailer(make_mailer(environment)),
        delivery(environment, *record, *subscribers, *mailer) {}
  std::unique_ptr<Record> record;
  std::unique_ptr<Subscribers> subscribers;
  std::unique_ptr<Mailer> mailer;
  Delivery delivery;
};

int send(Environment& environment) {
  Desk desk(environment);
  owe_reminders(environment, *desk.record, *desk.subscribers);
  const DeliveryReport report = desk.delivery.send_due();
  const int notices = mail_the_operator(environment, *desk.record, *desk.mailer);
  if (environment.globals().json) {
    print(delivery_json(report) + "\n");
  } else {
    print(fmt::format("sent {}, held for later {}, failed {}, withdrawn {}, not due yet {} alerts\n",
                      report.sent, report.held, report.failed, report.withdrawn + report.forgotten,
                      report.waiting));
    if (notices > 0) print(fmt::format("mailed {} notices to the operator\n", notices));
    if (report.asked > 0) print(fmt::format("asked {} people to confirm\n", report.asked));
    if (report.sent > 0 && environment.config().mail.transport == "maildir") {
      const auto& maildir = environment.config().mail.maildir;
      print(fmt::format("mail lies in {}\n",
                        ((maildir.empty() ? environment.state() / "outbox" : maildir) / "new").string()));
    }
  }
  return report.failed > 0 || report.held > 0 ? 1 : 0;
}

int retry(Environment& environment) {
  const auto record = Record::open(environment.state() / "record.db");
  const int again = Outbox(*record).retry_failed(environment.clock().now());
  if (again > 0 && !environment.globals().json)
    print(fmt::format("{} failed digests are tried again\n", again));
  return send(environment);
}

int preview(Environment& environment) {
  Desk desk(environment, Record::Mode::read_only);
  const auto mails = desk.delivery.preview();
  for (const std::string& mail : mails) print(mail + "\n\n");
  if (mails.empty()) print("nothing is due\n");
  return 0;
}

int status(Environment& environment) {
  const auto record = open_record_for_reading(environment);
  const auto counts = Outbox(*record).counts();
  if (environment.globals().json)
    print(outbox_json(counts) + "\n");
  else
    print(fmt::format("owed {}, being sent {}, sent {}, held {}, failed {}, withdrawn {}, forgotten {}\n",
                      counts.owed, counts.sending, counts.sent, counts.held, counts.failed, counts.withdrawn,
                      counts.forgotten));
  return 0;
}

// Called by the mail server, which would bounce the bounce where we fail without need: what tells us nothing
// is no failure.
int bounce(Environment& environment, const std::string& recipient) {
  constexpr size_t kLongest = 16 << 20;
  if (environment.config().mail.bounces.empty())
    throw Fault(ErrorKind::config, "mail.bounces is not set: letters come back to mail.from");
  const std::string message = value_or_throw(read_file("/dev/stdin", kLongest));
  const auto record = Record::open(environment.state() / "record.db");
  const auto subscribers = Subscribers::open(environment.state() / "subscribers.db");
  const bool told = take_bounce(environment, *record, *subscribers, message, recipient);
  print(told ? "a letter came back; `zakonwatch status` says which\n"
             : "no letter of ours: nothing is done\n");
  return 0;
}

int replay(Environment& environment, const std::string& since, bool archive) {
  const auto date = parse_iso_date(since);
  const auto instant = parse_rfc3339(since);
  if (!date && !instant) throw Fault(ErrorKind::usage, fmt::format("--since {}: write YYYY-MM-DD", since));
  const Instant from = date ? Instant(std::chrono::sys_days(*date)) : *instant;
  const ReplayFrom what = archive ? ReplayFrom::archive : ReplayFrom::record;
  const Replay done = replay_alerts(environment, from, what);
  print(environment.globals().json ? replay_json(done, from, what) + "\n" : replay_text(done));
  return 0;
}

}  // namespace

void add_alerts(CommandLine& line) {
  CLI::App* verb = line.verb("alerts", "Send what is owed, or look at it");
  verb->require_subcommand(1);
  const auto add = [&](const char* name, const char* description, int (*run)(Environment&)) {
    CLI::App* sub = verb->add_subcommand(name, description);
    sub->fallthrough();
    line.runs(sub, run);
  };
  add("send", "Send every digest that is due, and retry held ones whose time has come", send);
  add("retry", "Send, and try again those that failed for good", retry);
  add("preview", "Print what would be sent now", preview);
  add("status", "Count what is owed, held, sent", status);
  CLI::App* again = verb->add_subcommand(
      "replay", "Show what today's subscriptions would have been sent since a day; sends nothing");
  again->fallthrough();
  auto since = std::make_shared<std::string>();
  auto archive = std::make_shared<bool>(false);
  again->add_option("--since", *since, "First seen on or after this day")->type_name("DATE")->required();
  again->add_flag("--archive", *archive, "Read the archived pages anew, by today's parser and lexicon");
  line.runs(again,
            [since, archive](Environment& environment) { return replay(environment, *since, *archive); });
  CLI::App* back = verb->add_subcommand("bounce", "Take in a letter that came back, on standard input");
  back->fallthrough();
  auto recipient = std::make_shared<std::string>();
  back->add_option("--to", *recipient, "Whom the mail server had it for")->type_name("ADDRESS");
  line.runs(back, [recipient](Environment& environment) { return bounce(environment, *recipient); });
}

}  // namespace zakonwatch
