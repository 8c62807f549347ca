# SPDX-License-Identifier: GPL-3.0-or-later
"""`doctor` finds what was broken on purpose, says what to do, and `alerts replay` tells the past without sending."""
import json
import os
import shutil
import sqlite3
import unittest

import blackbox


class Doctor(blackbox.Blackbox):
    def findings(self, expect=None):
        done = self.program.run("doctor", "--json", expect=expect)
        return json.loads(done.stdout)

    def faults(self):
        return {one["topic"]: one["words"] for one in self.findings(expect=1)["findings"] if one["level"] == "fault"}

    def test_a_sound_state_is_sound_before_and_after_the_first_pass(self):
        self.assertTrue(self.findings(expect=0)["sound"])
        self.program.crawl()
        found = self.findings(expect=0)
        self.assertEqual({one["topic"] for one in found["findings"]},
                         {"sources", "state", "disk", "clock", "record", "index", "parser", "programs", "certificates", "mail", "web"})

    def test_it_fits_eighty_columns(self):
        self.program.crawl()
        text = self.program.run("doctor").stdout
        self.assertEqual([line for line in text.splitlines() if len(line) > 80], [])

    def test_it_changes_nothing(self):
        self.program.crawl()
        before = {file: file.stat().st_mtime_ns for file in self.program.state.rglob("*") if file.suffix == ".db" or ".glass" in file.name}
        self.findings(expect=0)
        self.assertEqual({file: file.stat().st_mtime_ns for file in before}, before)

    def test_what_was_broken_on_purpose_is_named(self):
        self.program.crawl()
        os.chmod(self.program.state, 0o755)
        self.assertIn("chmod 700", self.faults()["state"])
        os.chmod(self.program.state, 0o700)
        shutil.rmtree(self.program.state / "index")
        self.assertTrue([one for one in self.findings(expect=0)["findings"] if one["topic"] == "index" and "behind" in one["words"]])

    def test_a_clock_that_went_back_is_named(self):
        self.program.crawl()
        self.later(days=-3)
        self.assertIn("still to come", self.faults()["clock"])

    def test_a_record_of_a_newer_program_is_named(self):
        self.program.crawl()
        record = sqlite3.connect(self.program.state / "record.db")
        record.execute("PRAGMA user_version = 999")
        record.commit()
        record.close()
        self.assertIn("newer", self.faults()["record"])

    def test_mail_that_cannot_go_is_named(self):
        self.program.write_config(self.twin, mail='transport = "smtp"\nsmtp_password_file = "/nonexistent/password"\nsmtp_url = "smtp://127.0.0.1:1"')
        self.assertIn("/nonexistent/password", self.faults()["mail"])


class Replay(blackbox.Blackbox):
    def setUp(self):
        super().setUp()
        self.program.crawl()
        self.subscribe("old@example.org", "--country", "QL")
        self.later()
        self.twin.move("t1")
        self.program.crawl()
        self.letters_before = len(self.send())
        self.subscribe("late@example.org", "--country", "QL")

    def replay(self, *words):
        return self.program.json("alerts", "replay", "--since", "2026-03-01", *words)

    def test_a_new_subscription_sees_what_it_would_have_got_and_nothing_is_sent(self):
        done = self.replay()
        told, untold = done["subscriptions"]
        self.assertEqual([one["id"] for one in told["alerts"]], [one["id"] for one in untold["alerts"]])
        self.assertTrue(told["alerts"])
        self.assertEqual({one["told"] for one in told["alerts"]}, {True})
        self.assertEqual({one["told"] for one in untold["alerts"]}, {False})
        self.assertEqual(len(self.send()), self.letters_before)

    def test_the_archive_read_anew_by_the_same_program_tells_the_same(self):
        recorded, anew = self.replay(), self.replay("--archive")
        self.assertEqual(anew["unreadable"], [])
        key = lambda alert: (alert["id"], alert["kind"], alert["eid"], alert["direction"])  # noqa: E731
        for one, other in zip(recorded["subscriptions"], anew["subscriptions"]):
            self.assertEqual(sorted(map(key, one["alerts"])), sorted(map(key, other["alerts"])))
            self.assertEqual(other["not_again"], [])

    def test_a_body_that_is_gone_is_told_as_recorded(self):
        for file in (self.program.state / "warc").glob("*.gz"):
            file.unlink()
        done = self.replay("--archive")
        self.assertTrue(done["unreadable"])
        self.assertTrue(done["subscriptions"][0]["alerts"])

    def test_since_must_be_a_day(self):
        self.program.run("alerts", "replay", "--since", "yesterday", expect=2)


if __name__ == "__main__":
    unittest.main()
