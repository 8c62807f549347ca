# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters that come back after a server had taken them: the reader's own token counts, everything else is nothing."""
import re
import subprocess
import unittest

import mail_test


class Bounce(mail_test.Mail):
    def setUp(self):
        super().setUp()
        self.program.config.write_text(self.program.config.read_text().replace(
            "[mail]\n", '[mail]\nbounces = "back@zakonwatch.example"\n', 1))
        self.owe("reader@example.org", "other@example.org")
        self.program.run("alerts", "send")

    def come_back(self, to, status="5.1.1", action="failed", kind="multipart/report; report-type=delivery-status"):
        report = (f"From: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nSubject: failed\r\nMIME-Version: 1.0\r\n"
                  f"Content-Type: {kind}; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n--b\r\n"
                  "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
                  f"Final-Recipient: rfc822; reader@example.org\r\nAction: {action}\r\nStatus: {status}\r\n"
                  "Diagnostic-Code: smtp; 550 <reader@example.org> no such user\r\n\r\n--b--\r\n")
        done = subprocess.run(self.program.arguments("alerts", "bounce"), input=report.encode(), capture_output=True,
                              env=self.program.environment(), timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode()

    def sender_to(self, reader):
        return next(sender for sender, to, _ in self.listener.envelopes if to == [reader])

    def suspended(self):
        return [name for name in ("reader@example.org", "other@example.org")
                if "was suspended" in self.program.run("subscriptions", "resume", name).stdout]

    def test_each_letter_has_a_sender_of_its_own_that_names_nobody(self):
        senders = [self.sender_to(reader) for reader in ("reader@example.org", "other@example.org")]
        self.assertEqual(len(set(senders)), 2)
        for sender in senders:
            self.assertRegex(sender, r"^back\+[0-9a-f]{32}@zakonwatch\.example$")
        self.assertEqual(self.letter()["From"], "Zakonwatch <alerts@zakonwatch.example>")

    def test_a_dead_address_is_suspended_and_its_next_mail_waits(self):
        self.assertIn("came back", self.come_back(self.sender_to("reader@example.org")))
        said = self.program.run("status").stdout
        self.assertIn("is suspended", said)
        self.assertNotIn("reader@example.org", said)
        self.assertEqual(self.suspended(), ["reader@example.org"])

    def test_forged_tokens_delays_and_auto_replies_are_nothing_and_never_answered(self):
        sender = self.sender_to("reader@example.org")
        sent = len(self.listener.letters)
        forged = re.sub(r"\+[0-9a-f]{32}", "+" + "0" * 32, sender)
        for report in ({"to": forged}, {"to": "back@zakonwatch.example"}, {"to": "reader@example.org"},
                       {"to": sender.replace("zakonwatch.example", "evil.example")},
                       {"to": sender, "action": "delayed", "status": "4.4.1"},
                       {"to": sender, "kind": "multipart/mixed"}):
            self.assertIn("nothing is done", self.come_back(**report), report)
        self.program.run("alerts", "send")
        self.assertEqual(self.suspended(), [])
        self.assertEqual(len(self.listener.letters), sent, "nobody is answered")

    def test_other_refusals_are_the_operators_business(self):
        self.assertIn("came back", self.come_back(self.sender_to("reader@example.org"), status="5.2.2"))
        self.assertIn("a letter to subscriber", self.program.run("status").stdout)
        self.assertEqual(self.suspended(), [])


# The tests of Mail itself run in their own file.
for name in [name for name in dir(mail_test.Mail) if name.startswith("test_")]:
    setattr(Bounce, name, None)

if __name__ == "__main__":
    unittest.main()
