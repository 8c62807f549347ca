# SPDX-License-Identifier: GPL-3.0-or-later
"""Every verb of the command line is in the manual, and every page is whole."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
BINARY = pathlib.Path(os.environ.get("ZAKONWATCH", ROOT / "build/dev/zakonwatch"))


def manual():
    return "\n".join(page.read_text(encoding="utf-8").replace("\\-", "-") for page in sorted((ROOT / "man").glob("*.[1-8]")))


def verbs():
    """The verbs as the program itself lists them."""
    helped = subprocess.run([BINARY, "--help"], capture_output=True, text=True, timeout=30, check=True).stdout
    listed = re.split(r"^(?:Subcommands|SUBCOMMANDS|Commands|COMMANDS):?\s*$", helped, flags=re.MULTILINE)
    return re.findall(r"^  ([a-z][a-z-]+)\b", "\n".join(listed[1:]), re.MULTILINE)


class Manual(unittest.TestCase):
    def test_pages_have_the_sections_readers_look_for(self):
        pages = sorted((ROOT / "man").glob("*.[1-8]"))
        self.assertTrue(pages)
        for page in pages:
            text = page.read_text(encoding="utf-8")
            for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "SEE ALSO"):
                with self.subTest(page=page.name, section=section):
                    self.assertRegex(text, rf'(?m)^\.SH "?{section}"?$')

    @unittest.skipUnless(BINARY.exists(), "the program is not built")
    def test_every_verb_is_in_the_manual(self):
        found = verbs()
        self.assertIn("crawl", found)
        missing = [verb for verb in found if verb not in ("help", "parse-worker")
                   and not re.search(rf"(?m)^\.SS .*\b{verb}\b", manual())
                   and not (ROOT / f"man/zakonwatch-{verb}.1").exists()]
        self.assertEqual(missing, [])


class UnitFile(unittest.TestCase):
    """The service stays sealed: systemd's own measure, offline."""

    def test_exposure(self):
        unit = (ROOT / "systemd/zakonwatch.service.in").read_text(encoding="utf-8")
        unit = re.sub(r"@\w+BINDIR@", "/usr/bin", unit)
        unit = re.sub(r"@\w+@", "/etc", unit)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "zakonwatch.service"
            file.write_text(unit)
            try:
                done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager",
                                       str(file)], capture_output=True, text=True, timeout=60)
            except FileNotFoundError:
                self.skipTest("systemd-analyze is not here")
        self.assertEqual(done.returncode, 0, done.stdout[-400:] + done.stderr)


if __name__ == "__main__":
    unittest.main()
