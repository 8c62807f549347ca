# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes posted to a program: signed, the same delivery until it is taken, apart from everybody's mail."""
import hashlib
import hmac
import http.server
import json
import threading
import unittest

import blackbox
from blackbox import T1


class Receiver(http.server.ThreadingHTTPServer):
    def __init__(self):
        self.posts, self.answers = [], []  # answers of the next posts; 204 when empty
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/hook?token=private"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):  # noqa: N802 (http.server's name)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((dict(self.headers), body))
        answer = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(answer)
        if answer == 302:
            self.send_header("Location", self.path)
        self.end_headers()

    def log_message(self, *_):
        pass


class Webhook(blackbox.OneAct):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.server_close)
        self.addCleanup(self.receiver.shutdown)

    def owe(self):
        said = json.loads(self.program.run("subscribe", self.receiver.url(), "--json").stdout)
        self.assertEqual(said["state"], "confirmed")
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.crawl_livonia()
        return said["secret"]

    def check(self, post, secret):
        headers, body = post
        wanted = hmac.new(secret.encode(), headers["X-Zakonwatch-Timestamp"].encode() + b"." + body, hashlib.sha256)
        self.assertEqual(headers["X-Zakonwatch-Signature"], "sha256=" + wanted.hexdigest())
        content = json.loads(body)
        self.assertEqual(headers["X-Zakonwatch-Delivery"], content["id"])
        return content

    def test_a_program_gets_what_changes_json_shows_signed_and_once(self):
        secret = self.owe()
        for _ in range(2):
            self.program.run("alerts", "send")
        self.assertEqual(len(self.receiver.posts), 1)
        content = self.check(self.receiver.posts[0], secret)
        listed = self.program.json("changes")["changes"]
        self.assertEqual([alert["change"] for alert in content["alerts"]], listed)
        self.assertEqual({alert["alert"] for alert in content["alerts"]}, {"new"})

    def test_what_is_not_taken_comes_again_the_same(self):
        secret = self.owe()
        self.receiver.answers = [500, 302, 404]
        for _ in range(4):
            self.program.run("alerts", "send", expect=None)
            self.later(hours=2)
        self.program.run("alerts", "send")
        self.assertEqual(len(self.receiver.posts), 4)
        contents = [self.check(post, secret) for post in self.receiver.posts]
        self.assertTrue(all(one == contents[0] for one in contents))
        self.assertGreater(len({post[0]["X-Zakonwatch-Timestamp"] for post in self.receiver.posts}), 1)

    def test_a_dead_program_holds_up_no_mail_and_one_that_is_gone_is_suspended(self):
        self.subscribe("reader@example.org")
        self.owe()
        self.receiver.answers = [410]
        self.program.run("alerts", "send", expect=None)
        self.assertEqual(len(self.program.letters()), 1)
        self.assertIn("is suspended", self.program.run("status").stdout)
        self.later()
        self.program.run("alerts", "send", expect=None)
        self.assertEqual(len(self.receiver.posts), 1)

    def test_secret_and_address_stay_in_the_private_file(self):
        secret = self.owe()
        self.receiver.answers = [500]
        said = self.program.run("-v", "alerts", "send", expect=None).stderr
        for private in (secret, "token=private"):
            self.assertNotIn(private, said)
            self.assertNotIn(private, self.program.run("subscriptions", "export").stdout)
            for file in self.program.state.rglob("*"):
                if file.is_file() and not file.name.startswith("subscribers"):
                    self.assertNotIn(private.encode(), file.read_bytes(), file.name)
        self.assertEqual((self.program.state / "subscribers.db").stat().st_mode & 0o777, 0o600)

    def test_only_https_or_this_machine(self):
        for url in ("http://example.org/hook", "ftp://127.0.0.1/", "http://127.0.0.1.example.org/", "https://"):
            self.program.run("subscribe", url, expect=2)


if __name__ == "__main__":
    unittest.main()
