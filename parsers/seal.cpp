// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsers/seal.h"

#include <fmt/format.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

namespace zakonwatch {
namespace {

constexpr rlim_t kLifetimeCpu = 3600;  // hard limit over all documents of one process

// What parsing needs once everything is loaded.
constexpr std::array kAllowed = std::to_array<int>(
    {SCMP_SYS(read),          SCMP_SYS(write),          SCMP_SYS(readv),        SCMP_SYS(writev),
     SCMP_SYS(close),         SCMP_SYS(lseek),          SCMP_SYS(fstat),        SCMP_SYS(brk),
     SCMP_SYS(munmap),        SCMP_SYS(mremap),         SCMP_SYS(madvise),      SCMP_SYS(futex),
     SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall),
     SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),   SCMP_SYS(time),         SCMP_SYS(getrusage),
     SCMP_SYS(getpid),        SCMP_SYS(gettid),         SCMP_SYS(getrandom),    SCMP_SYS(sched_yield),
     SCMP_SYS(exit),          SCMP_SYS(exit_group)});

// No honest document leads here: whoever calls these has taken the process over.
constexpr std::array kKilled = std::to_array<int>({SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(socket),
                                                   SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(ptrace),
                                                   SCMP_SYS(process_vm_writev), SCMP_SYS(process_vm_readv)});

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};

// Adds every rule; false where one cannot be added.
bool add_rules(scmp_filter_ctx filter) {
  bool good = true;
  for (const int call : kAllowed) good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0 && good;
  for (const int call : kKilled) good = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0) == 0 && good;
  // Memory that is written is never run; a process may limit and signal itself alone.
  const scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
    good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, no_code) == 0 && good;
  good =
      seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, 0)) == 0 && good;
  const auto self = static_cast<scmp_datum_t>(getpid());
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, self)) == 0 &&
         good;
}

bool limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard) {
  const rlimit value{soft, hard};
  return setrlimit(what, &value) == 0;
}

rlim_t cpu_used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<rlim_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
}

}  // namespace

Result<void> seal_process(const SealLimits& limits) {
  if (!seals()) return {};
  const bool limited = limit(RLIMIT_AS, limits.address_space, limits.address_space) &&
                       limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_FSIZE, 0, 0) && limit(RLIMIT_NOFILE, 8, 8) &&
                       limit(RLIMIT_CPU, cpu_used() + limits.document_cpu, kLifetimeCpu);
  if (!limited) return fail(ErrorKind::io, "the parser's limits cannot be set");
  // No new privileges and no memory to look into.
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (!filter || !add_rules(filter.get()) || seccomp_load(filter.get()) != 0)
    return fail(ErrorKind::io, "the parser's system-call filter cannot be set");
  return {};
}

void grant_cpu(const SealLimits& limits) {
  if (seals()) limit(RLIMIT_CPU, cpu_used() + limits.document_cpu + 1, kLifetimeCpu);
}

}  // namespace zakonwatch
