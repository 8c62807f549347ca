#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Effects and directions read by `zakonwatch diff` against the labelled before/after texts of the corpus.

usage: effects.py ZAKONWATCH SOURCES CORPUS [-v]

Every pair is written as two small documents, one block per paragraph, and compared. Effects of an article are
scored as one set; schedule rows and languages without a profile are left out and counted.
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


def main():
    program, sources, corpus = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    profiles = {p.stem for p in (pathlib.Path(sources) / "languages").glob("*.toml")}
    rows = [json.loads(line) for line in (corpus / "labels/effects.jsonl").read_text(encoding="utf-8").splitlines()]
    provisions = standing(corpus)
    scored = exact = right = wrong = unparsed = skipped = 0
    with tempfile.TemporaryDirectory() as temporary:
        for row in rows:
            expected = row["expected"]
            if row["lang"] not in profiles or not row["before"] or any(e["kind"] == "schedule_entry" for e in expected["effects"]):
                skipped += 1
                continue
            if row["lang"] == "az":
                row = in_place(row, rows, provisions)
            found = compare(program, sources, row, pathlib.Path(temporary))
            if found is None:
                unparsed += 1
                continue
            scored += 1
            articles = found["articles"]
            effects = [e for a in articles for e in a["effects"]] if articles else [e for c in found["changes"] for e in c["effects"]]
            direction = articles[0]["direction"] if articles else overall(found["changes"])
            same = effect_set(expected["effects"]) == effect_set(effects)
            exact += same
            right += direction == expected["direction"]
            wrong += direction in ("harsher", "lighter") and direction != expected["direction"]
            if "-v" in sys.argv and (not same or direction != expected["direction"]):
                print(row["id"], row["provision"], expected["direction"], "->", direction, "" if same else "effects", effect_set(effects))
    print(f"pairs {scored}, exact {exact / scored:.3f}, direction {right / scored:.3f}, wrong with confidence {wrong}, "
          f"unparsed {unparsed}, left out {skipped}")


if __name__ == "__main__":
    main()
