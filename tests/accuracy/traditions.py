# SPDX-License-Identifier: GPL-3.0-or-later
"""Article headings of the region's law by plain regular expressions: the independent side of parsing.py.

Nothing here is taken from the parser or its profiles. A page becomes lines (`lines_of`), a tradition's expression
finds the headings, and a quotation opened at a line's beginning is skipped until it closes.
"""
import html
import re

RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
ROMAN = "ІI"

# number: digits with inserts as ¹, ^1, -1, .1, letters glued or Roman
N = r"(?P<n>\d+)"
INS = r"(?:\s?(?P<i>(?:\^?[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+)(?:[-⁻]?\^?[\d¹²³⁴⁵⁶⁷⁸⁹⁰]+)?|[-‑–.]\d+|\s-\s\d+))?"
LET = r"(?P<l>[^\W\d_]{0,2})"
END = r"(?=[\s.:)«„\"]|$)"

HEADINGS = {
    "sq": rf"(?:Neni|NENI)\s*{N}(?:/(?P<i>\d+))?{LET}\s*(?:[.:–-]|$|\s+[A-ZËÇ])",
    "hy": rf"Հ(?:ոդված|ՈԴՎԱԾ)\s+{N}(?:\.(?P<i>\d+))?\s*[.․։:]",
    "az": rf"(?:Maddə|MADDƏ|M a d d ə)\s+{N}(?:\s?-\s?(?P<i>\d+)|(?P<i2>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+))?\s*\.",
    "be": rf"Артыкул\s+{N}{INS}\s*\.",
    "bs": rf"(?:Član|Članak|ČLAN|Члан|ЧЛАН)\s*{N}{INS}\s?{LET}\s*\.?\s*(?:\(|$)",
    "bg": rf"(?:Чл\.|§)\s*{N}{LET}\s*\.",
    "cs": rf"(?:§\s*{N}{LET}|Čl(?:\.|ánek)\s*(?P<r>[IVXLC]+|\d+)[a-z]?)\s*$",
    "de": rf"§\s*{N}{LET}(?:$|\s+(?!Abs|Satz|Nr|Nummer)[A-ZÄÖÜ(])(?!.*[.,]$)",
    "en": rf"Article\s+{N}{INS}\s*[.–−-]?(?:\s+\S|$)",
    "et": rf"§\s*{N}{INS}\s*\.",
    "hr": rf"Članak\s*{N}{INS}{LET}\s*\.?\s*$",
    "hu": rf"{N}(?:/(?P<l>[A-Z]{{1,2}}))?\.\s?§",
    "ka": rf"მუხლი\s+{N}{INS}\s*(?:[.–-]|$)",
    "kk": rf"{N}(?:-(?P<i>\d+))?\s*-?\s*бап\s*\.",
    "ky": rf"{N}{INS}\s*-\s*берене\s*\.",
    "lt": rf"{N}{INS}\s*straipsnis\s*\.?",
    "lv": rf"{N}\s*\.?\s?(?P<i>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+)?\.?\s*pants\b",
    "mk": rf"Член\s+{N}(?:-(?P<l>[а-ш]))?\s*$",
    "pl": rf"(?:Art\.|§)\s*{N}(?P<i>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+)?{LET}\s*\.",
    "ro": rf"(?:Art(?:icolul|\.)|ARTICOLUL)\s*(?:(?P<r>[IVXLC]+)|{N}(?:\^(?P<i>\d+)|(?P<i2>[¹²³⁴⁵⁶⁷⁸⁹⁰]+))?)(?:\s|[.:]|$)",
    "ru": rf"(?:Статья|СТАТЬЯ)\s+{N}{INS}\s?\.",
    "sk": rf"(?:§\s*{N}{LET}|Čl(?:\.|ánok)\s*(?P<r>[IVXLC]+|\d+)[a-z]?)\s*$",
    "sl": rf"{N}\.?(?:\s?(?P<l>[a-zčšž]{{1,2}})\.?)?\s*člen\b",
    "sr": rf"(?:Члан|ЧЛАН|Član|ČLAN)\s*{N}\s?(?P<l>[^\W\d_]{{0,1}})\s*\.?\s*(?:\*|$)",
    "tg": rf"Моддаи\s+{N}{INS}\s*\.",
    "tk": rf"{N}(?P<i>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|-\d+)?\s*-?(?:nji|njy|nij)\s+madda\b\s*\.",
    "uk": rf"[СC]таття\s+{N}(?:\s*-\s*(?P<i>\d+)|(?P<i2>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+))?\s*\.",
    "uz": rf"(?:{N}(?P<i>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+)?-(?:modda|модда)\b\s*\.)",
}
HEADINGS["cnr"] = HEADINGS["bs"]

