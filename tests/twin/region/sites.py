# SPDX-License-Identifier: GPL-3.0-or-later
"""Replicas of every site that a shipped source file names, made from the file's own addresses.

t0 is each country's law before the reform, t1 after it: in the first watched act of each consolidated source one
drug article's penalty rises. Lists show one new act at t1, which is a baseline and no change."""
import dataclasses
import datetime
import pathlib
import re
import sys
import tomllib
import urllib.parse
from xml.etree import ElementTree

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import dresses  # noqa: E402
import lists  # noqa: E402
import replica  # noqa: E402

COUNTRIES = HERE.parents[2] / "sources/countries"
TEXTS = tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))
NOW = [datetime.date(2026, 3, 2), datetime.date(2026, 3, 5)]  # when a test looks at t0 and t1
EDITIONS = [datetime.date(2025, 1, 1), datetime.date(2026, 3, 4)]
DOCUMENT = {"xk-gzk-new": "/ActDocumentDetail.aspx?ActID={key}"}  # where a list's link is rewritten by the source


@dataclasses.dataclass
class Act:
    key: str
    title: str
    articles: list
    edition: datetime.date


@dataclasses.dataclass
class Reform:
    """What a pass over t1 must find, and nothing else."""
    country: str
    source: str
    act: str
    eid: str


def countries():
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(COUNTRIES.glob("*.toml"))]


def language(country, source):
    return source["document"].get("language") or source.get("languages", country["country"]["languages"])[0]


def first_number(watch):
    """The watched article that the reform amends, as its source prints it: whole numbers only."""
    for one in watch.get("articles", []):
        text = one if isinstance(one, str) else one["from"]
        if text.isdigit():
            return int(text)
    return 7


def act(country, source, watch, moment, reformed, edition):
    words = TEXTS[language(country, source)]
    number = first_number(watch)
    stories = [("drug", words["heading"], words["t1" if reformed and moment else "t0"])]
    stories += [("other", heading, text) for heading, text in words["other"]]
    articles = []
    note = words.get("note", "") if reformed and moment else ""
    for offset, (kind, heading, text) in enumerate(stories):
        n = number + offset
        head = words["article"].format(n=n, heading=heading)
        articles.append({"n": n, "heading": heading, "text": text, "head": head, "note": note.replace("{n}", str(n)) if kind == "drug" else "",
                         "bare": words["article"].split("{heading}")[0].format(n=n).strip()})
    return Act(watch["act"], words["title"] if reformed else f"{words['title']} ({watch['act'].split('/')[-1]})", articles, edition)


