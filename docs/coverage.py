#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes docs/coverage.md from sources/countries/*.toml; with --check, says whether it is up to date."""
import pathlib
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[1]
COUNTRIES = ROOT / "sources/countries"
PAGE = ROOT / "docs/coverage.md"
KINDS = ("gazette", "consolidated", "bills")

HEAD = """# Coverage

Written by `docs/coverage.py` from `sources/countries/*.toml`; a test compares the two. Do not edit by hand.

What **verified** means: `page`, a real page or reply of the source was read through its selectors; `code`, only the
working programs of others describe it; `none`, nobody has checked it. Nothing here was fetched from the live sites:
run `zakonwatch crawl --source ID` and look before relying on a source. `off` is a source that is not visited until a
person enables it.

"""


def load():
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(COUNTRIES.glob("*.toml"))]


def word(source):
    return f"{source['verified']}{'' if source.get('enabled', True) else ', off'}"


def summary(countries):
    lines = ["## By country", "", "| | country | gazette | consolidated | bills | watched acts | of them confirmed |",
             "|---|---|---|---|---|---|---|"]
    for country in countries:
        cells = ["; ".join(f"`{s['id']}` {word(s)}" for s in country["source"] if s["kind"] == kind) or "none"
                 for kind in KINDS]
        watch = country.get("watch", [])
        confirmed = sum(entry.get("status") == "confirmed" for entry in watch)
        head = country["country"]
        lines.append(f"| {head['code']} | {head['name']['en']} | {' | '.join(cells)} | {len(watch)} | {confirmed} |")
    return lines


def totals(countries):
    sources = [source for country in countries for source in country["source"]]
    lines = ["", "## In numbers", "", "| kind | page | code | none | of all, off |", "|---|---|---|---|---|"]
    for kind in KINDS:
        of_kind = [source for source in sources if source["kind"] == kind]
        counts = [sum(source["verified"] == level for source in of_kind) for level in ("page", "code", "none")]
        off = sum(not source.get("enabled", True) for source in of_kind)
        lines.append(f"| {kind} | {counts[0]} | {counts[1]} | {counts[2]} | {off} |")
    return lines


def details(countries):
    lines = ["", "## By source", "", "| source | kind | text state | verified | what is known to stand in the way | terms |",
             "|---|---|---|---|---|---|"]
    for country in countries:
        for source in country["source"]:
            lines.append(f"| `{source['id']}` | {source['kind']} | {source['text_state']} | {word(source)} | "
                         f"{source.get('access', '')} | {source.get('terms', '')} |")
    return lines


def page(countries):
    return HEAD + "\n".join(summary(countries) + totals(countries) + details(countries)) + "\n"


def main():
    text = page(load())
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            sys.exit("docs/coverage.md is not what docs/coverage.py writes: run it and commit the page")
        return
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
