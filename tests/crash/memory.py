#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""S9: memory runs out at one moment of a job, for as long as some requests. The program must not die of a signal and
must say why it ended; nothing may be half done; and the job, taken up again, comes to what it always comes to.

    memory.py --binary build/dev/zakonwatch --moments 40
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import invariants
import jobs

LIBRARY = pathlib.Path(os.environ.get("CRASH_STARVE", pathlib.Path(__file__).parents[2] / "build/dev/tests/crash/libcrash_starve.so"))
DOCUMENTED = (0, 1, 65, 74, 75, 78)
READING = (("changes", "--all"), ("search", "cannabis"), ("verify",), ("status",))


def run(program, words, at=0, lasting=1):
    """The finished process and how often it asked for memory."""
    log = program.folder / "requests"
    log.unlink(missing_ok=True)
    environment = dict(program.environment(), LD_PRELOAD=str(LIBRARY), STARVE_AT=str(at), STARVE_FOR=str(lasting),
                       STARVE_LOG=str(log))
    done = subprocess.run(program.arguments(*words), env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, errors="replace", timeout=120)
    return done, int(log.read_text()) if log.exists() else 0


def require_manners(done):
    invariants.require(done.returncode in DOCUMENTED, f"status {done.returncode}: {done.stderr[-600:]}")
    words = [line for line in done.stderr.splitlines() if "ZAKONWATCH_NOW" not in line]
    invariants.require(done.returncode == 0 or words or done.stdout, f"status {done.returncode} and no word why")


def moments(requests, count, seed):
    """Half of them early, where a program sets itself up, half anywhere."""
    chance = random.Random(seed)
    early = [int(requests ** chance.random()) for _ in range(count // 2)]
    return sorted({1 + number for number in early + [chance.randrange(requests) for _ in range(count - len(early))]})


def starve(name, program, words, count, seed, begin, after):
    begin()
    undisturbed, requests = run(program, words)
    invariants.require(undisturbed.returncode == 0, undisturbed.stderr)
    failures, tried = 0, moments(requests, count, seed)
    for number, at in enumerate(tried):
        lasting = (1, 1, 1000)[number % 3]
        begin()
        done, _ = run(program, words, at, lasting)
        try:
            require_manners(done)
            after()
        except AssertionError as error:
            failures += 1
            print(f"FAILED {name}, request {at} and {lasting - 1} more of {requests}: {error}\n  it had said: "
                  f"{(done.stdout + done.stderr)[-600:]}", flush=True)
    print(f"{name}: {len(tried)} moments of {requests} requests, {failures} failures", flush=True)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=jobs.programs.binary())
    parser.add_argument("--moments", type=int, default=4, help="for each job")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--job", action="append", help="only these jobs")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    failures = 0
    with tempfile.TemporaryDirectory(prefix="starve-") as folder:
        binary = pathlib.Path(folder) / "bin/zakonwatch"
        binary.parent.mkdir()
        shutil.copy2(options.binary, binary)
        stage = jobs.Stage(pathlib.Path(folder), binary)
        try:
            stage.prepare()
            for kind in (jobs.Crawl, jobs.Index, jobs.Mail, jobs.Backup, jobs.Migration):
                if options.job and kind.name() not in options.job:
                    continue
                job = kind(stage)
                job.learn()

                def after(job=job):
                    job.look()
                    job.finish(1)

                failures += starve(job.name(), stage.program, job.words, options.moments, options.seed, job.begin, after)
            stage.put_back("reform")
            for words in READING:
                if not options.job or words[0] in options.job:
                    failures += starve(words[0], stage.program, words, options.moments, options.seed, lambda: None,
                                       lambda: None)
        finally:
            stage.close()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
