# SPDX-License-Identifier: GPL-3.0-or-later
"""The record handed on: evidence packs that prove themselves with standard tools, exports, backup and restore."""
import csv
import gzip
import io
import json
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as xml
import zipfile

import blackbox

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


class Reformed(blackbox.Blackbox):
    """Three countries, two editions each."""

    def setUp(self):
        super().setUp()
        self.program.crawl()
        self.later()
        self.twin.move("t1")
        self.program.crawl()
        self.changes = self.program.changes()

    def export(self, *words, output, expect=0):
        self.program.run("export", *words, "--output", self.folder / output, expect=expect)
        return self.folder / output


def run_recipe(pack):
    """Every command of the README in a shell without us; the finished process."""
    blocks = re.findall(r"```sh\n(.*?)```", (pack / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return subprocess.run(["sh", "-ec", "set -e\n" + "\n".join(blocks)], cwd=pack, capture_output=True, text=True,
                          timeout=60, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})


class Evidence(Reformed):
    def test_the_readme_proves_the_change_with_standard_tools_only(self):
        for change in (self.changes[0], self.changes[-1]):
            pack = self.export("--change", change["id"], output=f"pack-{change['id']}")
            done = run_recipe(pack)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            for words in ("old: the body is what was served", "new: the body is what was served",
                          "the chain is unbroken", "and ends where it should"):
                self.assertIn(words, done.stdout)
            self.assertEqual(json.loads((pack / "change.json").read_text(encoding="utf-8"))["id"], change["id"])

    def test_a_word_altered_anywhere_shows(self):
        pack = self.export("--change", self.changes[0]["id"], output="pack")
        for name in sorted(file.relative_to(pack) for file in pack.rglob("*") if file.is_file()):
            if name.name in ("README.md", "SHA256SUMS"):
                continue
            copy = self.folder / "altered"
            shutil.copytree(pack, copy)
            octets = bytearray((copy / name).read_bytes())
            octets[len(octets) // 2] ^= 1
            (copy / name).write_bytes(octets)
            with self.subTest(file=str(name)):
                self.assertNotEqual(run_recipe(copy).returncode, 0)
            shutil.rmtree(copy)

    def test_a_forged_chain_shows_even_with_forged_sums(self):
        pack = self.export("--change", self.changes[0]["id"], output="pack")
        chain = pack / "chain.txt"
        chain.write_text(chain.read_text(encoding="utf-8").replace("fetched_at: 2026-03-02", "fetched_at: 2025-03-02"),
                         encoding="utf-8")
        sums = subprocess.run("find . -type f ! -name SHA256SUMS -printf '%P\\n' | xargs sha256sum", shell=True, cwd=pack,
                              capture_output=True, text=True, check=True).stdout
        (pack / "SHA256SUMS").write_text(sums, encoding="utf-8")
        self.assertNotEqual(run_recipe(pack).returncode, 0)

    def test_as_a_zip_file_and_never_over_a_folder(self):
        change = self.changes[0]["id"]
        folder = self.export("--change", change, output="pack")
        with zipfile.ZipFile(self.export("--change", change, output="pack.zip")) as packed:
            self.assertIsNone(packed.testzip())
            self.assertEqual(sorted(packed.namelist()),
                             sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()))
        self.export("--change", change, output="pack", expect=2)
        self.export("--change", "ql-999", output="none", expect=1)
        self.assertEqual(sorted(name.name for name in self.folder.iterdir() if name.name.startswith(("pack", "none"))),
                         ["pack", "pack.zip"])

    def test_a_body_that_is_gone_is_said_to_be_gone(self):
        for file in (self.program.state / "warc").iterdir():
            file.unlink()
        done = self.program.run("export", "--change", self.changes[0]["id"], "--output", self.folder / "pack", expect=1)
        self.assertIn("MISSING", done.stdout)
        self.assertIn("## What is missing", (self.folder / "pack/README.md").read_text(encoding="utf-8"))


class Exports(Reformed):
    def test_a_table_and_json_lines_hold_every_change(self):
        everything = self.program.changes("--all")
        lines = self.export("--jsonl", output="all.jsonl").read_text(encoding="utf-8").splitlines()
        self.assertEqual([json.loads(line) for line in lines], everything)
        rows = list(csv.DictReader(io.StringIO(self.export("--csv", output="all.csv").read_text(encoding="utf-8"),
                                               newline="")))
        self.assertEqual([row["id"] for row in rows], [change["id"] for change in everything])

    def test_akoma_ntoso_is_the_act_as_recorded(self):
        act = self.changes[0]["act"]["id"]
        tree = xml.parse(self.export("--akn", "--act", act, output="act.xml")).getroot()
        recorded = self.program.json("show", act)
        ids = [node.get("eId") for node in tree.find(f"{AKN}act/{AKN}body").iter() if node.get("eId")]
        self.assertEqual(ids, [provision["eid"] for provision in recorded["provisions"]])
        words = " ".join("".join(tree.itertext()).split())
        for provision in recorded["provisions"]:
            for line in (provision["text"] or "").splitlines():
                self.assertIn(" ".join(line.split()), words)

    def test_a_warc_of_one_act_stands_alone(self):
        act = self.changes[0]["act"]["id"]
        octets = gzip.decompress(self.export("--warc", "--act", act, output="act.warc.gz").read_bytes())
        types = re.findall(rb"^WARC-Type: (\w+)\r$", octets, re.MULTILINE)
        self.assertEqual(types[0], b"warcinfo")
        self.assertEqual((types.count(b"response"), types.count(b"request")), (2, 2))

    def test_what_to_export_must_be_said(self):
        self.export(output="nothing", expect=2)
        self.export("--warc", "--csv", output="both", expect=2)
        self.export("--akn", output="no-act", expect=2)


class Restoring(Reformed):
    def test_what_comes_back_is_what_went(self):
        self.subscribe()
        self.program.run("backup", self.folder / "backup")
        self.program.run("backup", self.folder / "backup")  # over an older one
        expected = self.program.changes("--all")
        shutil.rmtree(self.program.state)
        self.program.run("restore", self.folder / "backup")
        self.assertEqual(self.program.changes("--all"), expected)
        self.assertIn("sound", self.program.run("verify").stdout)
        self.assertTrue(self.program.json("search", "narkotisko")["results"])
        self.later()
        for result in self.program.crawl().values():
            self.assertEqual((result["new_versions"], result["changes"]), (0, 0))

    def test_it_never_overwrites_a_record(self):
        self.program.run("backup", self.folder / "backup")
        done = self.program.run("restore", self.folder / "backup", expect=2)
        self.assertIn("move it away", done.stderr)

    def test_an_unsound_backup_is_refused_whole(self):
        self.program.run("backup", self.folder / "backup")
        archive = next((self.folder / "backup/warc").iterdir())
        octets = bytearray(archive.read_bytes())
        octets[len(octets) // 2] ^= 255
        archive.write_bytes(octets)
        shutil.rmtree(self.program.state)
        done = self.program.run("restore", self.folder / "backup", expect=None)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("not sound", done.stderr)
        self.assertFalse((self.program.state / "record.db").exists())

    def test_a_damaged_copy_is_written_again(self):
        self.program.run("backup", self.folder / "backup")
        archive = next((self.folder / "backup/warc").iterdir())
        sound = archive.read_bytes()
        octets = bytearray(sound)
        octets[len(octets) // 2] ^= 255
        archive.write_bytes(octets)
        self.program.run("backup", self.folder / "backup")
        self.assertEqual(archive.read_bytes(), sound)

    def test_killed_on_the_way_it_is_begun_again(self):
        self.program.run("backup", self.folder / "backup")
        expected = self.program.changes("--all")
        shutil.rmtree(self.program.state)
        for when in ("rename:signal=KILL:when=1", "rename:signal=KILL:when=2", "fsync:signal=KILL:when=2"):
            if not shutil.which("strace"):
                self.skipTest("strace is not here")
            subprocess.run(["strace", "-f", "-o", "/dev/null", "-e", f"inject={when}",
                            *self.program.arguments("restore", self.folder / "backup")],
                           env=self.program.environment(), capture_output=True, timeout=60)
            self.assertFalse((self.program.state / "record.db").exists())
        self.program.run("restore", self.folder / "backup")
        self.assertEqual(self.program.changes("--all"), expected)


if __name__ == "__main__":
    unittest.main()
