// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace zakonwatch {

// The frame's words in one language. English is the source; other languages are gettext catalogues
// (alerts/po/<language>.po), compiled by msgfmt and embedded. Messages are ICU message patterns, so numbers
// and plurals are the translator's: "{n, plural, one {# change} other {# changes}}". gettext(3) itself picks
// one language per process and needs the system's locales; a mail needs its reader's language
// (docs/decisions/mail-frame-language.md).
class Catalogue {
 public:
  struct Argument {
    const char* name;
    std::variant<int64_t, std::string> value;
  };

  // The catalogue of a language; English where there is none. Lives as long as the process.
  static const Catalogue& of(const std::string& language);

  // The message in this language with its arguments filled in. Arguments are data, never patterns.
  std::string say(const char* message, std::initializer_list<Argument> arguments = {}) const;
  bool knows(std::string_view message) const;
  const std::string& language() const { return language_; }

 private:
  Catalogue(std::string language, std::string_view compiled);
  std::string language_;
  std::map<std::string_view, std::string_view> messages_;  // into the embedded catalogue
};

// Marks a message that is said elsewhere, for xgettext.
constexpr const char* mark(const char* message) { return message; }

}  // namespace zakonwatch
