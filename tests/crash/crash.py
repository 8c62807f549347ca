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
import concurrent.futures
import contextlib
import dataclasses
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
POWER = [("power cut", "before", 0), ("power cut, torn", "before", 0), ("power cut, names", "before", 0)]
FAULTS = [(f"{injection.name(number)} {'once' if how == 'once' else 'from then on'}", how, number)
          for number in (errno.ENOSPC, errno.EIO, errno.EROFS) for how in ("once", "on")]
SORRY = re.compile(r"No space left|disk is full|Input/output|disk reports|reports an error|Read-only|read-only|cannot be|disk I/O")
DOCUMENTED = (0, 1, 65, 74, 75, 78)


@dataclasses.dataclass
class Result:
    """What came of one job that was interrupted in one way."""
    job: str
    way: str
    kills: bool
    done: int = 0
    calls: int = 0  # in the run that ended clean
    failures: list = dataclasses.field(default_factory=list)


class Loop:
    """One job, interrupted in one way at call after call."""

    def __init__(self, job, way, **more):
        self.job, self.stage, self.more = job, job.stage, more
        self.name, self.how, self.error = way
        self.result = Result(job.name(), self.name, self.error == 0)
        if "names" in self.name:
            self.more["strict"] = "1"

    def once(self, at):
        """False: the run ended before its call number `at`."""
        self.job.begin()
        durable = power.Store(self.stage) if self.name.startswith("power") else None
        run = injection.run(self.stage.program, self.job.words, self.stage.under, at, self.how, self.error,
                            durable and durable.folder, **self.more)
        if len(run.calls) < at:
            self.result.calls = len(run.calls)
            invariants.require(run.status == 0, f"undisturbed, and yet status {run.status}: {run.said()}")
            return False
        self.result.done += 1
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
            self.result.failures.append(f"{where}: {error}")
            if not self.more.get("unsynced"):
                print(f"FAILED {where}: {error}\n  it had said: {run.said()[-600:]}", flush=True)
            if not isinstance(error, AssertionError):
                traceback.print_exc()
        return True

    def require_manners(self, run):
        invariants.require(run.status in DOCUMENTED, f"status {run.status}: {run.err[-1000:]}")
        if run.status != 0:
            invariants.require(SORRY.search(run.said()), f"status {run.status} and no word why: {run.said()[-500:]}")

    def all(self, step, first):
        began, at = time.monotonic(), first
        while self.once(at):
            at += step
        result = self.result
        print(f"{result.job}, {result.way}: {result.done} of {result.calls} calls in {time.monotonic() - began:.0f} s, "
              f"{len(result.failures)} failures", flush=True)


@contextlib.contextmanager
def prepared_stage(binary):
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        copy = pathlib.Path(folder) / "bin/zakonwatch"  # a build may go on meanwhile
        copy.parent.mkdir()
        shutil.copy2(binary, copy)
        stage = jobs.Stage(pathlib.Path(folder), copy)
        try:
            stage.prepare()
            yield stage
        finally:
            stage.close()


def learned(kind, stage):
    job = kind(stage)
    job.learn()
    return job


