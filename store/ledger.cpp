// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledger.h"

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/fault.h"
#include "store/sqlite.h"

namespace zakonwatch {
namespace {

constexpr const char* kFormat = "zakonwatch-ledger-1";
constexpr size_t kHashDigits = 64;

LedgerEntry read_entry(const Statement& row) {
  return {row.integer(0), row.text(1), row.text(2), row.text(3)};
}

// A value is one line: control characters are written \x0a, a backslash \x5c.
std::string one_line(std::string_view value) {
  std::string line;
  for (char c : value) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '\\')
      line += fmt::format("\\x{:02x}", byte);
    else
      line += c;
  }
  return line;
}

std::string first_lines(const std::string& prev_hash, int64_t seq, const std::string& kind) {
  return fmt::format("format: {}\nprev: {}\nseq: {}\nkind: {}\n", kFormat, prev_hash, seq, one_line(kind));
}

std::string lines_of(const LedgerFields& fields) {
  std::string lines;
  for (const auto& [name, value] : fields) lines += fmt::format("{}: {}\n", name, one_line(value));
  return lines;
}

bool follows(const LedgerEntry& entry, const LedgerEntry& prev) {
  return entry.seq == prev.seq + 1 &&
         entry.bytes.starts_with(first_lines(prev.hash, entry.seq, entry.kind)) &&
         sha256_hex(entry.bytes) == entry.hash;
}

}  // namespace

LedgerEntry Ledger::append(const std::string& kind, const LedgerFields& fields) {
  const LedgerEntry prev = head();
  LedgerEntry entry{prev.seq + 1, kind, first_lines(prev.hash, prev.seq + 1, kind) + lines_of(fields), {}};
  entry.hash = sha256_hex(entry.bytes);
  record_.database().run("INSERT INTO ledger (seq, kind, bytes, hash) VALUES (?, ?, ?, ?)", entry.seq,
                         entry.kind, entry.bytes, entry.hash);
  return entry;
}

std::optional<LedgerEntry> Ledger::get(int64_t seq) {
  auto row = record_.database().query("SELECT seq, kind, bytes, hash FROM ledger WHERE seq = ?", seq);
  if (!row.step()) return {};
  return read_entry(row);
}

LedgerEntry Ledger::head() {
  auto row =
      record_.database().prepare("SELECT seq, kind, bytes, hash FROM ledger ORDER BY seq DESC LIMIT 1");
  if (row.step()) return read_entry(row);
  return {0, {}, {}, std::string(kHashDigits, '0')};
}

void Ledger::each(int64_t first, const std::function<void(const LedgerEntry&)>& visit) {
  auto row = record_.database().query("SELECT seq, kind, bytes, hash FROM ledger WHERE seq >= ? ORDER BY seq",
                                      first);
  while (row.step()) visit(read_entry(row));
}

bool Ledger::says(int64_t seq, const std::string& kind, const LedgerFields& fields) {
  const auto entry = get(seq);
  if (!entry || entry->kind != kind) return false;
  const std::string prev =
      seq == 1 ? std::string(kHashDigits, '0') : get(seq - 1).value_or(LedgerEntry{}).hash;
  return entry->bytes == first_lines(prev, seq, kind) + lines_of(fields);
}

Result<int64_t> Ledger::verify() {
  LedgerEntry prev{0, {}, {}, std::string(kHashDigits, '0')};
  auto row = record_.database().prepare("SELECT seq, kind, bytes, hash FROM ledger ORDER BY seq");
  while (row.step()) {
    LedgerEntry entry = read_entry(row);
    if (!follows(entry, prev))
      return fail(
          ErrorKind::suspicious,
          fmt::format("ledger entry {} does not follow from entry {}: its bytes, number or hash were altered",
                      entry.seq, prev.seq));
    prev = std::move(entry);
  }
  return prev.seq;
}

}  // namespace zakonwatch
