// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "app/environment.h"
#include "law/change.h"
#include "law/snapshot.h"
#include "store/record.h"
#include "store/versions.h"

namespace zakonwatch {

// A held snapshot beside the version that stands: what would be said to have changed, were it believed.
struct HeldView {
  Snapshot snapshot;
  std::optional<Version> stands;  // nothing where the act was never recorded
  int articles_stand = 0, articles_held = 0;
  std::string trouble;  // why the held page reads as no act; `changes` is empty then
  ChangeSet changes;
};
// Reads record and archive only, so that it works beside a daemon. Throws a Fault where there is no such
// snapshot or its bytes are not in the archive.
HeldView view_held(Environment& environment, Record& record, SnapshotId id);

std::string held_text(const HeldView& view, bool colour);
std::string held_json(const HeldView& view);
std::string held_list_json(const std::vector<Snapshot>& held);

}  // namespace zakonwatch
