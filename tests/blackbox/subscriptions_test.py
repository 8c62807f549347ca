# SPDX-License-Identifier: GPL-3.0-or-later
"""What people ask for: filters, a look back before they promise themselves too much, files of readers, quiet hours."""
import email
import email.policy
import json
import unittest

import blackbox
from blackbox import T1


class Subscriptions(blackbox.OneAct):
    def change(self):
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.crawl_livonia()

    def recipients(self):
        return sorted(email.message_from_bytes(one, policy=email.policy.default)["To"] for one in self.send())

    def subscribe_all(self, **wishes):
        for name, options in wishes.items():
            self.subscribe(f"{name}@example.org", *options)

    def test_each_filter_reaches_the_right_reader(self):
        self.subscribe_all(all=[], amended=["--kind", "amended"], bills=["--kind", "stage"],
                           without=["--exclude", "desmit"], other=["--exclude", "esmit", "--exclude", "volf"],
                           abroad=["--country", "UA"], lighter=["--direction", "lighter"], harsher=["--direction", "harsher"])
        self.change()
        told = {}
        for one in self.send():
            letter = email.message_from_bytes(one, policy=email.policy.default)
            told[letter["To"].split("@")[0]] = " ".join(letter.get_body(("plain",)).get_content().split())
        self.assertNotIn("bills", told)
        self.assertNotIn("abroad", told)
        fine = "desmit līdz četrdesmit"
        for reader in ("all", "amended", "other"):
            self.assertIn(fine, told[reader], reader)
        self.assertNotIn(fine, told.get("without", ""))
        changes = self.program.changes()
        for reader, direction in (("lighter", "lighter"), ("harsher", "harsher")):
            ids = {one["id"] for one in changes if f"Change: {one['id']}" in told.get(reader, "")}
            self.assertEqual(ids, {one["id"] for one in changes if one["direction"] == direction})

    def test_confirmed_only_hears_when_an_analyst_has_confirmed_and_once(self):
        self.subscribe("careful@example.org", "--confirmed-only")
        self.change()
        self.assertEqual(self.send(), [])
        change = self.program.changes()[0]["id"]
        for _ in range(2):
            self.program.run("triage", "confirm", change)
            self.later(hours=1)
            self.assertEqual(self.recipients(), ["careful@example.org"])

    def test_quiet_hours_hold_mail_and_lose_none(self):
        self.subscribe("sleeper@example.org", "--quiet", "11:00-14:00")
        self.change()  # at noon
        self.assertEqual(self.send(), [])
        self.later(hours=1, minutes=59)
        self.assertEqual(self.send(), [])
        self.later(minutes=1)
        self.assertEqual(self.recipients(), ["sleeper@example.org"])

    def test_a_look_back_says_what_to_expect(self):
        self.assertIn("nothing is on record yet", self.subscribe("early@example.org").stdout)
        self.change()
        said = self.subscribe("reader@example.org").stdout
        self.assertRegex(said, r"\d+ changes? in the last 1 day would have matched, about \d+ a month")
        self.assertIn("warning: nothing matched", self.subscribe("narrow@example.org", "--country", "UA").stdout)
        shown = self.program.run("subscriptions", "preview", "reader@example.org").stdout
        self.assertIn(self.program.changes()[0]["id"], shown)

    def test_readers_move_as_a_file(self):
        self.subscribe("a@example.org", "--name", 'Quoted "name" \\ back', "--exclude", "волокн", "--every", "week",
                       "--on", "friday", "--at", "18:30", "--tz", "Asia/Almaty", "--kind", "amended", "--lang", "ru")
        self.subscribe("a@example.org", "--quiet", "22:00-07:00", "--direction", "harsher", "--confirmed-only")
        self.subscribe("b@example.org", "--subject", "neutral", "--query", "konopl*")
        file = self.folder / "readers.toml"
        self.program.run("subscriptions", "export", "--output", str(file))
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        first = file.read_text(encoding="utf-8")
        self.assertIn("0 subscriptions added", self.program.run("subscriptions", "import", str(file)).stdout)
        for reader in ("a@example.org", "b@example.org"):
            self.program.run("subscriptions", "forget", reader)
        self.assertIn("3 subscriptions added",
                      self.program.run("subscriptions", "import", str(file), "--confirmed").stdout)
        self.assertEqual(self.program.run("subscriptions", "export").stdout, first)
        listed = json.loads(self.program.run("subscriptions", "list", "--json").stdout)["subscriptions"]
        self.assertTrue(all(one["confirmed"] for one in listed))

    def test_a_file_with_mistakes_adds_nobody(self):
        file = self.folder / "readers.toml"
        file.write_text('[[reader]]\naddress = "a@example.org"\n[[reader.subscription]]\nevry = "day"\n'
                        '[[reader]]\naddress = "no address"\n[[reader.subscription]]\n', encoding="utf-8")
        said = self.program.run("subscriptions", "import", str(file), expect=78).stderr
        self.assertIn("readers.toml:4", said)
        self.assertIn("every", said)
        file.write_text('[[reader]]\naddress = "a@example.org"\n[[reader.subscription]]\n[[reader.subscription]]\n'
                        'countries = ["ZZ"]\n', encoding="utf-8")
        self.program.run("subscriptions", "import", str(file), expect=2)
        self.assertIn("no subscriptions", self.program.run("subscriptions", "list").stdout)

    def test_what_cannot_be_read_is_refused(self):
        for wrong in (["--kind", "changed"], ["--quiet", "22-7"], ["--quiet", "25:00-07:00"], ["--on", "someday"],
                      ["--at", "7:00x"], ["--tz", "Mars/Olympus"]):
            self.program.run("subscribe", "a@example.org", *wrong, "--confirmed", expect=2)


if __name__ == "__main__":
    unittest.main()
