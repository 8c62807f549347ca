// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace zakonwatch {

// Values as bytes for the pipe between the daemon and its sealed child: fixed-width numbers, lengths in front
// of everything that varies. Both ends are one binary, so there is no versioning; the reader trusts nothing.
// A type says once which fields it has (wire_values.h), and both directions follow from it.

class WireWriter {
 public:
  static constexpr bool kReads = false;

  template <typename... Fields>
  void operator()(const Fields&... fields) {
    (put(fields), ...);
  }
  std::string take() { return std::move(out_); }

  template <typename T>
    requires std::is_arithmetic_v<T>
  void put(T value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put(std::string_view text) {
    put(static_cast<uint32_t>(text.size()));
    out_ += text;
  }
  void put(const std::string& text) { put(std::string_view(text)); }
  template <typename T>
    requires std::is_enum_v<T>
  void put(T value) {
    put(static_cast<uint8_t>(value));
  }
  void put(const Date& date) {
    put(int{date.year()}), put(unsigned{date.month()}), put(unsigned{date.day()});
  }
  template <typename T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <typename T>
  void put(const std::vector<T>& values) {
    put(static_cast<uint32_t>(values.size()));
    for (const T& value : values) put(value);
  }
  void put(const std::map<std::string, std::string>& values) {
    put(static_cast<uint32_t>(values.size()));
    for (const auto& [key, value] : values) put(key), put(value);
  }
  template <typename T>
    requires std::is_class_v<T>
  void put(const T& value) {
    wire_fields(*this, value);
  }

 private:
  std::string out_;
};

// Reads what a WireWriter wrote. After anything impossible it is broken for good and gives empty values.
class WireReader {
 public:
  static constexpr bool kReads = true;
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  template <typename... Fields>
  void operator()(Fields&... fields) {
    (get(fields), ...);
  }
  bool broken() const { return broken_; }
  bool at_end() const { return !broken_ && rest_.empty(); }
  void refuse() {
    broken_ = true;
    rest_ = {};
  }

  template <typename T>
    requires(std::is_arithmetic_v<T> && !std::same_as<T, bool>)
  void get(T& value) {
    value = {};
    if (rest_.size() < sizeof value) return refuse();
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
  }
  void get(bool& value) {  // any other byte in a bool would be undefined behaviour
    uint8_t byte = 0;
    get(byte);
    if (byte > 1) refuse();
    value = byte == 1;
  }
  void get(std::string& text) {
    std::string_view view;
    get(view);
    text = view;
  }
  void get(std::string_view& text) {  // stays valid as long as the bytes read from
    const uint32_t size = length(1);
    text = rest_.substr(0, size);
    rest_.remove_prefix(size);
  }
  template <typename T>
    requires std::is_enum_v<T>
  void get(T& value) {
    uint8_t number = 0;
    get(number);
    if (number > static_cast<uint8_t>(last_of(T{}))) return refuse();
    value = static_cast<T>(number);
  }
  void get(Date& date) {
    int year = 0;
    unsigned month = 0, day = 0;
    get(year), get(month), get(day);
    if (year < 1 || year > 9999 || month > 12 || day > 31) return refuse();
    date = Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) refuse();
  }
  template <typename T>
  void get(std::optional<T>& value) {
    bool there = false;
    get(there);
    value.reset();
    if (there) get(value.emplace());
  }
  template <typename T>
  void get(std::vector<T>& values) {
    values.clear();
    for (uint32_t left = length(1); left > 0 && !broken_; --left) get(values.emplace_back());
  }
  void get(std::map<std::string, std::string>& values) {
    values.clear();
    for (uint32_t left = length(1); left > 0 && !broken_; --left) {
      std::string key;
      get(key);
      get(values[key]);
    }
  }
  template <typename T>
    requires std::is_class_v<T>
  void get(T& value) {
    wire_fields(*this, value);
  }

 private:
  // A count of things that take at least `least` bytes each: what cannot be there is refused before any
  // memory is asked for.
  uint32_t length(size_t least) {
    uint32_t size = 0;
    get(size);
    if (size > rest_.size() / least) refuse(), size = 0;
    return size;
  }

  std::string_view rest_;
  bool broken_ = false;
};

}  // namespace zakonwatch
