# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the sender at every step of a delivery (K13-K16): nothing is lost, at most one more copy for each
kill, always the same Message-ID and the same members."""
import datetime
import email
import email.policy
import os
import pathlib
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
KILLS = int(os.environ.get("ZAKONWATCH_MAIL_KILLS", "12"))  # `make check-long` asks for 1,000
READERS = 30 if KILLS > 100 else 6


class DeadlyServer:
    """A mail server that kills its client at one step; `accepted` holds what it said 250 to."""

    def __init__(self):
        self.accepted, self.deadly, self.victim = [], None, None
        self.skip = 0  # so often the step is passed unharmed
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
        if self.skip > 0 and step not in ("connect", "EHLO"):  # these come once
            self.skip -= 1
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
    readers = ["reader@example.org"]

    def setUp(self):
        blackbox.require_binary()
        self.server = DeadlyServer()
        self.addCleanup(self.server.close)
        self.mail = f'transport = "smtp"\nsmtp_url = "smtp://127.0.0.1:{self.server.port}"\nsmtp_tls = "none"'
        super().setUp()
        for reader in self.readers:
            self.subscribe(reader)
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
        for number in range(4):
            self.again()
            process = self.start()
            time.sleep(chance.uniform(0, 0.4))
            process.kill()
            process.wait(60)
            self.recover(1, f"seed {seed}, kill {number}")


class ManyKills(MailKill):
    """Thirty readers, and a kill at a step of one of the next letters, again and again until all have theirs."""

    readers = [f"reader{number}@example.org" for number in range(READERS)]

    def cycle(self, chance, left):
        """Kills until nothing is owed any more or `left` are spent; the steps they came at, and what to say of it."""
        self.again()
        steps = []
        while len(steps) < left:
            self.later(seconds=20)  # nothing waits for a lease: what a dead sender had claimed is free at once
            step = chance.choice(STEPS)
            self.server.victim = self.start()
            self.server.skip = chance.randrange(3)
            self.server.deadly = step
            self.server.victim.wait(120)
            if self.server.deadly:
                break
            steps.append(step)
        self.server.deadly = None
        for _ in range(3):  # past the longest back-off, should a slow machine have broken off a talk
            self.later(hours=2)
            self.program.run("alerts", "send", expect=None)
        return steps, f"{steps}; {self.program.run('alerts', 'status').stdout}"

    def copies(self, what):
        """How many letters were one too many."""
        to = {}
        for message in self.server.accepted:
            letter = email.message_from_bytes(message, policy=email.policy.default)
            to.setdefault(letter["To"], []).append((letter["Message-ID"], letter.get_body(("plain",)).get_content()))
        self.assertEqual(sorted(to), sorted(self.readers), f"lost: {what}")
        for letters in to.values():
            self.assertEqual(len(set(letters)), 1, f"another letter and not the same: {what}")
        self.assertEqual(len({letters[0][0] for letters in to.values()}), READERS, what)
        return len(self.server.accepted) - READERS

    def test_each_reader_gets_the_letter_and_each_kill_doubles_at_most_one(self):
        seed = random.randrange(1 << 30)
        chance = random.Random(seed)
        killed, doubled, cycles = [], 0, 0
        while len(killed) < KILLS:
            steps, story = self.cycle(chance, KILLS - len(killed))
            copies = self.copies(f"seed {seed}, cycle {cycles}: {story}")
            self.assertLessEqual(copies, steps.count("accepted"))
            killed += steps
            doubled += copies
            cycles += 1
        if "ZAKONWATCH_EVIDENCE" in os.environ:
            self.write(pathlib.Path(os.environ["ZAKONWATCH_EVIDENCE"]), killed, doubled, cycles)

    def write(self, file, killed, doubled, cycles):
        rows = "\n".join(f"| {step} | {killed.count(step)} |" for step in STEPS)
        file.write_text(f"""# Killed while it sends

The sender (`zakonwatch alerts send`) is killed with SIGKILL at a random step of the SMTP talk for one of its next three
letters, then started again, until {READERS} readers have theirs; the mail server is ours and does the killing. Last run:
{datetime.date.today()}. Regenerate with `make check-long`, or:

    ZAKONWATCH_MAIL_KILLS={len(killed)} ZAKONWATCH_EVIDENCE=docs/evidence/mail-kills.md \\
        python3 tests/blackbox/mail_kill_test.py ManyKills

| killed | kills |
|---|--:|
{rows}

{len(killed)} kills over {cycles} times {READERS} letters: **0 lost**, {doubled} sent once more, each under the same Message-ID
with the same words. A letter can double only where the server has taken it and its word has not been written down here (`accepted`);
never more than one for a kill.
""", encoding="utf-8")


for name in [name for name in dir(MailKill) if name.startswith("test_")]:
    setattr(ManyKills, name, None)

if __name__ == "__main__":
    unittest.main()
