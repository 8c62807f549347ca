// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/document.h"

#include <set>

#include "base/text.h"
#include "tests/fuzz/input.h"

namespace {

const zakonwatch::LanguageProfile& profile(uint8_t choice) {
  static const auto load = [](const char* code) {
    return *zakonwatch::load_language(std::string(ZAKONWATCH_ROOT "/sources/languages/") + code + ".toml");
  };
  static const zakonwatch::LanguageProfile kProfiles[] = {load("lv"), load("uk"), load("ka")};
  return kProfiles[choice % 3];
}

}  // namespace

// First byte: language and format; the rest: the document.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  static constexpr const char* kFormats[] = {"", "html", "xml", "md", "txt"};
  zakonwatch::DocumentInput input;
  input.bytes = as_text(data + 1, size - 1);
  input.format = kFormats[(data[0] / 3) % 5];
  input.profile = &profile(data[0]);
  const auto act = zakonwatch::parse_document(input);
  if (!act) return 0;
  std::set<std::string> eids;
  for (size_t i = 0; i < act->provisions.size(); ++i) {
    const auto& provision = act->provisions[i];
    must(eids.insert(provision.eid).second);       // unique
    must(provision.parent < static_cast<int>(i));  // document order
    must(zakonwatch::is_valid_utf8(provision.text));
  }
  return 0;
}
