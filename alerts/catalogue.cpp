// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/catalogue.h"

#include <unicode/locid.h>
#include <unicode/msgfmt.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "alerts/embedded.h"
#include "base/fault.h"

namespace zakonwatch {
namespace {

// A compiled catalogue (gettext manual, "The Format of GNU MO Files"), in this machine's byte order as
// msgfmt of the same build wrote it.
class MoFile {
 public:
  explicit MoFile(std::string_view bytes) : bytes_(bytes) {
    if (number(0) != 0x950412de) throw Fault(ErrorKind::config, "embedded catalogue is no MO file");
  }
  uint32_t size() const { return number(8); }
  std::string_view original(uint32_t index) const { return entry(number(12) + 8 * index); }
  std::string_view translation(uint32_t index) const { return entry(number(16) + 8 * index); }

 private:
  uint32_t number(size_t at) const {
    uint32_t value = 0;
    if (at + 4 > bytes_.size()) throw Fault(ErrorKind::config, "embedded catalogue is cut short");
    std::memcpy(&value, bytes_.data() + at, 4);
    return value;
  }
  std::string_view entry(size_t at) const { return bytes_.substr(number(at + 4), number(at)); }

  std::string_view bytes_;
};

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

// Built in place: where there is no memory for a text, ICU 72 can format the empty shell (an error), not copy
// it.
void add(std::vector<icu::Formattable>& values, const Catalogue::Argument& argument) {
  if (const auto* number = std::get_if<int64_t>(&argument.value))
    values.emplace_back(*number);
  else
    values.emplace_back(utf16(std::get<std::string>(argument.value)));
}

std::string fill_in(const std::string& language, std::string_view pattern,
                    std::initializer_list<Catalogue::Argument> arguments) {
  UErrorCode status = U_ZERO_ERROR;
  icu::MessageFormat format(utf16(pattern), icu::Locale(language.c_str()), status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  values.reserve(arguments.size());
  for (const auto& argument : arguments) {
    names.push_back(utf16(argument.name));
    add(values, argument);
  }
  icu::UnicodeString result;
  format.format(names.data(), values.data(), static_cast<int32_t>(names.size()), result, status);
  if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  if (U_FAILURE(status)) throw Fault(ErrorKind::config, "bad message pattern: " + std::string(pattern));
  std::string out;
  return result.toUTF8String(out);
}

}  // namespace

Catalogue::Catalogue(std::string language, std::string_view compiled) : language_(std::move(language)) {
  if (compiled.empty()) return;
  const MoFile file(compiled);
  for (uint32_t i = 0; i < file.size(); ++i)
    if (!file.original(i).empty()) messages_.emplace(file.original(i), file.translation(i));
}

const Catalogue& Catalogue::of(const std::string& language) {
  static const auto all = [] {
    std::map<std::string, Catalogue> catalogues;
    catalogues.emplace("en", Catalogue("en", {}));
    for (const auto& [name, bytes] : embedded::kCatalogues)
      catalogues.emplace(name, Catalogue(std::string(name), bytes));
    return catalogues;
  }();
  const auto found = all.find(language);
  return found != all.end() ? found->second : all.at("en");
}

bool Catalogue::knows(std::string_view message) const {
  return language_ == "en" || messages_.contains(message);
}

std::string Catalogue::say(const char* message, std::initializer_list<Argument> arguments) const {
  const auto found = messages_.find(message);
  const std::string_view pattern = found != messages_.end() ? found->second : std::string_view(message);
  if (arguments.size() == 0) return std::string(pattern);
  return fill_in(language_, pattern, arguments);
}

}  // namespace zakonwatch
