# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs that are interrupted: how each begins, what is run, how it is taken up again, what must then be true."""
import pathlib
import random
import re
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "twin"))
import invariants  # noqa: E402
import program as programs  # noqa: E402
import server  # noqa: E402
import twin as twins  # noqa: E402

READERS = ("reader1@example.org", "reader2@example.org", "reader3@example.org")
SOURCES = [word for source in programs.OUR_SOURCE_IDS for word in ("--source", source)]
BASELINE, REFORM = "2026-03-02T12:00:00+00:00", "2026-03-03T12:00:00+00:00"
REDESIGN, LONG_AFTER = "2026-03-04T12:00:00+00:00", "2027-03-09T12:00:00+00:00"
LIVONIA, PAGE = "likumi.livonia.example", "/body_print.php?id=1001"
WORDS = ("cannabis",)  # a concept: found in every language


class Stage:
    """Twins, a program and a folder that can be put back to how a job begins. `made` folders by name."""

    def __init__(self, folder, executable):
        self.folder = folder
        self.twin = server.Twin(twins.our_sites(), folder=folder / "twin").start()
        self.twin.site(LIVONIA).put(PAGE, [*pages(), redesigned(pages()[-1])])
        self.program = programs.Program(folder / "run", self.twin, executable=executable, now=BASELINE)
        self.state, self.maildir = self.program.state, self.program.maildir
        self.backup, self.out = self.program.folder / "backup", self.program.folder / "out"
        self.under = [self.state, self.maildir, self.backup, self.out]
        self.kept = {}

    def close(self):
        self.twin.stop()

    def at(self, now, moment):
        self.program.now = now
        self.twin.move(moment)

    def keep(self, name):
        """What is there now can be had again as `name`."""
        self.kept[name] = self.folder / "kept" / name
        for folder in self.under:
            if folder.exists():
                shutil.copytree(folder, self.kept[name] / folder.name)
        (self.kept[name]).mkdir(parents=True, exist_ok=True)

    def put_back(self, name):
        for folder in self.under:
            shutil.rmtree(folder, ignore_errors=True)
            if (self.kept[name] / folder.name).exists():
                shutil.copytree(self.kept[name] / folder.name, folder)

    def prepare(self):
        self.state.mkdir(parents=True, mode=0o700)
        self.keep("nothing")
        for reader in READERS:
            self.program.run("subscribe", reader, "--confirmed")
        self.keep("readers")
        self.program.run("crawl", *SOURCES)
        self.keep("baseline")
        self.program.run("backup", self.backup)
        self.at(REFORM, "t1")
        self.keep("backed up")  # an older backup is there, and the record has not gone on yet
        self.program.run("crawl", *SOURCES)
        self.keep("older backup")
        shutil.rmtree(self.backup)
        self.keep("reform")
        self.program.run("backup", self.backup)
        shutil.rmtree(self.state)
        self.keep("backup alone")
        self.put_back("reform")
        self.change = self.program.changes()[0]["id"]
        self.out.mkdir()
        self.keep("to export")
        self.program.run("alerts", "send")
        self.keep("told")
        self.put_back("reform")
        self.at(REDESIGN, "t2")
        self.program.run("crawl", *SOURCES, expect=None)
        (held,) = [one["snapshot"] for one in self.program.json("triage", "list")["held"]]
        self.program.run("triage", "reject", held)
        self.keep("rejected")
        self.put_back("reform")
        age(self.state / "record.db", "store/record_schema.cpp")
        age(self.state / "subscribers.db", "store/subscribers_schema.cpp")
        self.keep("first schema")


def pages():
    return [(twins.HERE / "livonia" / moment / "act.html").read_text(encoding="utf-8") for moment in ("t0", "t1")]


def redesigned(page):
    """The law is where nobody finds it, and the page is large."""
    noise = random.Random(20261127).randbytes(40_000).hex()
    return page.replace("class='doc-body'", "class='law-text'").replace("</body>", f"<script>var s = '{noise}'</script></body>")


