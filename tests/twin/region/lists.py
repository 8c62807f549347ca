# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists that lead to documents, in the markup of each site."""
import html
import json
import re

import dresses

HTML = {
    "hr-nn": '<div class="searchListItem"><a href="{href}">{title}</a></div>',
    "rs-skupstina": '<tr><td class="lawtitle">{title}</td><td><a href="{href}">PDF</a></td></tr>',
    "md-monitorul": '<a href="{href}">{title}</a>',
    "by-pravo": '<p><a href="{href}">{title}</a></p>',
    "am-parliament": '<a href="{href}">{title}</a><br>',
    "uz-lex-new": '<a class="lx_link" href="{href}">{title}</a>',
    "tj-mmk": '<div class="node"><h2><a href="{href}">{title}</a></h2></div>',
    "xk-gzk-new": '<a href="{href}">{title}</a>',
    "mk-slvesnik": '<a href="{href}">{title}</a>',
    "me-sluzbeni-list": '<a href="{href}">{title}</a>',
    "ba-sluzbeni-list": '<div class="search-result-item"><h4>{title}</h4><a href="{href}">x</a></div>',
    "ba-fbih-zakoni": '<li><a href="{href}">{title}</a></li>',
    "ba-bd-skupstina": '<li><a href="{href}">{title}</a></li>',
    "si-uradni-list": '<a href="{href}">{title}</a>',
}
# Where a list's items lead, for lists that are not JSON.
HREF = {
    "hr-nn": "/eli/sluzbeni/{key}", "rs-skupstina": "/upload/archive/files/cir/pdf/zakoni/{key}.pdf",
    "md-monitorul": "/ro/monitor/{key}", "by-pravo": "/document/?guid=12551&p0={key}",
    "am-parliament": "legislation.php?sel=show&ID={key}&lang=arm", "uz-lex-new": "/ru/docs/{key}",
    "tj-mmk": "/content/{key}", "xk-gzk-new": "ActDetail.aspx?ActID={key}", "mk-slvesnik": "/Issues/{key}.pdf",
    "me-sluzbeni-list": "/propisi/{key}", "ba-sluzbeni-list": "/page/akt/{key}=", "ba-fbih-zakoni": "/bs/{key}-zakon",
    "ba-bd-skupstina": "/3-zakon/ba/{key}.pdf", "si-uradni-list": "/glasilo-uradni-list-rs/vsebina/{key}",
    "lv-likumi": "/ta/id/{key}", "lv-likumi-new": "/ta/id/{key}", "ge-matsne-new": "/en/document/view/{key}",
    "kz-adilet-new": "/rus/docs/{key}", "bg-dv": "/DVWeb/showMaterialDV.jsp?idMat={key}",
    "hu-kozlony": "/dokumentumok/{key}/letoltes", "ro-just-new": "https://legislatie.just.ro/Public/DetaliiDocument/{key}",
}
# Item fields whose value is not simply the key.
FIELDS = {"sk-zbierka": {"iri": "/SK/ZZ/2026/{key}/20260102"}, "cz-sbirka": {"staleUrl": "/sb/2026/{key}"},
          "pl-dziennik-ustaw": {"ELI": "DU/2026/{key}"}}


def render(source, rules, kind, items):
    """(bytes, media type) of a list of (key, title)."""
    if kind == "api":
        return json_list(source, rules, items)
    if kind == "feed":
        return feed(source, rules, items)
    if source["id"] == "ro-just-new":
        return soap(source, items)
    rows = "\n".join(HTML[source["id"]].format(href=HREF[source["id"]].format(key=key), title=title).replace("&p0", "&amp;p0")
                     for key, title in items)
    table = rows.startswith("<tr")
    return f"<html><body>{'<table>' if table else ''}{rows}{'</table>' if table else ''}<p>1-{len(items)}, 02.01.2026</p></body></html>".encode(), "text/html; charset=utf-8"


def json_list(source, rules, items):
    found = []
    for key, title in items:
        one = {}
        for hole in re.findall(r"\{([^}:]+)(?::encoded)?\}", rules["link"]):
            dresses.put(one, hole, key)
        for name, value in (("key", key), ("title", title), ("date", "2026-01-02")):
            if rules.get(name):
                dresses.put(one, rules[name], value)
        for name, shape in FIELDS.get(source["id"], {}).items():
            one[name] = key if "/" in key else shape.format(key=key)
        found.append(one)
    reply = {}
    if rules["item"]:
        dresses.put(reply, rules["item"], found)
    else:
        reply = found
    return json.dumps(reply, ensure_ascii=False).encode(), "application/json"


def feed(source, rules, items):
    host = source["home"] if source["id"] != "lv-likumi-new" else "https://likumi.lv/"
    base = "/".join(host.split("/")[:3])
    rows = "".join(f"<item><title>{title}</title><link>{base}{HREF[source['id']].format(key=key)}</link>"
                   f"<enclosure url=\"{base}{HREF[source['id']].format(key=key)}\" type=\"application/pdf\"/>"
                   "<pubDate>Fri, 02 Jan 2026 04:00:00 +04</pubDate></item>" for key, title in items)
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>x</title>{rows}</channel></rss>'.encode(), "application/rss+xml"


def token(word):
    """The answer to a SOAP service's GetToken."""
    return ('<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetTokenResponse xmlns="http://tempuri.org/">'
            f'<GetTokenResult>{html.escape(word)}</GetTokenResult></GetTokenResponse></s:Body></s:Envelope>').encode()


def soap(source, items):
    rows = "".join(f"<a:Legi><a:Titlu>{title}</a:Titlu><a:Numar>{key}</a:Numar><a:DataVigoare>2026-01-02</a:DataVigoare>"
                   f"<a:LinkHtml>{HREF[source['id']].format(key=key)}</a:LinkHtml></a:Legi>" for key, title in items)
    return ('<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><SearchResponse xmlns="http://tempuri.org/">'
            f'<SearchResult xmlns:a="x">{rows}</SearchResult></SearchResponse></s:Body></s:Envelope>').encode(), "text/xml; charset=utf-8"
