// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/derive.h"
#include "app/expressions.h"
#include "app/owe.h"
#include "app/point_in_time.h"
#include "app/record_comparison.h"
#include "crawler/warc.h"
#include "store/documents.h"
#include "store/outbox.h"
#include "store/subscriptions.h"

namespace zakonwatch {
namespace {

using Pair = std::pair<int64_t, int64_t>;  // of versions

Pair pair_of(const RecordedChange& change) { return {change.old_version.value, change.new_version.value}; }

// What is told at all: not what never was news, nor what turned out to be none.
bool is_told_of(const RecordedChange& change) {
  return !change.backfill && !change.change.editorial && change.state != ChangeState::dismissed &&
         change.state != ChangeState::corrected && change.state != ChangeState::superseded;
}

class Replayer {
 public:
  Replayer(Environment& environment, Instant since)
      : environment_(environment),
        since_(since),
        record_(open_record_for_reading(environment)),
        subscribers_(Subscribers::open(environment.state() / "subscribers.db")),
        versions_(*record_),
        snapshots_(*record_),
        outbox_(*record_) {
    for (const Subscription& one : subscribers_->all())
      if (one.confirmed && !one.paused) {
        subscriptions_.push_back(one);
        replay_.subscriptions.push_back({one.id, one.label, {}, {}});
      }
  }

  Replay run(ReplayFrom from) {
    Changes(*record_).each({.since = since_, .all = true}, [&](const RecordedChange& change) {
      if (is_told_of(change)) recorded_[pair_of(change)].push_back(change);
    });
    if (from == ReplayFrom::archive) read_anew();
    for (const auto& [pair, changes] : recorded_)
      for (const RecordedChange& change : changes) in_order_.push_back(&change);
    std::stable_sort(in_order_.begin(), in_order_.end(), [](const auto* a, const auto* b) {
      return std::pair(a->first_seen, a->seq.value) < std::pair(b->first_seen, b->seq.value);
    });
    const auto before = told_before(versions_, in_order_);
    for (size_t i = 0; i < in_order_.size(); ++i) judge(*in_order_[i], before[i]);
    replay_.changes = in_order_.size();
    for (size_t i = 0; i < subscriptions_.size(); ++i) note_lost(i);
    return std::move(replay_);
  }

 private:
  // `before`: the change that told the same in another expression; whom that one reached hears no more of it.
  void judge(const RecordedChange& change, std::optional<size_t> before) {
    Matcher matcher(environment_, change);
    const auto told = change.id.empty() ? std::vector<SubscriptionId>() : outbox_.concerned(change.seq);
    std::optional<Matcher> first;
    if (before) first.emplace(environment_, *in_order_[*before]);
    for (size_t i = 0; i < subscriptions_.size(); ++i) {
      const Filter& filter = subscriptions_[i].filter;
      if (!matcher.matches(filter) || (first && first->matches(filter))) continue;
      const bool was_told = std::find(told.begin(), told.end(), subscriptions_[i].id) != told.end();
      replay_.subscriptions[i].alerts.push_back({change, was_told});
    }
  }

  void note_lost(size_t i) {
    std::set<int64_t> again;
    for (const ReplayedAlert& alert : replay_.subscriptions[i].alerts) again.insert(alert.change.seq.value);
    for (const ChangeSeq seq : outbox_.owed_to(subscriptions_[i].id)) {
      const auto change = again.contains(seq.value) ? std::nullopt : Changes(*record_).get(seq);
      if (change && change->first_seen >= since_) replay_.subscriptions[i].not_again.push_back(change->id);
    }
  }

  // Every two editions that follow one another, the later one seen since: compared by today's rules, in place
  // of what was recorded of them.
  void read_anew() {
    for (const Versions::ActRow& act : versions_.acts())
      for (const Expression& expression : versions_.expressions(act.id)) {
        const std::vector<Version> versions = versions_.of(expression.id);
        for (size_t i = 1; i < versions.size(); ++i)
          if (versions[i].first_seen >= since_) compare(act, expression, versions[i - 1], versions[i]);
      }
  }

