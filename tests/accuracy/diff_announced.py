#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diff against the amending acts themselves: what they order against what the diff reports.

For every amending act of the corpus and every pair of successive editions of the act it changes, the pair in
which most of its orders are worked in. Counted: orders that could be read and placed; of these, orders that the
new edition shows (recall of the editions' own kind); changes that some order announced.
Usage: diff_announced.py --binary build/zakonwatch --corpus ../shared/corpus [--sources sources] [--verbose]
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys

SERIES = [
    ("SK/omamne-latky_139-1998", "sk", "SK/acts"),
    ("SK/trestny-zakon_140-1961", "sk", "SK/acts"),
    ("CZ/navykove-latky_167-1998", "cs", "CZ/acts"),
    ("CZ/prekursory_272-2013", "cs", "CZ/acts"),
    ("CZ/trestni-zakonik_40-2009", "cs", "CZ/acts"),
]


def run(args, *words):
    command = [args.binary, *map(str, words)] + (["--sources", args.sources] if args.sources else [])
    done = subprocess.run(command, capture_output=True, check=False)
    return json.loads(done.stdout) if done.returncode <= 1 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--sources")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    corpus = pathlib.Path(args.corpus)
    total = collections.Counter()
    print("| act | amending act | edition | orders | read and placed | worked in | changes | announced |\n|---|---|---|--:|--:|--:|--:|--:|")
    for folder, language, acts in SERIES:
        number = re.sub(r".*_(\d+)-(\d+)$", r"\1/\2", folder)
        files = sorted((corpus / folder).glob("*.md"))
        for act in sorted((corpus / acts).glob("*.md")):
            if number not in act.read_text():
                continue
            best = None
            for old, new in zip(files, files[1:]):
                if new.stem < act.stem[3:7]:
                    continue
                result = run(args, "diff", old, new, "--language", language, "--with", act, "--all", "--format", "json")
                report = result and result["reconciliation"]
                if not report:
                    continue
                states = collections.Counter(one["state"] for one in report["announced"])
                if best is None or states["worked_in"] > best[1]["worked_in"]:
                    best = (new, states, result, report)
            if best is None or best[1]["worked_in"] == 0:
                continue
            new, states, result, report = best
            orders = sum(states.values())
            placed = orders - states["unresolved"]
            changes = [c for c in result["changes"] if not c["editorial"]]
            announced = len(changes) - len(report["unannounced"])
            total.update(orders=orders, placed=placed, worked=states["worked_in"] + states["before"], changes=len(changes), announced=announced)
            print(f"| {number} | {act.stem} | {new.stem} | {orders} | {placed} | {states['worked_in']} | {len(changes)} | {announced} |", flush=True)
            if args.verbose:
                for one in report["announced"]:
                    if one["state"] != "worked_in":
                        print("    ", one["state"], one["kind"], one["targets"][:3], one["problem"], "<<", one["text"][:110])
                for one in report["unannounced"][:12]:
                    print("     unannounced", one)
    print(f"\norders read and placed {total['placed']}/{total['orders']}; of these shown by the editions {total['worked']}/{total['placed']}; "
          f"changes announced {total['announced']}/{total['changes']}")


if __name__ == "__main__":
    sys.exit(main())
