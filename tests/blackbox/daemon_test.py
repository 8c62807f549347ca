# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon from outside: it works beside the command line, stops when told, and is alone."""
import contextlib
import os
import re
import signal
import socket
import subprocess
import time
import unittest

import blackbox
from blackbox import HOST


class Daemon(blackbox.OneAct):
    """Only Livonia is enabled: a daemon in a test visits nobody else."""

    def setUp(self):
        super().setUp()
        self.program.now = None
        sources = self.folder / "sources"
        (sources / "countries").mkdir(parents=True)
        shipped = (blackbox.ROOT / "tests/twin/sources/countries/ql.toml").read_text(encoding="utf-8")
        (sources / "countries/ql.toml").write_text(shipped, encoding="utf-8")
        for file in (blackbox.ROOT / "sources/countries").glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            text = re.sub(r"(?m)^enabled = .*\n", "", text)
            quiet = text.replace("\n[[source]]\n", "\n[[source]]\nenabled = false\n")
            (sources / "countries" / file.name).write_text(quiet, encoding="utf-8")
        self.program.sources = sources

    def start(self):
        notify = self.folder / f"notify{len(list(self.folder.glob('notify*')))}"
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        listener.bind(str(notify))
        listener.settimeout(20)
        self.addCleanup(listener.close)
        os.environ["NOTIFY_SOCKET"] = str(notify)
        self.addCleanup(os.environ.pop, "NOTIFY_SOCKET", None)
        process = self.program.start("daemon")
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.assertIn(b"READY=1", listener.recv(4096))
        os.environ.pop("NOTIFY_SOCKET")
        self.notified = listener
        return process

    def wait_for(self, what, seconds=20):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if what():
                return
            time.sleep(0.05)
        self.fail("waited in vain")

    def stop(self, process, number=signal.SIGTERM):
        process.send_signal(number)
        began = time.monotonic()
        self.assertEqual(process.wait(timeout=12), 0)
        self.assertLess(time.monotonic() - began, 10)

    def test_it_crawls_what_is_due_and_stops_when_told(self):
        process = self.start()
        self.wait_for(lambda: self.twin.requests(host=HOST))
        self.stop(process)

    def test_it_stops_in_the_middle_of_a_slow_answer(self):
        self.twin.faults.add({"kind": "slow", "bytes_per_second": 100})
        process = self.start()
        self.wait_for(lambda: self.twin.requests(host=HOST, path="/robots.txt"))
        time.sleep(0.3)
        self.stop(process)

    def test_without_room_nothing_is_fetched_and_it_is_an_alarm(self):
        text = self.program.config.read_text(encoding="utf-8")
        scarce = text.replace("[crawler]\n", "[crawler]\nmin_free = 1000000000\n", 1)
        self.assertNotEqual(scarce, text)
        self.program.config.write_text(scarce, encoding="utf-8")
        process = self.start()
        self.wait_for(lambda: "min_free" in self.program.run("status", "--check", expect=1).stdout)
        self.assertIn("nothing more is fetched", self.program.run("doctor", expect=None).stdout)
        self.assertEqual(self.twin.requests(host=HOST), [])
        self.program.config.write_text(text, encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        self.wait_for(lambda: self.twin.requests(host=HOST))
        self.stop(process)

    def lines_of(self, process):
        """What the daemon says, line by line as it comes."""
        os.set_blocking(process.stderr.fileno(), False)
        said = []

        def read():
            with contextlib.suppress(BlockingIOError):
                said.append(os.read(process.stderr.fileno(), 1 << 16))
            return b"".join(said).decode()
        return read

    def test_told_to_reload_it_reads_its_files_again_and_keeps_its_number(self):
        process = self.start()
        said = self.lines_of(process)
        self.wait_for(lambda: self.twin.requests(host=HOST))
        country = self.program.sources / "countries/ql.toml"
        sound = country.read_text(encoding="utf-8")
        country.write_text(sound + "\n[sauce]\n", encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        self.wait_for(lambda: "what was read before stays" in said())
        self.assertIn("ql.toml", said())
        self.assertIsNone(process.poll(), "a bad file does not end it")
        country.write_text(sound, encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        self.assertIn(b"RELOADING=1", self.notified.recv(4096))
        self.assertIn(b"READY=1", self.notified.recv(4096))
        self.assertIsNone(process.poll())
        self.program.run("status")
        for number in (signal.SIGUSR1, signal.SIGUSR2):
            process.send_signal(number)
        time.sleep(0.5)
        self.stop(process)

    def start_with_log(self, stderr):
        child = subprocess.Popen(self.program.arguments("daemon", "-v", "-v"), env=self.program.environment(),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr)
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)
        return child

    def test_a_log_that_nobody_reads_stops_nothing(self):
        reading, writing = os.pipe()
        filler = b"x" * 4096
        os.set_blocking(writing, False)
        try:
            while True:
                os.write(writing, filler)
        except BlockingIOError:
            pass
        os.set_blocking(writing, True)
        child = self.start_with_log(writing)
        self.wait_for(lambda: self.twin.requests(host=HOST))
        self.stop(child)
        os.close(reading)
        os.close(writing)

    def test_a_log_on_a_full_disk_stops_nothing(self):
        full = os.open("/dev/full", os.O_WRONLY)
        child = self.start_with_log(full)
        self.wait_for(lambda: self.twin.requests(host=HOST))
        self.stop(child)
        os.close(full)

    def test_a_log_whose_reader_is_gone_stops_nothing(self):
        reading, writing = os.pipe()
        os.close(reading)
        child = self.start_with_log(writing)
        self.wait_for(lambda: self.twin.requests(host=HOST))
        self.stop(child)
        os.close(writing)

    def test_interrupt_stops_it_too(self):
        self.stop(self.start(), signal.SIGINT)

    def test_there_is_only_one(self):
        process = self.start()
        second = self.program.run("daemon", expect=75, timeout=20)
        self.assertTrue(second.stderr.strip())
        self.program.run("crawl", "--source", blackbox.LIVONIA, expect=75, timeout=20)
        self.stop(process)

    def test_the_command_line_works_beside_it(self):
        process = self.start()
        self.wait_for(lambda: self.act_requests())
        self.subscribe("beside@example.org")
        self.program.run("subscriptions", "show", "beside@example.org")
        self.assertEqual(self.program.json("changes")["changes"], [])
        self.program.json("search", "kaņepes")
        self.program.run("alerts", "send")
        self.stop(process)

    def test_after_a_kill_it_starts_again(self):
        process = self.start()
        process.kill()
        process.wait()
        self.stop(self.start())


if __name__ == "__main__":
    unittest.main()