# What is left of a repealed article: "{Статтю 230 виключено …}", "{Статті 361-363 - 1 виключено …}".
REPEALED = re.compile(r"[{(]\s*[СC]татт[яюі]\s+(\d+)(?:\s*-\s*(\d+))?(?:\s*-\s*(\d+))?\s*(?:виключ|втрат)")
# Letters that look alike are one letter in a number: eIds are written with the Latin one.
TWINS = str.maketrans("асеіорхујѕк", "aceiopxyjsk")
COMPILED = {language: re.compile(expression) for language, expression in HEADINGS.items()}

OPEN, CLOSE = "„«“\"»", "“”»\""


def lines_of_html(page):
    """Text lines of an HTML page: block elements end a line, raised digits get a caret."""
    page = re.sub(r"(?is)<(script|style|head|select|noscript)\b.*?</\1>", " ", page)
    page = re.sub(r"(?is)<!--.*?-->", "", page)
    page = re.sub(r"(?is)<su[pb][^>]*>((?:\s|<[^>]*>|&nbsp;)*)</su[pb]>", "", page)
    page = re.sub(r"(?is)<span[^>]*(?:class=[\"']?W9\b|top:\s*-)[^>]*>([^<]*)</span>", r"<sup>\1</sup>", page)
    page = re.sub(r"(?is)<sup\b[^>]*>(.*?)</sup>", lambda m: "^" + re.sub(r"<[^>]*>|\s", "", m.group(1)), page)
    page = re.sub(r"(?i)\s*\n\s*", " ", page)
    page = re.sub(r"(?i)<(?:br|/?(?:p|div|li|ul|ol|tr|td|th|table|h\d|section|article|dd|dt|span class='n_))\b[^>]*>", "\n", page)
    return lines_of_text(html.unescape(re.sub(r"<[^>]+>", "", page)))


def lines_of_text(text):
    text = re.sub("[\u00ad\u200b-\u200f\ufeff]", "", text)
    return [line for raw in text.split("\n") if (line := re.sub(r"\s+", " ", raw).strip())]


def lines_of_markdown(text):
    text = re.sub(r"<sup>(.*?)</sup>", r"^\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text.replace("\\", ""))
    stripped = (re.sub(r"^(?:#+|\*+|[-+] |>)\s*|\*\*", "", line).strip() for line in lines_of_text(text))
    return [line for line in stripped if line]


def quote_ends(line):
    return bool(re.search(r"[“”»\"][.;,:]?\)?$", line))


def number(match):
    groups = match.groupdict()
    if groups.get("r"):
        return groups["r"]
    insert = groups.get("i") or groups.get("i2") or ""
    insert = re.sub(r"\D+", "_", insert.translate(RAISED)).strip("_")
    return groups["n"] + (f"_{insert}" if insert else "") + (groups.get("l") or "").lower().translate(TWINS)


def expanded(one):
    """A repealed range, "387_388" of § 387–388, is a number for each article."""
    found = re.fullmatch(r"(\d+)_(\d+)", one)
    if not found or not int(found[1]) < int(found[2]) < int(found[1]) + 60:
        return [one]
    return [str(base) for base in range(int(found[1]), int(found[2]) + 1)]


def repealed(line):
    found = REPEALED.match(line)
    if not found:
        return []
    base, second, third = found.groups()
    if second and int(second) > int(base):
        return [str(one) for one in range(int(base), int(second) + 1)] + ([f"{second}_{third}"] if third else [])
    return [f"{base}_{second}" if second else base]


def without_contents(found):
    """Headings in a row, each behind the other with no law between, that all come again are a table of contents."""
    out, at = [], 0
    while at < len(found):
        end = at + 1
        while end < len(found) and found[end][0] - found[end - 1][0] <= 4:
            end += 1
        later = {one for _, one in found[end:]}
        again = sum(one in later for _, one in found[at:end])
        if not (end - at >= 8 and again >= 0.9 * (end - at)):
            out += [one for _, one in found[at:end]]
        at = end
    return out


def articles(language, lines, skip_quotes=True):
    """Numbers of the headings in print order. A line that goes on in small letters is a reference."""
    expression, quoted, out = COMPILED[language], False, []
    for at, line in enumerate(lines):
        if quoted:
            quoted = not quote_ends(line)
            continue
        if skip_quotes and line[0] in OPEN:
            rest = line[1:]
            inside = expression.match(rest.lstrip())
            quoted = bool(inside) and not quote_ends(rest)
            continue
        if language == "uk":
            out += [(at, one) for one in repealed(line)]
        found = expression.match(line)
        if found and not re.match(r"\s*[a-zа-яёіїєўқғҳәөүұ]", line[found.end():]):
            out += [(at, one) for one in expanded(number(found))]
    return without_contents(out)
