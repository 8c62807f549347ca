# SPDX-License-Identifier: GPL-3.0-or-later
"""How a list is asked, with the real binary on an invented site: windows of days, cursors, tokens, sitemaps that name
sitemaps, numbers that a list skips."""
import gzip
import json
import unittest
import urllib.parse

import blackbox
import crowd_country
import replica
from crowd_country import law

HOST = "law1.crowd.example"
BASE = f"https://{HOST}"


class Discovery(crowd_country.Crowd):
    """`discover` is the rule under test; its documents are read like every place's."""

    def site_(self):
        return self.site[1]

    def documents(self):
        """The paths of the texts that were asked for, in order of their keys."""
        return sorted(entry["path"] for entry in self.twin.requests(host=HOST) if entry["path"].startswith("/text/"))

    def lists(self):
        return [entry for entry in self.twin.requests(host=HOST) if not entry["path"].startswith("/text/")]

    def put_texts(self, *keys):
        for key in keys:
            self.site_().put(f"/text/{key}", [law(word=f"{len(str(key))}")])

    def put_json(self, target, value):
        self.site_().put(target, [json.dumps(value)], "application/json")

    def items(self, *keys):
        return [{"id": str(key), "name": f"Par narkotiskajām vielām {key}"} for key in keys]


API = f'item = "/list", link = "{BASE}/text/{{id}}", key = "/id", title = "/name"'


class Windows(Discovery):
    discover = f'api = {{ url = "{BASE}/find?a={{from}}&b={{to:dmy}}", window = "2d", back = "4d", {API} }}'

    def test_a_list_is_asked_by_windows_and_further_back_after_a_pause(self):
        # Today is 2026-03-02; one window is empty, which is no fault while another is not.
        self.put_json("/find?a=2026-03-01&b=02.03.2026", {"list": self.items(1)})
        self.put_json("/find?a=2026-02-27&b=28.02.2026", {"list": []})
        self.put_texts(1, 2)
        self.crawl(expect=0)
        self.assertEqual(self.documents(), ["/text/1"])
        self.twin.forget_requests()
        for a, b, found in (("2026-03-08", "09.03.2026", []), ("2026-03-06", "07.03.2026", []), ("2026-03-04", "05.03.2026", []),
                            ("2026-03-02", "03.03.2026", [2])):
            self.put_json(f"/find?a={a}&b={b}", {"list": self.items(*found)})
        self.crawl(expect=0, days=7)  # the last pass was on the 2nd
        self.assertEqual(len(self.lists()), 4)
        self.assertIn("/text/2", self.documents())

    def test_all_windows_empty_is_a_broken_list(self):
        self.put_json("/find?a=2026-03-01&b=02.03.2026", {"list": []})
        self.put_json("/find?a=2026-02-27&b=28.02.2026", {"list": []})
        report = self.crawl(expect=None)["qc-1"]
        self.assertEqual(len(report["errors"]), 1, report)
        self.assertIn("no items", report["errors"][0])


class Cursor(Discovery):
    discover = f'api = {{ url = "{BASE}/find?after={{cursor}}", cursor = "/more", first_cursor = "*", pages = 5, {API} }}'

    def test_it_goes_from_answer_to_answer_and_never_in_a_circle(self):
        self.put_json("/find?after=%2A", {"list": self.items(1), "more": "a/b&c=1"})
        self.put_json("/find?after=" + urllib.parse.quote("a/b&c=1", safe=""), {"list": self.items(2), "more": "z"})
        self.put_json("/find?after=z", {"list": self.items(3), "more": "*"})
        self.put_texts(1, 2, 3)
        self.crawl(expect=0)
        self.assertEqual(self.documents(), ["/text/1", "/text/2", "/text/3"])
        self.assertEqual(len(self.lists()), 3)


class Body(Discovery):
    TOKEN = 'x"y\\z'
    discover = (f'api = {{ url = "{BASE}/find", method = "POST", body = \'{{"page": {{page}}, "key": "{{token}}"}}\', pages = 2, {API}, '
                f'headers = {{ X-Key = "{{token}}" }}, token = {{ url = "{BASE}/token", value = "/given/word" }} }}')

    def setUp(self):
        super().setUp()
        self.put_json("/token", {"given": {"word": self.TOKEN}})
        self.asked = []

        def answer(body, headers):
            question = json.loads(body)
            self.asked.append((question["page"], question["key"], headers["X-Key"]))
            if question["key"] != self.TOKEN:
                return None
            listed = {"list": self.items(question["page"])}
            return replica.Response(json.dumps(listed).encode(), "application/json", replica.EPOCH, False)

        self.site_().serve("/find", answer)

    def test_holes_in_a_body_are_escaped_for_json_and_a_token_comes_first(self):
        self.put_texts(1, 2)
        self.crawl(expect=0)
        self.assertEqual(self.asked, [(1, self.TOKEN, self.TOKEN), (2, self.TOKEN, self.TOKEN)])
        self.assertEqual(self.documents(), ["/text/1", "/text/2"])

    def test_an_answer_without_token_is_broken_with_a_cause_and_the_list_is_not_asked(self):
        self.put_json("/token", {"given": {}})
        report = self.crawl(expect=None)["qc-1"]
        self.assertIn("no token at '/given/word'", report["errors"][0])
        self.assertEqual(self.asked, [])

    def test_sources_check_fetches_the_token_too(self):
        self.put_texts(1)
        checked = self.program.json("sources", "check", "qc-1", expect=None)
        items = {item["item"]: item for item in checked["sources"][0]["items"]}
        self.assertEqual(items["list"]["result"], "pass", items)


