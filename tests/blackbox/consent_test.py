# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader's yes and no: asked by mail, answered on the daemon's pages."""
import email
import email.policy
import http.client
import os
import re
import socket
import unittest

import blackbox
from blackbox import T1


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Consent(blackbox.OneAct):
    def setUp(self):
        blackbox.require_binary()
        self.port = free_port()
        super().setUp()
        with self.program.config.open("a", encoding="utf-8") as config:
            config.write(f'[web]\nlisten = "127.0.0.1:{self.port}"\nbase_url = "https://watch.example.org"\n')

    def serve(self):
        """A daemon that has nothing to crawl: its pages are what the test wants."""
        sources = self.folder / "quiet"
        (sources / "countries").mkdir(parents=True)
        for file in (*(blackbox.ROOT / "sources/countries").glob("*.toml"),
                     *(blackbox.ROOT / "tests/twin/sources/countries").glob("*.toml")):
            text = re.sub(r"(?m)^enabled = .*\n", "", file.read_text(encoding="utf-8"))
            text = text.replace("\n[[source]]\n", "\n[[source]]\nenabled = false\n")
            (sources / "countries" / file.name).write_text(text, encoding="utf-8")
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(str(self.folder / "notify"))
        notify.settimeout(30)
        self.addCleanup(notify.close)
        usual, self.program.sources, self.program.now = (self.program.sources, self.program.now), sources, None
        os.environ["NOTIFY_SOCKET"] = str(self.folder / "notify")
        process = self.program.start("daemon")
        os.environ.pop("NOTIFY_SOCKET")
        self.program.sources, self.program.now = usual
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.assertIn(b"READY=1", notify.recv(4096))
        return process

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request(method, path, body)
        reply = connection.getresponse()
        return reply.status, reply.read().decode(), reply.headers

    def letters(self):
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.program.letters()]

    def owe(self):
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.crawl_livonia()

    def subscriptions(self):
        return self.program.json("subscriptions", "list")["subscriptions"]

    def test_nobody_gets_alerts_before_saying_yes(self):
        self.program.run("subscribe", "reader@example.org")
        self.owe()
        self.program.run("alerts", "send")
        self.program.run("alerts", "send")
        letters = self.letters()
        self.assertEqual(len(letters), 1, "one question, no alert")
        self.assertIn("confirm", letters[0]["Subject"])
        path = re.search(r"https://watch\.example\.org(/c/[0-9a-f]{32})",
                         letters[0].get_body(("plain",)).get_content()).group(1)
        self.serve()
        status, page, headers = self.ask("GET", path)
        self.assertEqual(status, 200)
        self.assertIn('<form method="post">', page)
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertFalse(self.subscriptions()[0]["confirmed"], "a scanner that fetches links says yes for nobody")
        for _ in range(2):
            self.assertEqual(self.ask("POST", path)[0], 200)
        self.assertTrue(self.subscriptions()[0]["confirmed"])
        status, words, _ = self.ask("POST", "/c/" + "0" * 32)
        self.assertEqual(status, 404)
        self.assertIn("ask whoever offered it to you", words)

    def test_one_click_ends_it_and_wipes_the_address(self):
        self.subscribe("secret.reader@example.org")
        self.owe()
        self.program.run("alerts", "send")
        letter = self.letters()[0]
        self.assertEqual(letter["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        path = re.search(r"<https://watch\.example\.org(/u/[0-9a-f]{32})>", letter["List-Unsubscribe"]).group(1)
        self.serve()
        self.assertIn('<form method="post">', self.ask("GET", path)[1])
        self.assertEqual(len(self.subscriptions()), 1, "GET changes nothing")
        first = self.ask("POST", path, "List-Unsubscribe=One-Click")
        again = self.ask("POST", path, "List-Unsubscribe=One-Click")
        unknown = self.ask("POST", "/u/" + "0" * 32)
        self.assertEqual([first[:2], again[:2]], [unknown[:2]] * 2, "nobody learns which tokens exist")
        self.assertEqual(first[0], 200)
        self.assertEqual(self.subscriptions(), [])
        for file in self.program.state.rglob("*"):
            if file.is_file():
                self.assertNotIn(b"secret.reader", file.read_bytes(), file.name)

    def test_strange_requests_get_short_answers(self):
        self.serve()
        for method, path, status in (("GET", "/", 404), ("GET", "/u", 404), ("PUT", "/u/x", 405), ("GET", "/c/../../etc", 404),
                                     ("POST", "/u/%00", 400), ("GET", "/u/" + "x" * 4000, 404)):
            answer = self.ask(method, path)
            self.assertEqual(answer[0], status, path)
            self.assertNotIn("x" * 20, answer[1], "nothing of the request comes back")

    def test_only_this_machine_is_served(self):
        text = self.program.config.read_text(encoding="utf-8")
        self.program.config.write_text(text.replace("127.0.0.1:" + str(self.port), "0.0.0.0:8321"), encoding="utf-8")
        done = self.program.run("daemon", expect=78)
        self.assertIn("web.listen", done.stderr)


if __name__ == "__main__":
    unittest.main()
