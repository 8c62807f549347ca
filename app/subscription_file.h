// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/wish.h"
#include "store/subscriptions.h"

namespace zakonwatch {

// People and what they want as a TOML file: to move them, to keep them under version control, to add many at
// once. It holds addresses: keep it as private as subscribers.db.
struct Reader {
  std::string address, language = "en", subject = "full", pgp;
  std::vector<std::string> attach;  // md, json
  std::vector<Wish> wishes;
};

std::string readers_to_toml(const std::vector<Reader>& readers);
// Every mistake in the file at once, each with file:line.
Result<std::vector<Reader>> read_readers(const std::filesystem::path& file);

std::vector<Reader> all_readers(Subscribers& subscribers);

}  // namespace zakonwatch
