# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon's door, tried by an outsider: floods, cut and crooked requests, paths that climb, other people's
pages. Short answers, nothing about us in them, and afterwards it still serves."""
import http.client
import re
import socket
import time
import unittest

import consent_test

SAYS_TOO_MUCH = re.compile(r"microhttpd|zakonwatch/\d|sqlite|SELECT |/tmp/|/home/|/var/|\.cpp|@example", re.IGNORECASE)


class Door(consent_test.Consent):
    def setUp(self):
        super().setUp()
        self.program.now = None
        self.subscribe("reader@example.org")
        self.process = self.serve()

    def raw(self, *pieces, wait=15, pause=0.0):
        """What comes back on bytes sent as they are; None where the door stays open and silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as client:
            try:
                for piece in pieces:
                    client.sendall(piece)
                    time.sleep(pause)
                client.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it has hung up on us
            answer = b""
            try:
                while piece := client.recv(65536):
                    answer += piece
            except TimeoutError:
                return None
            except OSError:
                pass
            return answer

    def status(self, answer):
        self.assertIsNotNone(answer, "the connection was left open")
        found = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
        self.assertTrue(found or not answer, answer[:200])
        return int(found.group(1)) if found else None

    def resident(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s*(\d+)", status.read()).group(1)) * 1024

    def assert_serving(self):
        self.assertEqual(self.ask("GET", "/u/" + "0" * 32)[0], 200)

    def test_crooked_requests_get_an_error_and_harm_nothing(self):
        host = b"Host: 127.0.0.1\r\n"
        self.assert_serving()
        before = self.resident()
        for name, request, allowed in (
                ("nonsense", b"\x00\xff\xfe nonsense\r\n\r\n", {400, None}),
                ("a TLS hello", bytes.fromhex("16030100a5010000a10303") + b"\x00" * 160, {400, None}),
                ("no version", b"GET /u/x\r\n\r\n", {400, 505, None}),
                ("version 9", b"GET /u/x HTTP/9.9\r\n" + host + b"\r\n", {400, 505, None}),
                ("a long path", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + host + b"\r\n", {400, 404, 414, 431}),
                ("a path past all bounds", b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n" + host + b"\r\n", {400, 414, 431}),
                ("a long header", b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * 300000 + b"\r\n\r\n", {400, 413, 431, None}),
                ("many headers", b"GET / HTTP/1.1\r\n" + host + b"X: 1\r\n" * 20000 + b"\r\n", {400, 413, 431, None}),
                ("a large body", b"POST /u/x HTTP/1.1\r\n" + host + b"Content-Length: 1000000\r\n\r\n" + b"a" * 1000000,
                 {400, 413, None}),
                ("an endless length", b"POST /u/x HTTP/1.1\r\n" + host + b"Content-Length: 99999999999999999999\r\n\r\n",
                 {400, 413, None}),
                ("a negative length", b"POST /u/x HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n", {400, 413, None}),
                ("two lengths, chunked", b"POST /u/x HTTP/1.1\r\n" + host + b"Content-Length: 4\r\nTransfer-Encoding: "
                 b"chunked\r\n\r\n0\r\n\r\nGET /secret HTTP/1.1\r\n" + host + b"\r\n", {200, 400, 403, 404, None}),
                ("a header of CR LF", b"GET /u/x%0d%0aSet-Cookie:x HTTP/1.1\r\n" + host + b"\r\n", {200, 404}),
                ("CONNECT", b"CONNECT example.org:443 HTTP/1.1\r\n" + host + b"\r\n", {400, 403, 405, 404, None}),
                ("TRACE", b"TRACE / HTTP/1.1\r\n" + host + b"X-Secret: s3cr3t\r\n\r\n", {405})):
            with self.subTest(name):
                answer = self.raw(request)
                self.assertIn(self.status(answer), allowed)
                self.assertNotRegex(answer.decode("latin-1"), SAYS_TOO_MUCH)
                self.assertNotIn(b"s3cr3t", answer)
                self.assertNotIn(b"Set-Cookie", answer)
                self.assert_serving()
        self.assertLess(self.resident() - before, 24 << 20)

    def test_half_open_connections_are_closed_and_starve_nobody(self):
        slow = [socket.create_connection(("127.0.0.1", self.port), timeout=30) for _ in range(40)]
        for client in slow:
            self.addCleanup(client.close)
            client.sendall(b"GET /u/x HTTP/1.1\r\nHost: 127")
        began = time.monotonic()
        self.assert_serving()
        self.assertLess(time.monotonic() - began, 5)
        self.assertIn(slow[0].recv(4096)[:12], (b"", b"HTTP/1.1 408", b"HTTP/1.0 408"))

    def test_paths_that_climb_lead_nowhere(self):
        for path in ("/../../etc/passwd", "/u/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
                     "/feed/en/../../../etc/passwd", "/feed/en/country/..%2f..%2fx.atom", "/c/%00", "/feed/%00.atom",
                     "/%", "/%zz", "/%c0%ae%c0%ae/", "//etc/passwd", "/feed/en/country/ua.atom%00.html",
                     "/feed/en/all.atom/..", "/" + "%41" * 2000):
            with self.subTest(path[:40]):
                status, body, headers = self.ask("GET", path)
                self.assertIn(status, (400, 404))
                self.assertNotIn("root:", body)
                self.assertNotRegex(body + str(headers), SAYS_TOO_MUCH)

    def test_every_error_says_nothing_about_us(self):
        for method, path in (("GET", "/"), ("PUT", "/u/x"), ("DELETE", "/c/x"), ("GET", "/c/x"), ("POST", "/c/x"),
                             ("POST", "/feed/en/all.atom"), ("GET", "/feed/en/none.atom"), ("OPTIONS", "/u/x")):
            status, body, headers = self.ask(method, path)
            self.assertGreaterEqual(status, 400)
            self.assertNotRegex(body + str(headers), SAYS_TOO_MUCH, f"{method} {path}")
            self.assertIsNone(headers["Server"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Cross-Origin-Resource-Policy"], "same-origin")
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])

    def post(self, path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request("POST", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse().status

    def test_other_peoples_pages_cannot_act_for_a_reader(self):
        path = "/u/" + "0" * 32
        for foreign in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"},
                        {"Sec_Fetch_Site": "same-site", "Origin": "null"}, {"Host": "evil.example"},
                        {"Host": "watch.example.org.evil.example"}, {"Origin": "http://watch.example.org"}):
            self.assertEqual(self.post(path, **foreign), 403, foreign)
        for own in ({}, {"Origin": "https://watch.example.org"}, {"Origin": "null", "Sec_Fetch_Site": "same-origin"},
                    {"Host": "watch.example.org"}, {"Host": "Watch.Example.org:443"}):
            self.assertEqual(self.post(path, **own), 200, own)


# The tests of Consent itself run in their own file.
for name in [name for name in dir(consent_test.Consent) if name.startswith("test_")]:
    setattr(Door, name, None)

if __name__ == "__main__":
    unittest.main()
