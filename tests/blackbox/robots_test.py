# SPDX-License-Identifier: GPL-3.0-or-later
"""robots.txt vectors of Google's reference parser and of its compliance suite, through the command line."""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import blackbox

CORPUS = blackbox.ROOT.parent / "shared/corpus/conformance/robots"
# A process each is slow: usually every seventh is tried (unit tests try all), with ZAKONWATCH_ALL_VECTORS=1 all.
STEP = 1 if os.environ.get("ZAKONWATCH_ALL_VECTORS") else 7
# Not of RFC 9309, and not done: index.html stands for its folder; lines are cut at 16 KiB.
MEANT = {"GoogleOnly_IndexHTMLisDirectory": 1, "GoogleOnly_LineTooLong": 2, "index-page#0": 1}


def vectors():
    for name in ("robots_google_vectors.jsonl", "robots_spec_ctc_vectors.jsonl"):
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def of_rfc(vector):
    return not vector.get("google_specific", vector["test"].startswith("GoogleOnly"))


class RobotsVectors(unittest.TestCase):
    def setUp(self):
        blackbox.require_binary()
        if not CORPUS.exists():
            self.skipTest("the corpus is not here")
        folder = tempfile.TemporaryDirectory(prefix="zakonwatch-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def agrees(self, number, vector):
        file = self.folder / f"{number}.txt"
        file.write_bytes(vector["robots_latin1"].encode("latin-1"))
        done = subprocess.run([blackbox.program.binary(), "robots-check", file,
                               vector["url_latin1"].encode("latin-1"), "--agent", vector["ua"]],
                              capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertEqual(done.stdout, b"allowed\n" if done.returncode == 0 else b"disallowed\n")
        return (done.returncode == 0) == vector["allowed"]

    def test_vectors(self):
        every = list(vectors())
        self.assertEqual(len(every), 545)
        every = every[::STEP]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            agreed = list(pool.map(self.agrees, range(len(every)), every))
        failed = [v for v, ok in zip(every, agreed) if not ok]
        rfc = sum(map(of_rfc, every))
        print(f"{len(every)} vectors, {rfc} of the RFC; failed: {sum(map(of_rfc, failed))} of the RFC, "
              f"{len(failed)} in all")
        self.assertEqual([v["test"] for v in failed if of_rfc(v)], [])
        counts = {}
        for vector in failed:
            counts[vector["test"]] = counts.get(vector["test"], 0) + 1
        self.assertLessEqual(set(counts), set(MEANT))
        if STEP == 1:
            self.assertEqual(counts, MEANT)


if __name__ == "__main__":
    unittest.main()
