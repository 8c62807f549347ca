#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenarios of the law that concern the diff, on real editions; and its promises on all successive pairs.

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
    checks.check("10 234.4-1 is new", [c["kind"] for c in at("art_234__para_4-1")] == ["inserted"], at("art_234__para_4-1"))


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
    for scenario in (scenario_2, scenario_3, scenario_4, scenario_5, scenario_9, scenario_10, scenario_14):
        scenario(checks)
    if checks.args.pairs:
        promises(checks)
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
