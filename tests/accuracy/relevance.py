#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Precision, recall and F1 of relevance on the labelled articles of the corpus.

usage: relevance.py ZAKONWATCH SOURCES CORPUS

Two tables: the standing articles of each act's latest edition (`zakonwatch relevance`), and the articles that changed
between successive editions, all pairs together (`zakonwatch diff`). Positive are the articles labelled so; borderline
ones are left out; every other labelled article is negative. Beside them two baselines: a plain keyword ("narko" and its
spellings) in the article's text, and the watch list alone.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tomllib

EDITIONS = {
    "ua_kriminalnyi-kodeks_2341-14": ("uk", "UA/kriminalnyi-kodeks_2341-14", ("ua", "2341-14")),
    "ee_karistusseadustik": ("et", "EE/karistusseadustik", ("ee", "105022014002")),
    "cz_trestni-zakonik_40-2009": ("cs", "CZ/trestni-zakonik_40-2009", ("cz", "2009/40")),
    "cz_navykove-latky_167-1998": ("cs", "CZ/navykove-latky_167-1998", ("cz", "1998/167")),
    "sk_trestny-zakon_140-1961": ("sk", "SK/trestny-zakon_140-1961", None),
    "sk_omamne-latky_139-1998": ("sk", "SK/omamne-latky_139-1998", ("sk", "1998/139")),
    "de_btmg": ("de", "DE/btmg", None),
}
KEYWORD = re.compile(r"narko|нарко|наркот|omamn|betäubungsmittel", re.I)


def eid_of(number):
    return "art_" + re.sub(r"[§\s]", "", number).replace("^", "_").replace("-", "_").lower()


def labels(corpus):
    out = collections.defaultdict(dict)
    for line in (corpus / "labels/drug_articles.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        act, provision, label = line.split("\t")[:3]
        out[act][eid_of(provision)] = label
    return out


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(f"{' '.join(map(str, arguments))}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def order(eid):
    """283 < 283a < 283_1 < 284"""
    number, rest = re.match(r"art_(\d+)(.*)", eid).groups()
    return int(number), rest


def watched(sources, act):
    """Whether the watch list names an article; acts watched as a whole name all of them."""
    if act is None:
        return lambda eid: False
    country = tomllib.loads((pathlib.Path(sources) / f"countries/{act[0]}.toml").read_text(encoding="utf-8"))
    entry = next(w for w in country["watch"] if w["act"] == act[1])
    if "articles" not in entry:
        return lambda eid: True
    single = {eid_of(a) for a in entry["articles"] if isinstance(a, str)}
    ranges = [(eid_of(a["from"]), eid_of(a["to"])) for a in entry["articles"] if isinstance(a, dict)]
    return lambda eid: eid in single or any(order(a)[0] <= order(eid)[0] <= order(b)[0] for a, b in ranges)


def articles_only(eids):
    return [eid for eid in eids if re.fullmatch(r"art_\d\w*?", eid) and "__" not in eid]


def texts(program, sources, language, edition):
    out = collections.defaultdict(str)
    for p in run(program, "parse", edition, "--language", language, "--sources", sources, "--json")["provisions"]:
        out[p["eid"].split("__")[0]] += (p["heading"] or "") + " " + p["text"]
    return out


def standing(program, sources, language, editions):
    """Per article of the latest edition: (the program's answer, keyword)."""
    found = run(program, "relevance", editions[-1], "--language", language, "--sources", sources, "--json")
    judged = {p["eid"]: p["relevant"] for p in found["provisions"]}
    body = texts(program, sources, language, editions[-1])
    return [(eid, judged[eid], bool(KEYWORD.search(body[eid]))) for eid in articles_only(judged)]


def changed(program, sources, language, editions):
    """The same per article that changed otherwise than in print, pair by pair."""
    out = []
    for old, new in zip(editions, editions[1:]):
        found = run(program, "diff", old, new, "--language", language, "--sources", sources, "--all", "--json")
        answer, body = {}, {}
        for change in found["changes"]:
            eid = change["article"]["new"] or change["article"]["old"]
            if eid is None or change["editorial"]:
                continue
            answer[eid] = answer.get(eid, False) or change["relevance"]["relevant"]
            sides = [change[side]["text"] for side in ("old", "new") if change[side]]
            body[eid] = body.get(eid, "") + " ".join(sides)
        out += [(eid, answer[eid], bool(KEYWORD.search(body[eid]))) for eid in articles_only(answer)]
    return out


def score(pairs):
    hit = sum(t and a for t, a in pairs)
    false, missed = sum(a and not t for t, a in pairs), sum(t and not a for t, a in pairs)
    precision = hit / (hit + false) if hit + false else None
    recall = hit / (hit + missed) if hit + missed else None
    f1 = 2 * hit / (2 * hit + false + missed) if hit + false + missed else None
    return hit, false, missed, precision, recall, f1


def shown(value):
    return "–" if value is None else f"{value:.3f}"


def table(title, rows_of, program, sources, corpus):
    print(f"\n{title}\n")
    print("| act | language | articles | found | false | missed | precision | recall | F1 | keyword P / R | watch list P / R |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    truth, everything = labels(corpus), [[], [], []]
    for act, (language, folder, watch) in EDITIONS.items():
        editions = sorted((corpus / folder).glob("*.md"))
        on_list = watched(sources, watch)
        rows = [row for row in rows_of(program, sources, language, editions) if truth[act].get(row[0], "borderline") != "borderline"]
        columns = [[(truth[act][eid] == "positive", answer) for eid, answer, _ in rows],
                   [(truth[act][eid] == "positive", word) for eid, _, word in rows],
                   [(truth[act][eid] == "positive", on_list(eid)) for eid, _, _ in rows]]
        for whole, part in zip(everything, columns):
            whole += part
        line(act, language, columns)
    line("all", "", everything)


def line(act, language, columns):
    (hit, false, missed, p, r, f1), keyword, watch = (score(c) for c in columns)
    print(f"| {act} | {language} | {len(columns[0])} | {hit} | {false} | {missed} | {shown(p)} | {shown(r)} | {shown(f1)} | "
          f"{shown(keyword[3])} / {shown(keyword[4])} | {shown(watch[3])} / {shown(watch[4])} |")


def main():
    program, sources, corpus = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    table("Standing articles", standing, program, sources, corpus)
    table("Changed articles of all successive pairs", changed, program, sources, corpus)


if __name__ == "__main__":
    main()
