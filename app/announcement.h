// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "app/environment.h"
#include "law/act.h"
#include "law/change.h"
#include "law/language.h"
#include "store/documents.h"
#include "store/versions.h"

namespace zakonwatch {

// What a gazette or a parliament's tracker brought is news, unless it stood there when the source was first
// looked at.
bool is_news(const Source& source, const Document& document, const std::vector<Document>& of_source);

// The change "announced" that a new act or bill is: told by its provision that speaks most of drugs, or
// because it amends what the country's watch list names. Nothing where it does neither. What it says is
// compared with the consolidated text later (announced_on_record, diff/reconcile.h).
std::optional<Change> announcement(Environment& environment, Versions& versions, const Source& source,
                                   const Act& act, const LanguageProfile& profile);

}  // namespace zakonwatch
