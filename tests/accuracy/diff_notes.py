#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diff against the official notes of amendment: precision and recall per pair of editions.

labels/ua_notes.jsonl names, per pair of editions of the Ukrainian Criminal Code, the articles whose note
changed and whether their text did. An article is found when a change that is not editorial speaks of it.
Usage: diff_notes.py --binary build/zakonwatch --corpus ../shared/corpus [--verbose]
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import time


def run(binary, sources, *words):
    command = [binary, *map(str, words)] + (["--sources", sources] if sources else [])
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode > 1:
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def articles_by_container(binary, sources, file, language):
    """eId of every container -> labels of the articles inside it."""
    act = run(binary, sources, "parse", file, "--language", language, "--json")
    parents = {provision["eid"]: provision["parent"] for provision in act["provisions"]}
    inside = {}
    for provision in act["provisions"]:
        up = provision["parent"]
        while provision["type"] == "article" and up:
            inside.setdefault(up, set()).add(label(provision["eid"]))
            up = parents[up]
    return inside


def label(eid):
    return eid.removeprefix("art_").replace("_", "-") if re.fullmatch(r"art_[0-9_]+[a-z]?", eid or "") else None


def articles_of(change, inside_old, inside_new):
    found = {label(change["article"]["old"]), label(change["article"]["new"])}
    if change["scope"] == "subtree":
        for side, inside in (("old", inside_old), ("new", inside_new)):
            if change[side]:
                found |= inside.get(change[side]["eid"], set())
    return found - {None}


def check_invariants(change):
    old, new = change["old"], change["new"]
    joined = lambda ops: "".join(edit["text"] for edit in change["redline"] if edit["op"] in ops)
    assert joined(("equal", "delete")) == (old["text"] if old else ""), change
    assert joined(("equal", "insert")) == (new["text"] if new else ""), change


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--sources")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    corpus = pathlib.Path(args.corpus)
    folder = corpus / "UA/kriminalnyi-kodeks_2341-14"
    totals = [0, 0, 0]
    attributed = [0, 0]
    print("| from | to | labelled | found | missed | outside the labels | attribution | seconds |\n|---|---|--:|--:|--:|--:|--:|--:|")
    for line in (corpus / "labels/ua_notes.jsonl").read_text().splitlines():
        pair = json.loads(line)
        old, new = folder / f"{pair['from']}.md", folder / f"{pair['to']}.md"
        begin = time.monotonic()
        result = run(args.binary, args.sources, "diff", old, new, "--language", "uk", "--all", "--format", "json")
        seconds = time.monotonic() - begin
        inside = [articles_by_container(args.binary, args.sources, file, "uk") for file in (old, new)]
        found = {}
        for change in result["changes"]:
            check_invariants(change)
            for article in articles_of(change, *inside) if not change["editorial"] else ():
                found.setdefault(article, []).append(change)
        amended = lambda row: row["text_changed"] and any(note["kind"] == "amend" for note in row["new_notes"])
        wanted = {row["article"]: row for row in pair["articles"] if amended(row)}
        known = {row["article"] for row in pair["articles"]}
        missed, outside = sorted(set(wanted) - set(found)), sorted(set(found) - known)
        totals[0] += len(set(wanted) & set(found))
        totals[1] += len(missed)
        totals[2] += len(outside)
        good = 0
        for article in set(wanted) & set(found):
            laws = {note["law_number"] for note in wanted[article]["new_notes"]}
            said = {change["attribution"]["number"] for change in found[article]}
            good += bool(laws & said)
        attributed[0] += good
        attributed[1] += len(set(wanted) & set(found))
        print(f"| {pair['from']} | {pair['to']} | {len(wanted)} | {len(set(wanted) & set(found))} | {len(missed)} | {len(outside)} "
              f"| {good}/{len(set(wanted) & set(found))} | {seconds:.2f} |")
        if args.verbose:
            print("   missed", missed, "outside", outside)
            for article in outside:
                for change in found[article]:
                    print("     ", change["kind"], (change["old"] or change["new"])["eid"],
                          "".join({"delete": "[-%s-]", "insert": "{+%s+}", "equal": "%.0s…"}[e["op"]] % e["text"] for e in change["redline"])[:300])
    hit, miss, extra = totals
    print(f"\nrecall {hit}/{hit + miss} = {hit / (hit + miss):.4f}; precision {hit}/{hit + extra} = {hit / (hit + extra):.4f}; "
          f"amending act named rightly {attributed[0]}/{attributed[1]} = {attributed[0] / attributed[1]:.4f}")


if __name__ == "__main__":
    main()
