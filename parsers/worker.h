// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "parsers/parser.h"

namespace zakonwatch {

struct WorkerOptions {
  std::vector<std::string> command;  // a program that speaks worker_messages.h on its standard input
  std::chrono::milliseconds deadline{
      28'000};                              // for one answer, from the last byte asked to the last answered
  std::chrono::milliseconds start{20'000};  // until the child says that it is ready
  size_t spare = 2;                         // children kept for the next document
  int documents = 200;                      // then a child makes room for a fresh one
};

// One child process: started, asked, and ended without mercy. What it answers is not believed until it has
// been looked at (worker_messages.h).
class ParseChild {
 public:
  static Result<std::unique_ptr<ParseChild>> start(const WorkerOptions& options);
  ~ParseChild();  // kills and reaps
  ParseChild(const ParseChild&) = delete;
  ParseChild& operator=(const ParseChild&) = delete;

  // An error means that this child is of no use any more, but for what it said itself: see `usable`.
  Result<Act> document(const DocumentInput& input);
  Result<Listing> listing(const ListingInput& input);

  bool usable() const { return usable_; }
  int answered() const { return answered_; }
  int process() const { return process_; }

 private:
  ParseChild(int process, int channel, const WorkerOptions& options)
      : process_(process), channel_(channel), options_(options) {}
  struct Answer;
  Result<Answer> ask(uint8_t kind, std::string_view bytes);
  Result<Answer> receive(std::chrono::steady_clock::time_point until);
  Result<void> send(std::string_view bytes, std::chrono::steady_clock::time_point until);
  Result<void> give_profile(const LanguageProfile& profile);
  Error lost(ErrorKind kind, const std::string& what);

  int process_, channel_;
  const WorkerOptions options_;
  bool usable_ = true;
  int answered_ = 0;
  std::set<std::string> profiles_;  // hashes of those it has
};

// A few sealed children, shared by threads. Each document goes to a child of its own for the time it takes;
// a child that died, hung or answered nonsense is replaced and its document is refused with a sentence.
class ParserPool : public Parser {
 public:
  explicit ParserPool(WorkerOptions options) : options_(std::move(options)) {}

  Result<Act> document(const DocumentInput& input) override;
  Result<Listing> listing(const ListingInput& input) override;

 private:
  Result<std::unique_ptr<ParseChild>> take();
  void give_back(std::unique_ptr<ParseChild> child);

  const WorkerOptions options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<ParseChild>> spare_;
};

}  // namespace zakonwatch
