// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/environment.h"
#include "index/index_writer.h"
#include "law/act.h"
#include "law/change.h"
#include "store/changes.h"
#include "store/versions.h"

namespace zakonwatch {

// What the index is given of a version: one document per article, and per annex, note or preface that stands
// outside of articles.
struct IndexedVersion {
  const Act* act = nullptr;
  const Version* version = nullptr;
  std::string country, source;
  std::optional<Date> valid_until;  // the day the next version begins
};
std::vector<IndexDocument> index_documents(Environment& environment, const IndexedVersion& indexed);
// What the index is given of a change.
IndexDocument index_document(Environment& environment, const RecordedChange& change);

// Indices in Act::provisions of what is indexed as one document.
std::vector<int> indexed_provisions(const Act& act);

// "p:<version>:<eid>" taken apart.
struct IndexedId {
  VersionId version;
  std::string eid;
};
std::optional<IndexedId> parse_provision_id(std::string_view id);

}  // namespace zakonwatch
