// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "store/outbox.h"

namespace zakonwatch {

// What one sender has claimed, and which of it was delivered. A transaction for each letter would cost more
// than the letter, and the word of many must not hang on the last: the record hears of them together,
// and until then each stands in a file of this sender's own, on the disk before the next letter is begun.
// A sender that was killed leaves its file behind, unlocked; the next one takes it over: what was delivered
// is never sent again, what was not is free at once instead of after its lease. So a kill doubles at most the
// letter that was on the wire.
class Sending {
 public:
  // `folder` is made where missing, and the file only when something is claimed.
  Sending(Record& record, std::filesystem::path folder);
  ~Sending();  // what is not settled is left to the next sender
  Sending(const Sending&) = delete;
  Sending& operator=(const Sending&) = delete;

  void take_over();  // the files of senders that are dead
  void claimed(const std::vector<DigestId>& ids);
  void sent(const DigestId& id, Instant at);
  // The record is told; of all that was claimed, `left` is still to be sent.
  void settle(const std::vector<DigestId>& left = {});

 private:
  void open_file();
  void write(const std::string& lines);
  void take_over(const std::filesystem::path& file);

  Outbox outbox_;
  std::filesystem::path folder_, file_;
  int fd_ = -1;
  bool settled_ = true;
  std::vector<Outbox::Delivered> sent_;
};

}  // namespace zakonwatch
