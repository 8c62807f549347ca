// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <charconv>

#include "app/commands/command.h"
#include "app/crawl_pass.h"
#include "app/expressions.h"
#include "app/held_view.h"
#include "app/index_follower.h"
#include "app/owe.h"
#include "app/point_in_time.h"
#include "app/signals.h"
#include "app/state_lock.h"
#include "app/terminal.h"
#include "app/workshop.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "store/changes.h"
#include "store/documents.h"
#include "store/notices.h"
#include "store/outbox.h"

namespace zakonwatch {
namespace {

SnapshotId snapshot_id(const std::string& text) {
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size())
    throw Fault(ErrorKind::usage,
                fmt::format("'{}' is no snapshot number; `zakonwatch triage list` shows them", text));
  return SnapshotId(id);
}

int list(Environment& environment) {
  const auto record = open_record_for_reading(environment);
  const auto held = Snapshots(*record).held();
  if (environment.globals().json) {
    print(held_list_json(held) + "\n");
    return 0;
  }
  for (const Snapshot& s : held)
    print(fmt::format("snapshot {}  {}  held since {}\n    {}\n    {}\n", s.id.value, s.source.value,
                      to_rfc3339(s.fetched_at), strip_controls(s.url), strip_controls(s.reason)));
  if (held.empty()) print("nothing is held\n");
  return 0;
}

int show(Environment& environment, const std::string& which) {
  const auto record = open_record_for_reading(environment);
  const HeldView view = view_held(environment, *record, snapshot_id(which));
  print(environment.globals().json ? held_json(view) + "\n" : held_text(view, output_has_colour()));
  return 0;
}

Snapshot held_snapshot(Record& record, const std::string& which) {
  const auto snapshot = Snapshots(record).get(snapshot_id(which));
  if (!snapshot || snapshot->state != SnapshotState::held)
    throw Fault(ErrorKind::not_found,
                fmt::format("snapshot {} is not held; `zakonwatch triage list` names those that are", which));
  return *snapshot;
}

// Beside a daemon the request is left with it: it alone writes the law.
bool left_to_holder(Environment& environment, OperatorRequest::Kind kind, const std::string& which,
                    const std::string& why) {
  const auto holder = state_holder(environment.state());
  if (!holder) return false;
  const auto record = Record::open(environment.state() / "record.db");
  const Snapshot snapshot = held_snapshot(*record, which);
  OperatorRequests(*record).add({kind, snapshot.id, why});
  print(fmt::format("left to {}: it does so within seconds\n", *holder));
  return true;
}

int release(Environment& environment, const std::string& which, const std::string& why) {
  snapshot_id(which);
  if (left_to_holder(environment, OperatorRequest::Kind::release, which, why)) return 0;
  const StateLock lock(environment.state(), "triage release");
  Workshop workshop(environment);
  const Kept kept = value_or_throw(workshop.pipeline.release(snapshot_id(which), why));
  if (const auto taken = catch_up_index(environment, *workshop.record, workshop.index_folder()); !taken)
    throw Fault(taken.error());
  print(fmt::format("released: {} changes, {} about drug policy\n", kept.changes, kept.relevant_changes));
  return 0;
}

// The site is asked again, now, and what it says is judged as if for the first time.
int refetch(Environment& environment, const std::string& which, const std::string& why) {
  snapshot_id(which);
  if (left_to_holder(environment, OperatorRequest::Kind::refetch, which, why)) return 0;
  const StateLock lock(environment.state(), "triage refetch");
  Workshop workshop(environment);
  const Snapshot held = held_snapshot(*workshop.record, which);
  const std::string address = value_or_throw(workshop.pipeline.judge_anew(held.id));
  HttpFetcher fetcher(fetcher_options(environment));
  watch_stop_signals();
  CrawlPass pass(environment, *workshop.record, workshop.pipeline, fetcher, workshop.warc_folder(),
                 Confirmation::within_pass);
  const SourceReport report =
      pass.look_again(environment.source(held.source.value), address, stop_requested());
  if (const auto taken = catch_up_index(environment, *workshop.record, workshop.index_folder()); !taken)
    throw Fault(taken.error());
  for (const std::string& error : report.errors) print(strip_controls(error) + "\n");
  if (report.new_versions > 0)
    print(
        fmt::format("accepted: {} changes, {} about drug policy\n", report.changes, report.relevant_changes));
  else if (report.held > 0)
    print("held again: `zakonwatch triage list`\n");
  else if (report.not_modified > 0)
    print("the page reads again as it did before; nothing is held of it any more\n");
  return report.errors.empty() ? 0 : 1;
}

int reject(Environment& environment, const std::string& which, const std::string& why) {
  const auto record = Record::open(environment.state() / "record.db");
  const Snapshot snapshot = held_snapshot(*record, which);
  Record::Transaction transaction(*record);
  Snapshots(*record).set_state(snapshot.id, SnapshotState::rejected,
                               snapshot.reason + "; rejected by a person" + (why.empty() ? "" : ": " + why));
  transaction.commit();
  log::info("snapshot {} was rejected by a person{}", snapshot.id.value, why.empty() ? "" : ": " + why);
  print(fmt::format("rejected: snapshot {}; the version before it stands\n", snapshot.id.value));
  return 0;
}

// What another text of the act said too was not told beside it. It stands on its own now. Returns what to
// say.
std::string tell_what_joined(Environment& environment, Record& record, const std::vector<ChangeSeq>& joined) {
  std::string said;
  const auto subscribers = Subscribers::open(environment.state() / "subscribers.db");
  Outbox outbox(record);
  for (const ChangeSeq seq : joined) {
    const auto change = Changes(record).get(seq);
    if (!change) continue;
    owe_alerts(environment, *subscribers, outbox, *change, "new", environment.clock().now());
    said += fmt::format(
        "{0} says the same in another text of the act and is told by itself now; if it is wrong too: "
        "`zakonwatch triage dismiss {0}`\n",
        change->id);
  }
  return said;
}

bool is_taken_back(ChangeState state) {
  return state == ChangeState::dismissed || state == ChangeState::corrected;
}

// What was found wrong is not sent any more, and who was told is told so: of a correction always, of a
// dismissal where an analyst had vouched for the change before.
int take_back(Environment& environment, Record& record, const RecordedChange& change, ChangeState state) {
  if (!is_taken_back(state)) return 0;
  Outbox outbox(record);
  outbox.retract(change.seq);
  if (state == ChangeState::dismissed && change.state != ChangeState::confirmed) return 0;
  const auto told = outbox.told(change.seq);
  for (const SubscriptionId& subscription : told)
    outbox.owe(subscription, change.seq, "correction", environment.clock().now());
  return static_cast<int>(told.size());
}

void tell_of_confirmed(Environment& environment, Record& record, ChangeSeq seq) {
  const auto subscribers = Subscribers::open(environment.state() / "subscribers.db");
  Outbox outbox(record);
  const auto change = Changes(record).get(seq);
  owe_confirmed(environment, *subscribers, outbox, *change, environment.clock().now(),
                told_before(record, *change));
}

int judge(Environment& environment, const std::string& which, ChangeState state, const std::string& why) {
  const auto record = Record::open(environment.state() / "record.db");
  Changes changes(*record);
  const auto change = changes.get(which);
  if (!change) throw Fault(ErrorKind::not_found, fmt::format("there is no change '{}'", which));
  if (state == ChangeState::corrected && why.empty())
    throw Fault(ErrorKind::usage, "--why: a correction tells its readers what was wrong");
  Record::Transaction transaction(*record);
  const std::vector<ChangeSeq> joined = joined_to(*record, *change);
  changes.set_state(change->seq, state, why, environment.clock().now());
  const int told = take_back(environment, *record, *change, state);
  const std::string said = is_taken_back(state) ? tell_what_joined(environment, *record, joined) : "";
  if (state == ChangeState::confirmed && !change->backfill)
    tell_of_confirmed(environment, *record, change->seq);
  transaction.commit();
  if (told > 0) print(fmt::format("a correction goes to {} subscriptions that were told\n", told));
  print(said);
  return 0;
}

int note(Environment& environment, const std::string& which, const std::string& text) {
  const auto record = Record::open(environment.state() / "record.db");
  Changes changes(*record);
  const auto change = changes.get(which);
  if (!change) throw Fault(ErrorKind::not_found, fmt::format("there is no change '{}'", which));
  Record::Transaction transaction(*record);
  changes.note(change->seq, text, environment.clock().now());
  transaction.commit();
  return 0;
}

struct Options {
  std::string which, why;
};

}  // namespace

