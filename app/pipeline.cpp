// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "app/announcement.h"
#include "app/expressions.h"
#include "app/owe.h"
#include "app/record_comparison.h"
#include "base/content_hash.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "diff/compare.h"
#include "parsers/sanity.h"

namespace zakonwatch {

// Where a version stands in its expression's time.
struct Pipeline::Place {
  ActId act;
  ExpressionId expression;
  ValidFrom from;
  Instant first_seen{};
  Date today{};
  std::optional<Version> before, after;

  bool dated() const { return from.basis != ValidFromBasis::first_seen; }
  bool pending() const { return dated() && from.date > today; }
};

namespace {

// "58/1969 Zb." as an act. Of an edition that several acts made all are named: which of them changed a
// provision, the list does not say.
std::optional<ActRef> named_act(const std::string& printed) {
  if (printed.empty()) return {};
  return ActRef{printed, {}};
}

Snapshot snapshot_of(const Source& source, const FetchOutcome& outcome, const WarcPosition& position) {
  return {.source = source.id,
          .url = outcome.url,
          .fetched_at = outcome.started,
          .status = outcome.status,
          .headers_sha256 = sha256_hex(outcome.response_head),
          .body_sha256 = sha256_hex(outcome.body),
          .media_type = outcome.media_type,
          .charset = outcome.charset,
          .tls_issuer = outcome.tls_issuer,
          .warc = position};
}

std::string because(const std::string& why) { return why.empty() ? "" : ": " + why; }

bool nothing_in_force(const Act& act) {
  return std::none_of(act.provisions.begin(), act.provisions.end(),
                      [](const Provision& p) { return p.type == ProvisionType::article && !p.repealed; });
}

std::string beginning_of(const std::string& text) {
  constexpr size_t kShown = 80;
  const std::string line = replace_all(text, "\n", " ");
  return line.size() <= kShown ? line : repair_utf8(line.substr(0, kShown)) + "…";
}

Served served(const FetchOutcome& outcome) {
  return {outcome.body, outcome.media_type, outcome.charset, outcome.url, outcome.started};
}

}  // namespace

Pipeline::Pipeline(Environment& environment, Record& record, Subscribers& subscribers, WarcWriter& archive,
                   std::filesystem::path warc_folder)
    : environment_(environment),
      record_(record),
      subscribers_(subscribers),
      archive_(archive),
      warc_folder_(std::move(warc_folder)),
      documents_(record),
      snapshots_(record),
      versions_(record),
      changes_(record),
      outbox_(record) {}

Result<Pipeline::Look> Pipeline::look(const Source& source, const Document& document,
                                      const FetchOutcome& outcome, std::optional<Date> edition) {
  auto derived = derive(environment_, source, served(outcome), document.key);
  if (!derived) return fail(derived.error());
  if (!derived->act.dates.version) derived->act.dates.version = edition;
  const auto expression = versions_.find_expression(derived->act.id, derived->act.language, source.id);
  auto newest = expression ? versions_.newest(*expression) : std::nullopt;
  if (!newest) return Look{.differs = true, .first = true, .derived = std::move(*derived)};
  if (newest->derivation != derived->derivation) {
    Record::Transaction transaction(record_);
    current_act(*newest, source);
    transaction.commit();
  }
  const auto from = valid_from(derived->act, outcome.url, outcome.started, source.time_zone);
  if (!from) return fail(from.error());
  Look look{.derived = std::move(*derived)};
  look.text = ReadText::of(look.derived.act, look.derived.text_sha256);
  look.differs = newest->text_sha256 != look.derived.text_sha256;
  if (!look.differs) return look;
  const bool from_here = newest->snapshot == document.last_snapshot;
  for (const Version& version : versions_.of(*expression)) {
    if (version.text_sha256 != look.derived.text_sha256) continue;
    if (version.valid_from == from->date && version.valid_from < newest->valid_from) {
      look.differs = false;  // an edition on record
      look.older = from_here;
    } else {
      look.reverted = look.reverted || (from_here && outcome.started >= newest->first_seen &&
                                        outcome.started - newest->first_seen < kFlapWindow);
    }
  }
  if (look.differs && nothing_in_force(look.derived.act)) {
    const Act before = versions_.load(newest->id);
    look.all_repealed = judge_act(look.derived.act, {.predecessor = &before}).needs_second_look;
  }
  return look;
}

std::optional<Version> Pipeline::newest_of(const Source& source, const Derived& derived) {
  const auto expression = versions_.find_expression(derived.act.id, derived.act.language, source.id);
  return expression ? versions_.newest(*expression) : std::nullopt;
}

bool Pipeline::only_figures_differ(const Source& source, const Look& look) {
  const auto newest = newest_of(source, look.derived);
  if (!newest) return false;
  const ReadText known = ReadText::of(versions_.load(newest->id), newest->text_sha256);
  return agreement(known, look.text) == Agreement::but_for_figures;
}

std::vector<std::string> Pipeline::differing_places(const Source& source, const Look& look) {
  constexpr size_t kPlaces = 3;
  std::vector<std::string> out;
  const auto newest = newest_of(source, look.derived);
  if (!newest) return out;
  std::map<std::string, std::string> known;
  for (const Provision& p : versions_.load(newest->id).provisions) known[p.eid] = p.text;
  for (const Provision& p : look.derived.act.provisions) {
    const auto was = known.find(p.eid);
    if (out.size() == kPlaces || (was != known.end() && was->second == p.text)) continue;
    out.push_back(
        fmt::format("{}: \"{}\"{}", p.eid, beginning_of(p.text),
                    was == known.end() ? "" : fmt::format(" was \"{}\"", beginning_of(was->second))));
  }
  return out;
}

Kept Pipeline::keep(const Source& source, Document& document, const FetchOutcome& outcome,
                    const Derived& derived) {
  // The record's row names bytes that are on disk already; a crash between leaves bytes that no row names.
  const WarcPosition position = value_or_throw(archive_.write_exchange(outcome));
  Record::Transaction transaction(record_);
  Kept kept = keep_within(source, document, outcome, derived, position);
  transaction.commit();
  return kept;
}

Kept Pipeline::keep_within(const Source& source, Document& document, const FetchOutcome& outcome,
                           const Derived& derived, const WarcPosition& position) {
  Snapshot snapshot = snapshot_of(source, outcome, position);
  snapshot.id = snapshots_.add(snapshot);
  forget_pending(document);
  Kept kept = admit(source, document, snapshot, derived, false);
  if (kept.kind != Kept::Kind::held) {
    document.etag = outcome.validators.etag;  // validators of a rejected response are not kept
    document.last_modified = outcome.validators.last_modified;
    document.fingerprint = fingerprint(outcome.body);
    document.rejected_fingerprint.clear();
    document.body_sha256 = snapshot.body_sha256;
    document.last_changed = document.last_checked = document.last_full_fetch = outcome.started;
    settle_held(source.id, outcome.url, "a later text of this page was accepted");
  } else {
    document.rejected_fingerprint = rejection_mark(source, outcome.body);
    document.last_checked = outcome.started;
  }
  documents_.save(document);
  return kept;
}

Kept Pipeline::hold(Confirmed& confirmed, const std::string& reason) {
  const WarcPosition position = value_or_throw(archive_.write_exchange(confirmed.outcome));
  Record::Transaction transaction(record_);
  Snapshot snapshot = snapshot_of(*confirmed.source, confirmed.outcome, position);
  snapshot.id = snapshots_.add(snapshot);
  forget_pending(confirmed.document);
  Kept kept = hold(confirmed.document, snapshot, {reason});
  confirmed.document.rejected_fingerprint = rejection_mark(*confirmed.source, confirmed.outcome.body);
  confirmed.document.last_checked = confirmed.outcome.started;
  documents_.save(confirmed.document);
  transaction.commit();
  return kept;
}

void Pipeline::quarantine(const Source& source, Document& document, const FetchOutcome& outcome,
                          const std::string& reason) {
  const WarcPosition position = value_or_throw(archive_.write_exchange(outcome));
  Record::Transaction transaction(record_);
  Snapshot snapshot = snapshot_of(source, outcome, position);
  snapshot.id = snapshots_.add(snapshot);
  forget_pending(document);
  hold(document, snapshot, {reason});
  document.rejected_fingerprint = rejection_mark(source, outcome.body);
  document.last_checked = outcome.started;
  documents_.save(document);
  transaction.commit();
}

std::string Pipeline::rejection_mark(const Source& source, std::string_view body) {
  const Derivation today = todays_derivation(environment_, source);
  return sha256_hex(fingerprint(body) + today.parser + today.profile + today.source_def);
}

bool Pipeline::would_be_held(const Confirmed& confirmed) {
  Record::Transaction rehearsal(record_);  // never committed
  Document document = confirmed.document;
  return keep_within(*confirmed.source, document, confirmed.outcome, confirmed.derived, {}).kind ==
         Kept::Kind::held;
}

int Pipeline::most_alerts_for_one(const std::vector<Confirmed>& confirmed) {
  Record::Transaction rehearsal(record_);  // never committed
  const int64_t before = changes_.last_seq();
  for (const Confirmed& one : confirmed) {
    Document document = one.document;
    keep_within(*one.source, document, one.outcome, one.derived, {});
  }
  std::map<std::string, int> by_person;
  int most = 0;
  for (const OwedAlert& owed : outbox_.owed()) {
    if (owed.change.value <= before) continue;
    const auto subscription = subscribers_.get(owed.subscription);
    if (subscription) most = std::max(most, ++by_person[subscription->subscriber]);
  }
  return most;
}

void Pipeline::settle_held(const SourceId& source, const std::string& url, const std::string& why) {
  for (const Snapshot& held : snapshots_.held_at(source, url)) {
    log::info("{}: snapshot {} is held no more: {}", url, held.id.value, why);
    snapshots_.set_state(held.id, SnapshotState::rejected, held.reason + "; settled by itself: " + why);
  }
}

// The row whose last rejected bytes these are: a snapshot's address is the one after redirects.
Document Pipeline::document_of(const Source& source, const Snapshot& snapshot, std::string_view body) {
  const std::string mark = rejection_mark(source, body);
  for (Document& document : documents_.of_source(snapshot.source))
    if (document.rejected_fingerprint == mark) return std::move(document);
  return documents_.get_or_add(snapshot.source, snapshot.url, snapshot.fetched_at);
}

Result<Kept> Pipeline::release(SnapshotId id, const std::string& why) {
  const auto snapshot = snapshots_.get(id);
  if (!snapshot) return fail(ErrorKind::not_found, fmt::format("there is no snapshot {}", id.value));
  if (snapshot->state != SnapshotState::held)
    return fail(
        ErrorKind::usage,
        fmt::format("snapshot {} is not held; `zakonwatch triage list` names those that are", id.value));
  const Source& source = environment_.source(snapshot->source.value);
  auto body = read_archived_body(warc_folder_, snapshot->warc);
  if (!body) return fail(body.error());
  Document document = document_of(source, *snapshot, *body);
  auto derived = derive(environment_, source,
                        {*body, snapshot->media_type, snapshot->charset, snapshot->url, snapshot->fetched_at},
                        document.key);
  if (!derived) return fail(derived.error());
  Record::Transaction transaction(record_);
  Kept kept = admit(source, document, *snapshot, *derived, true);
  snapshots_.set_state(id, SnapshotState::accepted,
                       snapshot->reason + "; released by a person" + because(why));
  log::info("snapshot {} was released by a person{}: {} changes", id.value, because(why), kept.changes);
  document.rejected_fingerprint.clear();
  documents_.save(document);
  transaction.commit();
  return kept;
}

Result<std::string> Pipeline::judge_anew(SnapshotId id) {
  const auto snapshot = snapshots_.get(id);
  if (!snapshot) return fail(ErrorKind::not_found, fmt::format("there is no snapshot {}", id.value));
  auto body = read_archived_body(warc_folder_, snapshot->warc);
  if (!body) return fail(body.error());
  Record::Transaction transaction(record_);
  Document document = document_of(environment_.source(snapshot->source.value), *snapshot, *body);
  document.rejected_fingerprint.clear();
  documents_.save(document);
  Schedule schedule(record_);
  SourceState state = schedule.get(snapshot->source);
  state.next_due.reset();
  schedule.save(state);
  transaction.commit();
  return document.url;
}

Result<Pipeline::Place> Pipeline::place(const Source& source, const Derived& derived, const std::string& url,
                                        Instant first_seen) {
  const auto from = valid_from(derived.act, url, first_seen, source.time_zone);
  if (!from) return fail(from.error());
  const auto today = calendar_date(first_seen, source.time_zone);
  if (!today) return fail(today.error());
  Place place{.act = derived.act.id, .from = *from, .first_seen = first_seen, .today = *today};
  place.expression = versions_.expression(derived.act.id, derived.act.language, source.id, source.country,
                                          derived.act.title);
  place.before = versions_.before(place.expression, from->date, first_seen);
  place.after = versions_.after(place.expression, from->date, first_seen);
  return place;
}

Act Pipeline::current_act(Version& version, const Source& source) {
  if (version.derivation == todays_derivation(environment_, source)) return versions_.load(version.id);
  Act recorded = versions_.load(version.id);
  const auto snapshot = snapshots_.get(version.snapshot);
  auto body = snapshot ? read_archived_body(warc_folder_, snapshot->warc)
                       : Result<std::string>(fail(ErrorKind::not_found, "its snapshot is not on record"));
  const std::string key = recorded.id.value.substr(recorded.id.value.find('/') + 1);
  auto derived =
      body
          ? derive(environment_, source,
                   {*body, snapshot->media_type, snapshot->charset, snapshot->url, snapshot->fetched_at}, key)
          : Result<Derived>(fail(body.error()));
  if (!derived) {
    log::warn("{}: version {} cannot be derived anew, the recorded text stands: {}", recorded.id.value,
              version.id.value, derived.error().sentence());
    return recorded;
  }
  derived->act.id = recorded.id;
  const VersionId upgraded = versions_.add({.country = source.country,
                                            .source = source.id,
                                            .snapshot = version.snapshot,
                                            .act = derived->act,
                                            .valid_from = version.valid_from,
                                            .basis = version.basis,
                                            .first_seen = version.first_seen,
                                            .derivation = derived->derivation});
  versions_.mark_superseded(version.id);
  log::info("{}: technical upgrade, version {} derived anew as {}", recorded.id.value, version.id.value,
            upgraded.value);
  version = *versions_.get(upgraded);
  return std::move(derived->act);
}

std::string Pipeline::amended_by(const Version& edition, const Source& source) {
  const auto snapshot = snapshots_.get(edition.snapshot);
  return snapshot ? documents_.get_or_add(source.id, snapshot->url, snapshot->fetched_at).amended_by
                  : std::string();
}

ChangeSet Pipeline::compare_with(const Source& source, const Act& old_act, const Act& new_act,
                                 const Derived& derived, Date from, const std::string& amended_by) {
  const auto lexicon = environment_.lexicon(derived.act.language);
  const CompareInput input{.old_act = &old_act,
                           .new_act = &new_act,
                           .amended_by = named_act(amended_by),
                           .assess = {.profile = derived.profile.get(),
                                      .lexicon = lexicon.get(),
                                      .topics = &environment_.topics(),
                                      .watch = environment_.catalogue().watch(derived.act.id),
                                      .country = environment_.catalogue().country_of(derived.act.id)}};
  log::debug("{}: comparing {} with {} provisions", source.id.value, old_act.provisions.size(),
             new_act.provisions.size());
  return RecordComparison(environment_, versions_).compare(input, source.country, from);
}

Kept Pipeline::hold(Document& document, const Snapshot& snapshot, std::vector<std::string> reasons) {
  std::string all;
  for (const std::string& reason : reasons) all += (all.empty() ? "" : "; ") + reason;
  settle_held(snapshot.source, snapshot.url, "a later look at this page is held in its place");
  snapshots_.set_state(snapshot.id, SnapshotState::held, all);
  log::warn("{}: held, snapshot {}: {}", document.url, snapshot.id.value, all);
  return {.kind = Kept::Kind::held, .reasons = std::move(reasons)};
}

Kept Pipeline::admit(const Source& source, Document& document, const Snapshot& snapshot,
                     const Derived& derived, bool believed) {
  Place where = value_or_throw(place(source, derived, snapshot.url, snapshot.fetched_at));
  const Version* reference = where.before ? &*where.before : where.after ? &*where.after : nullptr;
  std::optional<Act> before, after;
  if (where.before) before = current_act(*where.before, source);
  if (where.after) after = current_act(*where.after, source);
  const Act* known = before ? &*before : after ? &*after : nullptr;
  const GateVerdict gate = judge_act(derived.act, {.title = known == nullptr ? "" : known->title,
                                                   .number = known == nullptr ? "" : known->number,
                                                   .language = derived.profile->code,
                                                   .predecessor = before ? &*before : nullptr});
  if (gate.hold && !believed) return hold(document, snapshot, gate.reasons);
  std::optional<ChangeSet> from_before, to_after;
  if (before)
    from_before = compare_with(source, *before, derived.act, derived, where.from.date, document.amended_by);
  if (after)
    to_after = compare_with(source, derived.act, *after, derived, where.after->valid_from,
                            amended_by(*where.after, source));
  if (from_before && derived.restless_figures)
    for (Change& change : from_before->changes) change.editorial = change.editorial || only_figures(change);
  if (from_before && !believed) {
    const GateVerdict shape = judge_changes(*before, derived.act, *from_before);
    if (shape.hold) return hold(document, snapshot, shape.reasons);
  }
  const VersionId version = versions_.add({.country = source.country,
                                           .source = source.id,
                                           .snapshot = snapshot.id,
                                           .act = derived.act,
                                           .valid_from = where.from.date,
                                           .basis = where.from.basis,
                                           .first_seen = where.first_seen,
                                           .derivation = derived.derivation});
  document.key = derived.act.id.value.substr(derived.act.id.value.find('/') + 1);
  document.title = derived.act.title;
  document.last_snapshot = snapshot.id;
  Kept kept{.kind = reference == nullptr ? Kept::Kind::baseline : Kept::Kind::version};
  if (derived.act.quality.partial) kept.partial = document.url;
  if (reference == nullptr && is_news(source, document, documents_.of_source(source.id)))
    if (auto news = announcement(environment_, versions_, source, derived.act, *derived.profile))
      record_changes(source, where, *versions_.get(version), version, {{std::move(*news)}, {}}, false, kept);
  if (where.before && where.after) changes_.supersede(where.before->id, where.after->id);
  if (from_before)
    record_changes(source, where, *where.before, version, *from_before, where.after.has_value(), kept);
  if (to_after) {
    Place next = where;  // the later edition's changes keep the later edition's date
    next.from = {where.after->valid_from, where.after->basis};
    const Version self = *versions_.get(version);
    record_changes(source, next, self, where.after->id, *to_after, true, kept);
  }
  return kept;
}

void Pipeline::record_changes(const Source& source, const Place& place, const Version& old_version,
                              VersionId new_version, const ChangeSet& set, bool backfill, Kept& kept) {
  int ordinal = 0;
  std::vector<ChangeSeq> news;
  for (const Change& change : set.changes) {
    Changes::NewChange row{.country = source.country,
                           .act = place.act,
                           .source = source.id,
                           .old_version = old_version.id,
                           .new_version = new_version,
                           .ordinal = ordinal++,
                           .first_seen = place.first_seen,
                           .backfill = backfill,
                           .pending = !backfill && place.pending(),
                           .change = change};
    if (place.dated()) row.in_force_from = place.from.date;
    const ChangeSeq seq = changes_.add(row);
    ++kept.changes;
    if (change.editorial) continue;
    if (change.relevance.relevant) ++kept.relevant_changes;
    if (!backfill) news.push_back(seq);
  }
  owe(place, news);
}

void Pipeline::owe(const Place& place, const std::vector<ChangeSeq>& news) {
  const auto joined = joined_changes(record_, place.act, place.first_seen);
  for (const ChangeSeq seq : news) {
    const auto first = joined.find(seq);
    const ChangeSeq told_before = first == joined.end() ? ChangeSeq() : first->second;
    owe_alerts(environment_, subscribers_, outbox_, *changes_.get(seq), "new", place.first_seen, told_before);
    if (told_before) note_as_one(told_before, seq, place.first_seen);
  }
}

void Pipeline::note_as_one(ChangeSeq first, ChangeSeq second, Instant when) {
  const auto one = changes_.get(first), other = changes_.get(second);
  changes_.note(first, fmt::format("{} reads so too: {}", other->source.value, other->id), when);
  changes_.note(second, fmt::format("told before, as {} of {}", one->id, one->source.value), when);
}

}  // namespace zakonwatch
