# SPDX-License-Identifier: GPL-3.0-or-later
"""The dress of each real site: its markup around a law of ours. One function or template per source.

A page template takes {title} and {body}; an article template takes {n}, {head} and {text}. Sources that share a
site share a dress."""
import json
import re

import pdf

PLAIN = "<p><b>{head}</b></p>\n<p>{text}</p>\n"

# source id: (page, article)
HTML = {
    "lv-likumi": ("""<html lang="lv"><head><title>Likumi.lv</title></head><body><div id='doc_id'>{key}</div>
<span><font>Pieņemts: </font>17.06.1998.</span><span class='red'><font>Attēlotā redakcija:</font> {dotted}. - ... </span>
<DIV class='TV207'>{title}</DIV><div class='doc-body'>{body}</div></body></html>""",
                  "<DIV class='TV213'><P class='TV213 TVP'><b>{head}</b></P><P class='TV213'>{text}</P>"
                  "<div class='panta-doc-npk' style='display:none'>{n}</div></DIV>"),
    "ua-rada": ("""<html><body><p class=rvps6><span class=rvts23>{title}</span></p><div id=article>{body}</div></body></html>""",
                "<p class=rvps2><span class=rvts9>{head}</span></p><p class=rvps2>{text}</p>"),
    "ru-ips": ("""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>{title}</title></head>
<body><table id="docinfo"><tr><td>{title}</td></tr></table><div id="doc_content"><div id="text_content">
<!DOCTYPE html><html><body>{body}</body></html></div></div></body></html>""",
               '<p class="H">{head}</p><p>{text}</p>'),
    "ge-matsne": ("""<html><head><meta property="og:title" content="{title}"></head><body><div id="maindoc">{body}</div></body></html>""",
                  '<p class="muxlixml">{head}</p><p class="abzacixml">{text}</p>'),
    "pl-eli": ("""<!DOCTYPE HTML><html lang="pl"><body><h1><span class="head-type">Ustawa</span><span class="head-date">z dnia 5 maja 2005&nbsp;r.</span>
<span class="head-title">{title}</span></h1><div class="parts"><div class="block">{body}</div></div></body></html>""",
               '<div class="unit unit_arti pro-text"><h3 CLASS="pro-none"><B CLASS="b">{head}</B></h3><div class="unit-inner">'
               '<div data-template="xText" CLASS="pro-text">{text}</div></div></div>'),
    "sk-slovlex": ("""<html lang="sk-SK"><body><div class="predpisFullWidth"><table id="InfoTable"><tr><td>Názov:</td><td>{title}</td></tr></table>
<div class="predpis Skupina">{body}</div></div></body></html>""",
                   '<div class="paragraf Skupina "><div class="paragrafOznacenie">{bare}</div><div class="paragrafNadpis NADPIS">{heading}</div>'
                   '<div class="text">{text}</div></div>'),
    "hu-njt": ("""<html lang="hu"><body><h1 class="jogszabalyMainTitle">{title}</h1><div class="hataly">{dotted_hu}</div>
<div class="jogszabaly">{body}</div></body></html>""",
               '<p class="szakasz"><span class="jhId" id="SZ{n}">{head}</span> {text}</p>'),
    "ro-just": ("""<html><body><span class="S_DEN">{title}</span><div id="div_Formaconsolidata">{body}</div></body></html>""",
                '<span class="S_ART" id="id_artA{n}"><span class="TAG_COLLAPSED"> + </span><span class="S_ART_TTL">{head}</span>'
                '<span class="S_ART_DEN"></span><span class="S_ART_BDY"><span class="S_PAR">{text}</span></span></span>'),
    "rs-pis": ("""<html><head><meta charset="utf-8"></head><body><p class="odluka-zakon">ЗАКОН</p><p class="odluka-zakon">{title}</p>
<p class="centar">"Службени гласник РС", број 85 од 6. октобра 2005.</p>{body}</body></html>""",
               '<p class="clan">{head}</p><p class="Basic-Paragraph">{text}</p>'),
    "hr-nn": ("""<html><body><h1>{title}</h1><div class="doc">{body}</div></body></html>""",
              '<p class="T-12-9-sred Clanak">{head}</p><p class="T-9-8">{text}</p>'),
    "md-legis": ("""<div id="contentdoc_act"><table><tr><td>Denumirea deplină actuală</td><td>{title}</td></tr><tr><td>Data adoptării</td>
<td>18-04-2002</td></tr></table></div><div id="contentdoc">{body}</div>""",
                 "<p><strong><span>{head}.</span></strong></p><p>{text}</p>"),
    "by-etalon": ("""<html><body><div class="Section1"><p class="titlek">{title}</p><p><span class="datepr">9 июля 1999 г.</span> <span class="number">№ 275-З</span></p>
{body}</div></body></html>""", '<p class="article">{head}</p><p class="newncpi">{text}</p>'),
    "am-arlis": ("""<html><head><title>{title}</title></head><body><div id="act_body">{body}</div></body></html>""", PLAIN),
    "az-eqanun": ("""<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1254"><title>46947</title></head>
<body><div class=WordSection1><p class=MsoNormal><b><span lang=AZ-LATIN>{title}</span></b></p>{body}</div></body></html>""",
                  "<p class=MsoNormal><b><span lang=AZ-LATIN>{head}</span></b></p><p class=MsoNormal><span lang=AZ-LATIN>{text}</span></p>"),
    "kz-adilet": ("""<html><body><div class="container_alpha slogan"><h1>{title}</h1><span class="status status_upd">Обновленный</span></div>
<div class="container_gamma text text_upd"><div class="gs_12"><article>{body}</article></div></div></body></html>""",
                  '<p id="z{n}"><b><a name="z{n}"></a>{head}</b></p><p>{text}</p>'),
    "uz-lex": ("""<html><body><div class="docHeader"><div class="docHeader__item-value">x</div></div><div id="divCont">
<div class="ACT_TITLE lx_elem"><div class="lx_elem2">кнопки</div><a id="1">{title}</a></div>{body}</div></body></html>""",
               '<div class="CLAUSE_DEFAULT lx_elem"><div class="lx_elem2">Аудио</div><a id="{n}">{head}</a></div><div class="ACT_TEXT lx_elem">{text}</div>'),
    "tj-mmih": ("""<html><body><h1>{title}</h1><div class="document">{body}</div></body></html>""", PLAIN),
    "tm-mejlis-codes": ("""<html><body><h4>{title}</h4><div class="text_content"><div class="text_block">{body}</div></div></body></html>""", PLAIN),
    "xk-gzk": ("""<html><body><span id="MainContent_lblTitle">{title}</span><span id="MainContent_lblDPubDate">14.01.2019</span>
<div id="MainContent_txtDocument">{body}</div></body></html>""", PLAIN),
    "me-sluzbeni-list": ("""<html><body><h1>{title}</h1><main>{body}</main></body></html>""", PLAIN),
    "ba-rs-paragraf": ("""<html><body><h1>{title}</h1><div class="content">{body}</div></body></html>""", PLAIN),
    "bg-dv": ("""<html><body><span class="mark">брой: 43, от дата 20.5.2005 г.</span><span class="tdHead1">{title}</span>
<div style=" width: 100%;">{body}</div></body></html>""", '<p><span style="x">{head} {text}</span></p>'),
    "si-uradni-list": ("""<html><body><h1>{title}</h1><div class="content-segments">{body}</div></body></html>""", PLAIN),
    "md-monitorul": ("""<html><body><h1>{title}</h1><main>{body}</main></body></html>""", PLAIN),
    "by-pravo": ("""<html><body><h1>{title}</h1><div class="Section1">{body}</div></body></html>""",
                 '<p class="article">{head}</p><p class="newncpi">{text}</p>'),
    "am-parliament": ("""<html><head><title>{title}</title></head><body>{body}</body></html>""", PLAIN),
    "tj-mmk": ("""<html><body><h1>{title}</h1><div class="field-name-body">{body}</div></body></html>""", PLAIN),
    "ba-sluzbeni-list": ("""<html><body><p class="text-center"><strong>{title}</strong></p><div class="col-md-12 margin-bottom-10">{body}</div></body></html>""", PLAIN),
    "ba-fbih-zakoni": ("""<html><body><h1>{title}</h1><article>{body}</article></body></html>""", PLAIN),
}
HTML.update({"ua-rada-new": HTML["ua-rada"], "ge-matsne-new": HTML["ge-matsne"], "lv-likumi-new": HTML["lv-likumi"],
             "sk-zbierka": HTML["sk-slovlex"], "ro-just-new": HTML["ro-just"], "kz-adilet-kaz": HTML["kz-adilet"],
             "kz-adilet-new": HTML["kz-adilet"], "uz-lex-new": HTML["uz-lex"], "tm-mejlis-laws": HTML["tm-mejlis-codes"],
             "xk-gzk-new": HTML["xk-gzk"]})