class Sitemaps(Discovery):
    discover = f'sitemap = {{ url = "{BASE}/sitemap.xml" }}'
    SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

    def index(self, *names):
        rows = "".join(f"<sitemap><loc>{BASE}/{name}</loc></sitemap>" for name in names)
        return f'<?xml version="1.0"?><sitemapindex {self.SPACE}>{rows}</sitemapindex>'

    def urls(self, *keys):
        rows = "".join(f"<url><loc>{BASE}/text/{key}</loc><lastmod>2026-01-01</lastmod></url>" for key in keys)
        return f'<?xml version="1.0"?><urlset {self.SPACE}>{rows}</urlset>'

    def test_sitemaps_that_name_sitemaps_packed_and_in_a_circle(self):
        self.site_().put("/sitemap.xml", [self.index("a.xml.gz", "sitemap.xml", "deep.xml")], "application/xml")
        self.site_().put("/a.xml.gz", [gzip.compress(self.urls(1, 2).encode())], "application/gzip")
        self.site_().put("/deep.xml", [self.index("b.xml", "a.xml.gz")], "application/xml")
        self.site_().put("/b.xml", [self.urls(3)], "application/xml")
        self.put_texts(1, 2, 3)
        self.crawl(expect=0)
        self.assertEqual(self.documents(), ["/text/1", "/text/2", "/text/3"])
        self.assertEqual(len(self.lists()), 4)

    def test_a_packed_list_that_is_cut_is_an_error(self):
        self.site_().put("/sitemap.xml", [gzip.compress(self.urls(1).encode())[:-9]], "application/gzip")
        report = self.crawl(expect=None)["qc-1"]
        self.assertEqual(len(report["errors"]), 1, report)


class Numbers(Discovery):
    discover = f'api = {{ url = "{BASE}/find", {API}, numbers = {{ url = "{BASE}/text/{{id}}" }} }}'

    def test_a_number_that_a_list_skips_is_asked_for_and_told_once(self):
        self.put_json("/find", {"list": self.items("2026-10", "2026-11", "2026-13")})
        self.put_texts("2026-10", "2026-11", "2026-12", "2026-13")
        self.crawl(expect=0)
        self.assertIn("/text/2026-12", self.documents())
        self.assertEqual([text for text in self.notices("numbers") if "2026-12" in text], self.notices("numbers"))
        self.assertEqual(len(self.notices("numbers")), 1)
        self.crawl(expect=0, days=1)
        self.assertEqual(len(self.notices("numbers")), 1)

    def test_what_came_out_between_two_looks_is_no_gap_unseen(self):
        self.put_json("/find", {"list": self.items("2026-1", "2026-2")})
        self.put_texts(*(f"2026-{n}" for n in range(1, 9)))
        self.crawl(expect=0)
        self.put_json("/find", {"list": self.items("2026-7", "2026-8")})
        self.crawl(expect=0, days=1)
        for n in (3, 4, 5, 6):
            self.assertIn(f"/text/2026-{n}", self.documents())

    def test_a_number_that_was_never_issued_is_given_up_and_breaks_nothing(self):
        self.put_json("/find", {"list": self.items("2026-1", "2026-3")})
        self.put_texts("2026-1", "2026-3")
        for _ in range(7):
            self.crawl(expect=0, days=1)
        self.assertEqual(len([path for path in self.documents() if path == "/text/2026-2"]), 5)
        told = self.notices("numbers")
        self.assertEqual(len(told), 2, told)
        self.assertIn("never issued", " ".join(told))

    def test_another_year_is_another_series_and_a_jump_is_told_as_one(self):
        self.put_json("/find", {"list": self.items("2025-900", "2026-1", "2026-9000")})
        self.put_texts("2025-900", "2026-1", "2026-9000")
        self.crawl(expect=0)
        self.assertEqual(len(self.documents()), 3)
        self.assertIn("jump", self.notices("numbers")[0])


if __name__ == "__main__":
    unittest.main()
