#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenarios of the law that concern the diff and its effects, on real editions; and its promises on all successive pairs.

Promises: an edition against itself is equal; every redline reproduces both texts; what no change speaks of
reads the same in both editions (so applying the changes to the old gives the new).
Usage: diff_scenarios.py --binary build/zakonwatch --corpus ../shared/corpus [--sources sources] [--pairs]
Exit status 1 when a check fails.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ACTS = {
    "UA/kriminalnyi-kodeks_2341-14": "uk", "EE/karistusseadustik": "et", "EE/npa-nimekirjad": "et",
    "CZ/trestni-zakonik_40-2009": "cs", "CZ/navykove-latky_167-1998": "cs", "SK/omamne-latky_139-1998": "sk",
    "LV/kriminallikums": "lv", "LV/nark-apr": "lv", "DE/btmg": "de", "DE/btmvv": "de",
    "SK/trestny-zakon_140-1961": "sk", "CZ/prekursory_272-2013": "cs", "CZ/nv_rostliny_455-2009": "cs",
}
# Pairs whose files are not named by their date alone.
PAIRS = [
    ("RU/ips/tk_rf_102074279_rdk0-original-2001.html", "RU/ips/tk_rf_102074279_current-2026-06.html", "ru"),
    ("AZ/cinayet-mecellesi/2023-05-11.txt", "AZ/codes2025_cinayet.pdf", "az"),
]
VERSIONS = {"CZ/versions": "cs", "SK/versions": "sk"}  # <act>@<date>.md


class Checks:
    def __init__(self, args):
        self.args, self.corpus, self.failed = args, pathlib.Path(args.corpus), 0

    def run(self, *words):
        command = [self.args.binary, *map(str, words)]
        if self.args.sources:
            command += ["--sources", self.args.sources]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode > 1:
            raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()}")
        return json.loads(done.stdout)

    def diff(self, old, new, language, *more):
        return self.run("diff", old, new, "--language", language, "--all", "--format", "json", *more)

    def check(self, what, good, detail=""):
        print(("ok    " if good else "FAILED"), what, detail if not good else "")
        self.failed += not good


def substance(result):
    return [change for change in result["changes"] if not change["editorial"]]


def eids(changes, side):
    return [change[side]["eid"] for change in changes if change[side]]


def scenario_2(checks):
    folder = checks.corpus / "UA/kriminalnyi-kodeks_2341-14"
    changes = substance(checks.diff(folder / "2014-10-16.md", folder / "2014-10-23.md", "uk"))
    labels = [json.loads(line) for line in (checks.corpus / "labels/ua_notes.jsonl").read_text().splitlines()]
    pair = next(row for row in labels if row["to"] == "2014-10-23")
    noted = {"art_" + row["article"].replace("-", "_") for row in pair["articles"] if any(n["kind"] == "amend" for n in row["new_notes"])}
    stray = [change["article"]["new"] for change in changes if change["article"]["new"] and change["article"]["new"] not in noted]
    checks.check("2  a change of format is no change of law", not stray, stray)
    checks.check("2  art_321_1 is stable", not any("art_321_1" in (change["article"]["new"] or "") for change in changes))


def scenario_3(checks):
    folder = checks.corpus / "EE/npa-nimekirjad"
    changes = substance(checks.diff(folder / "2009-07-24.md", folder / "2009-12-11.md", "et"))
    checks.check("3  paragraph to table is no flood", len(changes) < 40, len(changes))


def scenario_4(checks):
    folder = checks.corpus / "CZ/navykove-latky_167-1998"
    old, new = folder / "2013-04-01.md", folder / "2014-01-01.md"
    changes = substance(checks.diff(old, new, "cs", "--with", checks.corpus / "CZ/nv_seznamy_463-2013/2014-01-01.md"))
    lists = {change["old"]["eid"] for change in changes if change["kind"] == "relocated" and change["old"] and change["old"]["eid"].startswith("annex")}
    gone = [change for change in changes if change["kind"] == "repealed" and "__row" in change["old"]["eid"]]
    checks.check("4  the lists went to 463/2013", len(lists) >= 6, sorted(lists))
    checks.check("4  names without a match are few and unclear", len(gone) <= 50 and all(change["reason"] == "possibly_relocated" for change in gone),
                 [(change["old"]["eid"], change["reason"]) for change in gone][:9])
    alone = [change for change in substance(checks.diff(old, new, "cs")) if change["kind"] == "repealed" and (change["old"]["eid"]).startswith("annex")]
    checks.check("4  without it nothing is called lighter", all(change["direction"] != "lighter" for change in alone),
                 [(change["old"]["eid"], change["direction"]) for change in alone])


