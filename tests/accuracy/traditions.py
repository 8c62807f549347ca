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
INS = r"(?:\s?(?P<i>(?:\^?[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+)(?:[-⁻]?\^?[\d¹²³⁴⁵⁶⁷⁸⁹⁰]+)?|[-‑–.]\d+|\s-\s\d+|(?<=\s)\d{1,2}(?=\s[.)])))?"
LET = r"(?P<l>[^\W\d_]{0,2})"
END = r"(?=[\s.:)«„\"]|$)"

HEADINGS = {
    "sq": rf"(?:Neni|NENI)\s*{N}(?:[/.](?P<i>\d+))?{LET}\s*(?:[.:–-](?!\d)|$|\s(?=[A-ZËÇ“\"]))",
    "hy": rf"Հ(?:ոդված|ՈԴՎԱԾ)\s+{N}(?:\.(?P<i>\d+))?\s*[.․։:]",
    "az": rf"(?:Maddə|MADDƏ|M a d d ə)\s+(?P<n>\d(?: ?\d)*)(?:\s?-\s?(?P<i>\d+)|(?P<i2>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+))?\s*\.",
    "be": rf"Артыкул\s+{N}{INS}\s*\.",
    "bs": rf"(?:Član|Članak|ČLAN|Члан|ЧЛАН)\s*(?P<n>\d+(?: \d(?!\S))?){INS}\s?{LET}\s*\.?\s*(?:\(|$)",
    "bg": rf"(?:(?:Чл\.|§)\s*(?P<n>\d+(?: \d(?= ?\.))?){LET}\s*(?:\.|$)|Член единствен\b)",
    "cs": rf"(?:§\s*{N}{LET}|Čl(?:\.|ánek)\s*(?P<r>[IVXLC]+|\d+)[a-z]?)\s*\.?\s*$",
    "de": rf"§§?\s*{N}{LET}(?:$|\s+(?!(?:Abs|Absatz|Satz|Nr|Nummer|BGB|StGB)\b)(?=[A-ZÄÖÜ(]))(?!.*[.,]$)",
    "en": rf"Article\s+{N}{INS}\s*[.–−-]?(?:\s(?=\S)|$)",
    "et": rf"(?:\(1\) )?§\s*{N}(?:\.\s*(?P<i2>\^\d+)|{INS}\s*\.)",
    "hr": rf"Članak\s*{N}{INS}{LET}\s*\.?\s*$",
    "hu": rf"{N}(?:/(?P<l>[A-Z]{{1,2}}))?(?:[-–]\d+/(?P<to>[A-Z]))?\.\s?§(?![-‑–]|\s\(\d+\w?\) bekezdés)",
    "ka": rf"მუხლი\s+{N}{INS}\s*(?:[.–-]|$)",
    "kk": rf"{N}(?:-(?P<i>\d+))?\s*-?\s*бап\s*\.",
    "ky": rf"{N}{INS}\s*-\s*берене\s*\.",
    "lt": rf"{N}{INS}\s*straipsnis\s*\.?",
    "lv": rf"{N}\s*\.?\s?(?P<i>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+)?\.?\s*pants\b",
    "mk": rf"Член\s+{N}(?:-(?P<l>[а-ш]))?\s*$",
    "pl": rf"(?:Art\.|§)\s*{N}(?P<i>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d+)?{LET}\s*\.",
    "ro": rf"(?:Art(?:icolul|\.)|ARTICOLUL)\s*(?:(?P<r>[IVXLC]+)|{N}(?:\^(?P<i>\d+)|(?P<i2>[¹²³⁴⁵⁶⁷⁸⁹⁰]+))?)(?:\s|[.:]|$)",
    "ru": rf"(?:Статья|СТАТЬЯ)\s+{N}{INS}\s?(?:\.|$)",
    "sk": rf"(?:§\s*{N}{LET}|Čl(?:\.|ánok)\s*(?P<r>[IVXLC]+|\d+)(?P<l2>[a-z]?))\s*\.?\s*$",
    "sl": rf"{N}\.?(?:\s?(?P<l>[a-zčšž]{{1,2}})\.?)?\s*člen\b",
    "sr": rf"(?:Чл[аa]н|ЧЛАН|Član|ČLAN)\s*{N}\s?(?P<l>[^\W\d_]?)(?:\s*\.?\s*(?:\*|$|\[\w+\]$)|\.\s*(?=[А-ЯЉЊЏЂЈЋA-ZŠĐČĆŽ(]|\d+\.\s|\w\)\s))",
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

# What closes a quotation, by what opened it.
CLOSING = {"„": "“”\"", "«": "»", "»": "«", "“": "”", '"': '"'}
LONGEST_QUOTATION = 1500  # lines


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


def opens_quotation(lines, at, expression):
    """Law that an amending act quotes stands behind a colon, or begins with a heading of its own."""
    line = lines[at]
    return line[0] in CLOSING and (at > 0 and lines[at - 1].endswith(":") or bool(expression.match(line[1:].lstrip())))


def word_of(found):
    return found[0][:found.start("n")].strip() if "n" in found.groupdict() and found["n"] else ""


def quotation_end(lines, at, expression, own):
    """The line that closes the quotation opened at this one; `at` where nothing closes it. One that was left open ends
    before the act's next article, where that is headed by another word than what is quoted: "§ 21." behind "„Чл. 51е."."""
    opening, depth, quoted = lines[at][0], 0, expression.match(lines[at][1:].lstrip())
    closing = CLOSING[opening]
    for now in range(at, min(len(lines), at + LONGEST_QUOTATION)):
        found = expression.match(lines[now])
        quoted = quoted or found
        if found and own and quoted and word_of(quoted) != word_of(own) == word_of(found) and found["n"].isdigit() and \
                own["n"].isdigit() and int(found["n"]) == int(own["n"]) + 1:
            return now - 1
        if opening == '"':
            if now == at and lines[now].count('"') % 2 == 0 or now > at and re.search(r"\"[.;,]*$", lines[now]):
                return now
            continue
        for c in lines[now]:
            depth += (c == opening) - (c in closing and depth > 0)
        if depth == 0 or (depth == 1 and opening == "„" and re.search(r"\"\s*[.;,]*$", lines[now])):
            return now
    return at


def number(match):
    groups = match.groupdict()
    if groups.get("r"):
        return groups["r"] + (groups.get("l2") or "")
    insert = groups.get("i") or groups.get("i2") or ""
    insert = re.sub(r"\D+", "_", insert.translate(RAISED)).strip("_")
    if not groups.get("n"):
        return "1"  # the only article of an act: "Член единствен"
    return groups["n"].replace(" ", "") + (f"_{insert}" if insert else "") + (groups.get("l") or "").lower().translate(TWINS)


def expanded(one, printed):
    """A repealed range, "387_388" of § 387–388, is a number for each article; so is 184/A–184/C."""
    letters = re.match(r"(\d+)/([A-Z])[-–]\1/([A-Z])", printed)
    if letters:
        return [letters[1] + chr(c) for c in range(ord(letters[2].lower()), ord(letters[3].lower()) + 1)]
    if not re.search("[-‑–]", printed):
        return [one]
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
        end, listed = at + 1, {found[at][1]}
        while end < len(found) and found[end][0] - found[end - 1][0] <= 4 and found[end][1] != found[0][1] and (
                found[end][1] not in listed or found[end][1] == found[end - 1][1]):
            listed.add(found[end][1])
            end += 1
        later = {one for _, one in found[end:]}
        again = sum(one in later for _, one in found[at:end])
        if not (end - at >= 8 and again >= 0.9 * (end - at)):
            out += [one for _, one in found[at:end]]
        at = end
    return out


def raised_by_sequence(numbers):
    """Inserts whose raising the text lost: 211 to 216 between 21 and 22, or behind 7 where only 21 is amended, is for
    the neighbours to say. Behind 21 and before 22 they are 21-1 to 21-6."""
    out, base = [], 0
    for at, one in enumerate(numbers):
        glued = re.fullmatch(rf"{base}([1-9]\d?)", one) if base else None
        behind = next((int(later) for later in numbers[at + 1:] if later.isdigit() and not later.startswith(str(base))), 0)
        if glued and base < behind < int(one):
            out.append(f"{base}_{glued[1]}")
            continue
        out.append(one)
        if found := re.match(r"\d+", one):
            base = int(found[0])
    return out


def articles(language, lines, skip_quotes=True):
    """Numbers of the headings in print order. A line that goes on in small letters is a reference."""
    expression, until, own, out = COMPILED[language], -1, None, []
    for at, line in enumerate(lines):
        if at <= until:
            continue
        if skip_quotes and opens_quotation(lines, at, expression):
            until = quotation_end(lines, at, expression, own)
            continue
        if language == "uk":
            out += [(at, one) for one in repealed(line)]
        found = expression.match(line)
        if found and not re.match(r"\s*[a-zа-яёіїєўқғҳәөүұ](?!\))", line[found.end():]):
            own = found if found.groupdict().get("n") else own
            out += [(at, one) for one in expanded(number(found), found[0])]
    return raised_by_sequence(without_contents(out))
