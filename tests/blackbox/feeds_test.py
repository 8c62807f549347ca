# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds as files and served by the daemon, read by parsers that share nothing with us."""
import datetime
import json
import re
import unittest
import xml.etree.ElementTree as ET

import blackbox
import consent_test
from blackbox import T1

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
TAG = re.compile(r"tag:([\w.+-]+@)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
                 r",\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?:[\w./?#@!$&'()*+,;=:%~-]*$", re.ASCII)
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$")


def is_instant(text):
    """RFC 3339, with values that a clock can show."""
    text = (text or "").strip()
    try:
        if text[5:10] and RFC3339.match(text):
            datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", text).replace("Z", "+00:00"))
            return True
    except ValueError:
        pass
    return False


def is_id(text):
    """An IRI; a tag: one as RFC 4151 writes it."""
    text = (text or "").strip()
    return bool(TAG.match(text) if text.startswith("tag:") else IRI.match(text))


def atom_faults(text):
    """What RFC 4287 forbids or asks for, as far as a feed without extensions can go wrong."""
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        return [f"not XML: {error}"]
    faults = []
    if root.tag not in (ATOM + "feed", ATOM + "entry"):
        return [f"root is {root.tag}"]
    feed_author = root.find(f"{ATOM}source/{ATOM}author") is not None or root.find(ATOM + "author") is not None
    for place in (root, *root.findall(ATOM + "entry")):
        name = place.tag.removeprefix(ATOM)
        for tag in ("id", "title", "updated"):
            found = place.findall(ATOM + tag)
            if len(found) != 1:
                faults.append(f"{name}: {len(found)} {tag}")
            elif not "".join(found[0].itertext()).strip():
                faults.append(f"{name}: empty {tag}")
        for tag in ("updated", "published"):
            for one in place.findall(ATOM + tag):
                if not is_instant(one.text):
                    faults.append(f"{name}: {tag} is no RFC 3339 date: {one.text}")
        for one in place.findall(ATOM + "id"):
            if not is_id(one.text):
                faults.append(f"{name}: id is no IRI")
        for link in place.findall(ATOM + "link"):
            if link.get("href") is None:
                faults.append(f"{name}: link without href")
        for one in place.findall(ATOM + "author"):
            if len(one.findall(ATOM + "name")) != 1:
                faults.append(f"{name}: author without a name")
        for one in place.findall(ATOM + "category"):
            if not one.get("term"):
                faults.append(f"{name}: category without term")
        for tag in ("content", "title", "summary", "rights"):
            for one in place.findall(ATOM + tag):
                if tag != "content" and one.get("type", "text") not in ("text", "html", "xhtml"):
                    faults.append(f"{name}: {tag} of type {one.get('type')}")
                if one.get("type", "text") in ("text", "html") and len(one):
                    faults.append(f"{name}: markup inside {tag}")
        if name == "entry" and not feed_author and place.find(ATOM + "author") is None:
            faults.append("entry: nobody wrote it")
        alternates = [(link.get("type"), link.get("hreflang")) for link in place.findall(ATOM + "link")
                      if link.get("rel", "alternate") == "alternate"]
        if len(alternates) != len(set(alternates)):
            faults.append(f"{name}: two alternates alike")
        if name == "entry" and place.find(ATOM + "content") is None and not alternates:
            faults.append("entry: neither content nor alternate")
    ids = [one.findtext(ATOM + "id") for one in root.findall(ATOM + "entry")]
    if len(ids) != len(set(ids)):
        faults.append("two entries of one id")
    return faults


