# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the sender at every step of a delivery (K13-K16): nothing is lost, at most one more copy for each
kill, always the same Message-ID and the same members."""
import email
import email.policy
import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest

import blackbox
from blackbox import T1

STEPS = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "middle", "dot", "accepted")
RANDOM_KILLS = int(os.environ.get("ZAKONWATCH_MAIL_KILLS", "6"))  # `make check-long` asks for 1,000


class DeadlyServer:
    """A mail server that kills its client at one step; `accepted` holds what it said 250 to."""

    def __init__(self):
        self.accepted, self.deadly, self.victim = [], None, None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(10)

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with client:
                client.settimeout(20)
                try:
                    self.talk(client, client.makefile("rb"))
                except OSError:
                    pass  # the client is dead, as it should be

    def strike(self, step):
        """True when the client was killed just now."""
        if step != self.deadly:
            return False
        self.deadly = None
        self.victim.send_signal(signal.SIGKILL)
        self.victim.wait()
        return True

    def talk(self, client, lines):
        if self.strike("connect"):
            return
        client.sendall(b"220 deadly ESMTP\r\n")
        for line in lines:
            verb = line[:4].decode("ascii", "replace").upper()
            if self.strike(verb):
                return
            if verb == "DATA":
                client.sendall(b"354 go on\r\n")
                if not self.take(client, lines):
                    return
            else:
                client.sendall(b"221 bye\r\n" if verb == "QUIT" else b"250 fine\r\n")

    def take(self, client, lines):
        message = b""
        for line in lines:
            if message.count(b"\n") == 20 and self.strike("middle"):
                return False
            if line == b".\r\n":
                break
            message += line[1:] if line.startswith(b".") else line
        else:
            return False  # cut off: not accepted
        if self.strike("dot"):
            return False
        self.accepted.append(message)
        client.sendall(b"250 taken\r\n")
        return not self.strike("accepted")


class MailKill(blackbox.OneAct):
    def setUp(self):
        blackbox.require_binary()
        self.server = DeadlyServer()
        self.addCleanup(self.server.close)
        self.mail = f'transport = "smtp"\nsmtp_url = "smtp://127.0.0.1:{self.server.port}"\nsmtp_tls = "none"'
        super().setUp()
        self.subscribe("reader@example.org")
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.crawl_livonia()
        self.owed = self.folder / "owed"
        shutil.copytree(self.program.state, self.owed)
        self.owed_since = self.clock

    def again(self):
        """The same alerts, owed as if nothing had been sent."""
        shutil.rmtree(self.program.state)
        shutil.copytree(self.owed, self.program.state)
        self.server.accepted.clear()
        self.clock = self.owed_since
        self.program.now = self.clock.isoformat()

    def start(self):
        return subprocess.Popen(self.program.arguments("alerts", "send"), env=self.program.environment(),
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def recover(self, kills, what):
        self.later()
        self.program.run("alerts", "send")
        self.later()
        self.program.run("alerts", "send")
        letters = [email.message_from_bytes(message, policy=email.policy.default) for message in self.server.accepted]
        self.assertGreaterEqual(len(letters), 1, f"lost: {what}")
        self.assertLessEqual(len(letters), 1 + kills, f"doubled: {what}")
        self.assertEqual(len({letter["Message-ID"] for letter in letters}), 1, what)
        self.assertEqual(len({letter.get_body(("plain",)).get_content() for letter in letters}), 1, what)

    def test_a_kill_at_each_step_loses_nothing(self):
        for step in STEPS:
            with self.subTest(step):
                self.again()
                self.server.victim = self.start()
                self.server.deadly = step
                self.server.victim.wait(60)
                self.assertIsNone(self.server.deadly, "the step was never reached")
                self.recover(1, step)

    def test_kills_at_any_moment_lose_nothing(self):
        seed = random.randrange(1 << 30)
        chance = random.Random(seed)
        for number in range(RANDOM_KILLS):
            self.again()
            process = self.start()
            time.sleep(chance.uniform(0, 0.4))
            process.kill()
            process.wait(60)
            self.recover(1, f"seed {seed}, kill {number}")


if __name__ == "__main__":
    unittest.main()
