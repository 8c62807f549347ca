# SPDX-License-Identifier: GPL-3.0-or-later
"""F8: a name that points to a public address when it is first asked and to a private one the next time.

Runs itself again in namespaces of its own (unshare): there, a public address and private ones all lie on the loopback
device, the resolver is ours, and a server that listens on every address notes under which of them it was reached."""
import http.server
import json
import pathlib
import shutil
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading
import unittest

HOST = "law.rebind.example"
PUBLIC, SILENT = "93.184.216.34", "93.184.216.99"
PRIVATE = ("127.0.0.1", "10.20.30.40", "169.254.169.254", "192.168.7.7", "100.64.1.1")
PAGE = b"<html><body><h1>Act</h1><p>1. Tea may be brewed.</p></body></html>"


class Resolver(socketserver.BaseRequestHandler):
    """One answer after the other, the last one for ever; no AAAA."""
    answers, asked = [[PUBLIC]], 0

    def handle(self):
        query, answer_by = self.request
        end = query.index(b"\0", 12) + 5
        addresses = []
        if query[end - 4:end - 2] == b"\0\1":
            Resolver.asked += 1
            addresses = Resolver.answers[0]
            if len(Resolver.answers) > 1:
                Resolver.answers.pop(0)
        records = b"".join(b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + socket.inet_aton(one) for one in addresses)
        head = query[:2] + b"\x81\x80" + struct.pack(">HHHH", 1, len(addresses), 0, 0)
        answer_by.sendto(head + query[12:end] + records, self.client_address)


class Site(http.server.BaseHTTPRequestHandler):
    reached = []

    def setup(self):  # a connection alone is too much, whether or not a request follows
        super().setup()
        Site.reached.append(self.connection.getsockname()[0])

    def do_GET(self):
        away = self.path == "/away"
        self.send_response(302 if away else 200)
        if away:
            self.send_header("Location", f"https://{HOST}/secret")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0" if away else str(len(PAGE)))
        self.end_headers()
        self.wfile.write(b"" if away else PAGE)

    def log_message(self, *_):
        pass


def accepted_on_443():
    """A bare listener: how often anything connects to the https port."""
    listener = socket.create_server(("0.0.0.0", 443))
    count = []

    def accept():
        while True:
            peer, _ = listener.accept()
            count.append(peer.getsockname()[0])
            peer.close()

    threading.Thread(target=accept, daemon=True).start()
    return count


def prepare(folder):
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (PUBLIC, *PRIVATE[1:]):
        subprocess.run(["ip", "addr", "add", f"{address}/32", "dev", "lo"], check=True)
    for name, text in (("resolv.conf", "nameserver 127.0.0.1\noptions timeout:2 attempts:1\n"),
                       ("nsswitch.conf", "hosts: dns\n")):
        (folder / name).write_text(text)
        subprocess.run(["mount", "--bind", folder / name, pathlib.Path("/etc", name).resolve()], check=True)
    for server in (socketserver.ThreadingUDPServer(("127.0.0.1", 53), Resolver),
                   http.server.ThreadingHTTPServer(("0.0.0.0", 80), Site)):
        threading.Thread(target=server.serve_forever, daemon=True).start()


def fetch(program, folder, path, answers):
    """Fetches with the resolver's answers: status, what was said, and where the site was reached."""
    Resolver.answers, Resolver.asked, Site.reached[:] = list(answers), 0, []
    (folder / "zakonwatch.toml").write_text(f'state = "{folder}/state"\n')
    done = subprocess.run([program, "--config", folder / "zakonwatch.toml", "fetch", f"http://{HOST}{path}"],
                          capture_output=True, text=True, timeout=60, check=False)
    return {"status": done.returncode, "said": done.stderr, "body": PAGE.decode() in done.stdout,
            "reached": sorted(set(Site.reached)), "asked": Resolver.asked}


def inside(program, folder):
    prepare(folder)
    https = accepted_on_443()
    found = {"public": fetch(program, folder, "/act", [[PUBLIC]])}
    for address in PRIVATE:
        found[address] = fetch(program, folder, "/act", [[address]])
    found["redirect"] = fetch(program, folder, "/away", [[PUBLIC], ["127.0.0.1"]])
    found["fallback"] = fetch(program, folder, "/act", [[SILENT, "127.0.0.1"]])
    found["https"] = https
    print(json.dumps(found))


def have_namespaces():
    if not shutil.which("unshare") or not shutil.which("ip"):
        return False
    probe = ["unshare", "--map-root-user", "--net", "--mount", "ip", "link", "set", "lo", "up"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


class Rebinding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import blackbox
        blackbox.require_binary()
        if not have_namespaces():
            raise unittest.SkipTest("no namespaces of our own here: unshare or ip is missing or not allowed")
        with tempfile.TemporaryDirectory(prefix="zakonwatch-") as folder:
            done = subprocess.run(["unshare", "--map-root-user", "--net", "--mount", sys.executable, __file__,
                                   "--inside", blackbox.program.binary().resolve(), folder],
                                  capture_output=True, text=True, timeout=240, check=False)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        cls.found = json.loads(done.stdout.splitlines()[-1])

    def test_the_public_address_is_read(self):
        public = self.found["public"]
        self.assertEqual((public["status"], public["reached"]), (0, [PUBLIC]), public)

    def assert_refused(self, found, reached):
        self.assertNotEqual(found["status"], 0)
        self.assertIn("private", found["said"])
        self.assertEqual(found["reached"], reached)
        self.assertGreaterEqual(found["asked"], 1)

    def test_the_same_name_with_a_private_address_is_refused_at_the_socket(self):
        for address in PRIVATE:
            with self.subTest(address=address):
                self.assert_refused(self.found[address], [])

    def test_a_name_that_changes_between_two_hops_of_one_visit(self):
        self.assert_refused(self.found["redirect"], [PUBLIC])
        self.assertGreaterEqual(self.found["redirect"]["asked"], 2)
        self.assertEqual(self.found["https"], [])

    def test_a_private_address_beside_a_public_one_that_is_dead(self):
        self.assert_refused(self.found["fallback"], [])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2], pathlib.Path(sys.argv[3]))
    else:
        unittest.main()
