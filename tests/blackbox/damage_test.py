# SPDX-License-Identifier: GPL-3.0-or-later
"""Bits that flip in database, log, archive and index: each is noticed by `verify` or harmless, and nothing crashes."""
import json
import os
import random
import shutil
import sqlite3
import subprocess
import unittest

import blackbox

FLIPS = int(os.environ.get("ZAKONWATCH_FLIPS", 64))  # over the four kinds of file
SEED = 20261127


class Flips(blackbox.Blackbox):
    """A state with two editions of three acts, the index caught up, a log that was not tidied away."""

    def setUp(self):
        super().setUp()
        self.program.crawl()
        self.subscribe()
        self.later()
        self.twin.move("t1")
        self.program.crawl()
        self.program.run("search", "anything", expect=None)
        self.keep_the_log()
        self.sound = self.folder / "sound"
        shutil.copytree(self.program.state, self.sound, symlinks=True)
        self.expected = self.told()
        self.assertIn("sound", self.program.run("verify").stdout)

    def keep_the_log(self):
        """The last words of the record stay in its log, as after a kill: copied while a reader holds it open."""
        record = self.program.state / "record.db"
        reader = sqlite3.connect(record)
        reader.execute("PRAGMA wal_autocheckpoint = 0")
        for change in self.program.changes("--all")[:2]:
            self.program.run("triage", "note", change["id"], "--text", "seen by a person", expect=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM change").fetchone()
        self.program.run("triage", "confirm", self.program.changes()[0]["id"])
        for name in ("record.db", "record.db-wal"):
            shutil.copy(self.program.state / name, self.folder / name)
        reader.close()
        (self.program.state / "record.db-shm").unlink(missing_ok=True)
        for name in ("record.db", "record.db-wal"):
            shutil.copy(self.folder / name, self.program.state / name)

    def restored(self):
        shutil.rmtree(self.program.state)
        shutil.copytree(self.sound, self.program.state, symlinks=True)

    def told(self):
        """What a reader sees, by verbs that must not crash whatever the file is like."""
        out = {}
        for words in (("changes", "--all", "--json"), ("subscriptions", "list", "--json"), ("search", "narkotisko", "--json"),
                      ("status", "--json"), ("show", "ql-1", "--json")):
            done = self.run_anyhow(*words)
            self.assertGreaterEqual(done.returncode, 0, f"{words} ended by signal: {done.stderr[-500:]}")
            out[words[0]] = (done.returncode, done.stdout if words[0] in ("changes", "search") else "")
        if out["search"][0] == 0:
            out["search"] = (0, sorted((one["act"], one["eid"]) for one in json.loads(out["search"][1])["results"]))
        return out

    def run_anyhow(self, *words):
        """A verb on a damaged state, whose words may be no UTF-8 any more."""
        return subprocess.run(self.program.arguments(*words), env=self.program.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, errors="replace", timeout=120)

    def files(self):
        state = self.sound
        return {"database": [state / "record.db"], "log": [state / "record.db-wal"],
                "archive": sorted((state / "warc").glob("*.gz")),
                "index": sorted(file for file in (state / "index").rglob("*") if file.is_file())}

    def test_each_is_noticed_or_harmless(self):
        chance = random.Random(SEED)
        kinds = self.files()
        self.assertTrue(all(file.stat().st_size > 0 for files in kinds.values() for file in files[:1]), kinds)
        silent = []
        for number in range(FLIPS):
            kind = list(kinds)[number % len(kinds)]
            file = chance.choice(kinds[kind])
            octets = bytearray(file.read_bytes())
            if not octets:
                continue
            at, bit = chance.randrange(len(octets)), 1 << chance.randrange(8)
            self.restored()
            octets[at] ^= bit
            (self.program.state / file.relative_to(self.sound)).write_bytes(octets)
            with self.subTest(kind=kind, file=file.name, at=at, bit=bit):
                verified = self.run_anyhow("verify")
                self.assertIn(verified.returncode, (0, 1, 65, 74), verified.stderr[-500:])
                told = self.told()
                if verified.returncode == 0 and told != self.expected and kind == "index":
                    self.program.run("reindex")  # it proves nothing: harmless is what can be built anew
                    told = self.told()
                if verified.returncode == 0 and told != self.expected:
                    silent.append((kind, file.name, at, bit))
                if verified.returncode != 0:
                    self.assertTrue(verified.stdout + verified.stderr, "noticed without a word")
        self.assertEqual(silent, [], "flips that change what readers see and that verify does not notice")


class Named(Flips):
    """One of each kind where it must hurt."""

    def damage(self, name, at, count=1):
        file = self.program.state / name
        octets = bytearray(file.read_bytes())
        for place in range(at, at + count):
            octets[place] ^= 0xFF
        file.write_bytes(octets)

    def test_each_is_noticed_or_harmless(self):
        pass  # its own class runs it

    def test_the_log_is_named(self):
        self.damage("record.db-wal", 32 + 24 + 100)
        self.assertIn("record.db-wal: frame 1 is damaged", self.program.run("verify", expect=1).stdout)

    def test_the_index_is_named_and_built_anew(self):
        generation = next(path for path in (self.program.state / "index").iterdir() if path.is_dir())
        file = generation / "postlist.glass"
        self.damage(file.relative_to(self.program.state), 100, file.stat().st_size - 100)
        done = self.program.run("verify", expect=1)
        self.assertIn("the search index is damaged", done.stdout)
        self.program.run("reindex")
        self.program.run("verify")

    def test_an_index_that_knows_more_than_the_record_tells_of_lost_rows(self):
        for name in ("record.db", "record.db-wal"):
            (self.program.state / name).unlink()
        empty = sqlite3.connect(self.sound / "record.db")
        empty.execute("DELETE FROM index_event WHERE seq > 1")
        empty.commit()
        empty.close()
        shutil.copy(self.sound / "record.db", self.program.state / "record.db")
        self.assertIn("knows more than the record", self.program.run("verify", expect=1).stdout)


if __name__ == "__main__":
    unittest.main()
