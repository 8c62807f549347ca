# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/add-a-country.md followed for a country that does not exist, and `sources check` on what comes of it."""
import json
import pathlib
import re
import sys
import tempfile
import unittest

import blackbox

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "twin"))
import program  # noqa: E402
import replica  # noqa: E402
import server  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOST = "law.fantazia.example"
PAGE = """<html lang="lv"><body><div class="menu">{menu}</div><h1>Fantāzijas krimināllikums</h1><span class="edition">{date}</span>
<div class="law"><p><b>189.pants. Tējnīcas</b></p><p>Tējnīcu atver ar pagasta atļauju.</p>
<p><b>190.pants. Narkotisko vielu neatļauta glabāšana</b></p><p>Par narkotisko vielu neatļautu glabāšanu soda ar brīvības atņemšanu
uz laiku līdz {years} gadiem.</p><p><b>191.pants. Dārzi</b></p><p>Augļu dārzus sargā ciema padome.</p></div></body></html>"""


def page(years, date="02.01.2026.", menu="Sākums"):
    return PAGE.format(years=years, date=date, menu=menu)


class NewCountry(unittest.TestCase):
    def setUp(self):
        blackbox.require_binary()
        folder = tempfile.TemporaryDirectory(prefix="zakonwatch-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.site = replica.Site("fantazia", [HOST])
        self.site.put("/act/1001", [page("trim"), page("pieciem", "04.03.2026.")])
        self.twin = server.Twin([self.site], folder=self.folder / "twin").start()
        self.addCleanup(self.twin.stop)
        self.file = self.folder / "mine/countries/qf.toml"
        self.file.parent.mkdir(parents=True)
        self.file.write_text(self.filled_template(), encoding="utf-8")
        self.program = program.Program(folder.name, self.twin, sources=self.folder / "mine", now="2026-03-02T12:00:00+00:00")

    def filled_template(self):
        """Step 2 of the guide: the template, with the country's own words."""
        text = (ROOT / "sources/TEMPLATE.toml").read_text(encoding="utf-8")
        for old, new in (("XX", "QF"), ("xx-law", "qf-law"), ('jurisdiction = "xx"', 'jurisdiction = "qf"'), ("law.example", HOST),
                         ("Example", "Fantazia"), ('articles = ["190.1", { from = "248.1", to = "256" }]', 'articles = ["190"]')):
            text = text.replace(old, new)
        text = text.replace('superscripts = ["//span[@class=\'up\']"]', 'version_date = "//span[@class=\'edition\']"')
        return re.sub(r"(?m)^key = .*$", "", text)

    def crawl(self):
        return self.program.json("crawl", "--source", "qf-law", expect=None)["sources"][0]

    def check(self, expect):
        report, = self.program.json("sources", "check", "qf-law", expect=expect)["sources"]
        return {item["item"]: (item["result"], item["words"]) for item in report["items"]}, report

    def test_a_country_is_files_only(self):
        self.assertIn("sound", self.program.run("sources", "lint").stdout)
        listed = {s["id"]: s for s in self.program.json("sources", "list")["sources"]}
        self.assertEqual((listed["qf-law"]["country"], listed["qf-law"]["verified"]), ("QF", "none"))
        self.assertIn("lv-likumi", listed)  # the shipped countries stay
        saved = self.folder / "page.html"
        saved.write_text(page("trim"), encoding="utf-8")
        act = self.program.json("sources", "test", "qf-law", saved)
        self.assertEqual((act["act"]["title"], act["quality"]["articles"]), ("Fantāzijas krimināllikums", 3))
        self.assertEqual((self.crawl()["new_versions"], self.crawl()["new_versions"]), (1, 0))
        self.twin.move(1)
        self.program.now = "2026-03-05T12:00:00+00:00"
        self.assertEqual(self.crawl()["changes"], 1)
        change, = self.program.changes()
        self.assertEqual((change["act"]["id"], change["article"]["new"], change["direction"]), ("qf/1001", "art_190", "harsher"))

    def test_a_mistake_is_named_with_its_line(self):
        self.file.write_text(self.filled_template().replace('kind = "consolidated"', 'kind = "consolidatd"'), encoding="utf-8")
        done = self.program.run("sources", "lint", expect=None)
        self.assertNotEqual(done.returncode, 0)
        self.assertRegex(done.stdout + done.stderr, r"qf\.toml:\d+: .*consolidatd")

    def test_check_passes_on_a_sound_site_and_keeps_what_it_saw(self):
        items, report = self.check(expect=0)
        self.assertEqual({name for name, (result, _) in items.items() if result == "fail"}, set())
        for name in ("reachable", "robots", "selectors", "encoding", "language", "dates", "numbering", "same_twice"):
            self.assertEqual(items[name][0], "pass", items)
        self.assertEqual([seen["status"] for seen in report["seen"]], [200, 200])
        self.program.run("sources", "check", "qf-law", "--output", self.folder / "seen")
        self.assertEqual((self.folder / "seen/qf-law-1.html").read_text(encoding="utf-8"), page("trim"))
        kept = json.loads((self.folder / "seen/qf-law.check.json").read_text(encoding="utf-8"))
        self.assertTrue(kept["sources"][0]["passed"])
        self.assertFalse((self.program.state / "record.db").exists())  # a check records nothing

    def test_check_says_what_to_mend(self):
        self.site.put("/act/1001", ["<html><body><h1>Fantāzijas krimināllikums</h1><main>Tējnīca, 189.pants.</main></body></html>"])
        items, _ = self.check(expect=1)
        self.assertEqual(items["selectors"][0], "fail")
        self.assertIn("matches nothing", items["selectors"][1])

    def test_check_respects_a_wall(self):
        self.twin.faults.add({"kind": "challenge", "host": HOST})
        items, _ = self.check(expect=1)
        self.assertEqual(items["reachable"][0], "fail")
        self.assertIn("respected", items["reachable"][1])

    def test_check_asks_robots(self):
        self.site.put("/robots.txt", ["User-agent: *\nDisallow: /act/\n"], "text/plain")
        items, _ = self.check(expect=1)
        self.assertEqual(items["robots"][0], "fail")
        self.assertEqual(self.twin.requests(path="/act/1001"), [])

    def test_the_committed_example_is_what_the_guide_gives(self):
        example = ROOT / "docs/examples/turkiye"
        self.program.sources = example
        self.assertIn("sound", self.program.run("sources", "lint").stdout)
        act = self.program.json("sources", "test", "tr-mevzuat", example / "page.txt")
        self.assertEqual(act["quality"]["articles"], 3)


if __name__ == "__main__":
    unittest.main()
