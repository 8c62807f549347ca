// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace zakonwatch {

// A TOML 1.0 file whose keys remember their line and whether anyone read them, so that a misspelt key is
// refused with file:line and the nearest known key. Reading never throws: wrong types and missing keys are
// noted and a fallback is returned, so that one pass reports every mistake in the file. A table is a handle
// that lives no longer than its TomlDocument.
class TomlTable {
 public:
  bool has(std::string_view key) const;
  std::string text(std::string_view key, std::string fallback = {}) const;
  std::string required_text(std::string_view key) const;
  std::optional<std::string> maybe_text(std::string_view key) const;
  int64_t integer(std::string_view key, int64_t fallback) const;
  double number(std::string_view key, double fallback) const;
  bool flag(std::string_view key, bool fallback) const;
  std::optional<Date> date(std::string_view key) const;  // a TOML date or an ISO string
  std::chrono::seconds duration(std::string_view key, std::chrono::seconds fallback) const;  // "5s", "3d"
  // A string, or an array of strings.
  std::vector<std::string> texts(std::string_view key) const;
  TomlTable table(std::string_view key) const;                // empty where missing
  std::vector<TomlTable> tables(std::string_view key) const;  // an array of tables; one table counts as one
  // Array elements of mixed kind ("190.1" or { from = …, to = … }): strings come as {text}, tables as tables.
  struct Element {
    std::optional<std::string> text;
    std::shared_ptr<TomlTable> table;
  };
  std::vector<Element> elements(std::string_view key) const;
  // Every key, in file order of first appearance; marks them all as known. For tables whose keys are data.
  std::vector<std::string> keys() const;

  std::string place() const;                      // file:line of the table
  std::string place(std::string_view key) const;  // file:line of the key, else of the table
  void problem(std::string_view key, const std::string& message) const;  // notes "file:line: message"

 private:
  friend class TomlDocument;
  struct State;
  std::shared_ptr<State> state_;
};

class TomlDocument {
 public:
  static Result<TomlDocument> read(const std::filesystem::path& file);
  static Result<TomlDocument> parse(std::string_view text, const std::string& name);

  TomlTable root() const;
  const std::string& source() const;  // the bytes as read: profiles and source files are hashed as loaded
  // Everything noted while reading, plus every key nobody asked for ("file:7: unknown key 'idd'; did you
  // mean 'id'?"). Call it after the last read.
  std::vector<std::string> problems() const;
  // The problems as one error of kind config; success when there are none.
  Result<void> check() const;

 private:
  friend class TomlTable;
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace zakonwatch
