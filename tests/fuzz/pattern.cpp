// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pattern.h"

#include "base/text.h"
#include "tests/fuzz/input.h"

// First line: a pattern; the rest: a text to look in.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [source, raw] = two_texts(as_text(data, std::min<size_t>(size, 4096)));
  const auto pattern = zakonwatch::Pattern::compile(source);
  if (!pattern) return 0;
  const std::string text = zakonwatch::repair_utf8(raw);
  const auto match = pattern->search(text);
  const auto prepared = pattern->search(zakonwatch::SearchText(text));
  must(match.has_value() == prepared.has_value());
  if (match) {
    must(match->begin == prepared->begin && match->end == prepared->end);
    must(match->begin <= match->end && match->end <= text.size());
    for (const auto& capture : match->captures)
      must(capture.begin <= capture.end && capture.end <= text.size());
  }
  zakonwatch::PatternFilter filter;
  filter.add({*pattern});
  zakonwatch::TextStart start(text);
  must(filter.may_match(start) || !pattern->match_at(text));
  return 0;
}