  void compare(const Versions::ActRow& row, const Expression& expression, const Version& before,
               const Version& after) {
    const Source* source = environment_.catalogue().source(expression.source.value);
    if (source == nullptr) return;
    auto old_act = anew(*source, row.id, before), new_act = anew(*source, row.id, after);
    for (const auto* one : {&old_act, &new_act})
      if (!*one) return replay_.unreadable.push_back(one->error().sentence());
    const auto lexicon = environment_.lexicon(new_act->act.language);
    const CompareInput input{.old_act = &old_act->act,
                             .new_act = &new_act->act,
                             .assess = {.profile = new_act->profile.get(),
                                        .lexicon = lexicon.get(),
                                        .topics = &environment_.topics(),
                                        .watch = environment_.catalogue().watch(row.id),
                                        .country = environment_.catalogue().country_of(row.id)}};
    const ChangeSet set =
        RecordComparison(environment_, versions_).compare(input, row.country, after.valid_from);
    replace({before.id.value, after.id.value}, row, expression, after, set);
  }

  Result<Derived> anew(const Source& source, const ActId& act, const Version& version) {
    const auto failed = [&](const std::string& why) {
      return fail(ErrorKind::not_found,
                  fmt::format("{} of {}: {}", act.value, to_iso(version.valid_from), why));
    };
    const auto snapshot = snapshots_.get(version.snapshot);
    if (!snapshot) return failed("its snapshot is not on record");
    const auto body = read_archived_body(environment_.state() / "warc", snapshot->warc);
    if (!body) return failed(body.error().sentence());
    auto derived =
        derive(environment_, source,
               {*body, snapshot->media_type, snapshot->charset, snapshot->url, snapshot->fetched_at},
               act.value.substr(act.value.find('/') + 1));
    if (!derived) return failed(derived.error().sentence());
    derived->act.id = act;
    return derived;
  }

  // A change keeps its id where the record knows the same kind of change of the same provision.
  void replace(const Pair& pair, const Versions::ActRow& row, const Expression& expression,
               const Version& after, const ChangeSet& set) {
    const std::vector<RecordedChange> known = std::exchange(recorded_[pair], {});
    int ordinal = 0;
    for (const Change& change : set.changes) {
      RecordedChange out;
      const auto same = std::find_if(known.begin(), known.end(), [&](const RecordedChange& one) {
        return one.change.kind == change.kind && one.change.side().eid == change.side().eid;
      });
      if (same != known.end()) {
        out = *same;
      } else {
        out.act = row.id, out.act_title = row.title, out.country = row.country;
        out.source = expression.source;
        out.first_seen = after.first_seen, out.valid_from = after.valid_from;
        out.valid_from_basis = after.basis;
        out.old_version.value = pair.first, out.new_version.value = pair.second;
        out.ordinal = ordinal;
      }
      ++ordinal;
      out.change = change;
      if (is_told_of(out)) recorded_[pair].push_back(std::move(out));
    }
  }

  Environment& environment_;
  Instant since_;
  std::unique_ptr<Record> record_;
  std::unique_ptr<Subscribers> subscribers_;
  Versions versions_;
  Snapshots snapshots_;
  Outbox outbox_;
  std::vector<Subscription> subscriptions_;
  std::map<Pair, std::vector<RecordedChange>> recorded_;
  std::vector<const RecordedChange*> in_order_;
  Replay replay_;
};

}  // namespace

Replay replay_alerts(Environment& environment, Instant since, ReplayFrom from) {
  return Replayer(environment, since).run(from);
}

std::string replay_text(const Replay& replay) {
  std::string out;
  for (const ReplayedSubscription& one : replay.subscriptions) {
    out += fmt::format("{}{}{}: {} {}\n", one.id.value, one.label.empty() ? "" : " ", one.label,
                       one.alerts.size(), one.alerts.size() == 1 ? "alert" : "alerts");
    for (const ReplayedAlert& alert : one.alerts) {
      const RecordedChange& change = alert.change;
      out += fmt::format("  {}  {:<9} {}, {}\n", to_rfc3339(change.first_seen).substr(0, 10),
                         change.id.empty() ? "new" : change.id, change.act_title, change.change.side().label);
      out += fmt::format("    {}, {}{}\n", to_string(change.change.kind), to_string(change.change.direction),
                         alert.told ? "; was told" : "; WAS NOT TOLD");
      if (!change.change.summary_en.empty()) out += "    " + change.change.summary_en + "\n";
    }
    for (const std::string& id : one.not_again)
      out += fmt::format("  {}  was told, would not be today\n", id);
  }
  for (const std::string& sentence : replay.unreadable)
    out += fmt::format("not read anew, told as recorded: {}\n", sentence);
  return out + fmt::format("{} changes looked at; nothing was sent\n", replay.changes);
}

}  // namespace zakonwatch
