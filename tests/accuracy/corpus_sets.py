# SPDX-License-Identifier: GPL-3.0-or-later
"""What the corpus holds, country by country: pages, how they are read, and where the truth about them comes from."""
import dataclasses
import html.parser
import json
import re
import subprocess
from pathlib import Path

import traditions


@dataclasses.dataclass
class Document:
    country: str
    group: str
    form: str  # structured | text | amending
    name: str
    language: str
    path: Path
    lines: list
    truth: list
    text: str | None = None
    kind: str = ""
    source: str = ""


# country, glob, language, how it is read, form, source
SETS = [
    ("AL", "AL/wwl-QBZ/*.json", "sq", "record", "text", ""),
    ("XK", "XK/wwl-GazetaZyrtare/*.json", "sq", "record", "text", ""),
    ("AM", "AM/AM_ARLIS*.json", "hy", "record", "text", ""),
    ("AM", "AM/*.txt", "hy", "text", "text", ""),
    ("AZ", "AZ/cinayet-mecellesi/*.txt", "az", "text", "text", ""),
    ("AZ", "AZ/az_cc_234-241_2023-05.txt", "az", "text", "text", ""),
    ("AZ", "AZ/codes2025_cinayet.pdf", "az", "pdf", "text", ""),
    ("AZ", "AZ/AZ_Qanun*.json", "az", "record", "text", ""),
    ("AZ", "AZ/wordhtml*.htm", "az", "html", "structured", ""),
    ("BA", "BA/wwl-Brcko/*.json", "bs", "record", "text", ""),
    ("BA", "BA/wwl-FBiH/*.json", "bs", "record", "text", ""),
    ("BA", "BA/wwl-RS/*.json", "sr", "record", "text", ""),
    ("BA", "BA/wwl-SluzbenGlasnik/*.json", "bs", "record", "text", ""),
    ("BG", "BG/acts-parsed/*.json", "bg", "body", "text", ""),
    ("BG", "BG/wwl-StateGazette/*.json", "bg", "record", "text", ""),
    ("BG", "BG/parliament-api-raw/*.json", "bg", "bgapi", "structured", ""),
    ("BY", "BY/etalon/*.json", "ru", "record", "text", ""),
    ("CZ", "CZ/trestni-zakonik_40-2009/*.md", "cs", "md", "structured", ""),
    ("CZ", "CZ/navykove-latky_167-1998/*.md", "cs", "md", "structured", ""),
    ("CZ", "CZ/versions/*.md", "cs", "md", "structured", ""),
    ("CZ", "CZ/acts/*.md", "cs", "md", "structured", ""),
    ("CZ", "CZ/nv_seznamy_463-2013/*.md", "cs", "md", "structured", ""),
    ("CZ", "CZ/prekursory_272-2013/*.md", "cs", "md", "structured", ""),
    ("CZ", "CZ/nv_rostliny_455-2009/*.md", "cs", "md", "structured", ""),
    ("DE", "DE/bt*/*.md", "de", "md", "structured", ""),
    ("EE", "EE/karistusseadustik/*.md", "et", "md", "structured", ""),
    ("EE", "EE/npa-nimekirjad/*.md", "et", "md", "structured", ""),
    ("EE", "EE/*.xml", "et", "rt", "structured", ""),
    ("GE", "GE/GE_Matsne*.json", "en", "record", "text", ""),
    ("GE", "GE/*.txt", "ka", "text", "text", ""),
    ("HR", "HR/wwl-OfficialGazette/*.json", "hr", "record", "text", ""),
    ("HR", "HR/nn-parsed/0*.json", "hr", "parsed", "text", ""),
    ("HU", "HU/jogtar/*_clean.md", "hu", "md", "structured", ""),
    ("HU", "HU/wwl-NJT/*.json", "hu", "record", "text", ""),
    ("HU", "HU/magyarkozlony-pdf/*_part.pdf", "hu", "pdf", "text", ""),
    ("KG", "KG/*.txt", "ky", "text", "text", ""),
    ("KG", "KG/*.pdf", "ru", "pdf", "text", ""),
    ("KZ", "KZ/*kaz*.txt", "kk", "text", "text", ""),
    ("KZ", "KZ/kz_*.txt", "ru", "text", "text", ""),
    ("KZ", "KZ/KZ_Adilet*.json", "ru", "record", "text", ""),
    ("LT", "LT/ansvar-seed/*.json", "lt", "parsed", "text", ""),
    ("LT", "LT/lrs-html/suggestion*.html", "lt", "html", "structured", "lt-seimas-bills"),
    ("LV", "LV/kriminallikums/2*.html", "lv", "html", "structured", "lv-likumi"),
    ("LV", "LV/kriminallikums/landing*.html", "lv", "likumi", "structured", ""),
    ("LV", "LV/nark-apr/[12]*.html", "lv", "html", "structured", "lv-likumi"),
    ("LV", "LV/ansvar-seed/*.json", "lv", "parsed", "text", ""),
    ("LV", "LV/likumi-samples/*.json", "lv", "record", "text", ""),
    ("MD", "MD/*arts*.html", "ro", "html", "structured", ""),
    ("ME", "ME/wwl-SluzbenList/*.json", "cnr", "record", "text", ""),
    ("MK", "MK/gazette-pdf/*.pdf", "mk", "pdf", "text", ""),
    ("PL", "PL/fixtures-legalize/*.html", "pl", "eli", "structured", "pl-eli"),
    ("PL", "PL/wwl-DziennikUrzedowy/*.json", "pl", "record", "text", ""),
    ("RO", "RO/fixtures-legalize/*.html", "ro", "rojust", "structured", "ro-just"),
    ("RO", "RO/just-parsed/*.json", "ro", "parsed", "text", ""),
    ("RS", "RS/pis-raw/*.html", "sr", "html", "structured", ""),
    ("RS", "RS/pis-parsed/*.json", "sr", "parsed", "text", ""),
    ("RS", "RS/wwl-SluzbenGlasnik/*.json", "sr", "record", "text", ""),
    ("RS", "RS/wwl-PravnoInformacioniSistem/*.json", "sr", "record", "text", ""),
    ("RU", "RU/ips/*.html", "ru", "ips", "structured", "ru-ips"),
    ("RU", "RU/ruslawod-samples/*.json", "ru", "record", "text", ""),
    ("SI", "SI/wwl-LegislativeDatabase/*.json", "sl", "record", "text", ""),
    ("SK", "SK/omamne-latky_139-1998/*.md", "sk", "md", "structured", ""),
    ("SK", "SK/trestny-zakon_140-1961/*.md", "sk", "md", "structured", ""),
    ("SK", "SK/versions/*.md", "sk", "md", "structured", ""),
    ("SK", "SK/acts/*.md", "sk", "md", "structured", ""),
    ("SK", "SK/fixtures-legalize/sample-*[a-z].html", "sk", "slovlex", "structured", "sk-slovlex"),
    ("SK", "SK/wwl-CollectionOfLaws/*.json", "sk", "record", "text", ""),
    ("TJ", "TJ/*.txt", "tg", "text", "text", ""),
    ("TM", "TM/*.txt", "tk", "text", "text", ""),
    ("UA", "UA/kriminalnyi-kodeks_2341-14/*.md", "uk", "ukmd", "structured", ""),
    ("UA", "UA/raw-html/*.htm", "uk", "html", "structured", ""),
    ("UA", "UA/rada-samples/*.json", "uk", "record", "text", ""),
    ("UA", "UA/ansvar-seed/*.json", "uk", "parsed", "text", ""),
    ("UZ", "UZ/lexuz_doc_export_labour_ru.html", "ru", "html", "structured", ""),
    ("UZ", "UZ/lexuz_doc_export_labour_uz.html", "uz", "html", "structured", ""),
    ("UZ", "UZ/UZ_LexUz*.json", "ru", "record", "text", ""),
]

