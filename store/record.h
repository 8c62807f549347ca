// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"

namespace zakonwatch {

class Atomic;
class Database;

// record.db: the truth. WAL, synchronous=FULL, STRICT tables, foreign keys, one writer, forward-only
// migrations, application_id checked, a newer schema refused. Everything it cannot do it throws as a Fault.
class Record {
 public:
  enum class Mode { read_write, read_only };
  static std::unique_ptr<Record> open(const std::filesystem::path& file, Mode mode = Mode::read_write);
  ~Record();

  // BEGIN IMMEDIATE until commit(); rolled back by the destructor otherwise. Not nested.
  class Transaction {
   public:
    explicit Transaction(Record& record);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

   private:
    std::unique_ptr<Atomic> atomic_;
  };

  // A copy as of one instant, checked, while others go on writing.
  void back_up(const std::filesystem::path& target);
  // What SQLite's own checks find wrong with the file; empty when it is sound.
  std::vector<std::string> problems();

  Database& database() { return *database_; }

 private:
  explicit Record(std::unique_ptr<Database> database);
  std::unique_ptr<Database> database_;
};

}  // namespace zakonwatch
