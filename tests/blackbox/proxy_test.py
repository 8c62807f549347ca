# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped configuration of nginx in front of the daemon: a hundred slow clients keep nobody else waiting."""
import http.client
import pathlib
import shutil
import socket
import ssl
import subprocess
import time
import unittest

import blackbox
import consent_test

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
SHIPPED = blackbox.ROOT / "systemd/nginx.conf"
SLOW = 100


class Proxy(consent_test.Consent):
    def setUp(self):
        if not pathlib.Path(NGINX).exists():
            self.skipTest("nginx-light is not installed")
        super().setUp()
        self.socket = self.folder / "web.sock"
        config = self.program.config.read_text(encoding="utf-8")
        self.program.config.write_text(config.replace(f"127.0.0.1:{self.port}", f"unix:{self.socket}"), encoding="utf-8")
        self.serve()
        self.start_nginx()

    def configuration(self):
        """The shipped file with this test's port, socket and certificate; each has to be found in it."""
        text = SHIPPED.read_text(encoding="utf-8")
        for shipped, ours in (("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
                              ("/run/zakonwatch/web.sock", str(self.socket)),
                              ("/etc/letsencrypt/live/watch.example.org/fullchain.pem", str(self.folder / "cert.pem")),
                              ("/etc/letsencrypt/live/watch.example.org/privkey.pem", str(self.folder / "key.pem")),
                              ("/var/log/nginx/zakonwatch.log", str(self.folder / "nginx.log"))):
            self.assertIn(shipped, text)
            text = text.replace(shipped, ours)
        folders = "".join(f"{kind}_temp_path {self.folder}/{kind};\n"
                          for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return (f"user root;\ndaemon off;\nmaster_process off;\npid {self.folder}/nginx.pid;\n"
                f"error_log {self.folder}/nginx.log;\nevents {{ worker_connections 512; }}\nhttp {{\n{folders}{text}}}\n")

    def start_nginx(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        "/CN=watch.example.org", "-addext", "subjectAltName=DNS:watch.example.org", "-keyout",
                        self.folder / "key.pem", "-out", self.folder / "cert.pem"], check=True, capture_output=True)
        (self.folder / "nginx.conf").write_text(self.configuration(), encoding="utf-8")
        process = subprocess.Popen([NGINX, "-c", self.folder / "nginx.conf", "-e", self.folder / "nginx.log", "-p",
                                    self.folder], stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                self.assertIsNone(process.poll(), self.log())
                time.sleep(0.1)
        self.fail("nginx does not listen")

    def at_our_door(self):
        """Connections to the daemon's socket; the line of the socket that listens is not one."""
        lines = pathlib.Path("/proc/net/unix").read_text().splitlines()
        return sum(line.endswith(str(self.socket)) and line.split()[5] == "03" for line in lines)

    def log(self):
        file = self.folder / "nginx.log"
        return file.read_text() if file.exists() else ""

    def tls(self):
        context = ssl.create_default_context(cafile=str(self.folder / "cert.pem"))
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=20),
                                   server_hostname="watch.example.org")

    def through(self, method, path, **headers):
        connection = http.client.HTTPSConnection("watch.example.org", timeout=20)
        connection.sock = self.tls()
        self.addCleanup(connection.close)
        connection.request(method, path, headers=headers)
        reply = connection.getresponse()
        return reply.status, reply.read().decode(), reply.headers

    def test_a_hundred_slow_clients_keep_nobody_waiting(self):
        for number in range(SLOW):
            client = socket.create_connection(("127.0.0.1", self.port), timeout=20) if number % 2 else self.tls()
            self.addCleanup(client.close)
            client.sendall(b"\x16" if number % 2 else b"POST /u/" + b"0" * 32 + b" HTTP/1.1\r\nHost: watch")
        for _ in range(10):
            self.assertEqual(self.through("GET", "/u/" + "0" * 32)[0], 200)
            self.assertLessEqual(self.at_our_door(), 2, "nginx brings whole requests only")

    def test_readers_get_their_pages_and_outsiders_nothing(self):
        status, page, headers = self.through("GET", "/u/" + "0" * 32)
        self.assertEqual(status, 200)
        self.assertIn('<form method="post">', page)
        self.assertNotRegex(str(headers["Server"]), r"\d", "no version")
        self.assertIn("max-age", headers["Strict-Transport-Security"])
        self.assertEqual(self.through("POST", "/u/" + "0" * 32, Origin="https://watch.example.org")[0], 200)
        self.assertEqual(self.through("POST", "/u/" + "0" * 32, Origin="https://evil.example")[0], 403)
        self.assertEqual(self.through("GET", "/feed/en/all.atom")[0], 200)
        self.assertEqual(self.through("GET", "/u/" + "0" * 32, Host="evil.example")[0], 403)
        self.assertEqual(self.log(), "", "no reader stands in a log")


# The tests of Consent itself run in their own file.
for name in [name for name in dir(consent_test.Consent) if name.startswith("test_")]:
    setattr(Proxy, name, None)

if __name__ == "__main__":
    unittest.main()
