// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/generations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/files.h"
#include "base/text.h"

namespace zakonwatch::generations {
namespace {

constexpr std::string_view kEntry = "auto ";

std::filesystem::path stub(const std::filesystem::path& folder) { return folder / "XAPIANDB"; }

bool is_generation(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// As Xapian's stub files name what they join.
bool names_databases(std::string_view text) {
  constexpr std::array kTypes = {"auto", "chert", "flint", "glass", "honey", "inmemory", "remote"};
  for (std::string_view entry : lines(text))
    for (std::string_view type : kTypes)
      if (entry.starts_with(type) && entry.substr(type.size()).starts_with(' ')) return true;
  return false;
}

}  // namespace

bool has_stub(const std::filesystem::path& folder) { return std::filesystem::exists(stub(folder)); }

Result<int> current(const std::filesystem::path& folder) {
  if (!has_stub(folder)) return 0;
  auto text = read_file(stub(folder));
  if (!text) return fail(text.error());
  const std::string_view entry = trim(*text);
  int generation = 0;
  const char* end = entry.data() + entry.size();
  if (entry.starts_with(kEntry)) {
    auto [stop, error] = std::from_chars(entry.data() + kEntry.size(), end, generation);
    if (error == std::errc() && stop == end && generation > 0) return generation;
  }
  if (!names_databases(*text)) return 0;  // damaged: as good as none
  return fail(ErrorKind::config,
              fmt::format("{}: this stub names databases elsewhere; it can be searched, not written",
                          stub(folder).string()));
}

std::filesystem::path path(const std::filesystem::path& folder, int generation) {
  return folder / std::to_string(generation);
}

Result<void> publish(const std::filesystem::path& folder, int generation) {
  return write_file_atomic(stub(folder), fmt::format("{}{}\n", kEntry, generation));
}

int next(const std::filesystem::path& folder) {
  int newest = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    int number = 0;
    if (is_generation(name)) std::from_chars(name.data(), name.data() + name.size(), number);
    newest = std::max(newest, number);
  }
  return newest + 1;
}

void remove_others(const std::filesystem::path& folder, int kept) {
  std::error_code ignored;  // what cannot be removed now is removed next time
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (is_generation(name) && name != std::to_string(kept))
      std::filesystem::remove_all(entry.path(), ignored);
  }
}

}  // namespace zakonwatch::generations