class Region:
    """Sites by host, and the reforms that their t1 shows."""

    def __init__(self, only=None):
        self.hosts = {}
        self.reforms = []
        self.announced = []  # gazettes whose t1 brings an act about drugs
        self.sources = []
        for country in countries():
            if only and country["country"]["code"] not in only:
                continue
            for source in country["source"]:
                if source.get("enabled", True):
                    self.sources.append(source)
                    if source["kind"] != "bills":
                        self.add(country, source)

    def sites(self):
        return list(self.hosts.values())

    # -- pages ---------------------------------------------------------------------------------------------

    def put(self, url, states):
        """`states`: (bytes, media type) per moment, or None."""
        parts = urllib.parse.urlsplit(url)
        site = self.hosts.setdefault(parts.hostname, replica.Site(parts.hostname, [parts.hostname]))
        bodies = [state and state[0] for state in states]
        media_type = next(state[1] for state in states if state)
        site.put(parts.path + (f"?{parts.query}" if parts.query else ""), bodies, media_type)

    def put_text(self, source, url, states):
        """A document, which may come in pages: then each state is a list of them."""
        if "parts" not in source["document"]:
            return self.put(url, states)
        parameter = source["document"]["parts"]["parameter"] + "="
        for number in range(len(next(state for state in states if state))):
            self.put(url.replace(f"{parameter}0", f"{parameter}{number}"), [state and state[number] for state in states])

    def add(self, country, source):
        rules = source["discover"]
        jurisdiction = source.get("jurisdiction", country["country"]["code"].lower())
        watched = [w for w in country.get("watch", []) if w.get("jurisdiction", jurisdiction) == jurisdiction]
        by_act = "watchlist" in rules or "editions" in rules
        if by_act:
            for place, watch in enumerate(watched):
                self.add_act(country, source, watch, reformed=place == 0)
        for kind in ("feed", "listing", "api"):
            for number, one in enumerate(_many(rules.get(kind))):
                self.add_list(country, source, kind, one, watched if by_act else [], number)

    def add_act(self, country, source, watch, reformed):
        if reformed:
            jurisdiction = source.get("jurisdiction", country["country"]["code"].lower())
            self.reforms.append(Reform(country["country"]["code"], source["id"], f"{jurisdiction}/{watch['act']}",
                                       f"art_{first_number(watch)}"))
        pages = [dresses.dress(source, act(country, source, watch, moment, reformed, EDITIONS[moment if reformed else 0]))
                 for moment in (0, 1)]
        if "watchlist" in source["discover"]:
            return self.put_text(source, fill(source["discover"]["watchlist"]["url"], watch["act"]), pages)
        self.add_editions(source, watch["act"], pages, reformed)

    def add_editions(self, source, key, pages, reformed):
        """The list of an act's texts, and the texts at addresses of their own."""
        shown, documents = EDITION_LISTS[source["id"]](key, [EDITIONS[0]] + ([EDITIONS[1]] if reformed else []))
        self.put(fill(source["discover"]["editions"]["url"], key), [shown[0], shown[-1]])
        if len(documents) == 1:
            return self.put(documents[0], pages)
        for address, page in zip(documents, pages):
            self.put(address, [page])

    def add_list(self, country, source, kind, rules, watched, number):
        """Acts that nobody watches, or the first watched one where the list goes by key; a new one at t1."""
        words = TEXTS[language(country, source)]
        keys = [watched[0]["act"]] if watched else [f"90{number}1", f"90{number}2"]
        items = [(key, words["title"]) for key in keys]
        url = moment_url(rules["url"])
        states = [lists.render(source, rules, kind, items[:1]), lists.render(source, rules, kind, items)]
        if "token" in rules:
            self.serve_with_token(url[0], states)
        else:
            for moment, state in enumerate(states):
                self.put(url[moment], [state] if url[0] != url[1] else states)
        if rules.get("pages", 1) > 1 and "{page}" in rules["url"]:
            self.put(rules["url"].replace("{page}", "2"), [lists.render(source, rules, kind, [])])
        if watched:
            return
        document = source["document"]
        by_title = "body" in document and document["body"] == document.get("title")  # it says no more of an act than its name
        if source["kind"] != "consolidated" and not by_title:
            self.announced.append(source["id"])
        for moment, (key, _) in enumerate(items):
            page = dresses.dress(source, act(country, source, {"act": key}, 0, False, EDITIONS[0]))
            self.put_text(source, self.document_address(source, kind, rules, key), [page] if moment == 0 else [None, page])

    def serve_with_token(self, url, states):
        """A SOAP service that searches for nobody who has not fetched a token before; a token lasts for one search."""
        parts = urllib.parse.urlsplit(url)
        site = self.hosts.setdefault(parts.hostname, replica.Site(parts.hostname, [parts.hostname]))
        given = set()

        def answer(body, headers):
            request = ElementTree.fromstring(body)
            method = next(iter(next(iter(request)))).tag.split("}")[-1]
            if headers["SOAPAction"] != f"http://tempuri.org/IFreeWebService/{method}":
                return None
            if method == "GetToken":
                token = f'<&"{len(given)}\'>'
                given.add(token)
                return lists.token(token)
            asked = {element.text for element in request.iter() if element.tag.endswith("}tokenKey")} & given
            given.difference_update(asked)
            return states[site.moment][0] if asked else None

        site.serve(parts.path, answer)

    def document_address(self, source, kind, rules, key):
        if kind == "api":
            return re.sub(r"\{([^}:]+)(:encoded)?\}", lambda hole: urllib.parse.quote(
                lists.FIELDS.get(source["id"], {}).get(hole[1], "{key}").format(key=key), safe="" if hole[2] else "/"), rules["link"])
        reference = DOCUMENT.get(source["id"], lists.HREF[source["id"]]).format(key=key)
        base = moment_url(rules["url"])[0]
        return urllib.parse.urljoin(base if kind != "feed" or source["id"] == "lv-likumi-new" else source["home"], reference)


