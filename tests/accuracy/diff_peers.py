#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one would have otherwise, on the same pairs: git diff --word-diff, wdiff and dwdiff beside Zakonwatch.

Per pair and tool: separate stretches of changed words, changed words, CPU seconds of the whole process.
Usage: diff_peers.py --binary build/zakonwatch --corpus ../shared/corpus [--sources sources]
"""
import argparse
import json
import pathlib
import re
import resource
import shutil
import subprocess

PAIRS = [("UA/kriminalnyi-kodeks_2341-14", "2014-10-16.md", "2014-10-23.md", "uk"),
         ("UA/kriminalnyi-kodeks_2341-14", "2007-10-01.md", "2008-05-07.md", "uk"),
         ("UA/kriminalnyi-kodeks_2341-14", "2009-03-21.md", "2009-04-07.md", "uk"),
         ("EE/npa-nimekirjad", "2016-07-25.md", "2016-09-16.md", "et"),
         ("CZ/trestni-zakonik_40-2009", None, None, "cs")]


def run(*words):
    def used():
        use = resource.getrusage(resource.RUSAGE_CHILDREN)
        return use.ru_utime + use.ru_stime
    before = used()
    out = subprocess.run([*map(str, words)], capture_output=True, check=False).stdout.decode(errors="replace")
    return out, used() - before


def counted(stretches):
    return len(stretches), sum(len(text.split()) for text in stretches)


def porcelain(out):
    body = [line for line in out.splitlines() if not line.startswith(("diff --git", "index ", "--- ", "+++ ", "@@"))]
    return [line[1:] for line in body if line[:1] in "+-" and line[1:].strip()]


def marked(out):
    return [a or b for a, b in re.findall(r"\[-(.*?)-\]|\{\+(.*?)\+\}", out, re.S)]


def ours(out):
    changes = [c for c in json.loads(out)["changes"] if not c["editorial"]]
    return len(changes), [e["text"] for c in changes for e in c["redline"] if e["op"] != "equal" and e["text"].strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--sources")
    args = parser.parse_args()
    print("| pair | tool | changes | runs | words | CPU s |\n|---|---|--:|--:|--:|--:|")
    for folder, old, new, language in PAIRS:
        place = pathlib.Path(args.corpus) / folder
        if old is None:
            old, new = [f.name for f in sorted(place.glob("*.md"))][-2:]
        files = (place / old, place / new)
        rows = [("git --word-diff", porcelain, ("git", "diff", "--no-index", "--word-diff=porcelain", *files)),
                ("wdiff", marked, ("wdiff", "-3", *files)), ("dwdiff", marked, ("dwdiff", "-3", "-P", *files))]
        name = f"{folder.split('/')[0]} {old[:-3]} → {new[:-3]}"
        for tool, read, command in rows:
            if not shutil.which(command[0]):
                continue
            out, seconds = run(*command)
            runs, words = counted(read(out))
            print(f"| {name} | {tool} | | {runs:,} | {words:,} | {seconds:.2f} |")
        out, seconds = run(args.binary, "diff", *files, "--language", language, "--all", "--json",
                           *(("--sources", args.sources) if args.sources else ()))
        changes, edits = ours(out)
        runs, words = counted(edits)
        print(f"| {name} | Zakonwatch | {changes:,} | {runs:,} | {words:,} | {seconds:.2f} (parsing both, redlines, effects) |")


if __name__ == "__main__":
    main()
