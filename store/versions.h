// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/act.h"
#include "law/ids.h"
#include "law/snapshot.h"
#include "store/record.h"

namespace zakonwatch {

// What a version was derived with. When one of them differs from today's, the predecessor is derived again
// before any comparison: a technical upgrade is no change of law.
struct Derivation {
  std::string parser;      // kParserVersion
  std::string profile;     // SHA-256 of the language profile as loaded
  std::string source_def;  // SHA-256 of [source.document] as loaded
  bool operator==(const Derivation&) const = default;
};

// Why valid_from is what it is: the edition date the source prints, the date in its address, or the country's
// calendar date of first seeing.
enum class ValidFromBasis { printed, address, first_seen };
std::string_view to_string(ValidFromBasis basis);
ValidFromBasis valid_from_basis(std::string_view name);  // as the record holds it

struct Version {
  VersionId id;
  ExpressionId expression;
  SnapshotId snapshot;
  Date valid_from{};
  ValidFromBasis basis = ValidFromBasis::first_seen;
  Instant first_seen{};
  std::string text_sha256;  // act_text_hash
  Derivation derivation;
  bool baseline = false;    // the first of its expression: nothing is said of it
  bool superseded = false;  // re-derived: another row stands for the same snapshot
};

struct NewVersion {
  std::string country;
  SourceId source;
  SnapshotId snapshot;
  Act act;  // with its id
  Date valid_from{};
  ValidFromBasis basis = ValidFromBasis::first_seen;
  Instant first_seen{};
  Derivation derivation;
};

// (act, language, source): one line of text through time.
struct Expression {
  ExpressionId id;
  ActId act;
  std::string language;
  SourceId source;
};

// Versions of an expression stand in the order (valid_from, first seen). Provision texts are stored once by
// hash.
class Versions {
 public:
  explicit Versions(Record& record) : record_(record) {}

  ExpressionId expression(const ActId& act, const std::string& language, const SourceId& source,
                          const std::string& country, const std::string& title);
  std::optional<ExpressionId> find_expression(const ActId& act, const std::string& language,
                                              const SourceId& source);
  std::optional<Expression> expression(ExpressionId id);
  std::vector<Expression> expressions(const ActId& act);

  // Adds version, provisions and the ledger entry. Returns the existing id where the same snapshot and
  // derivation are there already (an interrupted run repeated); where that one was superseded it stands
  // again.
  VersionId add(const NewVersion& version);
  void mark_superseded(VersionId id);
  std::optional<Version> get(VersionId id);
  int64_t ledger_entry(VersionId id);                // the entry that vouches for it
  std::vector<Version> of(ExpressionId expression);  // in time order, superseded ones left out
  std::optional<Version> newest(ExpressionId expression);
  // The version in force on a date: the last whose valid_from is not after it.
  std::optional<Version> at(ExpressionId expression, Date date);
  // Neighbours of a place in time: the last at or before (valid_from, first_seen), the first after.
  std::optional<Version> before(ExpressionId expression, Date valid_from, Instant first_seen);
  std::optional<Version> after(ExpressionId expression, Date valid_from, Instant first_seen);
  // Where its successor begins; nothing while it is the newest.
  std::optional<Date> valid_until(const Version& version);
  // Equal in every field to the act that was added.
  Act load(VersionId id);
  // Every version's text and row against its ledger entry; the error names the first that tells another
  // story.
  Result<int64_t> verify();
  Result<void> verify(VersionId id);

  struct ActRow {
    ActId id;
    std::string country, title;
  };
  std::vector<ActRow> acts(const std::string& country = {});
  std::vector<ActId> acts_in_several_languages();

 private:
  Result<void> verify(VersionId id, class ProvisionCheck& provisions);
  VersionId find(ExpressionId expression, SnapshotId snapshot, const Derivation& derivation);
  VersionId insert_new(ExpressionId expression, const NewVersion& version);
  void revive(VersionId id);
  void note_with_neighbour(VersionId id);
  Record& record_;
};

}  // namespace zakonwatch
