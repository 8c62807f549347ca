# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 in the middle of a crawl, then again: nothing lost, nothing doubled."""
import random
import time
import unittest

import blackbox


class Kill(blackbox.Blackbox):
    def kill_after(self, seconds):
        words = [word for source in blackbox.program.OUR_SOURCE_IDS for word in ("--source", source)]
        process = self.program.start("crawl", *words)
        try:
            time.sleep(seconds)
        finally:
            process.kill()
            process.wait()
            process.stderr.close()

    def essence(self):
        """What must be the same however often the crawl was killed: all but the order and instants of seeing."""
        return sorted((change["country"], change["kind"], (change["old"] or {}).get("eid") or "",
                       (change["new"] or {}).get("eid") or "") for change in self.program.changes("--all"))

    def undisturbed(self):
        twin = blackbox.server.Twin(self.sites(), folder=self.folder / "calm/twin")
        calm = blackbox.program.Program(self.folder / "calm", twin, now=self.program.now)
        with twin:
            calm.crawl()
            calm.now = "2026-03-03T12:00:00+00:00"
            twin.move("t1")
            began = time.monotonic()
            calm.crawl()
            took = time.monotonic() - began
        ours, self.program = self.program, calm
        try:
            return self.essence(), took
        finally:
            self.program = ours

    def test_killed_at_any_moment(self):
        expected, took = self.undisturbed()
        self.subscribe()
        choose = random.Random(20260302)
        for _ in range(4):
            self.kill_after(choose.uniform(0, took))
            self.later(minutes=30)
        self.program.crawl()
        self.assertEqual(self.essence(), [])
        self.twin.move("t1")
        for _ in range(10):
            self.later(minutes=30)
            self.kill_after(choose.uniform(0, took))
        self.later()
        self.program.crawl()
        self.assertEqual(self.essence(), expected)
        self.later()
        for result in self.program.crawl().values():
            self.assertEqual((result["new_versions"], result["changes"]), (0, 0))
        self.assertEqual(len(self.send()), 1)
        self.assertEqual(len(self.send()), 1)


if __name__ == "__main__":
    unittest.main()
