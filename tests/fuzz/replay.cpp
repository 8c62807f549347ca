// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a target over its seeds and over every prefix step of them, so that builds without libFuzzer exercise
// the same entry points.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr size_t kCuts = 40;  // truncations tried per seed

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

void replay(const std::filesystem::path& seed) {
  std::ifstream file(seed, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  run(bytes);
  for (size_t cut = 1; cut < kCuts; ++cut) run(bytes.substr(0, bytes.size() * cut / kCuts));
  std::string flipped = bytes;
  for (size_t at = 0; at < flipped.size(); at += flipped.size() / kCuts + 1)
    flipped[at] = static_cast<char>(~flipped[at]);
  run(flipped);
}

}  // namespace

int main(int argc, char** argv) {
  int seeds = 0;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      replay(entry.path());
      ++seeds;
    }
  run({});
  std::printf("%d seeds replayed\n", seeds);
  return seeds > 0 ? 0 : 1;
}