ENCODING = {"ru-ips": "windows-1251", "az-eqanun": "windows-1254"}


def noted(article, newline):
    """The article with the editorial note at the end of its text."""
    note = article["note"].replace("\n", newline)
    return {**article, "text": article["text"] + (newline + note if note else "")}


def html(source, act):
    page, article = HTML[source["id"]]
    body = "".join(article.format(**noted(one, "<br/>")) for one in act.articles)
    text = page.format(title=act.title, body=body, key=act.key, dotted=act.edition.strftime("%d.%m.%Y"),
                       dotted_hu=act.edition.strftime("%Y.%m.%d."))
    encoding = ENCODING.get(source["id"], "utf-8")
    return text.encode(encoding, "xmlcharrefreplace"), "text/html" if encoding != "utf-8" else "text/html; charset=utf-8"


def riigi_teataja(source, act):
    body = "".join(f"""<paragrahv id="para{one['n']}"><paragrahvNr>{one['n']}</paragrahvNr><kuvatavNr><![CDATA[§ {one['n']}. ]]></kuvatavNr>
<paragrahvPealkiri>{one['heading']}</paragrahvPealkiri><loige id="para{one['n']}lg1"><sisuTekst><tavatekst>{noted(one, ' ')['text']}</tavatekst></sisuTekst></loige></paragrahv>"""
                   for one in act.articles)
    text = f"""<?xml version="1.0" encoding="UTF-8"?><oigusakt xmlns="tyviseadus_1_10.02.2010"><metaandmed><valjaandja>Riigikogu</valjaandja>
<dokumentLiik>seadus</dokumentLiik><tekstiliik>terviktekst</tekstiliik><kehtivus><kehtivuseAlgus>{act.edition}</kehtivuseAlgus></kehtivus>
<globaalID>{act.key}</globaalID></metaandmed><aktinimi><nimi><pealkiri>{act.title}</pealkiri></nimi></aktinimi><sisu>{body}</sisu></oigusakt>"""
    return text.encode(), "application/xml"


