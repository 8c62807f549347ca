// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/url.h"

namespace zakonwatch {
namespace {

constexpr int kBusyTimeoutMs = 10'000;

struct Failure {
  ErrorKind kind;
  const char* sentence;
};

Failure failure(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::busy, "another process keeps it locked"};
    case SQLITE_FULL:
      return {ErrorKind::io, "the disk is full; the change was undone"};
    case SQLITE_CORRUPT:
      return {ErrorKind::io, "the file is damaged; restore a backup"};
    case SQLITE_NOTADB:
      return {ErrorKind::io, "the file is no database"};
    case SQLITE_CANTOPEN:
      return {ErrorKind::io, "it cannot be opened"};
    case SQLITE_READONLY:
      return {ErrorKind::io, "it cannot be written to"};
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorKind::io, "access is denied"};
    case SQLITE_IOERR:
      return {ErrorKind::io, "the disk reports an error"};
    case SQLITE_NOMEM:
      return {ErrorKind::io, "memory has run out"};
    case SQLITE_CONSTRAINT:
      return {ErrorKind::io, "a rule of the record would be broken"};
    default:
      return {ErrorKind::io, "the database reports an error"};
  }
}

// Nobody writes here, and SQLite could not make the files that readers of a WAL database share. An empty log
// without its shared memory holds nothing and has no writer.
bool is_frozen(const std::filesystem::path& file) {
  const auto folder = std::filesystem::absolute(file).parent_path();
  struct stat log {};
  const bool has_log = ::stat((file.string() + "-wal").c_str(), &log) == 0;
  const bool is_shared = ::access((file.string() + "-shm").c_str(), F_OK) == 0;
  return ::access(folder.c_str(), W_OK) != 0 && (!has_log || (log.st_size == 0 && !is_shared));
}

std::string immutable_name(const std::filesystem::path& file) {
  return "file:" + percent_encode(std::filesystem::absolute(file).string()) + "?immutable=1";
}

}  // namespace

// ---- Statement -------------------------------------------------------------------------------------------

Statement::Statement(Database& database, const std::string& sql, sqlite3_stmt* statement)
    : database_(&database), sql_(&sql), statement_(statement) {}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), sql_(other.sql_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  reset();
  sqlite3_clear_bindings(statement_);
  database_->idle_.find(*sql_)->second.push_back(statement_);
}

void Statement::bind(int parameter, std::nullopt_t) {
  if (int code = sqlite3_bind_null(statement_, parameter)) database_->raise(code);
}

void Statement::bind(int parameter, int64_t value) {
  if (int code = sqlite3_bind_int64(statement_, parameter, value)) database_->raise(code);
}

void Statement::bind(int parameter, double value) {
  if (int code = sqlite3_bind_double(statement_, parameter, value)) database_->raise(code);
}

void Statement::bind(int parameter, std::string_view value) {
  // An empty view may carry a null pointer, which SQLite would take for NULL.
  const char* bytes = value.empty() ? "" : value.data();
  int code = sqlite3_bind_text64(statement_, parameter, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) database_->raise(code);
}

void Statement::bind(int parameter, Date value) {
  if (!value.ok())
    throw Fault(ErrorKind::io, database_->name() + ": a date that is in no calendar was refused");
  bind(parameter, to_iso(value));
}

bool Statement::step() {
  database_->refuse_after_lost_transaction();
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->raise(code);
  return false;
}

