# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of known truth on real acts (issue 5, truth set b): precision, recall and F1 per kind of change.

The articles of real acts of the corpus are printed anew as a plain page, edited at random places (seeded), and both
pages go through `zakonwatch diff`, parsing included. Every provision keeps an identity of its own through the edits,
so the truth follows from the identities and not from any comparison of texts. Skips, visibly, without the corpus."""
import argparse
import collections
import copy
import html
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# language, page in the corpus, arguments that read it, how an article is announced, how a paragraph is numbered
ACTS = [
    ("uk", "UA/kriminalnyi-kodeks_2341-14/2011-11-01.md", [], "Стаття {n}. {heading}", "{n}. "),
    ("lv", "LV/kriminallikums/20130101.html", ["--source", "lv-likumi"], "{n}.pants. {heading}", "({n}) "),
    ("et", "EE/karistusseadustik.xml", ["--source", "ee-riigiteataja"], "§ {n}. {heading}", "({n}) "),
    ("ru", "RU/ips/tk_rf_102074279_current-2026-06.html", ["--source", "ru-ips"], "Статья {n}. {heading}", ""),
    ("sk", "SK/fixtures-legalize/sample-civil-code.html", ["--source", "sk-slovlex"], "§ {n}", "({n}) "),
    ("sr", "RS/pis-raw/rs-personal-data-protection.html", ["--source", "rs-pis"], "Члан {n}.", ""),
    ("bg", "BG/parliament-api-raw/77744.json", ["--source", "bg-parliament"], "Чл. {n}.", "({n}) "),
    ("ro", "RO/fixtures-legalize/sample-detail-versions.html", ["--source", "ro-just"], "Articolul {n}", "({n}) "),
]
MOST_ARTICLES = 150


class Node:
    def __init__(self, ids, number="", heading="", text="", children=()):
        self.id, self.number, self.heading, self.text, self.children = next(ids), number, heading, text, list(children)


class Law:
    """Articles of paragraphs; `unused` are articles of the same act from which insertions are taken."""

    def __init__(self, language, articles, unused, announce, mark):
        self.language, self.articles, self.unused, self.announce, self.mark = language, articles, unused, announce, mark

    def page(self):
        out = ["<html><body>"]
        for article in self.articles:
            base, _, index = article.number.partition("-")
            number = base + (f"<sup>{index}</sup>" if index else "")
            head = self.announce.format(n=number, heading=html.escape(article.heading)).strip()
            out.append(f"<p><b>{head}</b></p>")
            if article.heading and "{heading}" not in self.announce:
                out.append(f"<p><b>{html.escape(article.heading)}</b></p>")
            for place, one in enumerate(article.children, 1):
                mark = self.mark.format(n=place) if len(article.children) > 1 else ""
                out.append(f"<p>{mark}{html.escape(one.text)}</p>")
        return "\n".join(out + ["</body></html>"])

    def placed(self):
        out = {}
        for article in self.articles:
            eid = eid_of(article)
            out[article.id] = (article, eid, 0)
            for place, one in enumerate(article.children, 1):
                if self.stands_apart(article, place):
                    out[one.id] = (one, f"{eid}__{self.unit}_{place}", article.id)
        return out

    @property
    def unit(self):
        return "para" if self.mark else "p"

    def stands_apart(self, article, place):
        """Whether a paragraph is a provision of its own: an only one, and the first of unnumbered ones, is its article's text."""
        return len(article.children) > 1 if self.mark else place > 1

    def any_article(self, dice, least=2):
        fitting = [one for one in self.articles if len(one.children) >= least]
        return dice.choice(fitting) if fitting else None


def eid_of(article):
    return "art_" + article.number.replace("-", "_")


def truth(before, after):
    """(kind, old eid, new eid) of every change, at the outermost provision that came or went whole."""
    was, now = before.placed(), after.placed()
    out = []

    def body(law, node):
        own = node.children and not law.stands_apart(node, 1)
        return (node.heading, node.children[0].text if own else node.text)

    for key, (node, eid, parent) in was.items():
        if key not in now:
            if parent == 0 or parent in now:
                out.append(("repealed", eid, None))
            continue
        new_node, new_eid, new_parent = now[key]
        if parent != new_parent:
            out.append(("moved", eid, new_eid))
        elif eid.rpartition("__")[2] != new_eid.rpartition("__")[2]:
            out.append(("renumbered", eid, new_eid))
        elif body(before, node) != body(after, new_node):
            out.append(("amended", eid, new_eid))
    for key, (node, eid, parent) in now.items():
        if key not in was and (parent == 0 or parent in was):
            out.append(("inserted", None, eid))
    return sorted(out, key=str)