# Misses that the page itself explains: a piece of the document's name, and why. Each was looked up in the file.
NO_NUMBERS = ("the record prints the numbers in a row, as the page's contents have them, and the texts behind them without: "
              "nothing says which text is whose")
NO_TEXT = "the page was served with its navigation alone, no line of law in it: the parser refuses it, and says why"
KNOWN = {
    "LT/lrs-html/suggestion_456205": "a committee's opinion on a bill, no law: its numbered points are read as its units; "
                                     "the list has two articles that it quotes in a table",
    **{f"PL/wwl-DziennikUrzedowy/record_{n}": NO_NUMBERS for n in ("0001", "0002", "0005", "0006", "0011")},
    "SI/wwl-LegislativeDatabase/1991-01-0462": "the text prints article 12 as \"1.2. člen\", and so it is read",
    "SK/fixtures-legalize/sample-civil-code-history": "a list of editions without law: the parser refuses it, and says why",
    "SK/fixtures-legalize/sample-constitution-history": "a list of editions without law: the parser refuses it, and says why",
    "SK/fixtures-legalize/sample-social-insurance": NO_TEXT,
    "UA/ansvar-seed/00507": "the record is made of three articles that an amending law quotes, each with a heading of its own, "
                            "and has lost the law around them",
}


def decoded(path):
    raw = path.read_bytes()
    declared = re.search(rb"charset=[\"']?([\w-]+)", raw[:4000])
    for name in filter(None, ["utf-8", declared and declared.group(1).decode(), "windows-1251"]):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def from_json(path, how):
    """Text and truth of a record that somebody else's program took from a page."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if how == "bgapi":
        return data.get("L_ActL_body") or data.get("L_Act_body") or "", None
    if how == "parsed":
        parts = [one for one in data["provisions"]]
        text = "\n\n".join((one["title"].replace("\n", " ") + "\n\n" if one.get("title") else "") + one["content"] for one in parts)
        return text, None
    if how == "body":
        return "\n\n".join(one["content"] for one in data["provisions"]), None
    return data.get("text") or "", None


class RomanianElements(html.parser.HTMLParser):
    """Headings in S_ART_TTL, but those inside a note (S_NTA), which are other acts' law."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attributes):
        if tag == "span":
            self.open.append(dict(attributes).get("class") or "")
            if self.open[-1] == "S_ART_TTL" and "S_NTA" not in self.open:
                self.found.append("")

    def handle_endtag(self, tag):
        if tag == "span" and self.open:
            self.open.pop()

    def handle_data(self, data):
        if "S_ART_TTL" in self.open and "S_NTA" not in self.open:
            self.found[-1] += data


