# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold of a state folder however its program ended, found out without the program where that can be:
SQLite's own shell (I1), the archive read with gzip (I2), the chain with hashlib (I5), and `verify` over both."""
import collections
import email
import email.policy
import gzip
import hashlib
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import zlib


class Broken(AssertionError):
    pass


def require(condition, sentence):
    if not condition:
        raise Broken(sentence)


def rows(database, sql):
    with sqlite3.connect(database) as connection:
        result = connection.execute(sql).fetchall()
    connection.close()
    return result


def has_record(state):
    """False before the first entry: there is nothing to prove yet, and perhaps no table."""
    return (state / "record.db").exists() \
        and bool(rows(state / "record.db", "SELECT 1 FROM sqlite_schema WHERE name = 'ledger'")) \
        and bool(rows(state / "record.db", "SELECT 1 FROM ledger LIMIT 1"))


def databases_are_whole(state):
    for file in sorted(state.glob("*.db")):
        done = subprocess.run(["sqlite3", str(file), "PRAGMA integrity_check; PRAGMA foreign_key_check;"],
                              capture_output=True, text=True, timeout=60)
        require(done.stdout == "ok\n" and not done.stderr, f"I1 {file.name}: {done.stdout}{done.stderr}")


def archived(file, offset):
    """The first record of the gzip member at an offset: its header fields by lower-case name, and its block."""
    octets = zlib.decompressobj(wbits=31).decompress(file.read_bytes()[offset:])
    head, _, block = octets.partition(b"\r\n\r\n")
    fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    return {name.lower(): value for name, value in fields.items()}, block


def bodies_are_there(state):
    for source, url, file, offset in rows(state / "record.db",
                                          "SELECT source, url, warc_file, warc_offset FROM snapshot"):
        if not file:
            continue
        try:
            fields, block = archived(state / "warc" / file, offset)
        except (OSError, zlib.error) as error:
            raise Broken(f"I2 {source} {url}: {file} {offset}: {error}") from error
        require(len(block) == int(fields["content-length"]) + 4, f"I2 {file} {offset}: a record of another length")


def chain_is_whole(state):
    previous = "0" * 64
    for number, (seq, octets, digest) in enumerate(rows(state / "record.db",
                                                        "SELECT seq, bytes, hash FROM ledger ORDER BY seq"), 1):
        fields = dict(line.split(": ", 1) for line in octets.splitlines() if ": " in line)
        require(seq == number, f"I5 entry {number} is missing")
        require(fields["prev"] == previous, f"I5 entry {seq} does not follow the one before")
        require(hashlib.sha256(octets.encode()).hexdigest() == digest, f"I5 entry {seq} has another hash")
        previous = digest
    told = rows(state / "record.db", "SELECT ledger_seq FROM snapshot UNION ALL SELECT ledger_seq FROM version")
    ledger = rows(state / "record.db", "SELECT seq FROM ledger WHERE kind IN ('response', 'version')")
    require(sorted(told) == sorted(ledger), "I5 an entry and the row it vouches for are not one to one")


def archive_reads_to_its_end(state):
    for file in (state / "warc").glob("*.warc.gz"):
        try:
            with gzip.open(file) as members:
                while members.read(1 << 20):
                    pass
        except (OSError, EOFError, zlib.error) as error:
            raise Broken(f"I2 {file.name}: {error}") from error


def record_types(state):
    """The archive as a reader of WARC meets it: the types of its records, file by file."""
    types = []
    for file in sorted((state / "warc").glob("*.warc.gz")):
        with gzip.open(file) as members:
            types.append(re.findall(rb"^WARC-Type: (\w+)\r$", members.read(), re.MULTILINE))
    return [[kind.decode() for kind in kinds] for kinds in types]


def sums_hold(pack):
    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=pack, capture_output=True, text=True, timeout=60)
    require(done.returncode == 0, f"the pack is not whole: {done.stdout}{done.stderr}")


def nowhere(state, word):
    left = [file.name for file in state.rglob("*") if file.is_file() and word.encode() in file.read_bytes()]
    require(not left, f"S11 {word} is still in {left}")


