# SPDX-License-Identifier: GPL-3.0-or-later
"""The twin is a measuring instrument: what it claims to do to a client is checked here."""
import gzip
import http.client
import json
import pathlib
import socket
import ssl
import subprocess
import sys
import tempfile
import tomllib
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import replica
import server
import twin as command

HOST = "likumi.livonia.example"


def one_page(states, target="/act?id=7", **options):
    site = replica.Site("livonia", [HOST])
    site.put(target, states, **options)
    return server.Twin([site], control=True)


def get(twin, target="/act?id=7", headers=None, host=HOST):
    connection = http.client.HTTPConnection("127.0.0.1", twin.http_port, timeout=5)
    try:
        connection.request("GET", target, headers={"Host": host, **(headers or {})})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


class Pages(unittest.TestCase):
    def test_moments_follow_one_another_and_the_last_one_stays(self):
        with one_page(["one", None, "three"]) as twin:
            self.assertEqual(get(twin)[1], b"one")
            twin.move("t1")
            self.assertEqual(get(twin)[0].status, 404)
            twin.move("t2")
            self.assertEqual(get(twin)[1], b"three")
            twin.move("t9", host=HOST)
            self.assertEqual(get(twin)[1], b"three")

    def test_the_query_names_the_page_whatever_else_it_says(self):
        with one_page(["act"]) as twin:
            self.assertEqual(get(twin, "/act?x=1&id=7")[1], b"act")
            self.assertEqual(get(twin, "/act?id=8")[0].status, 404)
            self.assertEqual(get(twin, "/act?id=7", host="other.example")[0].status, 404)

    def test_validators(self):
        with one_page(["one", "two"]) as twin:
            answer, _ = get(twin)
            tag, date = answer.headers["ETag"], answer.headers["Last-Modified"]
            self.assertEqual(get(twin, headers={"If-None-Match": tag})[0].status, 304)
            self.assertEqual(get(twin, headers={"If-Modified-Since": date})[0].status, 304)
            self.assertEqual(get(twin, headers={"If-None-Match": '"x"', "If-Modified-Since": date})[0].status, 200)
            twin.move("t1")
            self.assertEqual(get(twin, headers={"If-None-Match": tag})[0].status, 200)
            self.assertEqual(get(twin, headers={"If-Modified-Since": date})[0].status, 200)

    def test_corpus_files_become_states(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("1996.html", "old"), ("2013.html", "new")):
                (pathlib.Path(folder) / name).write_text(text)
            site = replica.from_pages("https://likumi.lv/body_print.php?id=88966",
                                      sorted(pathlib.Path(folder).iterdir()))
        with server.Twin([site]) as twin:
            answer, body = get(twin, "/body_print.php?id=88966&saturs=1", host="likumi.lv")
            self.assertEqual((body, answer.headers["Content-Type"]), (b"old", "text/html; charset=utf-8"))
            twin.move(1)
            self.assertEqual(get(twin, "/body_print.php?id=88966", host="likumi.lv")[1], b"new")

    def test_https_with_our_own_authority(self):
        with one_page(["secret"]) as twin:
            context = ssl.create_default_context(cafile=twin.ca_file)
            raw = socket.create_connection(("127.0.0.1", twin.https_port), timeout=5)
            with context.wrap_socket(raw, server_hostname=HOST) as connection:
                connection.sendall(f"GET /act?id=7 HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
                self.assertIn(b"200 OK", connection.recv(4096))
            with self.assertRaises(ssl.SSLCertVerificationError):
                raw = socket.create_connection(("127.0.0.1", twin.https_port), timeout=5)
                context.wrap_socket(raw, server_hostname="evil.example")


class FaultsOnDemand(unittest.TestCase):
    def setUp(self):
        self.twin = one_page(["наркотичні засоби " * 2000]).start()
        self.addCleanup(self.twin.stop)

    def test_refusal_with_retry_after_so_many_times(self):
        self.twin.faults.add({"kind": "status", "status": 429, "retry_after": 120, "times": 2})
        for _ in range(2):
            answer, _ = get(self.twin)
            self.assertEqual((answer.status, answer.headers["Retry-After"]), (429, "120"))
        self.assertEqual(get(self.twin)[0].status, 200)

    def test_cut_body_is_shorter_than_announced(self):
        for kind in ("cut", "chunked_cut"):
            self.twin.faults.clear()
            self.twin.faults.add({"kind": kind})
            with self.assertRaises(http.client.IncompleteRead):
                get(self.twin)

    def test_wrong_answers(self):
        self.twin.faults.add({"kind": "challenge"})
        answer, body = get(self.twin)
        self.assertEqual(answer.status, 200)
        self.assertIn(b"Just a moment", body)
        self.twin.faults.clear()
        self.twin.faults.add({"kind": "charset", "charset": "koi8-r"})
        self.assertEqual(get(self.twin)[0].headers["Content-Type"], "text/html; charset=koi8-r")
        self.twin.faults.clear()
        self.twin.faults.add({"kind": "redirect", "location": "http://127.0.0.1/"})
        self.assertEqual(get(self.twin)[0].headers["Location"], "http://127.0.0.1/")
        self.twin.faults.clear()
        self.twin.faults.add({"kind": "reset"})
        with self.assertRaises((http.client.HTTPException, ConnectionError)):
            get(self.twin)

    def test_encodings(self):
        _, plain = get(self.twin)
        self.twin.faults.add({"kind": "gzip"})
        self.twin.faults.add({"kind": "chunked"})
        answer, body = get(self.twin)
        self.assertEqual(answer.headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(body), plain)

    def test_validators_can_be_missing_or_lie(self):
        self.twin.faults.add({"kind": "no_validators"})
        answer, _ = get(self.twin, headers={"If-None-Match": "*"})
        self.assertEqual((answer.status, answer.headers["ETag"]), (200, None))
        self.twin.faults.clear()
        self.twin.faults.add({"kind": "always_304"})
        self.assertEqual(get(self.twin)[0].status, 304)

    def test_a_fault_keeps_to_its_path_and_leaves_robots_alone(self):
        self.twin.site(HOST).put("/robots.txt", ["User-agent: *\nDisallow:\n"], "text/plain")
        self.twin.faults.add({"kind": "status", "status": 503, "path": "/other*"})
        self.assertEqual(get(self.twin)[0].status, 200)
        self.twin.faults.add({"kind": "status", "status": 503})
        self.assertEqual(get(self.twin)[0].status, 503)
        self.assertEqual(get(self.twin, "/robots.txt")[0].status, 200)

    def test_an_unknown_fault_is_refused(self):
        with self.assertRaises(ValueError):
            self.twin.faults.add({"kind": "gremlin"})


class LogAndControl(unittest.TestCase):
    def test_the_log_says_who_asked_for_what(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "access.jsonl"
            site = replica.Site("livonia", [HOST])
            site.put("/act?id=7", ["x"])
            with server.Twin([site], log=log) as twin:
                get(twin, headers={"User-Agent": "t", "If-None-Match": '"a"'})
            entry = json.loads(log.read_text())
        self.assertEqual((entry["method"], entry["host"], entry["path"], entry["status"]), ("GET", HOST, "/act", 200))
        self.assertEqual(entry["headers"]["If-None-Match"], '"a"')

    def test_the_control_port_moves_time_and_switches_faults(self):
        with one_page(["one", "two"]) as twin:
            def order(path, value):
                request = urllib.request.Request(f"http://127.0.0.1:{twin.control_port}{path}",
                                                 json.dumps(value).encode(), method="POST")
                return json.load(urllib.request.urlopen(request, timeout=5))
            order("/move", {"moment": "t1"})
            self.assertEqual(get(twin)[1], b"two")
            order("/fault", {"kind": "status", "status": 503})
            self.assertEqual(get(twin)[0].status, 503)
            order("/clear", {})
            self.assertEqual(get(twin)[0].status, 200)
            state = json.load(urllib.request.urlopen(f"http://127.0.0.1:{twin.control_port}/state", timeout=5))
            self.assertEqual(state["sites"], {"livonia": "t1"})

    def test_as_a_command(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "2001.md").write_text("Стаття 1.")
            process = subprocess.Popen([sys.executable, command.__file__, "--corpus", folder, "--address",
                                        "https://data.rada.gov.ua/laws/show/2341-14"], stdout=subprocess.PIPE, text=True)
            try:
                ports = json.loads(process.stdout.readline())
                connection = http.client.HTTPConnection("127.0.0.1", ports["http"], timeout=5)
                connection.request("GET", "/laws/show/2341-14", headers={"Host": "data.rada.gov.ua"})
                self.assertEqual(connection.getresponse().read().decode(), "Стаття 1.")
            finally:
                process.terminate()
                self.assertEqual(process.wait(5), 0)
                process.stdout.close()


class OurSites(unittest.TestCase):
    """The three invented acts are there at two moments, and their pages differ."""

    def test_every_site_has_two_moments(self):
        sites = command.our_sites()
        self.assertGreaterEqual(len(sites), 3)
        for site in sites:
            with self.subTest(site=site.name):
                self.assertEqual(site.last_moment, 1)
                acts = [page for page in site.pages if page.path != "/robots.txt"]
                self.assertTrue(any(page.states[0].body != page.states[-1].body for page in acts))

    def test_the_invented_sites_are_read_as_the_real_ones_are(self):
        """The selectors of the demo's countries are those of the shipped files, so that shipped data is tried."""
        root = pathlib.Path(__file__).resolve().parents[2]
        for ours, shipped, source in (("ql", "lv", "lv-likumi"), ("qu", "ua", "ua-rada"), ("qg", "ge", "ge-matsne")):
            with self.subTest(country=ours):
                mine = tomllib.loads((root / f"tests/twin/sources/countries/{ours}.toml").read_text())
                theirs = tomllib.loads((root / f"sources/countries/{shipped}.toml").read_text())
                rules = {entry["id"]: entry["document"] for entry in theirs["source"]}
                self.assertEqual(mine["source"][0]["document"], rules[source])


if __name__ == "__main__":
    unittest.main()
