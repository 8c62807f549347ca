# SPDX-License-Identifier: GPL-3.0-or-later
"""All countries at once: the shipped source files, unmodified, on replicas of the sites they name."""
import datetime
import pathlib
import sys
import tempfile
import unittest

import blackbox

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "twin/region"))
import program  # noqa: E402
import server  # noqa: E402
import sites  # noqa: E402


SILENT = {"az-eqanun", "ba-rs-paragraf", "cz-esbirka", "hr-nn", "me-sluzbeni-list", "pl-eli", "rs-pis", "si-pisrs"}


class Region(unittest.TestCase):
    """One state folder per test; the clock stands at t0's day or t1's."""

    only = None

    def setUp(self):
        blackbox.require_binary()
        folder = tempfile.TemporaryDirectory(prefix="zakonwatch-")
        self.addCleanup(folder.cleanup)
        self.region = sites.Region(self.only)
        self.twin = server.Twin(self.region.sites(), folder=pathlib.Path(folder.name) / "twin").start()
        self.addCleanup(self.twin.stop)
        self.program = program.Program(folder.name, self.twin, sources=None)
        self.at(0)

    def at(self, moment, hour=12):
        day = sites.NOW[moment]
        self.program.now = datetime.datetime(day.year, day.month, day.day, hour, tzinfo=datetime.timezone.utc).isoformat()
        self.twin.move(moment)

    def crawl(self, expect=0):
        words = [word for source in self.region.sources if source["kind"] != "bills" for word in ("--source", source["id"])]
        result = self.program.json("crawl", *words, expect=expect, timeout=280)
        return {entry["id"]: entry for entry in result["sources"]}

    def health(self):
        return {entry["id"]: entry["health"] for entry in self.program.json("sources", "list")["sources"]}


class AllCountries(Region):
    def test_two_passes_and_a_reform_everywhere(self):
        # A reader per country: one for all would have more alerts at once than are believed (a crowd).
        countries = sorted({source["id"][:2].upper() for source in self.region.sources if source["kind"] != "bills"})
        for country in countries:
            self.program.run("subscribe", f"{country.lower()}@example.org", "--confirmed", "--country", country)
        first = self.crawl(expect=None)
        self.assertEqual({id: entry["errors"] for id, entry in first.items() if entry["errors"]}, {})
        self.assertEqual([id for id, entry in first.items() if entry["new_versions"] == 0 and entry["documents"] > 0], [])
        self.at(0, hour=16)
        second = self.crawl()
        for entry in second.values():
            self.assertEqual((entry["new_versions"], entry["held"], entry["changes"], entry["errors"]), (0, 0, 0, []), entry)
        self.send(0)
        self.at(1)
        third = self.crawl(expect=None)
        self.assertEqual({id: entry["errors"] for id, entry in third.items() if entry["errors"] or entry["held"]}, {})
        self.judge(self.program.changes("--all"))
        self.send(len(countries))
        self.at(1, hour=16)
        self.assertEqual([entry for entry in self.crawl().values() if entry["new_versions"] or entry["changes"]], [])
        self.send(len(countries))

    def send(self, letters):
        self.program.run("alerts", "send")
        self.assertEqual(len(self.program.letters()), letters)

    def judge(self, changes):
        """Exactly the scripted changes, each about drugs, each with the raised penalty."""
        news = [c for c in changes if c["kind"] == "announced"]
        self.assertEqual(sorted(c["source"] for c in news), sorted(self.region.announced))
        self.assertEqual([c["id"] for c in news if not c["relevance"]["relevant"]], [])
        changes = [c for c in changes if c["kind"] != "announced"]
        found = sorted((c["source"], c["act"]["id"], c["article"]["new"]) for c in changes)
        self.assertEqual(found, sorted((r.source, r.act, r.eid) for r in self.region.reforms))
        for change in changes:
            with self.subTest(source=change["source"]):
                self.assertEqual((change["kind"], change["editorial"]), ("amended", False))
                self.assertTrue(change["relevance"]["relevant"])
                self.assertTrue(change["relevance"]["topics"])
                raised = [e for e in change["effects"] if e["kind"] == "imprisonment"]
                self.assertEqual([(e["old"]["max_months"], e["new"]["max_months"]) for e in raised], [(36, 60)])
                self.assertEqual(change["direction"], "harsher")
                self.assertEqual(change["attribution"]["basis"], self.told_by(change["source"]), change["attribution"])

    @staticmethod
    def told_by(source):
        """What names the amending act: a note on the page, the list of editions, or nothing where the site is silent."""
        if source == "sk-slovlex":
            return "metadata"
        return None if source in SILENT else "note"


class FaultsByKind(Region):
    """A redesign, a renamed field, an emptied list: broken with a cause, never a change of law."""

    only = ("AZ", "BG", "EE", "HR", "LV", "SI", "SK", "UA")

    def broken(self, source, page, body, media_type):
        """t1 with one page replaced: no change from that source, broken, and the cause in words."""
        self.crawl(expect=None)
        self.at(1)
        self.twin.faults.add({"kind": "body", "body": body, "type": media_type, **page})
        result = self.crawl(expect=None)[source]
        self.assertEqual((result["new_versions"], result["changes"]), (0, 0), result)
        self.assertTrue(result["errors"] or result["held"], result)
        self.assertEqual([c for c in self.program.changes("--all") if c["source"] == source], [])
        self.assertEqual(self.health()[source], "broken")
        return " ".join(result["errors"])

    def test_a_page_whose_selectors_match_nothing(self):
        said = self.broken("lv-likumi", {"host": "likumi.lv"}, "<html><body><main>Krimināllikums 253. pants</main></body></html>", "text/html; charset=utf-8")
        self.assertIn("matches nothing", said)

    def test_a_renamed_field_of_a_text(self):
        said = self.broken("bg-parliament", {"host": "www.parliament.bg", "path": "/api/v1/act/*"}, '{"L_ActL_final": "Закон", "body2": "Чл. 1."}', "application/json")
        self.assertIn("L_ActL_final_body", said)

    def test_a_renamed_field_of_a_list_of_editions(self):
        self.broken("si-pisrs", {"host": "pisrs.si", "path": "/api/rezultat/zbirka/*"}, '{"besedilo": {"verzije": []}}', "application/json")

    def test_an_empty_list_of_editions(self):
        said = self.broken("sk-slovlex", {"host": "static.slov-lex.sk", "path": "/static/SK/ZZ/2005/300/"}, "<html><body><table></table></body></html>", "text/html")
        self.assertIn("no items", said)

    def test_an_empty_list_of_new_acts(self):
        said = self.broken("ua-rada-new", {"host": "data.rada.gov.ua", "path": "/laws/main/n/page1.json"}, '{"cnt": 0, "list": []}', "application/json")
        self.assertIn("no items", said)

    def test_titles_that_moved_elsewhere(self):
        said = self.broken("az-eqanun-new", {"host": "api.e-qanun.az", "path": "/getDetailSearch"}, '{"data": [{"id": "9001", "name": "Qanun", "acceptDate": "2026-01-02"}]}', "application/json")
        self.assertIn("title", said)


if __name__ == "__main__":
    unittest.main()