def nothing_piles_up(state):
    """What an interruption left is gone when the job has been taken up again."""
    generations = [folder.name for folder in (state / "index").glob("[0-9]*")]
    require(len(generations) == 1, f"I6 generations of the index: {generations}")
    left = [str(file) for file in state.rglob("*") if file.suffix in (".part", ".new", ".tmp")]
    require(not left, f"left lying about: {left}")


def program_agrees(program, state):
    done = program.run("--state", state, "verify", expect=None)
    require(done.returncode == 0 and "sound" in done.stdout, f"I2/I5 verify: {done.stdout}{done.stderr}")


def check(program, state):
    """Of a copy: looking with SQLite's shell would tidy up what a kill left."""
    with tempfile.TemporaryDirectory(prefix="crash-look-") as folder:
        copy = pathlib.Path(folder) / "state"
        if not state.exists():
            return
        shutil.copytree(state, copy)
        databases_are_whole(copy)
    with tempfile.TemporaryDirectory(prefix="crash-look-") as folder:
        copy = pathlib.Path(folder) / "state"
        shutil.copytree(state, copy)
        if not has_record(copy):
            return
        program_agrees(program, copy)
        bodies_are_there(copy)
        chain_is_whole(copy)


# What a state says, but for the instants and numbers that depend on how often a run was begun (I3).
SAYINGS = {
    "changes": """SELECT c.country, c.act, c.source, c.kind, c.direction, c.ordinal, c.backfill, c.pending, c.state,
                         old.text_sha256, new.text_sha256
                  FROM change c JOIN version old ON old.id = c.old_version JOIN version new ON new.id = c.new_version""",
    "versions": """SELECT e.act, e.language, e.source, v.valid_from, v.text_sha256, v.baseline, v.superseded, s.body_sha256,
                          (SELECT count(*) FROM version_provision p WHERE p.version = v.id)
                   FROM version v JOIN expression e ON e.id = v.expression JOIN snapshot s ON s.id = v.snapshot""",
    "documents": "SELECT source, url, key, title, body_sha256, pending_fingerprint, flaps FROM document",
    "alerts": """SELECT a.subscription, c.act, c.ordinal, c.kind, a.kind, coalesce(d.state, 'owed')
                 FROM alert a JOIN change c ON c.seq = a.change LEFT JOIN digest d ON d.id = a.digest""",
    "held": "SELECT source, url, body_sha256, reason FROM snapshot WHERE state <> 'accepted'",
}


def essence(state):
    said = {name: sorted(map(repr, rows(state / "record.db", sql))) for name, sql in SAYINGS.items()}
    said["people"] = sorted(rows(state / "subscribers.db", "SELECT id, address FROM subscriber"))
    return said


def found(program, *words):
    """What searching finds (I6)."""
    answers = []
    for word in words:
        answer = program.json("search", word)
        answers.append((word, answer["total"], answer["facets"], [(one["act"], one["eid"]) for one in answer["results"]]))
    return json.loads(json.dumps(answers))


def letters(maildir):
    """By reader: Message-ID and words, once a copy. How the sources fare is told as of the moment of sending."""
    by_reader = collections.defaultdict(list)
    for file in sorted(maildir.glob("new/*")) if maildir.exists() else []:
        letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        by_reader[letter["To"]].append((letter["Message-ID"], letter.get_body(("plain",)).get_content().split("What was checked:")[0]))
    return dict(by_reader)


def same(expected, got, what):
    if expected == got:
        return
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected.keys() | got.keys():
            same(expected.get(key), got.get(key), f"{what}: {key}")
    if isinstance(expected, list) and isinstance(got, list):
        lost = [one for one in expected if one not in got]
        more = [one for one in got if one not in expected]
        raise Broken(f"{what}: lost {lost[:3]}, too much {more[:3]}, {len(expected)} expected, {len(got)} there")
    raise Broken(f"{what}: {str(expected)[:500]} expected, {str(got)[:500]} there")
