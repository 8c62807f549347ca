# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in, results out: parse, diff and relevance need no state and no network."""
import json
import pathlib
import re
import subprocess
import tempfile
import unicodedata
import unittest

import blackbox

PAGES = {"livonia": blackbox.LIVONIA, "buzhia": blackbox.BUZHIA, "alazania": blackbox.ALAZANIA}


def page(country, moment):
    return blackbox.ROOT / f"tests/twin/{country}/{moment}/act.html"


def run(*words):
    blackbox.require_binary()
    return subprocess.run([blackbox.program.binary(), "--sources", blackbox.program.OUR_SOURCES, *map(str, words)],
                          capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)


class Parse(unittest.TestCase):
    def test_every_article_of_the_page_is_there_in_order(self):
        for country, source in PAGES.items():
            for moment, count in (("t0", 28), ("t1", 29)):
                with self.subTest(country=country, moment=moment):
                    done = run("parse", page(country, moment), "--source", source, "--json")
                    self.assertEqual(done.returncode, 0, done.stderr)
                    act = json.loads(done.stdout)
                    eids = [p["eid"] for p in act["provisions"]]
                    self.assertEqual(len(eids), len(set(eids)))
                    articles = [p for p in act["provisions"] if p["type"] == "article"]
                    self.assertEqual(len(articles), count, [p["eid"] for p in articles])
                    self.assertEqual(act["quality"]["articles"], count)
                    parents = set(eids) | {None}
                    self.assertTrue(all(p["parent"] in parents for p in act["provisions"]))

    def test_what_is_not_law_stays_out_of_the_text(self):
        for country, source in PAGES.items():
            act = json.loads(run("parse", page(country, "t1"), "--source", source, "--json").stdout)
            text = "\n".join(p["text"] for p in act["provisions"] if p["type"] not in ("preface", "unclaimed"))
            with self.subTest(country=country):
                self.assertNotRegex(text, r"Satura rādītājs|w_piezimes|Постійна адреса|მთავარი")
                self.assertNotRegex(text, r"Ar grozījumiem|із змінами, внесеними|ვებგვერდი, 28")
                noted = [p["eid"] for p in act["provisions"] if any(n["act"] for n in p["notes"])]
                self.assertTrue(any(eid.startswith("art_18") for eid in noted), noted)

    def test_unusable_input_is_said_so(self):
        with tempfile.TemporaryDirectory() as folder:
            empty = pathlib.Path(folder) / "empty.html"
            empty.write_text("")
            self.assertEqual(run("parse", empty, "--language", "lv", "--json").returncode, 65)
            self.assertNotEqual(run("parse", pathlib.Path(folder) / "none.html", "--language", "lv").returncode, 0)


class Diff(unittest.TestCase):
    def test_a_file_equals_itself(self):
        for country, source in PAGES.items():
            done = run("diff", page(country, "t0"), page(country, "t0"), "--source", source, "--json")
            self.assertEqual((done.returncode, json.loads(done.stdout)["equal"]), (0, True))

    def test_an_amended_file_differs(self):
        for country, source in PAGES.items():
            with self.subTest(country=country):
                done = run("diff", page(country, "t0"), page(country, "t1"), "--source", source, "--json", "--all")
                self.assertEqual(done.returncode, 1, done.stderr)
                result = json.loads(done.stdout)
                self.assertFalse(result["equal"])
                kinds = {change["kind"] for change in result["changes"]}
                self.assertLessEqual({"inserted", "repealed", "amended", "renumbered"}, kinds)

    def effects(self, country):
        """Effects by kind, of every change that is listed."""
        done = run("diff", page(country, "t0"), page(country, "t1"), "--source", PAGES[country], "--json")
        found = {}
        for change in json.loads(done.stdout)["changes"]:
            for effect in change["effects"]:
                found.setdefault(effect["kind"], []).append(effect)
        return found

    def test_the_fine_and_the_terms_are_read(self):
        found = self.effects("buzhia")
        added = next(effect for effect in found["fine"] if effect["old"] is None)
        self.assertEqual((added["new"]["min"], added["new"]["max"]), (50, 100))
        terms = [(effect["old"]["max_months"], effect["new"]["max_months"]) for effect in found["imprisonment"]]
        self.assertIn((96, 84), terms)
        self.assertIn((36, 24), terms)

    def test_the_threshold_is_read(self):
        for country in PAGES:
            with self.subTest(country=country):
                changed = self.effects(country)["quantity_threshold"][0]
                self.assertEqual((changed["old"]["amount"], changed["new"]["amount"]), (5, 10))

    def test_people_can_read_it(self):
        for form in ("text", "html", "markdown"):
            done = run("diff", page("livonia", "t0"), page("livonia", "t1"), "--source", blackbox.LIVONIA, "--format", form)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("naudas sodu", re.sub(r"\s+", " ", re.sub(r"<[^>]+>|[*~{}\[\]+-]|\x1b\[\d*m", "", done.stdout)))


