# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters over a real SMTP listener: once, to one recipient, and again when the server says later."""
import email
import email.policy
import json
import socket
import unittest

import aiosmtpd.controller

import blackbox
from blackbox import T1


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Listener:
    """Takes letters; the next replies can be set to refuse them."""

    def __init__(self):
        self.letters = []
        self.envelopes = []  # sender, recipients, message
        self.replies = []  # of DATA, first one first; taken when empty

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 (aiosmtpd's name)
        reply = self.replies.pop(0) if self.replies else "250 OK"
        if reply.startswith("2"):
            self.letters.append((list(envelope.rcpt_tos), envelope.content))
            self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        return reply


class Mail(blackbox.OneAct):
    def setUp(self):
        blackbox.require_binary()
        self.listener = Listener()
        port = free_port()
        controller = aiosmtpd.controller.Controller(self.listener, hostname="127.0.0.1", port=port)
        controller.start()
        self.addCleanup(controller.stop)
        self.mail = f'transport = "smtp"\nsmtp_url = "smtp://127.0.0.1:{port}"\nsmtp_tls = "none"'
        super().setUp()

    def owe(self, *readers):
        for reader in readers:
            self.subscribe(reader)
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.crawl_livonia()

    def letter(self, number=0):
        return email.message_from_bytes(self.listener.letters[number][1], policy=email.policy.default)

    def text(self, number=0):
        return " ".join(self.letter(number).get_body(("plain",)).get_content().split())

    def test_one_letter_to_each_and_never_twice(self):
        self.owe("reader@example.org", "other@example.org")
        self.program.run("alerts", "send")
        self.program.run("alerts", "send")
        self.assertEqual(sorted(to for to, _ in self.listener.letters), [["other@example.org"], ["reader@example.org"]])

    def test_the_letter_is_whole(self):
        self.owe("reader@example.org")
        self.program.run("alerts", "send")
        message = self.letter()
        self.assertEqual(message.get_content_type(), "multipart/alternative")
        self.assertEqual(message.defects, [])
        for header in ("Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted"):
            self.assertIsNotNone(message[header], header)
        text = message.get_body(("plain",)).get_content()
        html = message.get_body(("html",)).get_content()
        for words in ("no desmit līdz četrdesmit naudas soda vienībām", "https://likumi.livonia.example/"):
            self.assertIn(words, " ".join(text.split()))
            self.assertIn(words, html)
        for forbidden in ("<script", "<img", "<link", "src="):
            self.assertNotIn(forbidden, html.lower())

    def test_later_means_later_with_the_same_letter(self):
        self.owe("reader@example.org")
        self.listener.replies = ["451 4.7.1 greylisted, try again later"]
        self.program.run("alerts", "send", expect=None)
        self.assertEqual(self.listener.letters, [])
        self.later(days=1)
        self.program.run("alerts", "send")
        self.assertEqual(len(self.listener.letters), 1)
        self.later(days=1)
        self.program.run("alerts", "send")
        self.assertEqual(len(self.listener.letters), 1)

    def test_no_means_no_and_the_operator_sees_it(self):
        self.owe("reader@example.org")
        self.listener.replies = ["550 5.1.1 no such user"]
        self.program.run("alerts", "send", expect=None)
        self.later(days=1)
        self.program.run("alerts", "send", expect=None)
        self.assertEqual(self.listener.letters, [])
        self.assertIn("failed", self.program.run("alerts", "status", expect=None).stdout)

    def test_a_dead_address_is_left_alone_and_its_alerts_wait_for_a_person(self):
        self.owe("reader@example.org", "other@example.org")
        self.listener.replies = ["550 5.1.1 no such user"]
        self.program.run("alerts", "send", expect=1)
        self.assertEqual(len(self.listener.letters), 1, "the other reader gets theirs")
        dead = ({"reader@example.org", "other@example.org"} - {self.listener.letters[0][0][0]}).pop()
        self.assertIn("no such user", self.program.run("subscriptions", "resume", dead).stdout)
        self.program.run("alerts", "retry")
        self.assertEqual(sorted(to for to, _ in self.listener.letters), [["other@example.org"], ["reader@example.org"]])

    def test_the_operator_is_written_to_once_and_readers_hear_nothing_of_it(self):
        self.program.config.write_text(self.program.config.read_text().replace(
            "[mail]\n", '[mail]\noperator = "operator@example.org"\noperator_language = "ru"\n', 1))
        self.owe("reader@example.org")
        self.listener.replies = ["550 5.1.1 no such user"]
        self.program.run("alerts", "send", expect=1)
        for _ in range(3):
            self.later(hours=2)
            self.program.run("alerts", "send", expect=None)
        self.assertEqual([to for to, _ in self.listener.letters], [["operator@example.org"]])
        letter = self.letter()
        self.assertIn("требует внимания", letter["Subject"])
        text = letter.get_body(("plain",)).get_content()
        self.assertIn("is suspended", text)
        self.assertNotIn("reader@example.org", letter.as_string())

    def test_a_domain_that_refuses_us_is_not_pestered_and_nothing_is_lost(self):
        self.owe("a@example.org", "b@example.org", "c@elsewhere.example")
        self.listener.replies = ["554 5.7.1 we do not like you"] * 2
        self.program.run("alerts", "send", expect=None)
        self.assertLessEqual(2 - len(self.listener.replies), 2, "not a third refusal")
        self.listener.replies = []
        for _ in range(2):
            self.later()
            self.program.run("alerts", "send", expect=None)
        self.assertEqual(sorted(to for to, _ in self.listener.letters),
                         [["a@example.org"], ["b@example.org"], ["c@elsewhere.example"]])

    def test_too_large_is_sent_smaller(self):
        self.owe("reader@example.org")
        whole = len(self.program.run("alerts", "preview").stdout)
        self.listener.replies = ["552 5.3.4 too large"] * 2
        self.program.run("alerts", "send", expect=None)
        self.assertEqual(len(self.listener.letters), 1)
        text = self.letter().get_body(("plain",)).get_content()
        self.assertLess(len(text), whole)
        self.assertRegex(text, r"and \d+ more in the record")

    def test_a_correction_goes_to_who_was_told_and_answers_the_first(self):
        self.owe("reader@example.org")
        self.program.run("alerts", "send")
        first = self.letter()
        change = self.program.changes()[0]["id"]
        self.subscribe("later@example.org")
        self.program.run("triage", "correct", change, "--why", "The fine is in euros.")
        self.later()
        self.program.run("alerts", "send")
        self.assertEqual(len(self.listener.letters), 2, "nobody else hears of it")
        correction = self.letter(1)
        self.assertIn("Correction", correction["Subject"])
        self.assertIn("The fine is in euros.", " ".join(correction.get_body(("plain",)).get_content().split()))
        self.assertEqual(correction["In-Reply-To"], first["Message-ID"])

    def test_a_reminder_comes_once_on_the_day_and_answers_the_first(self):
        self.subscribe("reader@example.org")
        self.crawl_livonia()
        self.later()
        self.show(T1.replace("01.07.2024. - ...", "01.07.2026. - ..."))
        self.crawl_livonia()
        self.program.run("alerts", "send")
        self.assertIn("not yet in force", self.text())
        for day, letters in (("2026-06-30", 1), ("2026-07-01", 2), ("2026-07-01", 2), ("2026-07-02", 2)):
            self.program.now = day + "T12:00:00Z"
            self.program.run("alerts", "send")
            self.assertEqual(len(self.listener.letters), letters, day)
        self.assertIn("comes into force", self.text(1))

    def test_a_letter_tells_what_happened_to_the_article_before(self):
        self.owe("reader@example.org")
        self.program.run("alerts", "send")
        self.assertNotIn("Earlier changes", self.text())
        first = next(one["id"] for one in self.program.changes() if one["article"]["new"] == "art_17")
        self.later(days=3)
        self.show(T1.replace("no desmit līdz četrdesmit", "no divdesmit līdz piecdesmit")
                  .replace("01.07.2024. - ...", "01.02.2026. - ..."))
        self.crawl_livonia()
        self.program.run("alerts", "send")
        self.assertEqual(len(self.listener.letters), 2)
        self.assertRegex(self.text(1), r"Earlier changes: 2024-07-01: .*\(" + first + r"\)")
        self.assertEqual(self.letter(1)["In-Reply-To"], self.letter()["Message-ID"])

    def test_what_is_dismissed_in_time_is_not_told(self):
        self.owe("reader@example.org")
        for change in self.program.changes():
            self.program.run("triage", "dismiss", change["id"])
        self.program.run("alerts", "send")
        self.assertEqual(self.listener.letters, [])

    def test_one_domain_gets_no_more_than_its_share_within_an_hour(self):
        self.program.config.write_text(self.program.config.read_text().replace("[mail]\n", "[mail]\nper_domain = 2\n", 1))
        readers = [f"{name}@example.org" for name in "abcde"] + ["f@elsewhere.example"]
        self.owe(*readers)
        for sent, minutes in ((3, 30), (3, 40), (5, 30), (5, 40), (6, 0)):
            self.program.run("alerts", "send")
            self.assertEqual(len(self.listener.letters), sent)
            self.later(minutes=minutes)
        self.assertEqual(sorted(to for (to,), _ in self.listener.letters), sorted(readers))

    def test_attachments_on_request(self):
        self.subscribe("reader@example.org", "--attach", "md", "--attach", "json")
        self.owe("plain@example.org")
        self.program.run("alerts", "send")
        parts = {}
        for (to,), content in self.listener.letters:
            message = email.message_from_bytes(content, policy=email.policy.default)
            parts[to] = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        self.assertEqual(parts["plain@example.org"], {})
        self.assertEqual(sorted(parts["reader@example.org"]), ["changes.json", "changes.md"])
        markdown, data = parts["reader@example.org"]["changes.md"], parts["reader@example.org"]["changes.json"]
        self.assertIn("# Changes in drug law", markdown)
        self.assertEqual([one["change"]["id"] for one in json.loads(data)["alerts"]],
                         [one["id"] for one in self.program.changes()])

    def test_a_server_that_is_down_loses_nothing(self):
        self.owe("reader@example.org")
        good = self.program.config.read_text()
        dead = "\n".join('smtp_url = "smtp://127.0.0.1:1"' if line.startswith("smtp_url") else line
                         for line in good.splitlines())
        self.program.config.write_text(dead)
        self.program.run("alerts", "send", expect=None)
        self.program.config.write_text(good)
        self.later(days=1)
        self.program.run("alerts", "send")
        self.assertEqual(len(self.listener.letters), 1)

    def test_a_paused_and_a_removed_reader_get_nothing(self):
        self.owe("paused@example.org", "gone@example.org", "reader@example.org")
        self.program.run("subscriptions", "pause", "paused@example.org")
        self.program.run("subscriptions", "remove", "gone@example.org")
        self.program.run("alerts", "send")
        self.assertEqual([to for to, _ in self.listener.letters], [["reader@example.org"]])

    def test_addresses_stay_out_of_the_record_and_the_log(self):
        self.owe("secret.reader@example.org")
        said = self.program.run("-v", "alerts", "send").stderr
        self.assertNotIn("secret.reader", said)
        for file in self.program.state.rglob("*"):
            if file.is_file() and not file.name.startswith("subscribers"):
                self.assertNotIn(b"secret.reader", file.read_bytes(), file.name)


if __name__ == "__main__":
    unittest.main()
