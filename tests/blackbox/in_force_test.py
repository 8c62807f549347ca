# SPDX-License-Identifier: GPL-3.0-or-later
"""Three dates of a change: published, in force from, first seen; staggered entry into force; one reminder on the day."""
import unittest
from email import message_from_bytes
from email.policy import default

import crowd_country
from crowd_country import law

EDITIONS = ('editions = {{ url = "https://law%(n)d.crowd.example/acts/{{id}}/", item = "//li", link = "a/@href", '
            'date = "a/@href", amended_by = "span" }}').replace("{{", "{").replace("}}", "}")


def listed(*editions):
    """The list of an act's editions: (date, what made it)."""
    return "<ul>" + "".join(f"<li><a href='{date}.html'>{date}</a><span>{made}</span></li>" for date, made in editions) + "</ul>"


class InForce(crowd_country.Crowd):
    discover = EDITIONS

    def setUp(self):
        super().setUp()
        self.show(1, listed(("20250101", "")), "/acts/7/")
        self.show(1, law(), "/acts/7/20250101.html")
        self.subscribe()
        self.crawl(expect=0)

    def on(self, day, hour=12):
        self.program.now = f"{day}T{hour:02}:00:00Z"

    def letters_sent(self):
        """The texts of the letters that a sending brings."""
        before = set(self.program.letters())
        self.program.run("alerts", "send")
        new = [letter for letter in self.program.letters() if letter not in before]
        return [message_from_bytes(letter, policy=default).get_body(("plain",)).get_content() for letter in new]

    def future_editions(self):
        """Two editions to come, seen on 3 March: one law enters into force in two steps."""
        self.show(1, listed(("20250101", ""), ("20260320", "58/2026"), ("20260601", "58/2026")), "/acts/7/")
        self.show(1, law(changed=[3]), "/acts/7/20260320.html")
        self.show(1, law(changed=[3, 5]), "/acts/7/20260601.html")
        self.on("2026-03-03")
        self.crawl(expect=0)
        return {change["article"]["new"]: change for change in self.program.changes("--all")}

    def test_each_step_has_its_own_date_and_its_act(self):
        changes = self.future_editions()
        self.assertEqual(sorted(changes), ["art_3", "art_5"])
        for eid, day in (("art_3", "2026-03-20"), ("art_5", "2026-06-01")):
            change = changes[eid]
            self.assertEqual(change["dates"]["in_force_from"], day)
            self.assertEqual(change["dates"]["first_seen"][:10], "2026-03-03")
            self.assertIsNone(change["dates"]["published"], "the page prints no date of publication: none is invented")
            self.assertEqual((change["attribution"]["number"], change["attribution"]["basis"]), ("58/2026", "metadata"))

    def test_one_reminder_on_the_day_and_none_after(self):
        self.future_editions()
        (text,) = self.letters_sent()
        self.assertIn("2026-03-20", text)
        self.assertIn("2026-06-01", text)
        self.on("2026-03-19")
        self.assertEqual(self.letters_sent(), [], "the day before")
        self.on("2026-03-20")
        (text,) = self.letters_sent()
        self.assertIn("2026-03-20", text)
        self.assertNotIn("2026-06-01", text)
        for day in ("2026-03-20", "2026-03-21", "2026-05-31"):
            self.on(day, 18)
            self.crawl(expect=0)
            self.assertEqual(self.letters_sent(), [], day)
        self.on("2026-06-01")
        self.assertEqual(len(self.letters_sent()), 1)
        self.assertEqual(len(self.program.changes("--all")), 2, "an edition that enters into force is no new change")


if __name__ == "__main__":
    unittest.main()