def scenario_5(checks):
    folder = checks.corpus / "CZ/navykove-latky_167-1998"
    changes = checks.diff(folder / "2017-05-31.md", folder / "2017-07-01.md", "cs", "--with", checks.corpus / "CZ/acts/SB-1990-200.md")["changes"]
    found = [change for change in changes if change["kind"] == "relocated" and change["new"]["eid"] == "art_39__para_2"]
    checks.check("5  possession came from the act on misdemeanours", len(found) == 1 and found[0]["direction"] != "harsher",
                 [(c["kind"], c["direction"]) for c in changes if (c["article"]["new"] or "") == "art_39"])


def scenario_9(checks):
    folder = checks.corpus / "LV/kriminallikums"
    changes = substance(checks.diff(folder / "20130101.html", folder / "20130401.html", "lv"))
    drug = {change["article"]["new"] for change in changes} & {"art_253", "art_253_1", "art_253_2", "art_255", "art_256"}
    checks.check("9  the drug articles are reported each by itself", len(drug) >= 5, drug)
    gone = [eid for eid in eids([c for c in substance(checks.diff(folder / "20110101.html", folder / "20130101.html", "lv")) if c["kind"] == "repealed"], "old")
            if re.match(r"trans_.", eid) and not eid.startswith("trans__")]
    checks.check("9  rules of an amending act that leave the page are no repeal", not gone, gone)


def scenario_10(checks):
    changes = checks.diff(checks.corpus / "AZ/az_cc_234-241_2023-05.txt", checks.corpus / "AZ/az_cc_234_later_docling.md", "az")["changes"]
    at = lambda eid: [c for c in changes if c["new"] and c["new"]["eid"] == eid]
    first = at("art_234__para_1")
    checks.check("10 234.1 hands the amount on: unclear", [(c["direction"], c["reason"]) for c in first] == [("unclear", "delegated_elsewhere")], first)
    checks.check("10 marks that were renumbered are no change", all(c["editorial"] for c in at("art_234__para_2") + at("art_235__para_1")))
    checks.check("10 letters drawn one by one fold", any("letter_spacing" in c["noise"] for c in at("art_234__para_1-1")), at("art_234__para_1-1"))
    fresh = at("art_234__para_4-1")
    checks.check("10 234.4-1 is new, 8 to 15 years though its letters are drawn one by one, harsher", [(c["kind"], c["direction"],
                 [(e["new"]["min_months"], e["new"]["max_months"]) for e in effects_of([c], "imprisonment")]) for c in fresh] == [("inserted", "harsher", [(96, 180)])], fresh)
    checks.check("10 and is quoted as printed", all(e["evidence"]["new"] in c["new"]["text"] for c in fresh for e in c["effects"]), fresh)


def at(result, eid):
    """The changes of one provision that are none of the printer's."""
    return [c for c in substance(result) if (c["new"] or c["old"])["eid"] == eid]


def effects_of(changes, kind):
    return [e for c in changes for e in c["effects"] if e["kind"] == kind]


