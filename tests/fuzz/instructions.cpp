// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/instructions.h"

#include <set>

#include "base/text.h"
#include "parsers/document.h"
#include "tests/fuzz/input.h"

namespace {

const zakonwatch::LanguageProfile& profile(uint8_t choice) {
  static const auto load = [](const char* code) {
    return *zakonwatch::load_language(std::string(ZAKONWATCH_ROOT "/sources/languages/") + code + ".toml");
  };
  static const zakonwatch::LanguageProfile kProfiles[] = {load("cs"), load("uk"), load("ru")};
  return kProfiles[choice % 3];
}

}  // namespace

// First byte: the language; the rest: an amending act, whose orders are then sought in the act itself.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  zakonwatch::DocumentInput input;
  input.bytes = as_text(data + 1, size - 1);
  input.format = "txt";
  input.profile = &profile(data[0]);
  const auto act = zakonwatch::parse_document(input);
  if (!act) return 0;
  auto orders = zakonwatch::read_instructions(*act, *input.profile);
  zakonwatch::resolve_instructions(orders, *act);
  for (const auto& order : orders) {
    must(zakonwatch::is_valid_utf8(order.old_words) && zakonwatch::is_valid_utf8(order.new_words));
    for (const auto& target : order.targets) must(!target.empty());
  }
  return 0;
}
