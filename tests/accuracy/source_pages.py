# SPDX-License-Identifier: GPL-3.0-or-later
"""Every real page of the corpus through the selectors of its shipped source: `sources test ID FILE`.

Prints a line per page; ends with 1 if a page that must be read is not. Skips, visibly, without the corpus."""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared/corpus"
BINARY = os.environ.get("ZAKONWATCH", str(ROOT / "build/dev/zakonwatch"))

# source, pages, fewest articles that a page holds. 0: the page holds none (a table, a title page, a list).
PAGES = [
    ("pl-eli", "PL/fixtures-legalize/*.html", 2), ("cz-esbirka", "CZ/fixtures-legalize/*fragments*.json", 5),
    ("sk-slovlex", "SK/fixtures-legalize/sample-c*[en].html", 100), ("ro-just", "RO/fixtures-legalize/*.html", 1),
    ("rs-pis", "RS/pis-raw/*.html", 15), ("bg-parliament", "BG/parliament-api-raw/*.json", 15),
    ("uz-lex", "UZ/*export*_ru.html", 500), ("az-eqanun", "AZ/*.htm*", 0), ("kz-adilet", "KZ/*.html", 1),
    ("ru-ips", "RU/ips/*.html", 25), ("ee-riigiteataja", "EE/*.xml", 5), ("lv-likumi", "LV/*/2*.html", 20),
    ("ua-rada", "UA/raw-html/*.htm", 50), ("lt-seimas-bills", "LT/lrs-html/*.html", 0),
    ("mk-slvesnik", "MK/gazette-pdf/*.pdf", 5), ("hu-kozlony", "HU/magyarkozlony-pdf/*.pdf", 0),
]


def read(source, page):
    """(articles, share of text claimed) or the program's complaint."""
    done = subprocess.run([BINARY, "--sources", ROOT / "sources", "sources", "test", source, page, "--json"],
                          capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        return None, done.stderr.strip()[:200]
    quality = json.loads(done.stdout)["quality"]
    return quality["articles"], f"claimed {quality['claimed_share']:.3f}, gaps {len(quality['number_gaps'])}"


def main():
    if not CORPUS.exists():
        print("skipped: no corpus beside the project")
        return 0
    failures = 0
    for source, pattern, fewest in PAGES:
        pages = sorted(page for page in CORPUS.glob(pattern) if "history" not in page.name)
        if not pages:
            print(f"FAIL {source}: the corpus has no {pattern}")
            failures += 1
        for page in pages:
            articles, note = read(source, page)
            good = articles is not None and articles >= fewest
            failures += not good
            print(f"{'ok  ' if good else 'FAIL'} {source:16} {page.name:50} articles {articles}; {note}")
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