def edited(checks, text, language, *replacements, suffix=".txt", more=()):
    """A real text against itself with words replaced: what the synthetic scenarios change."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = pathlib.Path(folder) / f"old{suffix}", pathlib.Path(folder) / f"new{suffix}"
        after = text
        for words, others in replacements:
            if words not in after:
                raise SystemExit(f"the text no longer reads: {words}")
            after = after.replace(words, others, 1)
        old.write_text(text)
        new.write_text(after)
        return checks.diff(old, new, language, *more)


def scenario_6(checks):
    folder = checks.corpus / "UA/kriminalnyi-kodeks_2341-14"
    found = at(checks.diff(folder / "2007-10-01.md", folder / "2008-05-07.md", "uk"), "art_309__para_1")
    effects = [e for c in found for e in c["effects"]]
    read = {e["kind"]: e["new"] for e in effects}
    checks.check("6  fine, corrective labour and arrest join, nothing else", sorted(read) == ["arrest", "fine", "other_penalty"] and len(effects) == 3, effects)
    checks.check("6  their ends", (read["fine"]["min"], read["fine"]["max"], read["fine"]["unit"], read["other_penalty"]["max_months"], read["arrest"]["max_months"])
                 == (50, 100, "UAH_nontaxable_minimum", 24, 6), read)
    checks.check("6  lighter, by 270-VI", [(c["direction"], c["attribution"]["number"], c["attribution"]["date"]) for c in found] == [("lighter", "270-VI", "2008-04-15")])


def scenario_7(checks):
    folder = checks.corpus / "UA/kriminalnyi-kodeks_2341-14"
    found = at(checks.diff(folder / "2009-03-21.md", folder / "2009-04-07.md", "uk"), "art_310__para_1")
    amounts = {e["new"]["substance"]: (e["old"]["amount"], e["new"]["amount"], e["new"]["to"]) for e in effects_of(found, "quantity_threshold")}
    checks.check("7  each substance keeps its amounts", amounts == {"opium poppy": (100, 100, 500), "cannabis": (100, 10, 50)}, amounts)
    fines = [(e["old"]["max"], e["new"]["min"], e["new"]["max"]) for e in effects_of(found, "fine")]
    checks.check("7  the fine", fines == [(50, 100, 500)], fines)
    checks.check("7  harsher, by 1165-VI", [(c["direction"], c["attribution"]["number"]) for c in found] == [("harsher", "1165-VI")])


def scenario_8(checks):
    act = checks.run("parse", checks.corpus / "CZ/acts/SB-2025-270.md", "--language", "cs", "--json")
    articles = [p["eid"] for p in act["provisions"] if p["type"] == "article" and "__" not in p["eid"]]
    checks.check("8  its own articles are Roman", articles and all(re.fullmatch(r"art_[IVXL]+", eid) for eid in articles), articles)
    code = sorted((checks.corpus / "CZ/trestni-zakonik_40-2009").glob("*.md"))[-1]
    result = checks.diff(code, code, "cs", "--act", "cz/2009/40", "--with", checks.corpus / "CZ/acts/SB-2025-270.md")
    coming = [c for outlook in result["reconciliation"]["anticipated"] for c in outlook["changes"]]
    terms = {c["new"]["eid"]: [(e["old"]["min_months"], e["new"]["min_months"], e["direction"]) for e in c["effects"] if e["old"] and e["new"]]
             for c in coming if c["new"] and c["new"]["eid"] in ("art_283__para_3", "art_283__para_4")}
    checks.check("8  with the code: 283(3) from 8 to 5 years, 283(4) from 10 to 8", terms == {"art_283__para_3": [(96, 60, "lighter")],
                 "art_283__para_4": [(120, 96, "lighter")]}, terms)
    fines = [(c["direction"], c["reason"]) for c in coming if c["article"]["new"] == "art_285" and any(e["kind"] == "fine" and not e["new"] for e in c["effects"])]
    checks.check("8  a dropped fine of 285 is not determined", fines and all(direction == "unclear" for direction, _ in fines) and
                 ("unclear", "general_part_changed") in fines, fines)
    checks.check("8  without the code nothing of 283 is told", not any(e["kind"] == "imprisonment" and "283" in e["where"] for c in
                 checks.diff(checks.corpus / "CZ/acts/SB-2025-270.md", checks.corpus / "CZ/acts/SB-2025-270.md", "cs")["changes"] for e in c["effects"]))
    dates = {order["in_force_from"] for order in result["reconciliation"]["announced"] if order["in_force_from"]}
    checks.check("8  its points come into force on days of their own", len(dates) > 1, dates)


def scenario_11(checks):
    text = (checks.corpus / "KZ/kz_criminal_code_art296-299_ru.txt").read_text()
    found = at(edited(checks, text, "ru", ("2. Лицо, добровольно сдавшее", "2. Лицо, впервые добровольно сдавшее")), "art_296__note__para_2")
    checks.check("11 the note's change is told of its article", [e["via"] for c in found for e in c["effects"]] == ["art_296"], found)
    checks.check("11 a release that narrows is never silent", [e["kind"] for c in found for e in c["effects"]] == ["procedure"] and
                 all(c["relevance"]["relevant"] and c["direction"] != "lighter" for c in found), found)


    table = edited(checks, AMOUNTS, "ru", ("| Героин | 0,01 | 1,0 |", "| Героин | 0,01 | 0,5 |"), suffix=".md", more=("--act", "kz/P1900000470"))
    limits = effects_of(substance(table), "quantity_threshold")
    checks.check("11 a row of the table: one limit of one substance", [(e["old"]["amount"], e["new"]["amount"], e["new"]["class"], e["new"]["unit"], e["direction"])
                 for e in limits] == [(1, 0.5, "large_amount", "g", "harsher")], limits)
    checks.check("11 and the offences that it works through", all("#art_296__para_2," in e["via"] and "#art_296__para_3," in e["via"] for e in limits), limits)
    budget = substance(edited(checks, BUDGET, "ru", ("3 692 тенге", "3 932 тенге")))
    checks.check("11 the unit of fines: one indexation, neutral", [(c["direction"], c["relevance"]["relevant"], [(e["kind"], e["old"]["amount"], e["new"]["amount"])
                 for e in c["effects"]]) for c in budget] == [("neutral", True, [("indexation", 3692, 3932)])], budget)


AMOUNTS = """# О перечне и сводной таблице

