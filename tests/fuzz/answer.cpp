// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "base/text.h"
#include "parsers/worker_messages.h"
#include "tests/fuzz/input.h"

// First byte: what the child claims to say; the rest: its bytes. Nothing impossible gets through.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = as_text(data + 1, size - 1);
  (void)zakonwatch::MessageHead::read(bytes);
  (void)zakonwatch::read_document_message(bytes);
  (void)zakonwatch::read_listing_message(bytes);
  must(zakonwatch::is_valid_utf8(zakonwatch::read_error_message(bytes).sentence()));
  if (const auto listing = zakonwatch::read_listed_message(bytes))
    for (const auto& one : listing->documents) must(!one.url.empty() && zakonwatch::is_valid_utf8(one.url));
  const auto act = zakonwatch::read_act_message(bytes);
  if (!act) return 0;
  std::set<std::string> eids;
  for (size_t i = 0; i < act->provisions.size(); ++i) {
    must(eids.insert(act->provisions[i].eid).second);
    must(act->provisions[i].parent < static_cast<int>(i));
    must(zakonwatch::is_valid_utf8(act->provisions[i].text));
  }
  must(zakonwatch::write_act(*act) == bytes);  // one value, one form
  return 0;
}
