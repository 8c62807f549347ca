#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages no parser can read are held, harmless and shown; technical upgrades are no news."""
import os
import shutil
import time
import unittest

import blackbox
from blackbox import T0, T1

SITE_FILES = blackbox.program.OUR_SOURCES
BOMBS = {
    "depth": "<html><body><p>1. pants.</p>" + "<div>" * 60_000 + "</body></html>",
    "attributes": "<html><body><p>1. pants.</p><a " + " ".join(f"a{i}=1" for i in range(30_000)) + ">x</a></body></html>",
    "fonts": "<html><body><p>1. pants.</p>" + "".join(f"<font color=a{i}><p>" for i in range(5_000)) + "</body></html>",
}


class Quarantine(blackbox.OneAct):
    def setUp(self):
        super().setUp()
        self.subscribe()
        self.crawl_livonia()
        self.later()

    def assert_held_and_healed(self, page):
        self.show(page)
        for _ in range(2):  # the second pass does not parse it again and says so all the same
            result = self.crawl_livonia(expect=None)
            self.assertEqual((result["held"], result["new_versions"], result["changes"]), (1, 0, 0), result)
            self.later()
        self.assertEqual(self.held(), 1)
        self.assertEqual(self.send(), [])
        self.show(T1)
        healed = self.crawl_livonia()
        self.assertEqual((healed["new_versions"], healed["held"], healed["errors"]), (1, 0, []))
        self.assertGreater(healed["relevant_changes"], 0)

    def test_bombs(self):
        for name, page in BOMBS.items():
            with self.subTest(bomb=name):
                self.show(page)
                result = self.crawl_livonia(expect=None)
                self.assertEqual((result["held"], result["new_versions"]), (1, 0), result)
                self.later()
        self.assertEqual(self.program.changes("--all"), [])

    def test_a_bomb_is_held_and_the_next_page_counts(self):
        self.assert_held_and_healed(BOMBS["depth"])

    def test_a_redesign_whose_selectors_match_nothing(self):
        self.assert_held_and_healed(T1.replace("class='doc-body'", "class='law-text'"))

    def test_the_daemon_stays_small(self):
        """Every bomb in turn in one running daemon: below 256 MB, and it goes on."""
        self.show(BOMBS["depth"])
        with self.program.start("daemon") as process:
            try:
                self.assertTrue(self.wait(lambda: self.held() >= 1, 60))
                with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
                self.assertLess(peak, 256 * 1024)
            finally:
                process.terminate()
                process.communicate(timeout=15)
        self.assertEqual(process.returncode, 0)

    def held(self):
        return self.program.run("triage", "list").stdout.count("snapshot ")

    @staticmethod
    def wait(condition, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.5)
        return False


class Upgrade(blackbox.Blackbox):
    """D8: parser, profile or source definition change; what is on record is read anew, and nobody is told."""

    def setUp(self):
        super().setUp()
        self.subscribe()
        self.sources = self.folder / "sources"
        shutil.copytree(SITE_FILES, self.sources)
        shutil.copytree(blackbox.ROOT / "sources/languages", self.sources / "languages")
        self.program.sources = self.sources

    def upgrade(self):
        for profile in (self.sources / "languages").glob("*.toml"):
            profile.write_text(profile.read_text(encoding="utf-8") + "\n# A later release.\n", encoding="utf-8")
        for file in (self.sources / "countries").glob("*.toml"):  # every second paragraph is gone from the text
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace('strip = [', 'strip = ["//p[contains(., \'a\')]", ', 1), encoding="utf-8")

    def test_an_upgrade_over_everything_sends_nothing(self):
        self.program.crawl()
        self.later()
        self.upgrade()
        self.twin.faults.add({"kind": "no_validators"})
        result = self.program.crawl(expect=None)
        self.assertEqual([(entry["changes"], entry["relevant_changes"]) for entry in result.values()], [(0, 0)] * 3)
        self.assertEqual(self.program.changes("--all"), [])
        self.assertEqual(self.send(), [])
        self.program.run("verify")


class UpgradeOfOne(blackbox.OneAct):
    def test_the_predecessor_is_read_anew_before_it_is_compared(self):
        self.subscribe()
        sources = self.folder / "sources"
        shutil.copytree(SITE_FILES, sources)
        self.program.sources = sources
        self.crawl_livonia()
        self.later()
        # The new definition no longer takes articles' headings for text; the page gains a counter in its chrome.
        file = sources / "countries/ql.toml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('strip = [', 'strip = ["//p[starts-with(normalize-space(.), \'(1)\')]", ', 1),
                        encoding="utf-8")
        self.show(T0.replace("</body>", "<div>Skatījumi: 1234</div></body>"))
        result = self.crawl_livonia()
        self.assertEqual((result["new_versions"], result["changes"]), (0, 0))
        self.assertEqual((self.program.changes("--all"), self.send()), ([], []))
        # Then a true amendment comes: only what it changed is told, not what the new definition leaves out.
        self.later()
        self.show(T1)
        self.crawl_livonia()
        told = {side["eid"] for change in self.program.changes() for side in (change["old"], change["new"]) if side}
        self.assertTrue(told)
        clean = blackbox.program.Program(self.folder / "clean", self.twin, sources=sources, now=self.program.now)
        self.show(T0)
        clean.crawl(blackbox.LIVONIA)
        self.later()
        clean.now = self.program.now
        self.show(T1)
        clean.crawl(blackbox.LIVONIA)
        expected = {side["eid"] for change in clean.changes() for side in (change["old"], change["new"]) if side}
        self.assertEqual(told, expected)


if __name__ == "__main__":
    unittest.main(verbosity=2 if os.environ.get("VERBOSE") else 1)
