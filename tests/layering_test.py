# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every #include to the table of rooms in docs/architecture.md: who may enter whom, and where a
library's header may be named."""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]

STAGES = ("crawler", "parsers", "diff", "store", "index", "alerts")
MAY_ENTER = {
    "base": set(),
    "law": {"base"},
    **{stage: {"law", "base"} for stage in STAGES},
    "web": {"store", "index", "alerts", "law", "base"},
    "app": {"web", *STAGES, "law", "base"},
}

# Header prefix -> the rooms or files that may name it. A wrapped library is seen by one room only.
ONLY_IN = {
    "sqlite3": ("store/",),
    "xapian": ("index/",),
    "hunspell": ("index/",),
    "gumbo": ("parsers/",),
    "pugixml": ("parsers/",),
    "poppler": ("parsers/",),
    "seccomp": ("parsers/",),
    "zip.h": ("parsers/", "app/"),
    "curl/": ("base/",),
    "sodium": ("base/",),
    "xxhash": ("base/",),
    "zlib": ("crawler/",),
    "brotli/": ("crawler/",),
    "gmime/": ("alerts/",),
    "gpgme": ("alerts/",),
    "microhttpd": ("web/",),
    "systemd/": ("app/",),
    # Heavy headers: 5 to 55 CPU seconds each under sanitizers.
    "tl/expected": ("base/result.h",),
    "spdlog/": ("base/log.cpp",),
    "toml++/": ("base/toml.cpp",),
    "CLI/": ("app/",),
    "kainjow/": ("alerts/", "web/"),
    # Never: <regex> can overflow its stack on fetched text, gcc 12 lacks the other two for C++20.
    "regex": (),
    "format": (),
    "expected": (),
    "iostream": (),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


def sources(folder):
    return sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in (".h", ".cpp"))


def includes(path):
    """(quoted, angled) names."""
    found = INCLUDE.findall(path.read_text(encoding="utf-8"))
    return [quoted for quoted, _ in found if quoted], [angled for _, angled in found if angled]


def named(header, prefix):
    if prefix.endswith("/"):
        return header.startswith(prefix)
    return header == prefix or header.removesuffix(".h") == prefix.removesuffix(".h") or header.startswith(
        (prefix + ".", prefix + "-", prefix + "/"))


def may_name_json(place):
    """*_json.cpp, and a header that only those include."""
    if place.endswith(".h"):
        return all(may_name_json(user) for user in users_of(place))
    return place.endswith("_json.cpp")


def users_of(header):
    return [str(path.relative_to(ROOT)) for room in MAY_ENTER for path in sources(room)
            if header in includes(path)[0]]


class Layers(unittest.TestCase):
    def test_rooms_enter_only_the_rooms_below_them(self):
        wrong = []
        for room, below in MAY_ENTER.items():
            for path in sources(room) + sources(f"tests/{room}"):
                for name in includes(path)[0]:
                    other = name.split("/")[0]
                    if other in MAY_ENTER and other != room and other not in below:
                        wrong.append(f"{path.relative_to(ROOT)} includes {name}")
        self.assertEqual(wrong, [])

    def test_a_library_is_named_in_one_place(self):
        wrong = []
        for room in MAY_ENTER:
            for path in sources(room):
                place = str(path.relative_to(ROOT))
                for header in [*includes(path)[1], *includes(path)[0]]:
                    for prefix, homes in ONLY_IN.items():
                        if named(header, prefix) and not place.startswith(homes or ("\0",)):
                            wrong.append(f"{place} includes <{header}>")
                    if header.startswith("nlohmann/") and header != "nlohmann/json_fwd.hpp" and not may_name_json(place):
                        wrong.append(f"{place} includes <{header}>: JSON lives in *_json.cpp")
        self.assertEqual(wrong, [])

    def test_includes_are_written_from_the_root(self):
        wrong = [f"{path.relative_to(ROOT)} includes \"{name}\""
                 for room in MAY_ENTER for path in sources(room) for name in includes(path)[0]
                 if "/" not in name or name.startswith(".")]
        self.assertEqual(wrong, [])

    def test_cmake_links_what_the_table_allows(self):
        wrong = []
        for room, below in MAY_ENTER.items():
            script = ROOT / room / "CMakeLists.txt"
            if not script.exists():
                continue
            for match in re.finditer(r"ROOMS\s+([a-z ]+)", script.read_text(encoding="utf-8")):
                wrong += [f"{room} links {other}" for other in match.group(1).split() if other not in below]
        self.assertEqual(wrong, [])

    def test_nothing_but_the_app_sees_the_data_folders(self):
        for room in MAY_ENTER:
            for path in sources(room):
                for name in includes(path)[0]:
                    self.assertNotIn(name.split("/")[0], {"sources", "systemd", "debian", "docs", "bench"}, str(path))


class Sizes(unittest.TestCase):
    """One responsibility per file: a .cpp of 500 lines has two."""

    def test_files_stay_short(self):
        long = [f"{path.relative_to(ROOT)}: {lines} lines" for room in MAY_ENTER for path in sources(room)
                if (lines := path.read_text(encoding="utf-8").count("\n")) >= 500]
        self.assertEqual(long, [])


class TheCheckItself(unittest.TestCase):
    def test_prefixes(self):
        self.assertTrue(named("sqlite3.h", "sqlite3"))
        self.assertTrue(named("poppler-document.h", "poppler"))
        self.assertTrue(named("poppler/cpp/poppler-page.h", "poppler"))
        self.assertTrue(named("curl/curl.h", "curl/"))
        self.assertFalse(named("formatting.h", "format"))
        self.assertFalse(named("fmt/format.h", "format"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[1:])