def romanian_elements(page):
    reader = RomanianElements()
    reader.feed(page)
    titles = (re.search(r"(?:Articolul|Art\.?)\s*([IVXLC]+|\d+)(?:\^(\d+))?", one) for one in reader.found)
    return [found[1] + (f"_{found[2]}" if found[2] else "") for found in titles if found]


def own_list(path, how):
    """Numbers that the page itself gives by other means than print: elements, anchors, a list somebody else made."""
    if how == "rt":
        page = path.read_text(encoding="utf-8")
        numbers = re.findall(r"<paragrahvNr\b([^>]*)>(\d+)</paragrahvNr>", page)
        return [n + (f"_{found[1]}" if (found := re.search(r'ylaIndeks="(\d+)"', attributes)) else "") for attributes, n in numbers]
    if how == "likumi":  # its contents, behind the text, are printed in the headings' words
        headings = re.findall(r"<p class='TV213 TVP' id='p[^']*'>(.*?)</p>", decoded(path), re.S | re.I)
        plain = (re.sub(r"<[^>]+>", "", re.sub(r"<sup>(\d+)</sup>", r"^\1", one, flags=re.I)).strip() for one in headings)
        found = filter(None, (re.match(r"(\d+)\s*\.?\s*\^?(\d*)\s*\.?\s*pants", one) for one in plain))
        return [one[1] + (f"_{one[2]}" if one[2] else "") for one in found]
    if how == "rojust":
        return romanian_elements(decoded(path))
    if how == "slovlex":
        found = re.findall(r'id="(?:[^"]*\.)?(paragraf|clanok|ustavnyclanok)-([0-9a-z]+)"', decoded(path))
        return [number for _, number in dict.fromkeys(found)]
    if how == "eli":
        tree = path.with_suffix(".struct.json")
        text = tree.read_text(encoding="utf-8") if tree.exists() else ""
        return next((found for unit in ("arti", "para") if (found := re.findall(rf'"id"\s*:\s*"(?:[^"]*-)?{unit}_([0-9a-z]+)"', text))), [])
    return []


def document(country, path, language, how, form, source, root):
    text, kind = None, ""
    if how in ("record", "parsed", "body", "bgapi"):
        text, _ = from_json(path, how)
        if len(text) < 400:
            return None
        kind = "html" if how == "bgapi" else "md" if text.startswith("## ") else "txt"
        lines = {"html": traditions.lines_of_html, "md": traditions.lines_of_markdown, "txt": traditions.lines_of_text}[kind](text)
    elif how == "pdf":
        printed = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=False).stdout
        lines = traditions.lines_of_text(printed)
    elif how in ("md", "ukmd"):
        lines = traditions.lines_of_markdown(decoded(path))
    elif how == "text":
        lines = traditions.lines_of_text(decoded(path))
    else:
        lines = traditions.lines_of_html(decoded(path))
    truth = own_list(path, how) or traditions.articles(language, lines)
    return Document(country, str(path.parent.relative_to(root)), form, str(path.relative_to(root)), language, path, lines, truth,
                    text, kind, source)


def documents(root, only):
    for country, pattern, language, how, form, source in SETS:
        if only and country not in only:
            continue
        for path in sorted(root.glob(pattern)):
            if made := document(country, path, language, how, form, source, root):
                yield made


def explanation(one):
    return next((why for piece, why in KNOWN.items() if piece in one.name), "")

