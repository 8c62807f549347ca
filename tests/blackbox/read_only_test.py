# SPDX-License-Identifier: GPL-3.0-or-later
"""S3: a state folder that cannot be written to. What only reads goes on; what writes refuses with status 74."""
import shutil
import subprocess
import unittest

import blackbox

# Mounts the folder over itself, read-only, in namespaces of its own; root or not.
MOUNT = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'


class ReadOnly(blackbox.Blackbox):
    def setUp(self):
        super().setUp()
        self.subscribe()
        self.program.crawl()
        self.later()
        self.twin.move("t1")
        self.program.crawl()
        self.change = self.program.changes()[0]
        self.run_here = self.program.arguments

    def freeze(self):
        unshare = ["unshare", "-rm", "sh", "-c", MOUNT, str(self.program.state)]
        trial = subprocess.run([*unshare, "touch", str(self.program.state / "trial")], capture_output=True, text=True)
        if "Read-only" not in trial.stderr:
            self.skipTest("no read-only mount can be made here: " + trial.stderr)
        self.program.arguments = lambda *words: [*unshare, *self.run_here(*words)]

    def reading(self):
        return [("changes", "--all"), ("show", self.change["id"]), ("show", self.change["act"]["id"]), ("search", "cannabis"),
                ("verify",), ("status",), ("triage", "list"), ("sources", "list"), ("subscriptions", "list"),
                ("subscriptions", "show", "reader@example.org"), ("alerts", "status"), ("alerts", "preview"),
                ("cite", self.change["id"])]

    def test_what_reads_says_the_same(self):
        expected = {words: self.program.run(*words).stdout for words in self.reading()}
        self.freeze()
        for words, before in expected.items():
            with self.subTest(words):
                self.assertEqual(self.program.run(*words).stdout, before)

    def test_an_empty_log_without_its_shared_memory_is_no_obstacle(self):
        """As a power cut or a copy of the folder may leave it."""
        expected = self.program.run("changes", "--all").stdout
        for shared in self.program.state.glob("*-shm"):
            shared.unlink()
        for log in ("record.db-wal", "subscribers.db-wal"):
            (self.program.state / log).write_bytes(b"")
        self.freeze()
        self.assertEqual(self.program.run("changes", "--all").stdout, expected)
        self.program.run("subscriptions", "list")

    def test_what_was_recorded_can_be_taken_out(self):
        self.freeze()
        self.program.run("export", "--csv", "--output", self.folder / "changes.csv")
        self.program.run("export", "--change", self.change["id"], "--output", self.folder / "pack")
        self.program.run("backup", self.folder / "backup")
        self.program.arguments = self.run_here
        before = self.program.changes("--all")
        shutil.rmtree(self.program.state)
        self.program.run("restore", self.folder / "backup")
        self.assertEqual(self.program.changes("--all"), before)

    def test_what_writes_refuses(self):
        octets = {file: file.read_bytes() for file in self.program.state.rglob("*") if file.is_file()}
        self.freeze()
        for words in [("crawl", "--source", blackbox.LIVONIA), ("daemon",), ("reindex",), ("alerts", "send"),
                      ("alerts", "retry"), ("subscribe", "new@example.org", "--confirmed"),
                      ("subscriptions", "remove", "reader@example.org"), ("subscriptions", "forget", "reader@example.org"),
                      ("triage", "confirm", self.change["id"], "--why", "read")]:
            with self.subTest(words):
                done = self.program.run(*words, expect=74)
                self.assertRegex(done.stderr, "cannot be written to")
        self.assertEqual(octets, {file: file.read_bytes() for file in self.program.state.rglob("*") if file.is_file()})


if __name__ == "__main__":
    unittest.main()