def _json(value):
    import json
    return json.dumps(value, ensure_ascii=False).encode(), "application/json"


def _html(text):
    return text.encode(), "text/html; charset=utf-8"


def slovlex(key, dates):
    rows = [f'<tr class="effectivenessHistoryItem" data-ucinnostod="{d}"><td class="title">{i}.</td><td class="title">'
            f'<a href="{d:%Y%m%d}.html"><span>{d:%d.%m.%Y} - </span></a></td>'
            f'<td><a href="../../../ZZ/{d.year}/58/{d:%Y%m%d}.html">58/{d.year}&nbsp;Z. z.</a></td></tr>' for i, d in enumerate(dates, 2)]
    first = '<tr class="effectivenessHistoryItem"><td>1.</td><td><a href="vyhlasene_znenie.html">Vyhlásené znenie</a></td></tr>'
    pages = [_html(f"<table>{first}{''.join(rows[:n])}</table>") for n in range(1, len(rows) + 1)]
    return pages, [f"https://static.slov-lex.sk/static/SK/ZZ/{key}/{d:%Y%m%d}.html" for d in dates]


def just(key, dates):
    """The page's own edition has no address in its list: here the oldest, under whose id the act is watched."""
    own = f"<a title='Consolidarea din {dates[0]:%d.%m.%Y}' style='color:red'>{dates[0]:%d.%m.%Y}</a>"
    newer = [f"<a title='Consolidarea din {d:%d.%m.%Y}' href='~/../../../Public/DetaliiDocument/{key}{n}'>{d:%d.%m.%Y}</a><br/>"
             for n, d in enumerate(dates[1:], 1)]
    pages = [_html(f"<div class='forme_act'>{''.join(newer[:n])}{own}</div>") for n in range(len(newer) + 1)]
    base = "https://legislatie.just.ro/Public/DetaliiDocumentAfis/"
    return pages, [base + key] + [f"{base}{key}{n}" for n, _ in enumerate(dates[1:], 1)]


def pisrs(key, dates):
    versions = [{"id": f"{key}-{n}", "naziv": "NPB", "datumZacetkaUporabe": str(d)} for n, d in enumerate(dates)]
    pages = [_json({"evidencniPodatki": {}, "besedilo": {"npbVerzije": versions[:n]}}) for n in range(1, len(versions) + 1)]
    return pages, [f"https://pisrs.si/api/rezultat/neuradno-precisceno-besedilo/{key}-{n}/details" for n, _ in enumerate(dates)]


def eqanun(key, dates):
    address = f"https://e-qanun.az/frameworks/46/f_{key}.html"
    return [_json({"data": {"id": int(key), "htmlUrl": address, "requisite": {"title": "x"}}})], [address]


def cbd(key, dates):
    pages = [_json({"documentCode": key, "nameRu": "x", "lastEdition": f"{key}0{n}"}) for n, _ in enumerate(dates)]
    return pages, [f"https://cbd.minjust.gov.kg/api/v1/GetEdition?editionId={key}0{n}&lang=ru" for n, _ in enumerate(dates)]


EDITION_LISTS = {"sk-slovlex": slovlex, "ro-just": just, "si-pisrs": pisrs, "az-eqanun": eqanun, "kg-cbd": cbd}


def fill(url, key):
    return url.replace("{id:encoded}", urllib.parse.quote(key, safe="")).replace("{id}", urllib.parse.quote(key, safe="/"))


def moment_url(url):
    """The address of a list at each moment."""
    return [url.replace("{date:dmy}", f"{day:%d.%m.%Y}").replace("{date}", str(day)).replace("{page}", "1") for day in NOW]


def _many(value):
    return [] if value is None else value if isinstance(value, list) else [value]
