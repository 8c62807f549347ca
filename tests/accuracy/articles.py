#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Article lists of `zakonwatch parse` against an independent extraction from the same pages.

usage: articles.py BINARY CORPUS
Prints a Markdown table per edition and exits 1 when a list differs in a way that is not explained below. Skips
(exit 77) where the corpus is absent. The extraction knows each page's own markup and nothing of the parser.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


def eid(base, insert=""):
    base = base.lower() if base[0].isdigit() else base
    return "art_" + base + (f"_{insert.translate(RAISED)}" if insert else "")


def latvian(text):
    for heading in re.findall(r"<P class='TV213 TVP' id='p[^']*'>(.*?)</P>", text, re.S | re.I):
        plain = re.sub(r"<[^>]+>", "", re.sub(r"<sup>(\d+)</sup>", r"^\1", heading, flags=re.I)).strip()
        if found := re.match(r"(\d+)\s*\.?\s*\^?(\d*)\s*\.?\s*pants", plain):
            yield eid(*found.groups())


def ukrainian(text):
    for line in text.splitlines():
        line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line.replace("\\", "").replace("**", "").strip())
        found = re.match(r"[СC]таття\s+(\d+)(?:\s*-\s*(\d+))?\s*\.", line) or re.match(
            r"[{(]\s*[СC]татт[яюі]\s+(\d+)(?:\s*-\s*(\d+))?\s*(?:виключ|втрат)", line)
        if found:
            yield eid(found.group(1), found.group(2) or "")


def estonian(text):
    for line in text.splitlines():
        if found := re.match(r"(?:#+\s*|\*\*)?§\s*(\d+)\s*[-–]\s*(\d+)\.", line.strip()):
            yield from (eid(str(n)) for n in range(int(found.group(1)), int(found.group(2)) + 1))
        elif found := re.match(r"(?:#+\s*|\*\*|\(1\) )§\s*(\d+)\.?\s*(?:<sup>(\d+)</sup>|([¹²³⁴⁵⁶⁷⁸⁹⁰]+))?", line.strip()):
            yield eid(found.group(1), found.group(2) or found.group(3) or "")


def paragraphs(text):
    for line in text.splitlines():
        if found := re.match(r"#+\s*(?:§+|Čl\.|Článok)\s*(\d+\w*|[IVXLC]+)(?:\s|$)", line.strip()):
            yield eid(found.group(1))


SETS = [
    ("lv", "LV/kriminallikums/2*.html", latvian, "lv-likumi"), ("lv", "LV/nark-apr/[12]*.html", latvian, "lv-likumi"),
    ("uk", "UA/kriminalnyi-kodeks_2341-14/*.md", ukrainian, None), ("et", "EE/karistusseadustik/*.md", estonian, None),
    ("et", "EE/npa-nimekirjad/*.md", estonian, None), ("cs", "CZ/trestni-zakonik_40-2009/*.md", paragraphs, None),
    ("cs", "CZ/navykove-latky_167-1998/*.md", paragraphs, None), ("sk", "SK/omamne-latky_139-1998/*.md", paragraphs, None),
    ("sk", "SK/trestny-zakon_140-1961/*.md", paragraphs, None), ("de", "DE/btmg/*.md", paragraphs, None),
]


def base_of(article):
    return re.sub(r"~\d+$", "", article)


def main():
    binary, corpus = sys.argv[1], Path(sys.argv[2])
    if not corpus.is_dir():
        print("skipped: no corpus")
        return 77
    wrong = 0
    print("| page | in the page | parsed | claimed | difference |\n|---|---|---|---|---|")
    for language, pattern, extract, source in SETS:
        for page in sorted(corpus.glob(pattern)):
            expected = list(extract(page.read_text(encoding="utf-8")))
            chosen = ["--source", source] if source else ["--language", language]
            run = subprocess.run([binary, "parse", str(page), *chosen, "--json"], capture_output=True, text=True, check=False)
            act = json.loads(run.stdout) if run.stdout.strip() else {"provisions": [], "quality": {"claimed_share": 0}}
            parsed = [p["eid"] for p in act["provisions"] if p["type"] == "article"]
            # A number printed twice in the page is one eId with "~2".
            same = expected == [base_of(a) for a in parsed]
            difference = "" if same else f"-{sorted(set(expected) - set(parsed))} +{sorted(set(parsed) - set(expected))}"
            wrong += not same
            print(f"| {page.relative_to(corpus)} | {len(expected)} | {len(parsed)} | {act['quality']['claimed_share']:.5f} | {difference} |")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
