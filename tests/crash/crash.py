#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the real program at every call that changes a file, one after the other, until a run ends clean; after each
kill the invariants of the record are checked, the job is taken up again, and its outcome is held to that of a run
that nobody disturbed. The same with a disk that is full or fails.

    crash.py --binary build/dev/zakonwatch --sample            some sixty interruptions, of all jobs
    crash.py --binary build/dev/zakonwatch --job crawl         every one of one job
    crash.py --binary build/dev/zakonwatch --write docs/evidence/crash.md
"""
import argparse
import collections
import datetime
import errno
import pathlib
import re
import shutil
import sys
import tempfile
import time
import traceback

import injection
import invariants
import jobs
import power

# (name, how the injection does it, errno); "power …" are kills after which the disk is as a power cut leaves it.
KILLS = [(how, how, 0) for how in injection.KILLS]
POWER = [("power cut", "before", 0), ("power cut, torn", "before", 0)]
FAULTS = [(f"{injection.name(number)} {'once' if how == 'once' else 'from then on'}", how, number)
          for number in (errno.ENOSPC, errno.EIO, errno.EROFS) for how in ("once", "on")]
SORRY = re.compile(r"No space left|disk is full|Input/output|disk reports|reports an error|Read-only|read-only|cannot be|disk I/O")
DOCUMENTED = (0, 1, 65, 74, 75, 78)


class Loop:
    """One job, interrupted in one way at call after call."""

    def __init__(self, job, way):
        self.job, self.stage = job, job.stage
        self.name, self.how, self.error = way
        self.failures, self.done, self.clean = [], 0, False
        self.calls = 0  # in the run that ended clean

    def once(self, at):
        """False: the run ended before its call number `at`."""
        self.job.begin()
        durable = power.Store(self.stage) if self.name.startswith("power") else None
        run = injection.run(self.stage.program, self.job.words, self.stage.under, at, self.how, self.error,
                            durable and durable.folder)
        if len(run.calls) < at:
            self.clean, self.calls = True, len(run.calls)
            invariants.require(run.status == 0, f"undisturbed, and yet status {run.status}: {run.said()}")
            return False
        self.done += 1
        where = f"{self.job.name()}, {self.name}, call {at} ({run.calls[at - 1]})"
        try:
            if self.error:
                self.require_manners(run)
            else:
                invariants.require(run.killed, f"not killed: status {run.status}")
            if durable:
                durable.cut(torn="torn" in self.name, seed=at)
            self.job.look()
            self.job.finish(1)
        except Exception as error:  # the next call is of interest all the same
            self.failures.append(f"{where}: {error}")
            print(f"FAILED {where}: {error}\n  it had said: {run.said()[-600:]}", flush=True)
            if not isinstance(error, AssertionError):
                traceback.print_exc()
        return True

    def require_manners(self, run):
        invariants.require(run.status in DOCUMENTED, f"status {run.status}: {run.err[-1000:]}")
        if run.status != 0:
            invariants.require(SORRY.search(run.said()), f"status {run.status} and no word why: {run.said()[-500:]}")

    def all(self, step=1, first=1):
        at = first
        while self.once(at):
            at += step


def count_calls(job):
    job.begin()
    return len(injection.run(job.program, job.words, job.stage.under).calls)


def sample(stage, chosen):
    """About sixty interruptions, in every way, of every job, at other calls each day."""
    day = datetime.date.today().toordinal()
    loops = []
    for number, kind in enumerate(chosen):
        job = kind(stage)
        job.learn()
        calls = count_calls(job)
        todays = [FAULTS[(day + number + 2 * turn) % len(FAULTS)] for turn in range(3)]
        for turn, way in enumerate(KILLS + POWER + todays):
            loop = Loop(job, way)
            loop.once(1 + (day * 31 + turn * calls // 8) % calls)
            loops.append(loop)
    return loops


def whole(stage, chosen, ways, steps, keep):
    loops = []
    for kind in chosen:
        job = kind(stage)
        job.learn()
        for number, way in enumerate(ways):
            began = time.monotonic()
            loop = Loop(job, way)
            step = steps[way == KILLS[0]]
            loop.all(step, 1 + number * 7 % step)
            loops.append(loop)
            keep(loops)
            print(f"{job.name()}, {way[0]}: {loop.done} of {loop.calls} calls in {time.monotonic() - began:.0f} s, "
                  f"{len(loop.failures)} failures", flush=True)
    return loops


def evidence(loops):
    kills = sum(loop.done for loop in loops if not loop.error)
    failed = [failure for loop in loops for failure in loop.failures]
    ways = list(dict.fromkeys(loop.name for loop in loops))
    names = list(dict.fromkeys(loop.job.name() for loop in loops))
    by = collections.defaultdict(dict)
    for loop in loops:
        by[loop.job.name()][loop.name] = loop
    head = "| job | calls | " + " | ".join(ways) + " |\n|---|--:|" + "--:|" * len(ways) + "\n"
    table = "".join(f"| {name} | {max(loop.calls for loop in by[name].values())} | "
                    + " | ".join(str(by[name][way].done) if way in by[name] else "" for way in ways) + " |\n"
                    for name in names)
    story = "".join(f"- {failure}\n" for failure in failed) or "None.\n"
    return f"""# Interrupted at every step

