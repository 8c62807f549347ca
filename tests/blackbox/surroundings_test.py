# SPDX-License-Identifier: GPL-3.0-or-later
"""Poor surroundings: no descriptors, no threads, no home, a log nobody reads, other zones and languages."""
import json
import os
import re
import resource
import subprocess
import unittest

import blackbox


class Surroundings(blackbox.Blackbox):
    def bare(self, *words, environment=None, limits=(), expect=0, drop=()):
        """A verb with other variables and limits than ours; what it printed."""
        variables = {**self.program.environment(), **(environment or {})}
        for name in drop:
            variables.pop(name, None)

        def poorer():
            for what, count in limits:
                resource.setrlimit(what, (count, count))

        done = subprocess.run(self.program.arguments(*words), env=variables, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=120, preexec_fn=poorer)
        if expect is not None:
            self.assertEqual(done.returncode, expect, done.stdout[-1000:] + done.stderr[-2000:])
        return done

    CRAWL = ("crawl", "--source", blackbox.LIVONIA, "--json")

    def whole_story(self, environment):
        """Two editions crawled, what was found, searched and written, in these surroundings from the first step on."""
        self.twin.move("t0")
        self.bare(*self.CRAWL, environment=environment)
        self.bare("subscribe", "reader@example.org", "--confirmed", environment=environment)
        self.later()
        self.twin.move("t1")
        self.bare(*self.CRAWL, environment=environment)
        printed = self.bare("changes", "--all", "--json", environment=environment).stdout
        changes = json.loads(re.sub(r":\d\d:\d\dZ", "Z", printed))["changes"]  # how long it took is no matter
        for change in changes:
            for side in change["versions"].values():
                if side:
                    side.pop("warc")
        found = [json.loads(self.bare("search", word, "--json", environment=environment).stdout)["total"]
                 for word in ("narkotisko", "NARKOTISKO", "IESLODZĪJUMS")]
        preview = self.bare("alerts", "preview", environment=environment).stdout
        body = preview[preview.index("\n\n"):] if "\n\n" in preview else preview
        return changes, found, len(body) > 500

    def test_zone_and_language_of_the_machine_change_nothing(self):
        stories = []
        for place, environment in enumerate(({"TZ": "UTC", "LC_ALL": "C"}, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
                                             {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"})):
            self.clock = self.clock.replace(month=3, day=2)
            self.program.now = self.clock.isoformat()
            self.program.state = self.folder / f"state{place}"
            self.program.write_config(self.twin)
            stories.append(self.whole_story(environment))
        self.assertTrue(stories[0][0])
        for story in stories[1:]:
            self.assertEqual(story, stories[0])

    def test_without_home_and_temporary_folder(self):
        self.bare(*self.CRAWL, environment={"TMPDIR": "/nonexistent"}, drop=("HOME", "USER", "XDG_STATE_HOME"))
        self.bare("search", "narkotisko", "--json", environment={"TMPDIR": "/nonexistent"}, drop=("HOME",))

    def test_few_descriptors_are_said_and_cost_nothing_that_was_there(self):
        self.bare(*self.CRAWL)
        before = self.program.changes("--all")
        self.later()
        self.twin.move("t1")
        for count in (8, 16):
            done = self.bare(*self.CRAWL, limits=[(resource.RLIMIT_NOFILE, count)], expect=None)
            self.assertGreaterEqual(done.returncode, 0, f"{count} descriptors: ended by a signal\n{done.stderr[-1000:]}")
            if done.returncode != 0:
                self.assertTrue(done.stderr.strip(), f"{count} descriptors: not a word")
        self.bare(*self.CRAWL)
        self.assertGreater(len(self.program.changes("--all")), len(before))
        self.bare("verify")

    def test_no_process_to_be_had_is_said(self):
        self.bare(*self.CRAWL)
        self.later()
        self.twin.move("t1")
        if os.getuid() == 0:  # the limit does not bind root: another user runs it
            done = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true"], capture_output=True)
            if done.returncode != 0:
                self.skipTest("no other user to run as")
        limited = self.bare(*self.CRAWL, limits=[(resource.RLIMIT_AS, 160 << 20)], expect=None)
        self.assertGreaterEqual(limited.returncode, 0, f"ended by a signal\n{limited.stderr[-1000:]}")
        self.bare(*self.CRAWL, expect=None)
        self.bare("verify")


if __name__ == "__main__":
    unittest.main()
