# SPDX-License-Identifier: GPL-3.0-or-later
"""Bills and gazettes from outside: a bill's steps, a new bill, an act announced before it is worked in."""
import datetime
import email
import email.policy
import json
import pathlib
import sys
import tempfile
import unittest

import blackbox

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "twin"))
import program  # noqa: E402
import replica  # noqa: E402
import server  # noqa: E402

PROCESSES = "/sejm/term10/processes"
LIST = PROCESSES + "?limit=100&sort_by=-changeDate"
DRUGS = "Poselski projekt ustawy o zmianie ustawy o przeciwdziałaniu narkomanii"
STAGES = [("Projekt wpłynął do Sejmu", "2026-01-10"), ("Skierowano do I czytania w komisjach", "2026-02-03"),
          ("I czytanie w komisjach", "2026-03-04")]


def process(number, title, stages, **more):
    steps = [{"stageName": name, "date": date, "stageType": "x", "children": []} for name, date in stages]
    return json.dumps({"number": number, "term": 10, "title": title, "documentType": "projekt ustawy",
                       "description": "Projekt dotyczy posiadania środków odurzających.", "stages": steps, **more},
                      ensure_ascii=False)


def listed(*numbers):
    return json.dumps([{"number": n, "title": DRUGS, "changeDate": "2026-03-04T10:00:00"} for n in numbers])


class Watched(unittest.TestCase):
    def setUp(self):
        blackbox.require_binary()
        folder = tempfile.TemporaryDirectory(prefix="zakonwatch-")
        self.addCleanup(folder.cleanup)
        self.sites = self.replicas()
        self.twin = server.Twin(self.sites, folder=pathlib.Path(folder.name) / "twin").start()
        self.addCleanup(self.twin.stop)
        self.program = program.Program(folder.name, self.twin, sources=None)
        self.program.run("subscribe", "reader@example.org", "--confirmed")
        self.day(2)

    def day(self, number, moment=0):
        self.program.now = datetime.datetime(2026, 3, number, 12, tzinfo=datetime.timezone.utc).isoformat()
        self.twin.move(moment)

    def crawl(self, source):
        return self.program.json("crawl", "--source", source, expect=None)["sources"][0]

    def letters(self):
        self.program.run("alerts", "send")
        return self.program.letters()

    def health(self, source):
        return {s["id"]: s["health"] for s in self.program.json("sources", "list")["sources"]}[source]


class Sejm(Watched):
    def replicas(self):
        site = replica.Site("sejm", ["api.sejm.gov.pl"])
        site.put(LIST, [listed("101"), listed("101"), listed("101", "102")], "application/json")
        site.put(f"{PROCESSES}/101", [process("101", DRUGS, STAGES[:2]), process("101", DRUGS, STAGES),
                                      process("101", DRUGS, STAGES, ELI="DU/2026/77")], "application/json")
        site.put(f"{PROCESSES}/102", [None, None, process("102", DRUGS + " (drugi)", STAGES[:1])], "application/json")
        return [site]

    def test_each_step_is_told_once_and_a_new_bill_is_announced(self):
        first = self.crawl("pl-sejm-bills")
        self.assertEqual((first["new_versions"], first["changes"], first["errors"]), (1, 0, []))
        self.assertEqual(len(self.letters()), 0)
        self.day(5, 1)
        self.assertEqual(self.crawl("pl-sejm-bills")["changes"], 1)
        step, = self.program.changes("--all")
        self.assertEqual((step["kind"], step["new"]["text"], step["direction"]),
                         ("stage", "I czytanie w komisjach", "neutral"))
        self.assertTrue(step["relevance"]["relevant"], step["relevance"])
        self.assertIn("I czytanie", step["summary"]["en"])
        self.assertEqual(len(self.letters()), 1)
        self.day(6, 1)
        self.assertEqual(self.crawl("pl-sejm-bills")["changes"], 0)
        self.day(7, 2)
        self.assertEqual(self.crawl("pl-sejm-bills")["errors"], [])
        told = [(c["kind"], c["act"]["id"], c["new"]["text"]) for c in self.program.changes("--all")[1:]]
        self.assertCountEqual([t[:2] for t in told], [("stage", "pl/101"), ("announced", "pl/102")])
        self.assertIn(("stage", "pl/101", "DU/2026/77"), told)
        self.assertIsNone([c for c in self.program.changes("--all") if c["kind"] == "announced"][0]["versions"]["old"])
        self.assertEqual(len(self.letters()), 2)

    def test_a_renamed_field_is_broken_and_no_step(self):
        self.crawl("pl-sejm-bills")
        self.day(5, 1)
        self.twin.faults.add({"kind": "body", "host": "api.sejm.gov.pl", "path": f"{PROCESSES}/101", "type": "application/json",
                              "body": process("101", DRUGS, STAGES).replace("stageName", "name")})
        result = self.crawl("pl-sejm-bills")
        self.assertIn("no stage", " ".join(result["errors"]))
        self.assertEqual((self.program.changes("--all"), self.health("pl-sejm-bills")), ([], "broken"))


