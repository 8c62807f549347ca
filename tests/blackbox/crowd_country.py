# SPDX-License-Identifier: GPL-3.0-or-later
"""An invented country of several small sources, for tests of what the program believes and whom it tells."""
import dataclasses
import itertools
import re

import blackbox
import replica

COUNTRY = """[country]
code = "QC"
name = { en = "Invented crowd" }
languages = ["lv"]
time_zone = "Europe/Riga"
"""
SOURCE = """
[[source]]
id = "qc-%(n)d"
kind = "consolidated"
title = "Law of place %(n)d"
home = "https://law%(n)d.crowd.example/"
verified = "none"
schedule = "daily 06:30"
%(extra)s
[source.discover]
%(discover)s
[source.document]
title = "//h1"
body = "//div[@id='law']"
strip = ["//span[@class='views']"]
"""
WATCHLIST = 'watchlist = { url = "https://law%(n)d.crowd.example/acts/{id}" }'
WATCH = """
[[watch]]
act = "7"
title = "Invented Criminal Law"
"""
REPEALED = "{n}.pants. (Izslēgts ar 02.02.2026. likumu)"


def law(changed=(), articles=30, word="pieciem", gone=(), before="", after="", box="law"):
    """An act in Latvian; the articles in `changed` carry another term, those in `gone` a repeal marker."""
    out = f"<html><head><title>Likums</title></head><body><div id='{box}'><h1>Izdomāts krimināllikums</h1>{before}"
    for number in range(1, articles + 1):
        if number in gone:
            out += f"<p><b>{REPEALED.format(n=number)}</b></p>"
            continue
        term = word if number in changed else "trim"
        out += (f"<p><b>{number}.pants. Narkotisko vielu glabāšana {number}</b></p><p>(1) Par narkotisko vielu "
                f"neatļautu glabāšanu {number}. veidā soda ar brīvības atņemšanu uz laiku līdz {term} gadiem.</p>")
    return out + f"{after}</div></body></html>"


class CountingSite(replica.Site):
    """`@@` in a page is a number that is another one at every look."""

    def __init__(self, name, hosts):
        super().__init__(name, hosts)
        self.count = itertools.count(1234)

    def find(self, target):
        found = super().find(target)
        if found is None or b"@@" not in found.body:
            return found
        return dataclasses.replace(found, body=found.body.replace(b"@@", str(next(self.count)).encode()),
                                   validators=False)


class Crowd(blackbox.Blackbox):
    """`places` sources, each on a host of its own; `show(n, page)` sets what place n shows."""

    places = 1
    extra = ""
    discover = WATCHLIST

    def sites(self):
        self.site = {n: CountingSite(f"crowd{n}", [f"law{n}.crowd.example"]) for n in range(1, self.places + 1)}
        for n in self.site:
            self.show(n, law())
        return list(self.site.values())

    def setUp(self):
        super().setUp()
        folder = self.folder / "sources/countries"
        folder.mkdir(parents=True)
        text = COUNTRY
        for n in range(1, self.places + 1):
            text += SOURCE % {"n": n, "extra": self.extra, "discover": self.discover % {"n": n}}
        (folder / "qc.toml").write_text(text + WATCH, encoding="utf-8")
        for file in (blackbox.ROOT / "sources/countries").glob("*.toml"):  # nobody else is visited
            quiet = re.sub(r"\nenabled = \w+\n", "\n", file.read_text(encoding="utf-8"))
            quiet = quiet.replace("\n[[source]]\n", "\n[[source]]\nenabled = false\n")
            (folder / file.name).write_text(quiet, encoding="utf-8")
        self.program.sources = self.folder / "sources"
        self.ids = [f"qc-{n}" for n in self.site]

    def show(self, n, page, path="/acts/7"):
        self.site[n].put(path, [page])

    def show_everywhere(self, page):
        for n in self.site:
            self.show(n, page)

    def crawl(self, expect=None, **delta):
        """Later by `delta`, a pass over all places; the results by id."""
        if delta:
            self.later(**delta)
        return self.program.crawl(*self.ids, expect=expect)

    def status(self):
        return self.program.json("status")

    def notices(self, kind):
        return [notice["text"] for notice in self.status()["notices"] if notice["kind"] == kind]