def json_act(source, act):
    """The reply that the source's own pointers describe."""
    rules = {name: value for name, value in source["document"].items() if name not in ("title", "version_date", "body")}
    for name in ("title", "version_date", "body"):  # a text in pages: pointers begin with the page
        value = source["document"].get(name)
        rules[name] = re.sub(r"^/(0|\*)(?=/)", "", value) if value and "parts" in rules else value
    reply = {}
    values = {"title": act.title, "key": act.key, "number": "201-III", "adopted": "2001-04-05", "published": "2001-05-01",
              "in_force": "2001-09-01", "version_date": str(act.edition)}
    for name, value in values.items():
        if rules.get(name):
            put(reply, rules[name], value)
    paragraphs = [f"<p><b>{one['head']}</b></p>\n<p>{noted(one, '<br/>')['text']}</p>" for one in act.articles]
    if source["id"].startswith("lt-"):  # plain text
        paragraphs = [f"{one['head']}\n{noted(one, chr(10))['text']}" for one in act.articles]
    where = rules["body"]
    if "/*/" in where:
        head, field = where.split("/*/")
        found = reply.setdefault(head.strip("/"), [{}])
        found += [{field: paragraph} for paragraph in paragraphs]
        if "parts" in rules:  # the title on a page, the articles on two more
            put(reply, rules["parts"]["count"], 3)
            return [_json({**reply, head.strip("/"): some}) for some in (found[:1], found[1:3], found[3:])]
    elif where != rules.get("title"):
        put(reply, where, "\n".join(paragraphs))
    return _json(reply)


def _json(value):
    return json.dumps(value, ensure_ascii=False).encode(), "application/json"


def pdf_act(source, act):
    lines = [act.title]
    for one in act.articles:
        lines += [one["head"]] + ([one["note"]] if one["note"] else []) + [one["text"]]  # as the Albanian codes print it
    return pdf.make(lines), "application/pdf"


def dress(source, act):
    """The page of `act` as the source's site prints it: (bytes, media type), or a list of such where it comes in pages."""
    if source["id"] in HTML:
        return html(source, act)
    form = source["document"].get("format")
    return {"xml": riigi_teataja, "json": json_act, "pdf": pdf_act}[form](source, act)


def put(tree, pointer, value):
    """Sets a JSON pointer, making objects and arrays on the way."""
    steps = pointer.strip("/").split("/")
    for step, following in zip(steps, steps[1:] + [None]):
        fresh = None if following is None else [] if following.isdigit() else {}
        if isinstance(tree, list):
            while len(tree) <= int(step):
                tree.append({} if following is not None else None)
            if following is None:
                tree[int(step)] = value
            tree = tree[int(step)]
        elif following is None:
            tree[step] = value
        else:
            tree = tree.setdefault(step, fresh)