class Validator(unittest.TestCase):
    """The checks above find what the W3C validator's own cases say is there, and nothing in the good ones."""

    def test_on_the_cases_of_the_validator(self):
        folder = blackbox.ROOT.parent / "shared/corpus/conformance/feeds/w3c/testcases/atom"
        if not folder.exists():
            self.skipTest(f"no corpus at {folder}")
        overlooked, invented, counts = [], [], {"good": 0, "bad": 0}
        for file in sorted(folder.rglob("*.xml")):
            text = file.read_bytes()
            says = re.search(rb"Expect:\s*(!?)(\w+)(\{[^}\n]*\})?", text)
            if not says or ATOM[1:-1].encode() not in text:
                continue
            negated, event, about = says.group(1) == b"!", says.group(2).decode(), (says.group(3) or b"").decode()
            element = re.search(r"element:(\w+)", about)
            ours = event in ("InvalidRFC3339Date", "InvalidTAG", "SAXError") or (
                event in ("MissingElement", "DuplicateElement", "NotBlank") and element
                and element.group(1) in ("id", "title", "updated") and "source" not in about)
            if negated and event == "Error":
                counts["good"] += 1
                if atom_faults(text):
                    invented.append(f"{file.relative_to(folder)}: {atom_faults(text)}")
            elif ours and not negated:
                counts["bad"] += 1
                if not atom_faults(text):
                    overlooked.append(f"{file.relative_to(folder)}: {event} {about}")
        self.assertGreater(min(counts.values()), 50, counts)
        self.assertEqual((overlooked, invented), ([], []), counts)


class Files(blackbox.OneAct):
    def test_all_countries_and_topics_as_files(self):
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.crawl_livonia()
        folder = self.folder / "feeds"
        self.program.run("feeds", "--output", folder)
        files = sorted(folder.rglob("*.atom"))
        self.assertGreater(len(files), 100)
        for file in files:
            self.assertEqual(atom_faults(file.read_text(encoding="utf-8")), [], file)
        for file in folder.rglob("*.json"):
            feed = json.loads(file.read_text(encoding="utf-8"))
            self.assertEqual(feed["version"], "https://jsonfeed.org/version/1.1")
            for item in feed["items"]:
                self.assertTrue(item["id"] and item["content_html"])
                self.assertRegex(item["date_published"], RFC3339)
        ours = ET.fromstring((folder / "en/country/ql.atom").read_text(encoding="utf-8"))
        told = [one.findtext(ATOM + "id") for one in ours.findall(ATOM + "entry")]
        changes = self.program.changes()
        self.assertEqual(sorted(told), sorted("tag:zakonwatch,2026:" + one["id"] for one in changes))
        self.assertEqual(len(ET.parse(folder / "en/country/ua.atom").findall(ATOM + "entry")), 0)
        self.program.run("triage", "dismiss", changes[0]["id"])
        self.program.run("feeds", "--output", folder)
        self.assertEqual(len(ET.parse(folder / "ru/all.atom").findall(ATOM + "entry")), len(changes) - 1)


class Served(consent_test.Consent):
    """The daemon's feeds; and what an outsider may try on its door."""

    def setUp(self):
        super().setUp()
        self.subscribe("reader@example.org", "--name", "Everything")
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.crawl_livonia()
        shown = self.program.run("subscriptions", "show", "reader@example.org").stdout
        self.mine = re.search(r"https://watch\.example\.org(/feed/en/subscription/[0-9a-f]{32}\.atom)", shown).group(1)

    def test_feeds_are_served_and_say_when_nothing_is_new(self):
        self.program.now = None
        self.serve()
        status, text, headers = self.ask("GET", self.mine)
        self.assertEqual((status, atom_faults(text)), (200, []))
        self.assertTrue(headers["Content-Type"].startswith("application/atom+xml"))
        self.assertNotIn("reader@example.org", text)
        self.assertIn("Everything", text)
        import http.client
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request("GET", self.mine, headers={"If-None-Match": headers["ETag"]})
        self.assertEqual(connection.getresponse().status, 304)
        for path in ("/feed/en/all.json", "/feed/ru/country/ql.atom", "/feed/en/topic/possession.json"):
            self.assertEqual(self.ask("GET", path)[0], 200, path)
        for path in ("/feed/", "/feed/en/all", "/feed/en/all.rss", "/feed/xx/all.atom", "/feed/en/country/QL.atom",
                     "/feed/en/country/../all.atom", "/feed/en/country/%2e%2e/x.atom", "/feed/en/topic/nothing.atom",
                     "/feed/en/subscription/" + "0" * 32 + ".atom", "/feed/en/all/.atom"):
            self.assertEqual(self.ask("GET", path)[0], 404, path)
        self.assertEqual(self.ask("POST", self.mine)[0], 405)


# The tests of Consent itself run in their own file.
for name in [name for name in dir(consent_test.Consent) if name.startswith("test_")]:
    setattr(Served, name, None)

if __name__ == "__main__":
    unittest.main()
