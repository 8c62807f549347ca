# SPDX-License-Identifier: GPL-3.0-or-later
"""Configuration mistakes are named with file and line; what we ship as a sample is sound."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

import blackbox


class Config(unittest.TestCase):
    def setUp(self):
        blackbox.require_binary()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_with(self, text, *words):
        config = self.folder / "zakonwatch.toml"
        config.write_text(text, encoding="utf-8")
        return subprocess.run([blackbox.program.binary(), "--config", config, "--state", self.folder / "state", *words],
                              capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)

    def test_an_unknown_key_is_refused_with_its_place_and_a_guess(self):
        done = self.run_with('[crawler]\ndelay = "5s"\nidentfy = "neutral"\n', "changes")
        self.assertEqual(done.returncode, 78)
        self.assertIn("zakonwatch.toml:3", done.stderr)
        self.assertIn("identify", done.stderr)

    def test_wrong_values_are_refused_with_their_place(self):
        for line, text in ((2, '[mail]\ntransport = "pigeon"\n'), (2, '[crawler]\ndelay = 5\n'),
                           (2, '[crawler]\ndelay = "soon"\n'), (2, '[mail]\nsmtp_tls = "maybe"\n')):
            with self.subTest(text=text):
                done = self.run_with(text, "changes")
                self.assertEqual(done.returncode, 78, done.stderr)
                self.assertIn(f"zakonwatch.toml:{line}", done.stderr)

    def test_broken_toml_and_a_missing_file(self):
        self.assertEqual(self.run_with("[crawler\n", "changes").returncode, 78)
        done = subprocess.run([blackbox.program.binary(), "--config", self.folder / "none.toml", "changes"],
                              capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 74)
        self.assertIn("none.toml", done.stderr)

    def test_the_sample_is_sound(self):
        sample = (blackbox.ROOT / "systemd/zakonwatch.toml").read_text(encoding="utf-8")
        done = self.run_with(sample, "sources", "list", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(json.loads(done.stdout)["sources"])

    def test_the_sample_with_every_key_set_is_sound(self):
        sample = (blackbox.ROOT / "systemd/zakonwatch.toml").read_text(encoding="utf-8")
        lines = [line[2:] if line.startswith("# ") and " = " in line and '"' in line.split("=")[1][:3] else line
                 for line in sample.splitlines()]
        lines = [line for line in lines if not line.startswith("state =")]
        done = self.run_with("\n".join(lines) + "\n", "sources", "list", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_source_template_is_sound_with_and_without_its_rarer_keys(self):
        template = (blackbox.ROOT / "sources/TEMPLATE.toml").read_text(encoding="utf-8")
        every = re.sub(r"(?m)^# (\[\[source\.document_before\]\]|\[source\.document\.bill\]|[a-z_]+ = )", r"\1", template)
        self.assertNotEqual(every, template)
        (self.folder / "countries").mkdir()
        for text in (template, every):
            (self.folder / "countries/xx.toml").write_text(text, encoding="utf-8")
            done = self.run_with("", "--sources", self.folder, "sources", "lint")
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            shown = self.run_with("", "--sources", self.folder, "sources", "list", "--json")
            self.assertIn("xx-law", {source["id"] for source in json.loads(shown.stdout)["sources"]})

    def test_wrong_usage(self):
        for words in (["no-such-verb"], ["changes", "--no-such-option"], []):
            with self.subTest(words=words):
                done = subprocess.run([blackbox.program.binary(), *words], capture_output=True, text=True, timeout=30)
                self.assertEqual(done.returncode, 2, done.stderr)

    def test_every_shipped_source_file_is_sound(self):
        done = self.run_with("", "sources", "list", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(json.loads(done.stdout)["sources"])


if __name__ == "__main__":
    unittest.main()
