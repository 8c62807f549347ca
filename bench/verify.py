# SPDX-License-Identifier: GPL-3.0-or-later
"""`verify` over a generated archive beside what it cannot do without: gunzip of the archive and SHA-256 of what comes out; then with the
search index, which it reads too, beside SHA-256 of those files as well.

CPU is user and system time of the whole process, the median of the rounds, contestants in turn. The archive is made by
the program itself: `--acts` acts of a twin, `--editions` editions of each (a year of weekly changes is 52).
Usage: bench/verify.py build/bench/zakonwatch [--acts N] [--editions N] [--rounds N]"""
import argparse
import datetime
import gzip
import hashlib
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests/twin")]
import program  # noqa: E402
import replica  # noqa: E402
import server  # noqa: E402

COUNTRY = """[country]
code = "XX"
name = { en = "Bench", ru = "Стенд" }
languages = ["lv"]
time_zone = "Europe/Riga"
[[source]]
id = "xx-law"
kind = "consolidated"
title = "Bench"
home = "https://law.bench.example/"
identity = "source_id"
text_state = "current"
verified = "none"
schedule = "every 1h"
[source.discover]
watchlist = { url = "https://law.bench.example/{id}" }
[source.document]
language = "lv"
title = "//h1"
body = "//div[@class='law']"
"""


def page(act, edition, articles=300):
    """A law of some 150 kB, one article of which is another at each edition."""
    out = [f"<!DOCTYPE html><html><head><title>Likums {act}</title></head><body><div class='law'><h1>Likums {act}</h1>"]
    for n in range(1, articles + 1):
        term = edition if n == 1 + edition % articles else 0
        words = hashlib.sha256(f"{act}-{n}-{term}".encode()).hexdigest()  # text that does not compress to nothing
        out.append(f"<p><b>{n}. pants.</b> Tējas vārīšana {words}</p><p>(1) Par tējas izliešanu soda ar naudas sodu līdz "
                   f"{100 + term} eiro, ja tā izlieta {words[::-1]} reizes, un tēju atņem {words[5:40]}.</p>")
    return "".join(out) + "</div></body></html>"


def archive(executable, folder, acts, editions):
    sources = folder / "sources/countries"
    sources.mkdir(parents=True)
    (sources / "xx.toml").write_text(COUNTRY + "".join(f'[[watch]]\nact = "{n}"\ntitle = "Likums {n}"\n' for n in range(acts)),
                                     encoding="utf-8")
    site = replica.Site("law", ["law.bench.example"])
    for n in range(acts):
        site.put(f"/{n}", [page(n, edition) for edition in range(editions)])
    with server.Twin([site], folder=folder / "twin") as twin:
        run = program.Program(folder, twin, sources=folder / "sources", executable=executable)
        day = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.timezone.utc)
        for edition in range(editions):
            site.moment = edition
            run.now = (day + datetime.timedelta(days=7 * edition)).isoformat()
            run.crawl("xx-law", timeout=600)
    return run


def cpu(command, environment=None):
    child = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("zakonwatch")
    parser.add_argument("--acts", type=int, default=10)
    parser.add_argument("--editions", type=int, default=52)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zakonwatch-bench-") as name:
        folder = pathlib.Path(name)
        run = archive(pathlib.Path(arguments.zakonwatch).resolve(), folder, arguments.acts, arguments.editions)
        files = sorted((run.state / "warc").glob("*.gz"))
        unpacked = folder / "unpacked"
        unpacked.mkdir()
        for file in files:
            (unpacked / file.stem).write_bytes(gzip.decompress(file.read_bytes()))
        plain = sorted(unpacked.iterdir())
        index, aside = run.state / "index", folder / "index"
        indexed = [file for file in index.rglob("*") if file.is_file()] + [run.state / "record.db"]
        times = {"gunzip": [], "sha256sum": [], "verify": [], "sha256sum of index": [], "verify with index": []}
        for _ in range(arguments.rounds):
            times["gunzip"].append(cpu(["gzip", "-t", *files]))
            times["sha256sum"].append(cpu(["sha256sum", *plain]))
            times["sha256sum of index"].append(cpu(["sha256sum", *indexed]))
            times["verify with index"].append(cpu(run.arguments("verify"), run.environment()))
            index.rename(aside)  # a state without an index: the archive and the record alone
            times["verify"].append(cpu(run.arguments("verify"), run.environment()))
            aside.rename(index)
        t = {what: statistics.median(values) for what, values in times.items()}
        size, index_size = (sum(file.stat().st_size for file in some) / 1e6 for some in (plain, indexed))
    print("| what is verified | MB | gunzip, s | sha256sum of the same, s | verify, s | ratio to their sum |")
    print("|---|---|---|---|---|---|")
    row("archive and record", size, t["gunzip"], t["sha256sum"], t["verify"])
    row("and record.db and index whole", size + index_size, t["gunzip"], t["sha256sum"] + t["sha256sum of index"], t["verify with index"])


def row(what, size, gunzip, hashed, verify):
    print(f"| {what} | {size:.0f} | {gunzip:.3f} | {hashed:.3f} | {verify:.3f} | {verify / (gunzip + hashed):.2f} |")


if __name__ == "__main__":
    main()
