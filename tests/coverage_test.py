# SPDX-License-Identifier: GPL-3.0-or-later
"""The coverage page is true, no country is empty, and the files say of themselves what they must."""
import pathlib
import subprocess
import sys
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "docs"))
import coverage  # noqa: E402

REGION = set("AL AM AZ BA BG BY CZ EE GE HR HU KG KZ XK LT LV MD ME MK PL RO RU RS SI SK TJ TM UA UZ".split())


class Coverage(unittest.TestCase):
    countries = coverage.load()

    def test_the_page_is_what_the_files_say(self):
        done = subprocess.run([sys.executable, ROOT / "docs/coverage.py", "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_region_is_whole(self):
        self.assertEqual({country["country"]["code"] for country in self.countries}, REGION)

    def test_no_country_is_empty(self):
        for country in self.countries:
            with self.subTest(country=country["country"]["code"]):
                law = [s for s in country["source"] if s["kind"] != "bills" and s.get("enabled", True)]
                self.assertTrue(law, "no source of law is visited")
                if country["country"]["code"] != "TM":  # the Mejlis shows laws, not bills
                    self.assertTrue(any(s["kind"] == "bills" for s in country["source"]), "no bills")
                self.assertTrue(country.get("watch"), "nothing is watched")

    def test_every_source_says_how_to_treat_it(self):
        for country in self.countries:
            for source in country["source"]:
                with self.subTest(source=source["id"]):
                    for key in ("access", "terms", "delay", "schedule", "expect", "home"):
                        self.assertIn(key, source)
                    self.assertEqual(source["id"].split("-")[0].upper(), country["country"]["code"])

    def test_a_source_that_is_off_says_what_would_turn_it_on(self):
        for country in self.countries:
            for source in country["source"]:
                if not source.get("enabled", True):
                    self.assertIn("enable", source["access"], source["id"])


if __name__ == "__main__":
    unittest.main()