class Rada(Watched):
    """A tracker of pages: the newest step stands first."""

    def replicas(self):
        card = "/billinfo/Bills/Card/5001"
        rows = ["<tr><td>{}</td><td>{}</td></tr>".format(*row) for row in
                (("04.03.2026 11:20", "Прийнято за основу"), ("10.02.2026", "Включено до порядку денного"),
                 ("12.01.2026", "Одержано Верховною Радою України"))]
        page = ("<html><body><h1>Проект Закону про обіг наркотичних засобів</h1><table><thead><tr><th>Дати та стан проходження:</th>"
                "<th>{}</th></tr></thead><tbody>{}</tbody></table></body></html>")
        site = replica.Site("rada", ["itd.rada.gov.ua"])
        site.put("/billinfo/Bills/Period", [f"<html><body><table><tr><td><a href='{card}'>5001</a></td><td>Проект Закону про обіг "
                                            "наркотичних засобів</td></tr></table></body></html>"])
        site.put(card, [page.format("Включено", "".join(rows[1:])), page.format("Прийнято", "".join(rows))])
        return [site]

    def test_a_step_on_top_of_the_table_is_one_stage(self):
        self.assertEqual(self.crawl("ua-rada-bills")["errors"], [])
        self.day(5, 1)
        self.crawl("ua-rada-bills")
        found = [(c["kind"], c["new"]["text"], c["relevance"]["relevant"]) for c in self.program.changes("--all")]
        self.assertEqual(found, [("stage", "Прийнято за основу", True)])


def text_of(title, *paragraphs):
    body = "".join(f"<p class=rvps2>{one}</p>" for one in paragraphs)
    return f"<html><body><p class=rvps6><span class=rvts23>{title}</span></p><div id=article>{body}</div></body></html>"


CODE = "Кримінальний кодекс України"
HOLDING = "Незаконне зберігання наркотичних засобів карається позбавленням волі на строк до {} років."
AMENDING = ("Про внесення змін до Кримінального кодексу України",
            "Стаття 1. Внести до Кримінального кодексу України такі зміни:",
            "у статті 309 слова «до трьох років» замінити словами «до п'яти років».",
            "Стаття 2. Цей Закон набирає чинності з дня опублікування.")
DRUGS_ACT = ("Про наркотичні засоби", "Стаття 1. Обіг наркотичних засобів здійснюється за ліцензією.", "Стаття 2. Сади охороняє рада.")
TEA = ("Про чайні", "Стаття 1. Чайна відкривається з дозволу громади.", "Стаття 2. Чай подається гарячим.")


class Gazette(Watched):
    """What a gazette brings is announced, unless it stood there from the first look on or concerns nobody here."""

    def replicas(self):
        code = [text_of(CODE, "Стаття 308. Чайні", "Чайна відкривається з дозволу громади.", "Стаття 309. Незаконне зберігання",
                        HOLDING.format(years), "Стаття 310. Сади", "Фруктові сади охороняє сільська рада.")
                for years in ("трьох", "трьох", "п'яти")]
        lists = [json.dumps({"list": [{"nreg": f"90{n}-20", "nazva": "Закон", "orgdat": "20260301"} for n in range(1, last + 1)]})
                 for last in (1, 3, 3)]
        site = replica.Site("rada", ["data.rada.gov.ua"])
        site.put("/laws/show/2341-14", code)
        site.put("/laws/main/r/page1.json", ['{"list": [{"nreg": "2341-14", "nazva": "x", "poddat": "1"}]}'], "application/json")
        site.put("/laws/main/n/page1.json", lists, "application/json")
        for number, act in ((1, DRUGS_ACT), (2, TEA), (3, AMENDING)):
            site.put(f"/laws/show/90{number}-20", [text_of(*act)])
        return [site]

    def test_announced_when_published_and_amended_when_worked_in(self):
        for source in ("ua-rada", "ua-rada-new"):
            self.crawl(source)
        self.assertEqual((self.program.changes("--all"), self.letters()), ([], []))
        self.day(5, 1)
        self.assertEqual(self.crawl("ua-rada-new")["changes"], 1)
        news, = self.program.changes("--all")
        self.assertEqual((news["kind"], news["act"]["id"], news["versions"]["old"]), ("announced", "ua/903-20", None))
        self.assertTrue(any("watch list" in why for topic in news["relevance"]["topics"] for why in topic["why"]), news)
        self.assertEqual([(e["kind"], e["where"], e["old"]["max_months"], e["new"]["max_months"], e["via"]) for e in news["effects"]],
                         [("imprisonment", "art_309", 36, 60, "ua/2341-14")])
        self.assertEqual(news["direction"], "harsher")
        self.assertIn("will change Criminal Code: art. 309 on its face tightens", news["summary"]["en"])
        self.assertEqual(len(self.letters()), 1)
        letter = email.message_from_bytes(self.letters()[0], policy=email.policy.default).get_body(("plain",)).get_content()
        self.assertIn("tightens", letter)
        self.assertNotIn("old version", letter)
        self.day(6, 1)
        self.assertEqual(self.crawl("ua-rada-new")["changes"], 0)
        self.day(9, 2)
        self.crawl("ua-rada")
        amended = self.program.changes("--all")[-1]
        self.assertEqual((amended["kind"], amended["act"]["id"], amended["article"]["new"]), ("amended", "ua/2341-14", "art_309"))
        self.assertEqual(amended["attribution"]["basis"], "gazette")
        self.assertEqual(len(self.letters()), 2)

    def test_an_emptied_list_announces_nothing_and_is_broken(self):
        self.crawl("ua-rada-new")
        self.day(5, 1)
        self.twin.faults.add({"kind": "body", "host": "data.rada.gov.ua", "path": "/laws/main/n/page1.json", "body": '{"list": []}',
                              "type": "application/json"})
        self.assertIn("no items", " ".join(self.crawl("ua-rada-new")["errors"]))
        self.assertEqual((self.program.changes("--all"), self.health("ua-rada-new")), ([], "broken"))


if __name__ == "__main__":
    unittest.main()
