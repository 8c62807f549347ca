// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include "index/index_writer.h"
#include "index/searcher.h"
#include "index/stems.h"

namespace zakonwatch {

// An IndexDocument as Xapian keeps it: words with positions, stems and concepts without, values for time and
// facets, and as data what a result line says. The text itself stays outside.
Xapian::Document to_xapian(const IndexDocument& document, Stems& stems);

// What a result line says, read back from a document's data.
struct ResultLine {
  std::string id, act, title, eid, label, country, source, language;
  std::optional<Date> valid_from, valid_until;
};
ResultLine result_line(const Xapian::Document& document);

}  // namespace zakonwatch
