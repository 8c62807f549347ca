// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/record.h"

#include "store/backup.h"
#include "store/migrations.h"
#include "store/sqlite.h"

namespace zakonwatch {

Record::Record(std::unique_ptr<Database> database) : database_(std::move(database)) {}

Record::~Record() = default;

std::unique_ptr<Record> Record::open(const std::filesystem::path& file, Mode mode) {
  if (mode == Mode::read_only) {
    auto database = std::make_unique<Database>(file, Database::Mode::read_only);
    require_current(*database, record_schema());
    return std::unique_ptr<Record>(new Record(std::move(database)));
  }
  auto database = std::make_unique<Database>(file, Database::Mode::read_write);
  migrate(*database, record_schema());
  return std::unique_ptr<Record>(new Record(std::move(database)));
}

void Record::back_up(const std::filesystem::path& target) { zakonwatch::back_up(*database_, target); }

std::vector<std::string> Record::problems() { return database_->problems(); }

Record::Transaction::Transaction(Record& record) : atomic_(std::make_unique<Atomic>(record.database())) {}

Record::Transaction::~Transaction() = default;

void Record::Transaction::commit() { atomic_->commit(); }

}  // namespace zakonwatch