void Statement::reset() { sqlite3_reset(statement_); }

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view Statement::view(int column) const {
  const unsigned char* bytes = sqlite3_column_text(statement_, column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes),
          static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

Date Statement::date(int column) const {
  if (auto date = parse_iso_date(view(column))) return *date;
  throw Fault(ErrorKind::io,
              fmt::format("{}: a row holds '{}' where a date belongs", database_->name(), view(column)));
}

std::optional<Instant> Statement::maybe_instant(int column) const {
  if (is_null(column)) return {};
  return instant(column);
}

std::optional<Date> Statement::maybe_date(int column) const {
  if (is_null(column)) return {};
  return date(column);
}

// ---- Database --------------------------------------------------------------------------------------------

Database::Database(const std::filesystem::path& file, Mode mode) : file_(file) {
  if (mode == Mode::read_write)
    open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  else if (is_frozen(file))
    open(immutable_name(file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  else
    open(file.string(), SQLITE_OPEN_READONLY);
  configure(mode);
}

bool Database::is_writable(const std::filesystem::path& file) {
  const auto folder = std::filesystem::absolute(file).parent_path();
  return ::access(folder.c_str(), W_OK) == 0 &&
         (::access(file.c_str(), W_OK) == 0 || ::access(file.c_str(), F_OK) != 0);
}

Database::~Database() {
  for (auto& [sql, statements] : idle_)
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

void Database::open(const std::string& name, int flags) {
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);  // SQLite hands one out even when it fails
  if (code != SQLITE_OK) raise(code);
  sqlite3_extended_result_codes(handle_.get(), 1);
  sqlite3_busy_timeout(handle_.get(), kBusyTimeoutMs);
  struct stat opened {};
  if (::stat(file_.c_str(), &opened) == 0) device_ = opened.st_dev, inode_ = opened.st_ino;
}

void Database::configure(Mode mode) {
  execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON;");
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (mode == Mode::read_write) execute("PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;");
}

Statement Database::prepare(const std::string& sql) {
  auto& [key, idle] = *idle_.try_emplace(sql).first;
  if (!idle.empty()) {
    sqlite3_stmt* statement = idle.back();
    idle.pop_back();
    return {*this, key, statement};
  }
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v3(handle_.get(), sql.c_str(), static_cast<int>(sql.size()),
                                SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) raise(code);
  return {*this, key, statement};
}

void Database::execute(const std::string& script) {
  refuse_after_lost_transaction();
  if (int code = sqlite3_exec(handle_.get(), script.c_str(), nullptr, nullptr, nullptr)) raise(code);
}

int64_t Database::last_insert_rowid() const { return sqlite3_last_insert_rowid(handle_.get()); }

int64_t Database::total_changes() const { return sqlite3_total_changes64(handle_.get()); }

int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }

int64_t Database::integer(const std::string& sql) {
  Statement statement = prepare(sql);
  if (!statement.step()) throw Fault(ErrorKind::io, name() + ": no answer to " + sql);
  return statement.integer(0);
}

std::vector<std::string> Database::problems() {
  std::vector<std::string> findings;
  note_findings("PRAGMA integrity_check", "ok", findings);
  note_findings("PRAGMA foreign_key_check", "", findings);
  return findings;
}

std::vector<std::string> Database::problems_of_references() {
  std::vector<std::string> findings;
  note_findings("PRAGMA foreign_key_check", "", findings);
  return findings;
}

void Database::note_findings(const char* sql, std::string_view sound, std::vector<std::string>& findings) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(handle_.get(), sql, -1, &statement, nullptr);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    if (code != SQLITE_ROW) break;
    const unsigned char* bytes = sqlite3_column_text(statement, 0);
    std::string_view finding = bytes == nullptr ? "" : reinterpret_cast<const char*>(bytes);
    if (finding != sound) findings.push_back(fmt::format("{}: {}: {}", name(), sql + 7, finding));
  }
  if (code != SQLITE_DONE) findings.push_back(fmt::format("{}: {}", name(), sqlite3_errmsg(handle_.get())));
  sqlite3_finalize(statement);
}

void Database::raise(int code) {
  Failure what = failure(code);
  // SQLite's own words name tables and columns, never values: no address of a subscriber gets out this way.
  const char* detail = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  throw Fault(what.kind, fmt::format("{}: {} ({})", file_.string(), what.sentence, detail));
}

void Database::require_same_file() const {
  struct stat now {};
  if (inode_ == 0) return;  // in memory
  if (::stat(file_.c_str(), &now) == 0 && now.st_ino == inode_ && now.st_dev == device_) return;
  throw Fault(ErrorKind::io,
              file_.string() + ": the file was replaced or removed while it was open; start again");
}

void Database::refuse_after_lost_transaction() {
  if (depth_ > 0 && sqlite3_get_autocommit(handle_.get()) != 0)
    throw Fault(ErrorKind::io, file_.string() + ": the transaction was undone by an earlier failure");
}

// ---- Atomic ----------------------------------------------------------------------------------------------

Atomic::Atomic(Database& database) : database_(database) {
  if (database_.depth_ == 0) database_.require_same_file();
  database_.execute(database_.depth_ == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT inner_step");
  ++database_.depth_;
  open_ = true;
}

Atomic::~Atomic() {
  if (!open_) return;
  --database_.depth_;
  if (sqlite3_get_autocommit(database_.handle_.get()) != 0) return;  // rolled back by itself
  const char* undo = database_.depth_ == 0 ? "ROLLBACK" : "ROLLBACK TO inner_step; RELEASE inner_step";
  sqlite3_exec(database_.handle_.get(), undo, nullptr, nullptr, nullptr);
}

void Atomic::commit() {
  database_.execute(database_.depth_ == 1 ? "COMMIT" : "RELEASE inner_step");
  --database_.depth_;
  open_ = false;
}

}  // namespace zakonwatch