def columns(line):
    """Terminal columns, as far as our invented laws go: combining marks take none."""
    return sum(not unicodedata.combining(c) for c in line)


class DiffForReaders(unittest.TestCase):
    def test_80_columns_are_enough_in_every_script(self):
        for country, source in PAGES.items():
            for extra in ((), ("--side-by-side",)):
                with self.subTest(country=country, extra=extra):
                    done = run("diff", page(country, "t0"), page(country, "t1"), "--source", source, "--all", *extra)
                    lines = [line for line in done.stdout.splitlines() if not line.startswith(("---", "+++"))]
                    self.assertGreater(len(lines), 30)
                    self.assertEqual([line for line in lines if columns(line) > 80], [])
                    self.assertIn("[-", done.stdout)
                    self.assertIn("{+", done.stdout)

    def test_html_stands_beside_one_another(self):
        done = run("diff", page("alazania", "t0"), page("alazania", "t1"), "--source", blackbox.ALAZANIA, "--format", "html", "-y")
        self.assertRegex(done.stdout, r"<th[^>]*>old</th><th[^>]*>new</th>")
        self.assertIn("<del", done.stdout)
        self.assertIn("<ins", done.stdout)

    def test_noise_is_typed_and_counted(self):
        done = run("diff", page("buzhia", "t0"), page("buzhia", "t1"), "--source", blackbox.BUZHIA, "--all", "--json")
        result = json.loads(done.stdout)
        lowered = [change for change in result["changes"] if change["editorial"]]
        self.assertEqual(len(lowered), result["counts"]["editorial"])
        self.assertTrue(all(change["noise"] for change in lowered), lowered)
        counted = sum(result["counts"]["noise"].values())
        self.assertEqual(counted, sum(len(change["noise"]) for change in result["changes"]))


class DiffOfWhatIsNoLaw(unittest.TestCase):
    """An error page or half a page in the place of the law is never told as a repeal without a word."""

    def diff_with(self, name, data, *words):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / name
            file.write_bytes(data)
            return run("diff", page("buzhia", "t0"), file, "--source", blackbox.BUZHIA, "--json", "--all", *words)

    def test_an_error_page_is_no_edition(self):
        for body in (b"<html><body><h1>503 Service Unavailable</h1></body></html>",
                     b"<html><body><div id='article'><p>Maintenance, come back later.</p></div></body></html>",
                     b"", b"\x00\xff\xfe\x00", b"<html>"):
            done = self.diff_with("error.html", body)
            with self.subTest(body=body):
                self.assertEqual(done.returncode, 65, done.stdout)
                self.assertNotIn("repealed", done.stdout)

    def test_half_a_page_is_said_to_be_one(self):
        whole = page("buzhia", "t0").read_bytes()
        for share in (0.3, 0.5, 0.7, 0.9):
            done = self.diff_with("cut.html", whole[:int(len(whole) * share)])
            with self.subTest(share=share):
                self.assertIn(done.returncode, (1, 65), done.stderr)
                if done.returncode == 1:
                    self.assertTrue(json.loads(done.stdout)["suspicions"])
                    self.assertIn("may only be missing", done.stderr)

    def test_another_act_is_said_to_be_one(self):
        other = page("buzhia", "t0").read_text().replace("Про обіг наркотичних засобів і відповідальність за його порушення",
                                                         "Про водопостачання міст")
        done = self.diff_with("other.html", other.encode())
        self.assertEqual(done.returncode, 1)
        self.assertTrue(json.loads(done.stdout)["suspicions"])


class Relevance(unittest.TestCase):
    def test_the_act_is_about_drugs(self):
        for country, source in PAGES.items():
            done = run("relevance", page(country, "t0"), "--source", source, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            relevant = [p["eid"] for p in json.loads(done.stdout)["provisions"] if p["relevant"]]
            with self.subTest(country=country):
                self.assertTrue(any(eid.startswith("art_18") for eid in relevant))


if __name__ == "__main__":
    unittest.main()
