// SPDX-License-Identifier: GPL-3.0-or-later
//
// Preloaded into the real program, it counts what main() and all after it ask of the heap, and refuses:
//
//   STARVE_AT=N     the N-th request; 0 or nothing: only count
//   STARVE_FOR=M    and the M - 1 that follow (1)
//   STARVE_LOG=FILE where the count goes at the end
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// glibc's names.  NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
}
// NOLINTEND(bugprone-reserved-identifier)

namespace {

std::atomic<long> count{0};
std::atomic<bool> counts{false};
long first = 0, last = 0;

bool refuses() {
  if (!counts.load(std::memory_order_relaxed)) return false;
  const long number = ++count;
  if (number < first || number >= last) return false;
  errno = ENOMEM;
  return true;
}

long number(const char* name, long otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::atol(value);
}

// At the very end, when nobody asks for memory any more.
void write_count() {
  counts = false;
  const char* file = std::getenv("STARVE_LOG");
  if (file == nullptr) return;
  const int out = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  char line[32];
  const int length = std::snprintf(line, sizeof line, "%ld\n", count.load());
  if (write(out, line, static_cast<size_t>(length)) != length) std::perror(file);
  close(out);
}

using Main = int (*)(int, char**, char**);
Main real_main;

int main_that_counts(int argc, char** argv, char** environment) {
  first = number("STARVE_AT", 0);
  last = first > 0 ? first + number("STARVE_FOR", 1) : 0;
  if (first == 0) first = INT64_MAX;
  unsetenv("LD_PRELOAD");
  counts = true;
  const int status = real_main(argc, argv, environment);
  write_count();
  return status;
}

}  // namespace

extern "C" {

void* malloc(size_t size) { return refuses() ? nullptr : __libc_malloc(size); }
void* calloc(size_t number_of, size_t size) { return refuses() ? nullptr : __libc_calloc(number_of, size); }
void* realloc(void* block, size_t size) { return refuses() ? nullptr : __libc_realloc(block, size); }
void* aligned_alloc(size_t alignment, size_t size) {
  return refuses() ? nullptr : __libc_memalign(alignment, size);
}
void* memalign(size_t alignment, size_t size) { return aligned_alloc(alignment, size); }
int posix_memalign(void** block, size_t alignment, size_t size) {
  void* got = aligned_alloc(alignment, size);
  if (got == nullptr) return ENOMEM;
  *block = got;
  return 0;
}

// NOLINTNEXTLINE(bugprone-reserved-identifier)
int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(), void (*rtld_fini)(),
                      void* stack_end) {
  using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
  const auto start = reinterpret_cast<Start>(dlsym(RTLD_NEXT, "__libc_start_main"));
  real_main = main;
  return start(main_that_counts, argc, argv, init, fini, rtld_fini, stack_end);
}

}  // extern "C"