# -- edits ---------------------------------------------------------------------------------------------------


def insert_article(law, dice, ids):
    at = dice.randrange(len(law.articles))
    base = law.articles[at].number
    following = law.articles[at + 1].number if at + 1 < len(law.articles) else ""
    if "-" in base or "-" in following or not law.unused:
        return
    text = law.unused.pop()
    law.articles.insert(at + 1, Node(ids, f"{base}-1", text.heading, "", [Node(ids, text=one.text) for one in text.children]))


def insert_paragraph(law, dice, ids):
    if not law.mark:
        return  # unnumbered ones have no number that could shift; whether one is new or moved is a matter of words
    article = law.any_article(dice)
    if article and law.unused:
        article.children.insert(dice.randint(0, len(article.children)), Node(ids, text=law.unused.pop().children[0].text))


def repeal_article(law, dice, ids):
    law.articles.pop(dice.randrange(len(law.articles)))


def repeal_paragraph(law, dice, ids):
    if not law.mark:
        return
    article = law.any_article(dice, 3)  # two are left: the last one alone would lose its number
    if article:
        article.children.pop(dice.randrange(len(article.children)))


def amend(law, dice, ids):
    article = law.any_article(dice) or law.any_article(dice, 1)
    one = dice.choice(article.children)
    words = one.text.split(" ")
    other = law.any_article(dice, 1).children[0].text.split(" ")
    at = dice.randrange(len(words) // 3, max(len(words) // 3 + 1, len(words) - 1))
    words[at:at + 1] = other[1:4]
    one.text = " ".join(words)


def renumber_run(law, dice, ids):
    plain = [one for one in law.articles if "-" not in one.number]
    at = dice.randrange(len(plain) // 2)
    shift = max(int(one.number) for one in plain)
    for one in law.articles[law.articles.index(plain[at]):][:12]:
        base, dash, index = one.number.partition("-")
        one.number = f"{int(base) + shift}{dash}{index}"
    law.articles.sort(key=lambda one: [int(part) for part in one.number.split("-")])


def move_paragraph(law, dice, ids):
    if not law.mark:
        return
    source, target = law.any_article(dice, 3), law.any_article(dice)
    if source and target and source is not target:
        target.children.append(source.children.pop(dice.randrange(len(source.children))))


def no_edit(law, dice, ids):
    pass


def blur(law, dice):
    """Noise: quotes, dashes, spaces, soft hyphens, look-alike letters. No change of law."""
    for one in [child for article in law.articles for child in article.children]:
        words = one.text.replace(" - ", " – ").replace("«", "“").replace("»", "”").split(" ")
        long = [i for i, word in enumerate(words) if len(word) > 8 and word.isalpha()]
        if long:
            at = dice.choice(long)
            words[at] = words[at][:4] + "\u00ad" + words[at][4:]
        cyrillic = [i for i, word in enumerate(words) if "о" in word and len(word) > 3]
        if cyrillic:
            at = dice.choice(cyrillic)
            words[at] = words[at].replace("о", "o", 1)
        one.text = " ".join(words[:2]) + "\u00a0" + " ".join(words[2:]) if len(words) > 3 else " ".join(words)


EDITS = [(insert_article, 4), (insert_paragraph, 4), (repeal_article, 4), (repeal_paragraph, 4), (amend, 8), (renumber_run, 1),
         (move_paragraph, 3), (no_edit, 1)]


# -- reading and comparing -----------------------------------------------------------------------------------


class Program:
    def __init__(self, binary, sources):
        self.base = [binary, "--sources", sources]

    def json(self, *arguments):
        done = subprocess.run([*self.base, *map(str, arguments)], capture_output=True, text=True, timeout=300)
        return json.loads(done.stdout) if done.stdout.strip().startswith(("{", "[")) else None


def leaf(text):
    return "\n" not in text and len(text.split()) >= 4


def articles_of(provisions, ids, mark):
    """Articles that are nothing but text or a row of paragraphs without points, once each."""
    by_parent = collections.defaultdict(list)
    for one in provisions:
        by_parent[one["parent"]].append(one)
    out, seen = [], set()
    for one in provisions:
        if one["type"] != "article" or one["status"] != "in_force" or one["eid"] != "art_" + one["num"].replace("-", "_") or one["num"] in seen:
            continue
        if not all(part.isdigit() for part in one["num"].split("-")) or one["num"].count("-") > 1:
            continue
        below = by_parent[one["eid"]]
        unit = "paragraph" if mark else "p"
        plain = all(p["type"] == unit and not by_parent[p["eid"]] and leaf(p["text"]) for p in below)
        if not plain or bool(one["text"]) == bool(below and mark) or one["text"] and not leaf(one["text"]):
            continue
        seen.add(one["num"])
        texts = ([one["text"]] if one["text"] else []) + [p["text"] for p in below]
        out.append(Node(ids, one["num"], one["heading"] or "", "", [Node(ids, text=text) for text in texts]))
    return out


def reads_back(program, folder, law):
    """Keeps the articles that the program reads as they were printed."""
    page = folder / "whole.html"
    page.write_text(law.page(), encoding="utf-8")
    read = program.json("parse", page, "--language", law.language, "--json")
    found = {one["eid"]: one for one in read["provisions"]}
    children = collections.Counter(one["parent"] for one in read["provisions"])

    def same(article):
        eid = eid_of(article)
        apart = [law.stands_apart(article, n) for n, _ in enumerate(article.children, 1)]
        if eid not in found or children[eid] != sum(apart):
            return False
        places = [f"{eid}__{law.unit}_{n}" if own else eid for n, own in enumerate(apart, 1)]
        return all(found.get(place, {}).get("text") == one.text for place, one in zip(places, article.children))

    law.articles = [one for one in law.articles if same(one)]


def law_of(program, folder, corpus, language, page, arguments, announce, mark):
    ids = itertools.count(1)
    read = program.json("parse", corpus / page, *(arguments or ["--language", language]), "--json")
    law = Law(language, articles_of(read["provisions"], ids, mark), [], announce, mark)
    law.articles.sort(key=lambda one: [int(part) for part in one.number.split("-")])
    for _ in range(2):
        reads_back(program, folder, law)
    law.unused = law.articles[MOST_ARTICLES:][:40] or law.articles[-12:]
    law.articles = [one for one in law.articles[:MOST_ARTICLES] if one not in law.unused]
    return law, ids


def said(program, folder, before, after):
    for name, law in (("old", before), ("new", after)):
        (folder / f"{name}.html").write_text(law.page(), encoding="utf-8")
    found = program.json("diff", folder / "old.html", folder / "new.html", "--language", before.language, "--all", "--json")
    side = lambda change, name: change[name]["eid"] if change.get(name) else None
    out = [(c["kind"], side(c, "old"), side(c, "new")) for c in found["changes"] if not c["editorial"]]
    return sorted([(k, o if k != "inserted" else None, n if k != "repealed" else None) for k, o, n in out], key=str)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--binary", default=str(ROOT / "build/dev/zakonwatch"))
    arguments.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpus")
    arguments.add_argument("--sources", default=str(ROOT / "sources"))
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--show", action="store_true", help="every miss and false alarm")
    options = arguments.parse_args()
    if not options.corpus.exists():
        print("skipped: no corpus beside the project")
        return 0
    program, scores = Program(options.binary, options.sources), collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for language, page, how, announce, mark in ACTS:
            law, ids = law_of(program, folder, options.corpus, language, page, how, announce, mark)
            print(f"{language}: {page}, {len(law.articles)} articles", file=sys.stderr)
            for (edit, times), seed, noisy in itertools.product(EDITS, range(options.rounds), (False, True)):
                dice = random.Random(f"{language} {edit.__name__} {seed}")
                after = copy.deepcopy(law)
                for _ in range(times):
                    edit(after, dice, ids)
                wanted = truth(law, after)
                if noisy:
                    blur(after, dice)
                got = said(program, folder, law, after)
                want, have = collections.Counter(wanted), collections.Counter(got)
                for change, n in (want & have).items():
                    scores[edit.__name__, change[0]]["right"] += n
                for change, n in (want - have).items():
                    scores[edit.__name__, change[0]]["missed"] += n
                for change, n in (have - want).items():
                    scores[edit.__name__, change[0]]["false"] += n
                if options.show and want != have:
                    print(language, edit.__name__, seed, noisy, "missed", sorted(want - have, key=str), "false", sorted(have - want, key=str))
    print("| edit | kind | right | false | missed | precision | recall | F1 |\n|---|---|--:|--:|--:|--:|--:|--:|")
    for (edit, kind), score in sorted(scores.items()):
        right, false, missed = score["right"], score["false"], score["missed"]
        precision, recall = (right / (right + false) if right + false else 1), (right / (right + missed) if right + missed else 1)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        print(f"| {edit} | {kind} | {right} | {false} | {missed} | {precision:.4f} | {recall:.4f} | {f1:.4f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
