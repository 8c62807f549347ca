#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Precision and recall of `zakonwatch relevance` on the labelled articles of the corpus.

usage: relevance.py ZAKONWATCH SOURCES CORPUS

Positive are the articles labelled so; borderline ones are left out; every other labelled article is negative.
Beside it stands the baseline of a plain keyword ("narko" and its spellings) in the article's text.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

EDITIONS = {
    "ua_kriminalnyi-kodeks_2341-14": ("uk", "UA/kriminalnyi-kodeks_2341-14"),
    "ee_karistusseadustik": ("et", "EE/karistusseadustik"),
    "cz_trestni-zakonik_40-2009": ("cs", "CZ/trestni-zakonik_40-2009"),
    "cz_navykove-latky_167-1998": ("cs", "CZ/navykove-latky_167-1998"),
    "sk_trestny-zakon_140-1961": ("sk", "SK/trestny-zakon_140-1961"),
    "sk_omamne-latky_139-1998": ("sk", "SK/omamne-latky_139-1998"),
    "de_btmg": ("de", "DE/btmg"),
}
KEYWORD = re.compile(r"narko|нарко|наркот|omamn|betäubungsmittel", re.I)


def labels(corpus):
    out = collections.defaultdict(dict)
    for line in (corpus / "labels/drug_articles.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        act, provision, label = line.split("\t")[:3]
        number = re.sub(r"[§\s]", "", provision).replace("^", "_").replace("-", "_").lower()
        out[act]["art_" + number] = label
    return out


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def judged(program, sources, language, edition):
    found = run(program, "relevance", str(edition), "--language", language, "--sources", sources, "--json")
    return {p["eid"]: p["relevant"] for p in found["provisions"] if re.fullmatch(r"art_\w+?", p["eid"]) and "__" not in p["eid"]}


def keyword(program, sources, language, edition):
    text = collections.defaultdict(str)
    for p in run(program, "parse", str(edition), "--language", language, "--sources", sources, "--json")["provisions"]:
        text[p["eid"].split("__")[0]] += (p["heading"] or "") + " " + p["text"]
    return {eid: bool(KEYWORD.search(body)) for eid, body in text.items()}


def score(truth, answer):
    pairs = [(truth[e] == "positive", answer[e]) for e in truth if e in answer and truth[e] != "borderline"]
    hit = sum(t and a for t, a in pairs)
    return hit, sum(a and not t for t, a in pairs), sum(t and not a for t, a in pairs)


def main():
    program, sources, corpus = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    truth = labels(corpus)
    print("| act | language | positive found | false | missed | precision | recall | keyword precision | keyword recall |")
    print("|---|---|---|---|---|---|---|---|---|")
    for act, (language, folder) in EDITIONS.items():
        edition = sorted((corpus / folder).glob("*.md"))[-1]
        cells = []
        for answer in (judged(program, sources, language, edition), keyword(program, sources, language, edition)):
            hit, false, missed = score(truth[act], answer)
            cells.append((hit, false, missed, hit / max(1, hit + false), hit / max(1, hit + missed)))
        (hit, false, missed, p, r), (_, _, _, kp, kr) = cells
        print(f"| {act} | {language} | {hit} | {false} | {missed} | {p:.3f} | {r:.3f} | {kp:.3f} | {kr:.3f} |")


if __name__ == "__main__":
    main()
