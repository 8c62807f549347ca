// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "law/ids.h"

struct sqlite3;
struct sqlite3_stmt;

// SQLite, wrapped once and thinly; no other file of the room includes sqlite3.h. Instants are stored as whole
// seconds since 1970, dates as ISO text. Every failure is a Fault that names the file.
namespace zakonwatch {

class Database;

// A prepared statement. Lent by its database, which takes it back for the next caller; it must not outlive
// it.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Parameters are numbered from 1.
  void bind(int parameter, std::nullopt_t);
  void bind(int parameter, int64_t value);
  void bind(int parameter, double value);
  void bind(int parameter, std::string_view value);
  void bind(int parameter, const char* value) { bind(parameter, std::string_view(value)); }
  void bind(int parameter, const std::string& value) { bind(parameter, std::string_view(value)); }
  void bind(int parameter, Instant value) { bind(parameter, int64_t{value.time_since_epoch().count()}); }
  void bind(int parameter, Date value);
  template <std::integral T>
  void bind(int parameter, T value) {
    bind(parameter, static_cast<int64_t>(value));
  }
  template <typename Tag>
  void bind(int parameter, const TextId<Tag>& id) {
    bind(parameter, std::string_view(id.value));
  }
  template <typename Tag>
  void bind(int parameter, RowId<Tag> id) {
    bind(parameter, id.value);
  }
  template <typename T>
  void bind(int parameter, const std::optional<T>& value) {
    value ? bind(parameter, *value) : bind(parameter, std::nullopt);
  }
  template <typename... Args>
  void bind_all(const Args&... args) {
    int parameter = 0;
    (bind(++parameter, args), ...);
  }

  bool step();  // true: a row stands ready
  void reset();

  // Columns are numbered from 0.
  bool is_null(int column) const;
  int64_t integer(int column) const;
  bool flag(int column) const { return integer(column) != 0; }
  double real(int column) const;
  std::string_view view(int column) const;  // until the next step()
  std::string text(int column) const { return std::string(view(column)); }
  Instant instant(int column) const { return Instant(std::chrono::seconds(integer(column))); }
  Date date(int column) const;  // a Fault where the text is no date
  std::optional<Instant> maybe_instant(int column) const;
  std::optional<Date> maybe_date(int column) const;
  template <typename Id>
  Id row_id(int column) const {
    return Id(integer(column));
  }

 private:
  friend class Database;
  Statement(Database& database, const std::string& sql, sqlite3_stmt* statement);
  Database* database_;
  const std::string* sql_;  // the key in the database's cache
  sqlite3_stmt* statement_;
};

// One connection to one file. Not shared between threads: each thread opens its own.
class Database {
 public:
  enum class Mode { read_write, read_only };
  // synchronous=FULL, foreign keys, distrust of the file's schema, cell size checks, a busy timeout. WAL is
  // set by migrate(), once the file is known to be ours. A reader in a folder that cannot be written to (a
  // read-only disk) takes a file without a log as it stands. File descriptors are close-on-exec (SQLite opens
  // them so). ":memory:" gives a private database.
  Database(const std::filesystem::path& file, Mode mode);
  ~Database();
  // Whether the file and its folder, where the log goes, can be written to: not so on a read-only disk.
  static bool is_writable(const std::filesystem::path& file);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Statement prepare(const std::string& sql);
  template <typename... Args>
  Statement query(const std::string& sql, const Args&... args) {
    Statement statement = prepare(sql);
    statement.bind_all(args...);
    return statement;
  }
  // Runs a statement to its end; returns the rows changed.
  template <typename... Args>
  int64_t run(const std::string& sql, const Args&... args) {
    Statement statement = query(sql, args...);
    while (statement.step()) {
    }
    return changes();
  }
  void execute(const std::string& script);  // several statements, no parameters
  int64_t last_insert_rowid() const;
  int64_t total_changes() const;            // rows that this connection has changed since it was opened
  int64_t integer(const std::string& sql);  // the first column of the first row; a Fault where there is none
  // What PRAGMA integrity_check and foreign_key_check have to say; empty when the file is sound. Never throws
  // for a malformed file: that is a finding too.
  std::vector<std::string> problems();
  std::vector<std::string> problems_of_references();  // foreign_key_check alone

  const std::filesystem::path& file() const { return file_; }
  std::string name() const { return file_.filename().string(); }

 private:
  friend class Statement;
  friend class Atomic;
  [[noreturn]] void raise(int code);
  void open(const std::string& name, int flags);
  void configure(Mode mode);
  void note_findings(const char* sql, std::string_view sound, std::vector<std::string>& findings);
  int64_t changes() const;
  void refuse_after_lost_transaction();
  void require_same_file() const;

  std::filesystem::path file_;
  uint64_t device_ = 0, inode_ = 0;  // of the file as opened
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
  int depth_ = 0;  // open Atomics
  std::unordered_map<std::string, std::vector<sqlite3_stmt*>> idle_;
};

// All or nothing: BEGIN IMMEDIATE for the outermost, a savepoint inside another. Undone by the destructor
// unless committed. SQLITE_FULL and some I/O errors roll back by themselves; the database then refuses
// statements until the outermost Atomic has gone, so that nothing is written as if still inside. A file that
// was replaced or removed while open (a backup restored under a running daemon) is not written to any more.
class Atomic {
 public:
  explicit Atomic(Database& database);
  ~Atomic();
  Atomic(const Atomic&) = delete;
  Atomic& operator=(const Atomic&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = false;
};

}  // namespace zakonwatch
