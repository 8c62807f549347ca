#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real editions of three acts through the whole program: what was parsed, found and mailed at each date.

    tests/accuracy/spine.py --binary build/dev/zakonwatch --write docs/evidence/spine.md

Serves each edition in turn at the act's own address on a loopback twin, crawls it with the shipped source
files and the real binary, and compares the articles parsed with an independent count of headings in the
page. Needs the corpus beside the project (--corpus); without it there is nothing to measure.
"""
import argparse
import dataclasses
import datetime
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/twin"))
import program  # noqa: E402
import replica  # noqa: E402
import server  # noqa: E402

READER = "spine@example.org"


@dataclasses.dataclass
class Act:
    title: str
    id: str
    source: str
    folder: str
    address: str
    headings: callable  # page text -> numbers of its article headings, in order
    media_type: str
    labels: str = ""  # official notes as truth: labels/<file> of the corpus


def plain(text):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<sup>\s*(\d+)\s*</sup>", r"^\1", text,
                                                                           flags=re.I))))


def latvian_headings(page):
    """Bold headings of the print view; the table of contents and the transitional points are none."""
    found = []
    for match in re.finditer(r"<P class=['\"]TV213 TVP['\"][^>]*>(.*?)</P>", page, re.S | re.I):
        number = re.match(r"\s*(\d+)\.\s*(?:\^(\d+))?\s*pants", plain(match.group(1)))
        if number:
            found.append("_".join(part for part in number.groups() if part))
    return found


def ukrainian_headings(page):
    """Lines that begin with "Стаття N": an excluded article is a note in braces and counts as well."""
    found = []
    for line in page.splitlines():
        number = re.match(r"(?:\*\*|#+ )?[СC]таття (\d+)(?:\s*-\s*(\d+))?\s*\\?\.", line)
        excluded = re.match(r"[({]\s*[СC]татт[юяі] (\d+)(?:\s*-\s*(\d+))? (?:виключено|втратила чинність)", line)
        if number or excluded:
            found.append("_".join(part for part in (number or excluded).groups() if part))
    return found


ACTS = [
    Act("Latvia, Criminal Law", "lv/88966", "lv-likumi", "LV/kriminallikums",
        "https://likumi.lv/body_print.php?id=88966", latvian_headings, "text/html; charset=UTF-8"),
    Act("Latvia, law on the circulation of drugs", "lv/40283", "lv-likumi", "LV/nark-apr",
        "https://likumi.lv/body_print.php?id=40283", latvian_headings, "text/html; charset=UTF-8"),
    Act("Ukraine, Criminal Code", "ua/2341-14", "ua-rada", "UA/kriminalnyi-kodeks_2341-14",
        "https://data.rada.gov.ua/laws/show/2341-14", ukrainian_headings, "text/markdown; charset=utf-8",
        "ua_notes.jsonl"),
]


@dataclasses.dataclass
class Step:
    date: str
    on_page: int
    parsed: int
    missing: list
    extra: list
    result: dict
    shown: list
    labelled: set   # articles whose official note says they changed; None where nobody said
    touched: dict   # article -> public ids of its changes that are not editorial
    letters: int
    seconds: float


class Run:
    """One act, from its first edition to its last."""

    def __init__(self, act, corpus, executable):
        self.act = act
        self.executable = executable
        self.files = sorted((corpus / act.folder).glob("[12][0-9][0-9][0-9]*"))
        self.labels = self.read_labels(corpus)

    def read_labels(self, corpus):
        """Articles with a changed text, by the date of the newer edition."""
        if not self.act.labels:
            return {}
        rows = map(json.loads, (corpus / "labels" / self.act.labels).read_text(encoding="utf-8").splitlines())
        return {row["to"]: {re.sub(r"[ -]+", "_", str(article["article"])) for article in row["articles"]
                            if article["text_changed"]} for row in rows}

    def steps(self):
        site = replica.from_pages(self.act.address, self.files, self.act.media_type)
        with tempfile.TemporaryDirectory(prefix="spine-") as folder, server.Twin([site]) as twin:
            run = program.Program(folder, twin, sources=None, executable=self.executable)
            seen, last_shown, last_seq = 0, 0, 0
            for number, file in enumerate(self.files):
                date = self.date_of(file)
                run.now = f"{date + datetime.timedelta(days=1)}T06:00:00Z"
                if number == 0:
                    run.run("subscribe", READER, "--confirmed")
                twin.move(number)
                began = time.monotonic()
                result = run.crawl(self.act.source, expect=None, timeout=600)[self.act.source]
                took = time.monotonic() - began
                run.run("alerts", "send")
                shown = run.json("changes", "--after", last_shown)
                every = run.json("changes", "--all", "--after", last_seq)
                last_shown, last_seq = max(last_shown, shown["last_seq"]), max(last_seq, every["last_seq"])
                letters = len(run.letters())
                yield Step(str(date), *self.articles(file), result, shown["changes"], self.labels.get(str(date)),
                           self.touched(every["changes"]), letters - seen, took)
                seen = letters

    @staticmethod
    def touched(changes):
        """A text that moved counts for both articles; a chapter that came or went for each of its articles."""
        found = {}
        for change in changes:
            if change["editorial"]:
                continue
            articles = {article for article in change["article"].values() if article}
            if not articles:
                side = change["new"] or change["old"]
                articles = set(re.findall(r"(?m)^(\d+-\d+|\d{3}) ", side["text"])) or {side["eid"]}
            for article in articles:
                found.setdefault(re.sub(r"\s*-\s*", "_", article.removeprefix("art_")), []).append(change["id"])
        return found

    @staticmethod
    def date_of(file):
        digits = re.sub(r"\D", "", file.stem)
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))

    def articles(self, file):
        """(headings on the page, articles parsed, missing, extra)"""
        expected = self.act.headings(file.read_text(encoding="utf-8", errors="replace"))
        done = subprocess.run([self.executable, "parse", file, "--source", self.act.source, "--type",
                               file.suffix.lstrip("."), "--json"], capture_output=True, text=True, timeout=300)
        if done.returncode:
            return len(expected), 0, ["(not parsed)"], [done.stderr.strip()[-200:]]
        parsed = [p["eid"].removeprefix("art_") for p in json.loads(done.stdout)["provisions"]
                  if p["type"] == "article" and "__" not in p["eid"]]
        return (len(expected), len(parsed), [n for n in dict.fromkeys(expected) if n not in set(parsed)],
                [n for n in parsed if n not in set(expected)])


def table(act, steps):
    lines = [f"## {act.title} (`{act.id}`)", "",
             "| edition | headings on the page | articles parsed | changes | about drugs | held | letters | seconds |",
             "|---|---|---|---|---|---|---|---|"]
    for step in steps:
        r = step.result
        lines.append(f"| {step.date} | {step.on_page} | {step.parsed} | {r['changes']} | {r['relevant_changes']} | "
                     f"{r['held']} | {step.letters} | {step.seconds:.1f} |")
    lines.append("")
    for step in steps:
        if step.missing or step.extra:
            lines.append(f"- {step.date}: not parsed: {', '.join(step.missing) or 'none'}; "
                         f"without a heading of their own: {', '.join(step.extra) or 'none'}")
    if any(step.labelled is not None for step in steps):
        lines += ["", "Articles changed by their official notes (corpus labels), and what the program says:", "",
                  "| edition | by the notes | found | missed | found without a note |", "|---|---|---|---|---|"]
        for step in steps:
            if step.labelled is not None:
                touched = set(step.touched)
                lines.append(f"| {step.date} | {len(step.labelled)} | {len(step.labelled & touched)} | "
                             f"{', '.join(sorted(step.labelled - touched)) or '-'} | "
                             f"{', '.join(sorted(touched - step.labelled)) or '-'} |")
    lines += ["", "Changes about drugs:", ""]
    for step in steps:
        for change in step.shown:
            side = change["new"] or change["old"]
            effects = ", ".join(sorted({effect["kind"] for effect in change["effects"]})) or "-"
            by = change["attribution"]["number"] or change["attribution"]["date"] or "nobody named"
            lines.append(f"- {step.date} {change['kind']} {side['label']} ({change['direction']}; {effects}; {by})")
    return "\n".join(lines) + "\n"


def report(acts, corpus, executable):
    parts = ["# The spine on real editions", "",
             "Each edition was served in turn at the act's own address and crawled with the shipped source files. "
             "\"Headings on the page\" is an independent count (a search for headings in the raw page). Regenerate with:",
             "", "    tests/accuracy/spine.py --binary build/dev/zakonwatch --write docs/evidence/spine.md", ""]
    for act in acts:
        steps = []
        for step in Run(act, corpus, executable).steps():
            steps.append(step)
            print(f"{act.id} {step.date}: {step.parsed}/{step.on_page} articles, {step.result['changes']} changes, "
                  f"{step.result['relevant_changes']} about drugs, {step.letters} letters, {step.seconds:.1f} s",
                  file=sys.stderr, flush=True)
        parts.append(table(act, steps))
    return "\n".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=program.binary())
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--write", type=pathlib.Path, help="the table goes here; what stands after its line "
                        "'<!-- read by hand -->' is kept")
    parser.add_argument("--act", action="append", help="only these act ids")
    options = parser.parse_args()
    if not options.corpus.exists():
        raise SystemExit(f"spine: no corpus at {options.corpus}: nothing measured")
    acts = [act for act in ACTS if not options.act or act.id in options.act]
    text = report(acts, options.corpus, options.binary.resolve())
    if not options.write:
        print(text)
        return
    by_hand = ""
    if options.write.exists():
        _, mark, rest = options.write.read_text(encoding="utf-8").partition("<!-- read by hand -->")
        by_hand = mark + rest
    options.write.write_text(text + ("\n" + by_hand if by_hand else ""), encoding="utf-8")


if __name__ == "__main__":
    main()