void add_triage(CommandLine& line) {
  CLI::App* verb = line.verb("triage", "Judge what is held and what was found");
  verb->require_subcommand(1);
  const auto add = [&](const char* name, const char* description, const char* operand,
                       int (*run)(Environment&, const Options&)) {
    CLI::App* sub = verb->add_subcommand(name, description);
    sub->fallthrough();
    auto options = std::make_shared<Options>();
    if (operand != nullptr) {
      sub->add_option(operand, options->which)->required();
      sub->add_option("--why,--text", options->why, "In your words; kept in the record");
    }
    line.runs(sub, [options, run](Environment& environment) { return run(environment, *options); });
  };
  add("list", "Held snapshots", nullptr, [](Environment& e, const Options&) { return list(e); });
  add("held", "The same", nullptr, [](Environment& e, const Options&) { return list(e); });
  add("show", "A held snapshot beside the version that stands", "SNAPSHOT",
      [](Environment& e, const Options& o) { return show(e, o.which); });
  add("release", "Believe a held snapshot", "SNAPSHOT",
      [](Environment& e, const Options& o) { return release(e, o.which, o.why); });
  add("reject", "Disbelieve a held snapshot", "SNAPSHOT",
      [](Environment& e, const Options& o) { return reject(e, o.which, o.why); });
  add("refetch", "Ask the site again for a held page", "SNAPSHOT",
      [](Environment& e, const Options& o) { return refetch(e, o.which, o.why); });
  add("confirm", "A change is as the program found it", "CHANGE-ID",
      [](Environment& e, const Options& o) { return judge(e, o.which, ChangeState::confirmed, o.why); });
  add("dismiss", "A change is of no interest", "CHANGE-ID",
      [](Environment& e, const Options& o) { return judge(e, o.which, ChangeState::dismissed, o.why); });
  add("correct", "A change was told wrongly: --why goes to everyone who was told", "CHANGE-ID",
      [](Environment& e, const Options& o) { return judge(e, o.which, ChangeState::corrected, o.why); });
  add("note", "A remark on a change", "CHANGE-ID",
      [](Environment& e, const Options& o) { return note(e, o.which, o.why); });
}

}  // namespace zakonwatch
