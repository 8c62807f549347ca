# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program with tests/crash/inject.cpp preloaded: one call that changes a file is its last, or fails."""
import dataclasses
import errno
import os
import pathlib
import subprocess

KILLS = ("before", "after", "torn")
LIBRARY = pathlib.Path(os.environ.get("CRASH_INJECT", pathlib.Path(__file__).parents[2] / "build/dev/tests/crash/libcrash_inject.so"))


@dataclasses.dataclass
class Run:
    status: int  # negative: the signal it died of
    out: str
    err: str
    calls: list  # what was counted, in order: "open /…/state/record.db"

    @property
    def killed(self):
        return self.status == -9

    def said(self):
        """Its own words, without the remark on the clock."""
        return self.out + "\n".join(line for line in self.err.splitlines() if "ZAKONWATCH_NOW" not in line)


def run(program, words, under, at=0, how="", error=0, durable=None, timeout=120, **more):
    """`under`: the folders whose files count. `how`: one of KILLS, "once" or "on" (then `error` is an errno).
    `more`: other variables of the library."""
    log = program.folder / "calls"
    log.unlink(missing_ok=True)
    environment = dict(program.environment(), LD_PRELOAD=str(LIBRARY), INJECT_UNDER=":".join(map(str, under)),
                       INJECT_AT=str(at), INJECT_HOW=how, INJECT_ERRNO=str(error), INJECT_LOG=str(log))
    environment.update({f"INJECT_{name.upper()}": value for name, value in more.items()})
    if durable:
        environment["INJECT_DURABLE"] = str(durable)
    done = subprocess.run(program.arguments(*words), env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=timeout)
    calls = [line.split(" ", 1)[1] for line in log.read_text().splitlines()] if log.exists() else []
    return Run(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), calls)


def name(number):
    return errno.errorcode[number]