def sample(binary, chosen, day):
    """About sixty interruptions, in every way, of every job, at other calls for every `day`."""
    results = []
    with prepared_stage(binary) as stage:
        for number, kind in enumerate(chosen):
            job = learned(kind, stage)
            job.begin()
            calls = len(injection.run(job.program, job.words, stage.under).calls)
            todays = [FAULTS[(day + number + 2 * turn) % len(FAULTS)] for turn in range(2)]
            for turn, way in enumerate(KILLS + POWER + todays):
                loop = Loop(job, way)
                loop.once(1 + (day * 31 + turn * calls // 8) % max(calls, 1))
                results.append(loop.result)
        results.append(notices_what_is_not_synced(learned(jobs.Crawl, stage)))
    return results


def notices_what_is_not_synced(job):
    """A test of the test: were the archive never synced, a power cut at the end would lose what the record names."""
    job.begin()
    calls = len(injection.run(job.program, job.words, job.stage.under).calls)
    loop = Loop(job, POWER[0], unsynced="warc")
    loop.once(calls * 9 // 10)
    found, loop.result.failures = loop.result.failures, []
    if not any("I2" in failure for failure in found):
        loop.result.failures = [f"an archive that is never synced goes unnoticed: {found}"]
        print(loop.result.failures[0])
    return loop.result


def whole(binary, kind, ways, kill_step, other_step):
    results = []
    with prepared_stage(binary) as stage:
        job = learned(kind, stage)
        for number, way in enumerate(ways):
            loop = Loop(job, way)
            step = kill_step if way == KILLS[0] else other_step
            loop.all(step, 1 + number * 7 % step)
            results.append(loop.result)
    return results


def evidence(results):
    kills = sum(result.done for result in results if result.kills)
    failed = [failure for result in results for failure in result.failures]
    ways = list(dict.fromkeys(result.way for result in results))
    by = collections.defaultdict(dict)
    for result in results:
        by[result.job][result.way] = result
    head = "| job | calls | " + " | ".join(ways) + " |\n|---|--:|" + "--:|" * len(ways) + "\n"
    table = "".join(f"| {name} | {max(result.calls for result in row.values())} | "
                    + " | ".join(str(row[way].done) if way in row else "" for way in ways) + " |\n"
                    for name, row in by.items())
    story = "".join(f"- {failure}\n" for failure in failed) or "None.\n"
    return f"""# Interrupted at every step

`tests/crash/crash.py` runs the real program with a library before it that counts every call that changes a file (write,
fsync, rename, truncate, link, unlink, mkdir, creating open) and makes the N-th one the last, or lets it fail, for N = 1, 2, 3 …
until a run ends clean. Last run: {datetime.date.today()}. Regenerate with `make check-long`, or:

    python3 tests/crash/crash.py --binary build/dev/zakonwatch --write docs/evidence/crash.md

{kills} kills and power cuts, {sum(result.done for result in results) - kills} runs on a failing disk, **{len(failed)} failures**.
How many calls an undisturbed run makes, and at how many of them it was interrupted in which way:

{head}{table}
- *before*, *after*, *torn*: SIGKILL before the call, after it, or when half of its octets are written.
- *power cut*: killed, and every file put back to its octets at its last fsync, every folder to its names at the last fsync of
  anything. *torn*: of what was written and not synced, a random half of the 4 KiB blocks is on the disk. *names*: names are
  there only as of the last fsync of a folder.
- *ENOSPC*, *EIO*, *EROFS*: the call fails so, once or from then on. The program must not crash, must say why, and goes on when
  the disk is well again.

After each: SQLite's own shell finds both databases whole (I1), every body that a row names is in the archive (I2), the hash chain
holds, and each entry has its row (I5), by `zakonwatch verify` and without it. Then the job is taken up again, and the changes, versions,
documents and owed alerts are those of a run that nobody disturbed (I3); each reader has the letter, at most twice under one
Message-ID (I4); and searching finds the same (I6). A backup that is interrupted leaves the older one or the new one, restored and
compared; an interrupted migration leaves no copy of the subscribers. That the test can fail is a test too: with an archive whose
fsyncs do not count, a power cut is noticed.

## Failures

{story}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=jobs.programs.binary())
    parser.add_argument("--sample", action="store_true", help="some sixty interruptions, less than a minute")
    parser.add_argument("--day", type=int, default=datetime.date(2026, 11, 26).toordinal(), metavar="N",
                        help="which calls the sample takes: another number, other calls")
    parser.add_argument("--job", action="append", help="only these jobs")
    parser.add_argument("--way", action="append", help="only these ways")
    parser.add_argument("--step", type=int, default=1, help="kills before every so many calls")
    parser.add_argument("--others", type=int, default=13, help="every so many calls in the other ways")
    parser.add_argument("--parallel", type=int, default=2, help="so many jobs at once")
    parser.add_argument("--write", type=pathlib.Path, metavar="FILE", help="the evidence")
    options = parser.parse_args()
    chosen = [job for job in jobs.JOBS if not options.job or job.name() in options.job]
    ways = [way for way in KILLS + POWER + FAULTS if not options.way or way[0] in options.way]
    if options.sample:
        results = sample(options.binary, chosen, options.day)
    else:
        with concurrent.futures.ProcessPoolExecutor(options.parallel) as pool:
            parts = [pool.submit(whole, options.binary, kind, ways, options.step, options.others) for kind in chosen]
            results = [result for part in parts for result in part.result()]
    failures = sum(len(result.failures) for result in results)
    print(f"{sum(result.done for result in results)} interruptions, {failures} failures")
    if options.write:
        options.write.write_text(evidence(results), encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
