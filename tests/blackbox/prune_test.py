#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`prune`: what proves nothing leaves the archive; what proves something, and the chain, stay."""
import fcntl
import gzip
import os
import random
import shutil
import sqlite3
import unittest

import blackbox
from blackbox import T0, T1

REDESIGNED = T1.replace("class='doc-body'", "class='law-text'")
NOISE = random.Random(20261127)


def padded(page):
    """A page whose frame weighs something, packed as it may be."""
    return page.replace("</body>", f"<script>var state = '{NOISE.randbytes(40_000).hex()}';</script></body>")


class Prune(blackbox.OneAct):
    """Two editions, and between them two pages that were held and settled by the second."""

    def setUp(self):
        super().setUp()
        self.subscribe()
        self.crawl_livonia()
        for page in (padded(REDESIGNED), padded(REDESIGNED), T1):
            self.later()
            self.show(page)
            self.crawl_livonia(expect=None)
        self.assertEqual(self.program.run("triage", "list").stdout, "nothing is held\n")
        self.before = self.sayings()

    def sayings(self):
        said = {words: self.program.run(*words).stdout
                for words in (("changes", "--all", "--json"), ("search", "narkotisko", "--json"), ("show", "ql-1", "--json"),
                              ("cite", "ql-1"))}
        with sqlite3.connect(self.program.state / "record.db") as record:
            said["ledger"] = record.execute("SELECT hash FROM ledger ORDER BY seq").fetchall()
            said["snapshots"] = record.execute("SELECT id, warc_file, warc_offset FROM snapshot ORDER BY id").fetchall()
        return said

    def archive(self):
        return sorted((self.program.state / "warc").iterdir())

    def on_disk(self):
        return sum(os.stat(file).st_blocks * 512 for file in self.archive())

    def test_what_proves_nothing_goes_and_all_else_stays(self):
        self.later(days=400)
        octets, disk = [file.read_bytes() for file in self.archive()], self.on_disk()
        told = self.program.run("prune", "--dry-run").stdout
        self.assertRegex(told, r"^answers from before 2026-04-\d\d that no version was read from: 2, 0.1 MiB ")
        self.assertIn("would be freed", told)
        self.assertEqual([file.read_bytes() for file in self.archive()], octets)

        self.assertEqual(self.program.run("prune").stdout, told.replace("would be freed", "freed"))
        self.assertLess(self.on_disk(), disk - 80_000)
        self.assertEqual(self.sayings(), self.before)
        for file in self.archive():
            with gzip.open(file) as members:  # of equal length, and it reads to its end
                while members.read(1 << 20):
                    pass
        checked = self.program.run("verify").stdout
        self.assertRegex(checked, r"(?m)^2 bodies that nothing leans on were pruned$")
        self.assertIn("sound", checked)
        self.assertIn("read from: 0, 0.0 MiB", self.program.run("prune").stdout)

        pack = self.folder / "pack"
        self.program.run("export", "--change", "ql-1", "--output", pack)
        self.assertTrue((pack / "evidence.warc.gz").exists())
        self.program.run("export", "--warc", "--output", self.folder / "all.warc.gz")

    def test_what_is_young_stays(self):
        self.later(days=300)
        self.assertIn("read from: 0, 0.0 MiB", self.program.run("prune").stdout)
        self.assertRegex(self.program.run("prune", "--older-than", "299").stdout, "read from: 2, ")

    def test_the_program_goes_on_and_a_backup_restores(self):
        self.later(days=400)
        self.program.run("prune")
        self.show(T1.replace("narkotisko vielu", "narkotisko un psihotropo vielu"))
        self.assertEqual(self.crawl_livonia()["new_versions"], 1)
        self.program.run("backup", self.folder / "backup")
        shutil.rmtree(self.program.state)
        self.program.run("restore", self.folder / "backup")
        self.assertIn("sound", self.program.run("verify").stdout)

    def test_a_body_that_is_needed_must_not_be_gone(self):
        self.later(days=400)
        self.program.run("prune")
        with sqlite3.connect(self.program.state / "record.db") as record:
            (taken,) = record.execute("""SELECT min(id) FROM snapshot WHERE id NOT IN (SELECT snapshot FROM version)
                                         AND id NOT IN (SELECT last_snapshot FROM document)""").fetchone()
            record.execute("UPDATE document SET last_snapshot = ?", (taken,))
        done = self.program.run("verify", expect=1)
        self.assertIn("taken out of the archive on 2027-", done.stdout)
        self.assertIn("NOT SOUND", done.stdout)

    def test_a_damaged_archive_is_left_alone(self):
        self.later(days=400)
        with sqlite3.connect(self.program.state / "record.db") as record:
            file, offset = record.execute("SELECT warc_file, warc_offset FROM snapshot ORDER BY id LIMIT 1").fetchone()
        path = self.program.state / "warc" / file
        octets = bytearray(path.read_bytes())
        octets[offset + 200] ^= 1
        path.write_bytes(octets)
        done = self.program.run("prune", expect=65)
        self.assertIn("nothing is taken out of a damaged archive", done.stderr)
        self.assertEqual(path.read_bytes(), octets)

    def test_a_backup_and_a_pruning_wait_for_each_other(self):
        self.later(days=400)
        folder = os.open(self.program.state / "warc", os.O_RDONLY)
        self.addCleanup(os.close, folder)
        fcntl.flock(folder, fcntl.LOCK_SH)
        self.assertIn("zakonwatch backup", self.program.run("prune", expect=75).stderr)
        fcntl.flock(folder, fcntl.LOCK_EX)
        self.assertIn("zakonwatch prune", self.program.run("backup", self.folder / "backup", expect=75).stderr)

    def test_not_beside_another_writer(self):
        with open(self.program.state / "lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.write("`zakonwatch daemon` (process 12)\n")
            lock.flush()
            self.assertIn("in use by `zakonwatch daemon`", self.program.run("prune", expect=75).stderr)


if __name__ == "__main__":
    unittest.main()
