# SPDX-License-Identifier: GPL-3.0-or-later
"""From a change of law to a reader's mailbox through a real mail server, read by a real mail client's library."""
import email
import email.policy
import unittest

import blackbox
import exim
from blackbox import T1


class RealServer(blackbox.OneAct):
    def setUp(self):
        blackbox.require_binary()
        self.server = exim.Exim()
        self.addCleanup(self.server.stop)
        self.mail = self.server.configuration()
        super().setUp()

    def owe(self, *readers):
        for reader in readers:
            self.subscribe(reader)
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.crawl_livonia()

    def read(self, name, count=1):
        return [email.message_from_bytes(bytes(one), policy=email.policy.default)
                for one in self.server.letters(name, count)]

    def test_each_reader_finds_one_whole_letter(self):
        self.owe("reader@example.net", "other@example.net")
        self.program.run("alerts", "send")
        self.program.run("alerts", "send")
        for name in ("reader", "other"):
            letters = self.read(name)
            self.assertEqual(len(letters), 1, self.server.log())
            letter = letters[0]
            self.assertEqual(letter.defects, [])
            self.assertEqual(letter["To"], f"{name}@example.net")
            self.assertEqual(letter["Envelope-to"] or letter["To"], f"{name}@example.net")
            self.assertEqual(letter.get_content_type(), "multipart/alternative")
            self.assertEqual(letter["Auto-Submitted"], "auto-generated")
            text = " ".join(letter.get_body(("plain",)).get_content().split())
            self.assertIn("no desmit līdz četrdesmit naudas soda vienībām", text)
            self.assertIn("no desmit līdz četrdesmit naudas soda vienībām", letter.get_body(("html",)).get_content())
        self.assertEqual(self.server.log().count(" <= "), 2, "two letters were handed in and no third")
        self.assertRegex(self.server.log(), r"X=TLS1\.[23]", "the server's own log says that it was encrypted")

    def test_greylisted_then_taken_once(self):
        self.owe("later@example.net")
        self.program.run("alerts", "send", expect=1)
        self.later(minutes=6)
        self.server.ready()
        self.program.run("alerts", "send")
        self.program.run("alerts", "send")
        self.assertEqual(len(self.read("later")), 1, self.server.log())
        self.assertEqual(self.server.log().count(" <= "), 1)

    def test_a_dead_address_is_suspended_and_the_others_get_theirs(self):
        self.owe("unknown@example.net", "reader@example.net")
        self.program.run("alerts", "send", expect=1)
        self.assertEqual(len(self.read("reader")), 1)
        said = self.program.run("subscriptions", "resume", "unknown@example.net").stdout
        self.assertIn("no such user", said)
        self.assertNotIn("unknown@example.net", said.split("said:")[1], "a server's words are kept without addresses")

    def test_a_server_nobody_vouches_for_gets_nothing(self):
        self.owe("reader@example.net")
        config = self.program.config.read_text()
        self.program.config.write_text("\n".join(line for line in config.splitlines() if "smtp_ca_file" not in line))
        self.program.run("alerts", "send", expect=1)
        self.assertNotIn("<=", self.server.log(), "no letter arrived")
        self.program.config.write_text(config)
        self.later()
        self.program.run("alerts", "send")
        self.assertEqual(len(self.read("reader")), 1)


if __name__ == "__main__":
    unittest.main()