## Приложение 2

Сводная таблица об отнесении наркотических средств и психотропных веществ к небольшим, крупным и особо крупным размерам

| № | Наименование | Небольшой (грамм) | Крупный (грамм) | Особо крупный (грамм) |
|---|---|---|---|---|
| 1 | Гашиш | 5,0 | 25,0 | 500,0 |
| 2 | Героин | 0,01 | 1,0 | 10,0 |
| 3 | Марихуана высушенная | 50,0 | 1000,0 | 10000,0 |
"""
BUDGET = """Статья 9. Установить с 1 января 2024 года:

1) минимальный размер заработной платы – 85 000 тенге;

2) месячный расчетный показатель для исчисления пособий и иных социальных выплат, а также для применения штрафных санкций, налогов и других платежей – 3 692 тенге.
"""
CRIME = """Статья 228. Незаконное хранение наркотических средств

1. Незаконное хранение наркотических средств без цели сбыта -

наказывается штрафом в размере до сорока тысяч рублей либо лишением свободы на срок до трех лет.

Статья 229. Хищение наркотических средств

1. Хищение наркотических средств -

наказывается лишением свободы на срок до семи лет.
"""


def scenario_12(checks):
    offence = ("влечет наложение административного штрафа в размере до пяти тысяч рублей либо административный арест на срок до пятнадцати суток. "
               "То же деяние, совершенное повторно в течение года, влечет уголовную ответственность.")
    found = at(edited(checks, CRIME, "ru", ("наказывается штрафом в размере до сорока тысяч рублей либо лишением свободы на срок до трех лет.", offence)), "art_228__para_1")
    ladder = [(e["new"]["from"], e["new"]["to"]) for e in effects_of(found, "liability")]
    checks.check("12 from crime to detention", ladder == [("crime", "administrative_arrest")], ladder)
    checks.check("12 arrest for 15 days", [e["new"]["max_days"] for e in effects_of(found, "arrest")] == [15])
    checks.check("12 mixed, and the summary names the detention", [c["direction"] for c in found] == ["mixed"] and
                 all("detention" in c["summary"]["en"] and "decriminalised" not in c["summary"]["en"] for c in found))


def scenario_13(checks):
    text = (checks.corpus / "HU/jogtar/BTK_clean.md").read_text()
    found = at(edited(checks, text, "hu", ("tiszta hatóanyag-tartalma", "a keverék tömege"), suffix=".md"), "art_461__para_1__point_a")
    checks.check("13 another basis decides nothing", [(c["direction"], c["reason"]) for c in found] == [("unclear", "basis_changed")], found)
    whole = edited(checks, text, "hu", ("4-fluoramfetamin és petidin esetén", "4-fluoramfetamin, petidin és fentanil esetén"), suffix=".md")
    limits = [(e["old"], e["new"]["substance"]) for e in effects_of(substance(whole), "quantity_threshold")]
    checks.check("13 one name, one new limit", limits == [(None, "fentanyl")], limits)


AMNESTY = """Об объявлении амнистии

Статья 1. Освободить от наказания лиц, впервые осужденных к лишению свободы на срок до пяти лет.

