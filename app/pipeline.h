// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/derive.h"
#include "app/environment.h"
#include "app/second_look.h"
#include "crawler/fetcher.h"
#include "crawler/warc.h"
#include "store/changes.h"
#include "store/documents.h"
#include "store/outbox.h"
#include "store/record.h"
#include "store/schedule.h"
#include "store/subscriptions.h"
#include "store/versions.h"

namespace zakonwatch {

// What became of one response.
struct Kept {
  enum class Kind { unchanged, baseline, version, held } kind = Kind::unchanged;
  int changes = 0, relevant_changes = 0;
  std::vector<std::string> reasons;  // why held
  std::string partial;               // the page's address, where it holds only a part of its act
};

// The order in which the rooms work, and the only place that knows it: a plausible response becomes an act,
// passes the gates, is compared with its neighbours in time and enters the record in one transaction:
// snapshot, version, changes and owed alerts together or not at all. The archive is written first.
class Pipeline {
 public:
  Pipeline(Environment& environment, Record& record, Subscribers& subscribers, WarcWriter& archive,
           std::filesystem::path warc_folder);

  // Does this response carry a law that the record does not hold? Stores nothing but, where parser or profile
  // are newer than the version on record, that version derived again.
  struct Look {
    bool differs = false;
    bool first = false;         // nothing to compare with: a baseline
    bool reverted = false;      // reads as it did before the newest version, which is less than a day old
    bool older = false;         // an edition from before the newest, where this document gave the newest
    bool all_repealed = false;  // says that nothing of the act is in force any more
    bool only_figures = false;  // differs in figures outside the articles only, and they never stand still
    Derived derived;
    ReadText text;
  };
  // `edition` is the date under which a list of editions names the document: it counts where the page prints
  // none.
  Result<Look> look(const Source& source, const Document& document, const FetchOutcome& outcome,
                    std::optional<Date> edition = std::nullopt);

  // Keeps a response whose law differs, and what follows from it. `document` is brought up to date and saved.
  Kept keep(const Source& source, Document& document, const FetchOutcome& outcome, const Derived& derived);

  // A response that no parser can read (a bomb, a scan, a redesigned page): kept, held and shown.
  void quarantine(const Source& source, Document& document, const FetchOutcome& outcome,
                  const std::string& reason);
  // What is held is not judged again in every pass, but when its bytes, the parser or what the source says of
  // its pages change.
  std::string rejection_mark(const Source& source, std::string_view body);
  // A change that its second look has confirmed.
  struct Confirmed {
    const Source* source = nullptr;
    Document document;
    FetchOutcome outcome;
    Derived derived;
  };
  // Keeps its bytes and holds it, whatever its own gates would say.
  Kept hold(Confirmed& confirmed, const std::string& reason);
  // What its gates would say. Writes nothing.
  bool would_be_held(const Confirmed& confirmed);
  // How many alerts all of them together would owe to the person who gets most. Writes nothing.
  int most_alerts_for_one(const std::vector<Confirmed>& confirmed);
  // Whether a look differs from the newest version in figures outside the articles only.
  bool only_figures_differ(const Source& source, const Look& look);
  // The words that a look reads differently from the newest version: at most three places, for the operator.
  std::vector<std::string> differing_places(const Source& source, const Look& look);
  // Held snapshots of an address that has come to rest: they need no person any more.
  void settle_held(const SourceId& source, const std::string& url, const std::string& why);

  // A held snapshot that a person believes: its bytes, from the archive, enter the record as they stand.
  Result<Kept> release(SnapshotId snapshot, const std::string& why = {});

  // The page of a held snapshot is asked for anew: its source is due, and what comes is judged as if for the
  // first time. Returns the page's address as discovered.
  Result<std::string> judge_anew(SnapshotId snapshot);

  // A version's act as today's parser reads it; a stale derivation is made anew and recorded as a technical
  // upgrade, never as a change of law.
  Act current_act(Version& version, const Source& source);

 private:
  struct Place;
  Document document_of(const Source& source, const Snapshot& snapshot, std::string_view body);
  std::optional<Version> newest_of(const Source& source, const Derived& derived);
  Kept keep_within(const Source& source, Document& document, const FetchOutcome& outcome,
                   const Derived& derived, const WarcPosition& position);
  Result<Place> place(const Source& source, const Derived& derived, const std::string& url,
                      Instant first_seen);
  Kept admit(const Source& source, Document& document, const Snapshot& snapshot, const Derived& derived,
             bool believed);
  Kept hold(Document& document, const Snapshot& snapshot, std::vector<std::string> reasons);
  void record_changes(const Source& source, const Place& place, const Version& old_version,
                      VersionId new_version, const ChangeSet& set, bool backfill, Kept& kept);
  void owe(const Place& place, const std::vector<ChangeSeq>& news);
  // Two expressions of an act say the same: a remark on either.
  void note_as_one(ChangeSeq first, ChangeSeq second, Instant when);
  // What the list of editions says that made this one.
  std::string amended_by(const Version& edition, const Source& source);
  ChangeSet compare_with(const Source& source, const Act& old_act, const Act& new_act, const Derived& derived,
                         Date from, const std::string& amended_by);

  Environment& environment_;
  Record& record_;
  Subscribers& subscribers_;
  WarcWriter& archive_;
  std::filesystem::path warc_folder_;
  Documents documents_;
  Snapshots snapshots_;
  Versions versions_;
  Changes changes_;
  Outbox outbox_;
};

}  // namespace zakonwatch
