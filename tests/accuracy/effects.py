#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Effects and directions read by `zakonwatch diff` against the labelled before/after texts of the corpus.

usage: effects.py ZAKONWATCH SOURCES CORPUS [-v]

Two sets. The corpus's own labels: every pair is written as two small documents, one block per paragraph, and
compared. The labels of effects/more.jsonl: the whole editions are compared and one article is looked at. Effects of
an article are scored as one set; schedule rows and languages without a profile are left out and counted.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

NUMBERS = {"imprisonment": ("min_months", "max_months", "life"), "restriction_of_liberty": ("min_months", "max_months"),
           "arrest": ("min_months", "max_months"), "fine": ("min", "max", "unit"), "community_service": ("min_hours", "max_hours"),
           "quantity_threshold": ("substance", "amount", "unit"), "age_limit": ("age",)}
UNSCORED = {"procedure", "treatment_order", "liability"}


def blocks(text, language):
    text = re.sub(r"#+ ", "\n\n", text)
    text = re.sub(r"[{(] Стаття .*", "", text)
    marker = r"(?<=[\s;.,–-]) ?(\d+\. (?=[А-ЯІЇЄҐ]))" if language == "uk" else r"(?<=\s)(\(\d+[a-z]?\) )"
    text = re.sub(r"(?<!Стаття) " + marker if language == "uk" else marker, r"\n\n\1", text)
    if language in ("cs", "sk"):
        text = re.sub(r" (?:- )?(?=[a-z]\) )", "\n\n", text)
    return text.strip() + "\n"


def value(kind, side):
    if side is None:
        return None
    if kind == "other_penalty":
        return (side["type"].split(" ")[0], side.get("min_months"), side.get("max_months"))
    return tuple(bool(side.get(k)) if k == "life" else side.get(k) for k in NUMBERS.get(kind, ()))


def effect_set(effects):
    return sorted(str((e["kind"], value(e["kind"], e["old"]), value(e["kind"], e["new"]))) for e in effects
                  if e["kind"] not in UNSCORED and not (e["kind"] == "quantity_threshold" and e["direction"] == "unclear"))


def standing(corpus):
    """The Azerbaijani code as printed, by number: its labels are the words that its endnotes quote."""
    text = (corpus / "AZ/cinayet-mecellesi/2023-05-11.txt").read_text(encoding="utf-8")
    law = re.sub(r"\[\d+\]|KMQ\d+", "", text[: text.rindex("İSTİFADƏ OLUNMUŞ")]).replace("\u00a0", " ")
    provisions = {}
    for block in re.split(r"\n(?=(?:Maddə )?\d+(?:\.\d+)*(?:-\d+)?\. )", law):
        number = re.match(r"(?:Maddə )?([\d.-]+)\. ", block)
        if number:
            provisions[number[1]] = block.strip()
    return provisions


def in_place(row, rows, provisions):
    """The pair with the whole provision around the quoted words, later edits of it undone; as labelled where it is not found."""
    whole = provisions.get(row["provision"])
    later = [r for r in rows if r["lang"] == "az" and r["provision"] == row["provision"] and r["id"] != row["id"]]
    for other in [None, *later]:
        if whole is None:
            break
        if row["after"] in whole:
            return {**row, "before": whole.replace(row["after"], row["before"], 1), "after": whole}
        if other is None or other["after"] not in whole:
            continue
        undone = whole.replace(other["after"], other["before"], 1)
        if row["after"] in undone:
            return {**row, "before": undone.replace(row["after"], row["before"], 1), "after": undone}
    return row


def overall(changes):
    """A text that is no article (a sanction alone) is judged by its changes."""
    told = {c["direction"] for c in changes if not c["editorial"]} - {"neutral"}
    if "mixed" in told or {"harsher", "lighter"} <= told:
        return "mixed"
    return "unclear" if "unclear" in told else (told.pop() if told else "neutral")


def compare(program, sources, row, folder):
    files = []
    for side in ("before", "after"):
        file = folder / f"{side}.md"
        file.write_text(blocks(row[side], row["lang"]), encoding="utf-8")
        files.append(str(file))
    done = subprocess.run([program, "diff", *files, "--language", row["lang"], "--sources", sources, "--all", "--json"],
                          capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode in (0, 1) else None


def judged(found, article=None):
    """Effects and direction of the (named) article; of the changes where the text is no article."""
    articles = [a for a in found["articles"] if article in (None, a["new"], a["old"])]
    if articles:
        return [e for a in articles for e in a["effects"]], articles[0]["direction"]
    changes = [] if article else found["changes"]
    return [e for c in changes for e in c["effects"]], overall(changes)


def shared_pairs(program, sources, corpus):
    """Every pair as (label, what the program says of it); None for the latter where it is left out."""
    profiles = {p.stem for p in (pathlib.Path(sources) / "languages").glob("*.toml")}
    rows = [json.loads(line) for line in (corpus / "labels/effects.jsonl").read_text(encoding="utf-8").splitlines()]
    provisions = standing(corpus)
    with tempfile.TemporaryDirectory() as temporary:
        for row in rows:
            listed = any(e["kind"] == "schedule_entry" for e in row["expected"]["effects"])
            if row["lang"] not in profiles or not row["before"] or listed:
                yield row, None
                continue
            if row["lang"] == "az":
                row = in_place(row, rows, provisions)
            found = compare(program, sources, row, pathlib.Path(temporary))
            yield row, found and judged(found)


def edition_pairs(program, sources, corpus):
    """The labels of this folder: an article in two whole editions that stand in the corpus, read in place."""
    labels = pathlib.Path(__file__).parent / "effects/more.jsonl"
    known = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pair = (row["before"], row["after"])
        if not all((corpus / edition).exists() for edition in pair):
            yield row, None
            continue
        if pair not in known:
            done = subprocess.run([program, "diff", *(str(corpus / e) for e in pair), "--language", row["language"],
                                   "--sources", sources, "--all", "--json"], capture_output=True, text=True, check=False)
            known[pair] = json.loads(done.stdout) if done.returncode in (0, 1) else None
        yield row, known[pair] and judged(known[pair], "art_" + row["article"])


def score(name, pairs, verbose):
    scored = exact = right = wrong = unclear = skipped = 0
    for row, answer in pairs:
        if answer is None:
            skipped += 1
            continue
        effects, direction = answer
        expected = row["expected"]
        scored += 1
        same = effect_set(expected["effects"]) == effect_set(effects)
        exact += same
        right += direction == expected["direction"]
        unclear += direction == "unclear"
        wrong += direction in ("harsher", "lighter") and direction != expected["direction"]
        if verbose and (not same or direction != expected["direction"]):
            print(row["id"], row.get("provision") or row["article"], expected["direction"], "->", direction,
                  "" if same else f"effects {effect_set(effects)} expected {effect_set(expected['effects'])}")
    if scored == 0:
        sys.exit(f"{name}: no pair could be read")
    print(f"{name}: pairs {scored}, exact {exact / scored:.3f}, direction {right / scored:.3f}, wrong with confidence {wrong} "
          f"({wrong / scored:.3f}), unclear {unclear / scored:.3f}, left out {skipped}")


def main():
    program, sources, corpus = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    score("shared", shared_pairs(program, sources, corpus), "-v" in sys.argv)
    score("editions", edition_pairs(program, sources, corpus), "-v" in sys.argv)


if __name__ == "__main__":
    main()