Статья 2. Действие настоящего Закона не распространяется на осужденных по статьям 105, 131 Уголовного кодекса.
"""


def scenario_15(checks):
    found = at(edited(checks, AMNESTY, "ru", ("105, 131 Уголовного", "105, 131, 228–233 Уголовного"), more=("--act", "ru/1")), "art_2")
    checks.check("15 linked to the watch list by its range", [e["via"].count("#art_2") for c in found for e in c["effects"]] == [6] and
                 "amnesty_retroactivity" in [t["id"] for t in found[0]["relevance"]["topics"]], found)
    checks.check("15 named as left out of an amnesty: harsher", [c["direction"] for c in found] == ["harsher"], found)
    exceptions = [e["new"]["what"] for e in effects_of(found, "procedure")]
    checks.check("15 the words that were added are its evidence", exceptions == ["amnesty_exception"] and "228" in found[0]["effects"][0]["evidence"]["new"], found)


    noted = AMOUNTS.replace("| 3 | Марихуана", "| 3 | Марихуана").replace("## Приложение 2\n", "## Приложение 2\n\n(Не соответствует Конституции - Постановление Конституционного Суда от 01.02.2026 № 3)\n")
    court = edited(checks, AMOUNTS, "ru", (AMOUNTS, noted), suffix=".md", more=("--act", "kz/P1900000470"))
    told = [(c["kind"], c["direction"], c["reason"], c["attribution"]["kind"], [("#art_296__para_3" in e["via"]) for e in c["effects"]]) for c in court["changes"] if c["kind"] == "annulled"]
    checks.check("15 a court's word on the amounts names the offences", told == [("annulled", "unclear", "court", "court_decision", [True])], court["changes"])


def scenario_14(checks):
    """Article 247 as printed today, and before its (4) was deleted and (5) printed as (4)."""
    code = json.loads((checks.corpus / "RS/pis-parsed/0171-rs-law-krivicni-zakonik.json").read_text())
    printed = {p["provision_ref"]: f"{p['title']}\n\n{p['content']}\n\n" for p in code["provisions"] if p["provision_ref"] in ("art246", "art246a", "art247")}
    now = "".join(printed.values())
    deleted = "(4) Ко само посредује у тим радњама без накнаде, казниће се новчаном казном или затвором до једне године.\n\n(5) Опојне дроге одузеће се."
    note = "Брисан је ранији став (4) (види члан 24. Закона - 121/2012-3)\n\n(4) Опојне дроге одузеће се."
    checks.check("14 the page reads as the scenario says", note in now)
    with tempfile.TemporaryDirectory() as folder:
        old, new = pathlib.Path(folder) / "old.txt", pathlib.Path(folder) / "new.txt"
        old.write_text(now.replace(note, deleted))
        new.write_text(now)
        changes = substance(checks.diff(old, new, "sr"))
        kinds = sorted((c["kind"], (c["old"] or {}).get("eid"), (c["new"] or {}).get("eid")) for c in changes)
        wanted = [("renumbered", "art_247__para_5", "art_247__para_4"), ("repealed", "art_247__para_4", None)]
        checks.check("14 a repeal and a renumbering, nothing amended", kinds == wanted, kinds)
        act = checks.run("parse", new, "--language", "sr", "--json")
        texts = " ".join(p["text"] for p in act["provisions"])
        checks.check("14 lines of the gazette are notes", "Службени гласник" not in texts)


def own_texts(act):
    return {p["eid"]: " | ".join(p["cells"][1:] if p["cells"] and len(p["cells"]) > 1 and re.fullmatch(r"[0-9.() IVX]*", p["cells"][0]) else p["cells"])
            if p["cells"] else p["text"] for p in act["provisions"] if p["status"] != "repealed"}


def untouched(act, changes, side):
    parents = {p["eid"]: p["parent"] for p in act["provisions"]}
    own = {c[side]["eid"] for c in changes if c[side] and c["scope"] == "own"}
    whole = {c[side]["eid"] for c in changes if c[side] and c["scope"] == "subtree"}

    def covered(eid):
        if eid in own:
            return True
        while eid:
            if eid in whole:
                return True
            eid = parents.get(eid)
        return False

    return collections.Counter(text for eid, text in own_texts(act).items() if text and not covered(eid))


def promises(checks):
    for folder, language in ACTS.items():
        files = sorted(p for p in (checks.corpus / folder).iterdir() if re.fullmatch(r"\d{4}-?\d\d-?\d\d\.(md|html)", p.name))
        acts = {file: checks.run("parse", file, "--language", language, "--json") for file in files}
        bad = []
        for old, new in zip(files, files[1:]):
            changes = checks.diff(old, new, language)["changes"]
            for change in changes:
                for side, op in (("old", "delete"), ("new", "insert")):
                    joined = "".join(edit["text"] for edit in change["redline"] if edit["op"] in ("equal", op))
                    if joined != (change[side]["text"] if change[side] else ""):
                        bad.append(f"{new.name}: redline of {change[side]['eid']}")
            if untouched(acts[old], changes, "old") != untouched(acts[new], changes, "new"):
                bad.append(f"{new.name}: applying the changes does not give it")
        if files and not checks.diff(files[0], files[0], language)["equal"]:
            bad.append("an edition differs from itself")
        checks.check(f"promises kept on {len(files)} editions of {folder}", not bad, bad[:6])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--sources")
    parser.add_argument("--pairs", action="store_true", help="the promises on all pairs: minutes")
    checks = Checks(parser.parse_args())
    for scenario in (scenario_2, scenario_3, scenario_4, scenario_5, scenario_6, scenario_7, scenario_8, scenario_9, scenario_10,
                     scenario_11, scenario_12, scenario_13, scenario_14, scenario_15):
        scenario(checks)
    if checks.args.pairs:
        promises(checks)
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
