# SPDX-License-Identifier: GPL-3.0-or-later
"""Common ground of the blackbox tests: a twin, a program, a clock that the test moves."""
import datetime
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "twin"))
import program  # noqa: E402
import replica  # noqa: E402
import server  # noqa: E402
import twin as twin_command  # noqa: E402

ROOT = program.ROOT
LIVONIA, BUZHIA, ALAZANIA = program.OUR_SOURCE_IDS
ACT = "/body_print.php?id=1001"
HOST = "likumi.livonia.example"
T0 = (ROOT / "tests/twin/livonia/t0/act.html").read_text(encoding="utf-8")
T1 = (ROOT / "tests/twin/livonia/t1/act.html").read_text(encoding="utf-8")


def require_binary():
    if not program.binary().exists():
        raise unittest.SkipTest(f"{program.binary()} is not built")


class Blackbox(unittest.TestCase):
    """Each test has its own twin, state and clock; the clock stands at noon and is moved by `later`."""

    mail = ""
    crawler = ""

    def setUp(self):
        require_binary()
        folder = tempfile.TemporaryDirectory(prefix="zakonwatch-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.twin = server.Twin(self.sites(), folder=self.folder / "twin").start()
        self.addCleanup(self.twin.stop)
        self.clock = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.timezone.utc)
        self.program = program.Program(self.folder, self.twin, now=self.clock.isoformat(), mail=self.mail,
                                       crawler=self.crawler)

    def sites(self):
        return twin_command.our_sites()

    def later(self, **delta):
        """The next command starts so much later (a day by default), past every delay and back-off."""
        self.clock += datetime.timedelta(**(delta or {"days": 1}))
        self.program.now = self.clock.isoformat()

    def subscribe(self, address="reader@example.org", *options):
        return self.program.run("subscribe", address, *options, "--confirmed")

    def send(self):
        self.program.run("alerts", "send")
        return self.program.letters()

    def crawl_livonia(self, **options):
        return self.program.crawl(LIVONIA, **options)[LIVONIA]

    def act_requests(self):
        return self.twin.requests(host=HOST, path="/body_print.php")


class OneAct(Blackbox):
    """Livonia alone, its page set by the test."""

    def sites(self):
        self.site = replica.Site("livonia", [HOST])
        self.show(T0)
        return [self.site]

    def show(self, *states):
        self.site.put(ACT, states)
        self.site.moment = 0