def age(database, schema_file):
    """The file as the first schema had it, with the rows of today."""
    first = re.search(r'kFirst = R"sql\((.*?)\)sql"', (programs.ROOT / schema_file).read_text(), re.DOTALL).group(1)
    old = database.with_suffix(".old")
    connection = sqlite3.connect(old, isolation_level=None)
    connection.executescript(f"BEGIN; {first} COMMIT;")
    connection.execute("ATTACH ? AS today", (str(database),))
    tables = [name for (name,) in connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    connection.execute("BEGIN")
    for table in tables:
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    connection.execute("COMMIT")
    (mark,) = connection.execute("PRAGMA today.application_id").fetchone()
    connection.execute("DETACH today")
    connection.execute(f"PRAGMA application_id = {mark}")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    for left in database.parent.glob(database.name + "*"):
        left.unlink()
    old.rename(database)
    database.chmod(0o600)


class Job:
    """`begins`: what is put back; `words`: what is run at `now` while the sites show `moment`."""

    begins, words, now, moment = "", (), REFORM, "t1"

    def __init__(self, stage):
        self.stage, self.program = stage, stage.program
        self.expected = None

    def begin(self):
        self.stage.put_back(self.begins)
        self.stage.at(self.now, self.moment)

    def learn(self):
        """What an uninterrupted run leads to."""
        self.begin()
        self.program.run(*self.words)
        self.take_up_again()
        self.expected = self.outcome()

    def look(self):
        """Right after the interruption."""
        invariants.check(self.program, self.stage.state)

    def later(self, hours):
        """Past every lease and back-off, and the same day: a version's date may be that of its first seeing."""
        self.program.now = self.now.replace("T12", f"T{12 + hours}")

    def take_up_again(self):
        self.later(1)
        self.program.run(*self.words)

    def outcome(self):
        return {"record": invariants.essence(self.stage.state), "search": invariants.found(self.program, *WORDS)}

    def finish(self, interruptions):
        """Takes it up again and holds the outcome to the uninterrupted one."""
        self.take_up_again()
        invariants.check(self.program, self.stage.state)
        invariants.archive_reads_to_its_end(self.stage.state)
        invariants.nothing_piles_up(self.stage.state)
        invariants.same(self.expected, self.outcome(), self.name())

    @classmethod
    def name(cls):
        return cls.__name__.lower().replace("_", " ")


class First_Crawl(Job):
    """Into an empty state."""

    begins, words, now, moment = "readers", ("crawl", *SOURCES), BASELINE, "t0"


class Crawl(Job):
    """A reform is found, and mail is owed."""

    begins, words = "baseline", ("crawl", *SOURCES)


class Index(Job):
    begins, words = "reform", ("reindex",)


class Mail(Job):
    """To three readers, into a Maildir."""

    begins, words = "reform", ("alerts", "send")

    def take_up_again(self):
        for hours in (1, 3):
            self.later(hours)
            self.program.run("alerts", "send")

    def outcome(self):
        return {"record": invariants.essence(self.stage.state),
                "letters": {reader: copies[0][1] for reader, copies in invariants.letters(self.stage.maildir).items()}}

    def finish(self, interruptions):
        super().finish(interruptions)
        for reader, copies in invariants.letters(self.stage.maildir).items():
            invariants.require(len(copies) <= 1 + interruptions, f"I4 {reader}: {len(copies)} copies")
            invariants.require(len(set(copies)) == 1, f"I4 {reader}: copies that differ")


class Migration(Mail):
    """Files of the first schema, brought to today's by the first command that writes."""

    begins = "first schema"

    def look(self):
        # An older schema is not this program's to verify: SQLite's shell and the chain are.
        state = self.stage.state
        invariants.databases_are_whole(state)
        invariants.chain_is_whole(state)
        invariants.bodies_are_there(state)

    def finish(self, interruptions):
        super().finish(interruptions)
        left = sorted(file.name for file in self.stage.state.glob("subscribers.db.*"))
        invariants.require(not left, f"a copy of the subscribers is left: {left}")


class Backup(Job):
    """Beside an older one, which must stay good until the new one is whole."""

    begins = "older backup"

    def __init__(self, stage):
        super().__init__(stage)
        self.words = ("backup", stage.backup)

    def restored(self):
        """What the backup holds, by restoring it elsewhere."""
        elsewhere = self.stage.folder / "elsewhere"
        shutil.rmtree(elsewhere, ignore_errors=True)
        self.program.run("--state", elsewhere, "restore", self.stage.backup)
        invariants.check(self.program, elsewhere)
        return invariants.essence(elsewhere)

    def learn(self):
        self.begin()
        self.older = self.restored()
        super().learn()

    def look(self):
        super().look()
        got = self.restored()
        invariants.require(got in (self.older, self.expected["record"]), "the backup is neither the old nor the new one")

    def outcome(self):
        return {"record": invariants.essence(self.stage.state), "restored": self.restored()}


class Restore(Job):
    begins = "backup alone"

    def __init__(self, stage):
        super().__init__(stage)
        self.words = ("restore", stage.backup)

    def take_up_again(self):
        self.later(1)
        done = self.program.run(*self.words, expect=None)
        if done.returncode == 2:  # the record is there, and restoring overwrites none: what is missing is the index
            self.program.run("reindex")
        else:
            invariants.require(done.returncode == 0, done.stderr)


class Prune(Job):
    """A large page that was held and rejected leaves the archive."""

    begins, words, now, moment = "rejected", ("prune",), LONG_AFTER, "t2"

    def outcome(self):
        return super().outcome() | {"archive": invariants.record_types(self.stage.state)}


class Verify(Job):
    begins, words = "reform", ("verify",)


class Doctor(Job):
    begins, words = "reform", ("doctor",)

    def take_up_again(self):
        self.later(1)
        self.program.run(*self.words, expect=None)  # it may find fault with this machine

    def learn(self):
        self.begin()
        self.take_up_again()
        self.expected = self.outcome()


class Export(Job):
    """An evidence pack: it is there whole, or not at all."""

    begins = "to export"

    def __init__(self, stage):
        super().__init__(stage)
        self.pack = stage.out / "pack"
        self.words = ("export", "--change", stage.change, "--output", self.pack)

    def look(self):
        super().look()
        if self.pack.exists():
            invariants.sums_hold(self.pack)

    def take_up_again(self):
        self.later(1)
        if not self.pack.exists():  # what is there is not written over
            self.program.run(*self.words)
        invariants.sums_hold(self.pack)

    def outcome(self):
        return super().outcome() | {"pack": sorted(str(file.relative_to(self.pack)) for file in self.pack.rglob("*"))}


class Forget(Job):
    """Of a reader who was written to."""

    begins, words = "told", ("subscriptions", "forget", READERS[0])

    def take_up_again(self):
        self.later(1)
        self.program.run(*self.words, expect=None)  # "not subscribed", where it was done already
        invariants.nowhere(self.stage.state, READERS[0])


JOBS = (First_Crawl, Crawl, Index, Mail, Migration, Backup, Restore, Prune, Verify, Doctor, Export, Forget)
