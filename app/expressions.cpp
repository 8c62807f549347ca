// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/expressions.h"

#include <algorithm>
#include <tuple>

namespace zakonwatch {
namespace {

// What was superseded had been told when it was new.
bool is_news_of_law(const RecordedChange& change) {
  const bool taken_back = change.state == ChangeState::dismissed || change.state == ChangeState::corrected;
  return !taken_back && !change.backfill && !change.change.editorial && change.change.relevance.relevant;
}

bool contradict(Direction one, Direction other) {
  return (one == Direction::harsher && other == Direction::lighter) ||
         (one == Direction::lighter && other == Direction::harsher);
}

// A change that was told, and the expressions that have followed it.
struct Told {
  size_t at = 0;  // among what was seen
  ExpressionId expression;
  std::vector<ExpressionId> followed{};

  bool has_followed(ExpressionId other) const {
    return other == expression || std::find(followed.begin(), followed.end(), other) != followed.end();
  }
};

// Reads changes in the order in which they were seen.
class Telling {
 public:
  Telling(Versions& versions, const std::vector<const RecordedChange*>& seen)
      : versions_(versions), seen_(seen), before_(seen.size()) {
    for (size_t at = 0; at < seen.size(); ++at)
      if (is_news_of_law(*seen[at])) read(at);
  }
  std::vector<std::optional<size_t>> before() { return std::move(before_); }
  const std::vector<Told>& told() const { return told_; }

 private:
  using Place = std::tuple<ActId, std::string, ChangeKind>;

  void read(size_t at) {
    const RecordedChange& change = *seen_[at];
    const ExpressionId expression = expression_of(change.new_version);
    std::vector<size_t>& same_place = by_place_[{change.act, change.change.side().eid, change.change.kind}];
    for (const size_t one : same_place) {
      Told& first = told_[one];
      const RecordedChange& said = *seen_[first.at];
      if (first.has_followed(expression) || change.first_seen - said.first_seen > kJoinWithin ||
          contradict(said.change.direction, change.change.direction))
        continue;
      first.followed.push_back(expression);
      before_[at] = first.at;
      return;
    }
    same_place.push_back(told_.size());
    told_.push_back({at, expression});
  }

  ExpressionId expression_of(VersionId version) {
    const auto known = expressions_.find(version);
    if (known != expressions_.end()) return known->second;
    const auto row = versions_.get(version);
    return expressions_[version] = row ? row->expression : ExpressionId();
  }

  Versions& versions_;
  const std::vector<const RecordedChange*>& seen_;
  std::map<VersionId, ExpressionId> expressions_;
  std::map<Place, std::vector<size_t>> by_place_;
  std::vector<Told> told_;
  std::vector<std::optional<size_t>> before_;
};

// What the record holds of an act, as far back as it may matter to what was seen at `until`.
std::vector<RecordedChange> seen_of(Record& record, const ActId& act, Instant until) {
  std::vector<RecordedChange> out;
  Changes(record).each({.since = until - 4 * kJoinWithin,
                        .until = until + std::chrono::seconds(1),
                        .act = act.value,
                        .all = true},
                       [&](const RecordedChange& change) {
                         if (is_news_of_law(change)) out.push_back(change);
                       });
  return out;
}

std::vector<const RecordedChange*> pointers(const std::vector<RecordedChange>& changes) {
  std::vector<const RecordedChange*> out;
  for (const RecordedChange& change : changes) out.push_back(&change);
  return out;
}

// When an expression entered the record: what changed before that, its first version holds already.
std::optional<Instant> known_since(Versions& versions, ExpressionId expression) {
  std::optional<Instant> since;
  for (const Version& version : versions.of(expression))
    since = std::min(since.value_or(version.first_seen), version.first_seen);
  return since;
}

// What another language told and this expression, which was there before it, has not by now.
std::vector<std::string> not_followed(Versions& versions, const Expression& behind,
                                      const std::vector<Told>& told,
                                      const std::vector<const RecordedChange*>& seen, Instant now) {
  std::vector<std::string> out;
  const auto since = known_since(versions, behind.id);
  for (const Told& one : told) {
    const RecordedChange& change = *seen[one.at];
    const auto ahead = versions.expression(one.expression);
    const auto age = now - change.first_seen;
    if (ahead && ahead->language != behind.language && since && *since < change.first_seen &&
        !one.has_followed(behind.id) && age >= kDivergeAfter && age <= kJoinWithin)
      out.push_back(change.id);
  }
  return out;
}

}  // namespace

std::vector<std::optional<size_t>> told_before(Versions& versions,
                                               const std::vector<const RecordedChange*>& seen) {
  return Telling(versions, seen).before();
}

std::map<ChangeSeq, ChangeSeq> joined_changes(Record& record, const ActId& act, Instant until) {
  std::map<ChangeSeq, ChangeSeq> out;
  Versions versions(record);
  if (versions.expressions(act).size() < 2) return out;
  const std::vector<RecordedChange> seen = seen_of(record, act, until);
  const auto before = told_before(versions, pointers(seen));
  for (size_t i = 0; i < seen.size(); ++i)
    if (before[i]) out[seen[i].seq] = seen[*before[i]].seq;
  return out;
}

ChangeSeq told_before(Record& record, const RecordedChange& change) {
  const auto joined = joined_changes(record, change.act, change.first_seen);
  const auto first = joined.find(change.seq);
  return first == joined.end() ? ChangeSeq() : first->second;
}

std::vector<ChangeSeq> joined_to(Record& record, const RecordedChange& first) {
  std::vector<ChangeSeq> out;
  for (const auto& [later, told] : joined_changes(record, first.act, first.first_seen + kJoinWithin))
    if (told == first.seq) out.push_back(later);
  return out;
}

std::vector<Divergence> diverging_languages(Record& record, Instant now) {
  std::vector<Divergence> out;
  Versions versions(record);
  for (const ActId& act : versions.acts_in_several_languages()) {
    const std::vector<RecordedChange> seen = seen_of(record, act, now);
    const auto in_order = pointers(seen);
    const Telling telling(versions, in_order);
    for (const Expression& behind : versions.expressions(act)) {
      Divergence found{act, behind.language, not_followed(versions, behind, telling.told(), in_order, now)};
      if (!found.changes.empty()) out.push_back(std::move(found));
    }
  }
  return out;
}

}  // namespace zakonwatch