`tests/crash/crash.py` runs the real program with a library before it that counts every call that changes a file (write,
fsync, rename, truncate, link, unlink, mkdir, creating open) and makes the N-th one the last, or lets it fail, for N = 1, 2, 3 …
until a run ends clean. Last run: {datetime.date.today()}. Regenerate with `make check-long`, or:

    python3 tests/crash/crash.py --binary build/dev/zakonwatch --write docs/evidence/crash.md

{kills} kills and power cuts, {sum(loop.done for loop in loops) - kills} runs on a failing disk, **{len(failed)} failures**.

{head}{table}
- *before*, *after*, *torn*: SIGKILL before the call, after it, or when half of its octets are written.
- *power cut*: killed, and every file put back to its octets at its last fsync, every folder to its names at the last fsync of
  anything. *torn*: of what was written and not synced, a random half of the 4 KiB blocks is on the disk.
- *ENOSPC*, *EIO*, *EROFS*: the call fails so, once or from then on. The program must not crash, must say why, and goes on when
  the disk is well again.

After each: SQLite's own shell finds both databases whole (I1), every body that a row names is in the archive (I2), the hash chain
holds, and each entry has its row (I5), by `zakonwatch verify` and without it. Then the job is taken up again, and the changes, versions,
documents and owed alerts are those of a run that nobody disturbed (I3); each reader has the letter, at most twice under one
Message-ID (I4); and searching finds the same (I6). A backup that is interrupted leaves the older one or the new one, restored and
compared; an interrupted migration leaves no copy of the subscribers.

## Failures

{story}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=jobs.programs.binary())
    parser.add_argument("--sample", action="store_true", help="some sixty interruptions, less than a minute")
    parser.add_argument("--job", action="append", help="only these jobs")
    parser.add_argument("--way", action="append", help="only these ways")
    parser.add_argument("--step", type=int, default=1, help="kills before every so many calls")
    parser.add_argument("--others", type=int, default=13, help="every so many calls in the other ways")
    parser.add_argument("--write", type=pathlib.Path, metavar="FILE", help="the evidence")
    options = parser.parse_args()

    def keep(loops):
        if options.write:
            options.write.write_text(evidence(loops), encoding="utf-8")

    chosen = [job for job in jobs.JOBS if not options.job or job.name() in options.job]
    ways = [way for way in KILLS + POWER + FAULTS if not options.way or way[0] in options.way]
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        binary = pathlib.Path(folder) / "bin/zakonwatch"  # a copy: a build may go on meanwhile
        binary.parent.mkdir()
        shutil.copy2(options.binary, binary)
        stage = jobs.Stage(pathlib.Path(folder), binary)
        try:
            stage.prepare()
            loops = sample(stage, chosen) if options.sample else \
                whole(stage, chosen, ways, (options.others, options.step), keep)
        finally:
            stage.close()
    failures = sum(len(loop.failures) for loop in loops)
    print(f"{sum(loop.done for loop in loops)} interruptions, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
