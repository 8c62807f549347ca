# SPDX-License-Identifier: GPL-3.0-or-later
"""Crawling from outside: baselines, conditional requests, changes, and faults that must not become changes."""
import unittest

import blackbox
from blackbox import HOST, LIVONIA, T0, T1


class ThreeScripts(blackbox.Blackbox):
    def test_a_baseline_tells_nobody(self):
        self.subscribe()
        for source, result in self.program.crawl().items():
            with self.subTest(source=source):
                self.assertEqual((result["documents"], result["new_versions"], result["changes"]), (1, 1, 0))
                self.assertEqual(result["errors"], [])
        self.assertEqual(self.program.changes("--all"), [])
        self.assertEqual(self.send(), [])

    def test_a_repeated_crawl_asks_conditionally_and_stores_nothing(self):
        self.program.crawl()
        self.twin.forget_requests()
        self.later()
        for source, result in self.program.crawl().items():
            with self.subTest(source=source):
                self.assertEqual((result["not_modified"], result["new_versions"], result["changes"]), (1, 0, 0))
        requests = self.twin.requests()
        self.assertEqual([entry["status"] for entry in requests], [304] * len(requests))
        for entry in requests:
            self.assertIn("If-None-Match", entry["headers"])
            self.assertIn("If-Modified-Since", entry["headers"])

    def test_without_validators_equal_bytes_are_no_news(self):
        self.twin.faults.add({"kind": "no_validators"})
        self.program.crawl()
        self.later()
        for result in self.program.crawl().values():
            self.assertEqual((result["new_versions"], result["changes"], result["errors"]), (0, 0, []))

    def test_an_amendment_is_found_once_and_mailed_once(self):
        self.subscribe()
        self.program.crawl()
        self.later()
        self.twin.move("t1")
        for source, result in self.program.crawl().items():
            with self.subTest(source=source):
                self.assertEqual((result["new_versions"], result["errors"]), (1, []))
                self.assertGreaterEqual(result["relevant_changes"], 4)
        changes = self.program.changes()
        self.assertEqual({change["country"] for change in changes}, {"QL", "QU", "QG"})
        self.assertEqual(len(self.send()), 1)
        self.later()
        for result in self.program.crawl().values():
            self.assertEqual((result["not_modified"], result["changes"]), (1, 0))
        self.assertEqual(self.program.changes(), changes)
        self.assertEqual(len(self.send()), 1)

    def test_what_was_amended_is_what_the_pages_say(self):
        self.program.crawl()
        self.later()
        self.twin.move("t1")
        self.program.crawl()
        inserted = {"QL": "art_22_1", "QU": "art_14_1", "QG": "art_22_1"}
        repealed = {"QL": "art_21", "QU": "art_23", "QG": "art_21"}
        for country, eid in inserted.items():
            found = self.program.changes("--all", "--country", country)
            kinds = {}
            for change in found:
                side = change["new"] or change["old"]
                kinds.setdefault(change["kind"], []).append(side["eid"])
                if change["old"] and change["new"]:
                    self.assertEqual("".join(r["text"] for r in change["redline"] if r["op"] != "insert"), change["old"]["text"])
                    self.assertEqual("".join(r["text"] for r in change["redline"] if r["op"] != "delete"), change["new"]["text"])
            with self.subTest(country=country):
                self.assertEqual(kinds.get("inserted"), [eid])
                self.assertEqual(kinds.get("repealed"), [repealed[country]])
                self.assertEqual(kinds.get("renumbered"), ["art_27_1"])
                amended = [eid for eid in kinds["amended"] if eid.split("__")[0] in ("art_17", "art_18", "art_24")]
                self.assertEqual(len(amended), 3, kinds)
                if country != "QG":  # Georgian notes print the act's date in words; only the gazette's is in digits
                    acts = {change["attribution"]["date"] for change in found
                            if change["article"]["new"] in ("art_17", "art_18", "art_24")}
                    self.assertEqual(acts, {"2024-03-14"})
                editorial = [change for change in found if change["editorial"]]
                self.assertTrue(editorial)
                self.assertFalse(any(change["relevance"]["relevant"] and not change["editorial"]
                                     for change in found if change["article"]["new"] in ("art_1", "art_5")))


class Faults(blackbox.OneAct):
    """Nothing that a site does wrong is a change of law, and each is reported."""

    def setUp(self):
        super().setUp()
        self.subscribe()
        self.crawl_livonia()
        self.later()
        self.show(T1)

    def assert_reported_and_harmless(self, fault, **options):
        self.twin.faults.add(fault)
        result = self.crawl_livonia(expect=None, **options)
        self.assertEqual((result["new_versions"], result["changes"]), (0, 0))
        self.assertTrue(result["errors"] or result["held"], result)
        self.assertEqual(self.program.changes("--all"), [])
        self.assertEqual(self.send(), [])
        self.twin.faults.clear()
        self.later(days=2)
        healed = self.crawl_livonia()
        self.assertEqual((healed["new_versions"], healed["errors"]), (1, []))
        self.assertGreater(healed["relevant_changes"], 0)

    def test_503(self):
        self.assert_reported_and_harmless({"kind": "status", "status": 503})

    def test_429_with_retry_after(self):
        self.assert_reported_and_harmless({"kind": "status", "status": 429, "retry_after": 7200})

    def test_404(self):
        self.assert_reported_and_harmless({"kind": "status", "status": 404})

    def test_cut_body(self):
        self.assert_reported_and_harmless({"kind": "cut", "share": 0.6})

    def test_chunks_without_an_end(self):
        self.assert_reported_and_harmless({"kind": "chunked_cut", "share": 0.6})

    def test_gzip_that_is_none(self):
        self.assert_reported_and_harmless({"kind": "gzip_lie"})

    def test_connection_reset(self):
        self.assert_reported_and_harmless({"kind": "reset"})

    def test_challenge_page(self):
        self.assert_reported_and_harmless({"kind": "challenge"})

    def test_challenge_page_with_403(self):
        self.assert_reported_and_harmless({"kind": "challenge", "status": 403})

    def test_maintenance_page(self):
        self.assert_reported_and_harmless({"kind": "body", "body": "<html><title>Apkope</title><body><h1>Notiek "
                                           "tehniskie darbi</h1><p>Lūdzu, mēģiniet vēlāk.</p></body></html>"})

    def test_redirect_to_a_private_address(self):
        self.assert_reported_and_harmless({"kind": "redirect", "location": "http://127.0.0.1:1/"})

    def test_most_of_the_act_missing(self):
        short = T1[:T1.index("name='p9'")] + "</DIV></div></div></body></html>"
        self.assert_reported_and_harmless({"kind": "body", "body": short})

    def test_a_page_that_differs_only_once_is_not_believed(self):
        self.show(T0)
        self.twin.faults.add({"kind": "body", "body": T1, "times": 1})
        result = self.crawl_livonia(expect=None)
        self.assertEqual((result["new_versions"], result["changes"]), (0, 0))
        self.assertEqual(self.send(), [])

    def test_gzip_and_chunks_are_read(self):
        self.twin.faults.add({"kind": "gzip"})
        self.twin.faults.add({"kind": "chunked"})
        self.assertEqual(self.crawl_livonia()["new_versions"], 1)


class Editions(blackbox.OneAct):
    def test_an_older_edition_that_comes_later_is_backfill_and_mails_nothing(self):
        self.subscribe()
        self.show(T1)
        self.crawl_livonia()
        self.later()
        self.show(T0)
        result = self.crawl_livonia(expect=None)
        self.assertEqual(result["new_versions"], 1)
        changes = self.program.changes("--all")
        self.assertTrue(changes)
        self.assertTrue(all(change["backfill"] for change in changes))
        self.assertEqual(self.send(), [])

    def test_an_edition_of_the_future_is_pending_and_told_once(self):
        self.subscribe()
        self.crawl_livonia()
        self.later()
        self.show(T1.replace("01.07.2024. - ...", "01.07.2026. - ..."))
        self.crawl_livonia()
        changes = self.program.changes()
        self.assertTrue(changes)
        self.assertTrue(all(change["pending"] and change["valid_from"] == "2026-07-01" for change in changes))
        self.assertEqual(len(self.send()), 1)
        self.later()
        self.assertEqual(len(self.send()), 1)

    def test_robots_are_obeyed(self):
        self.site.put("/robots.txt", ["User-agent: *\nDisallow: /body_print.php\n"], "text/plain; charset=utf-8")
        result = self.crawl_livonia(expect=None)
        self.assertEqual((result["new_versions"], self.act_requests()), (0, []))
        self.assertTrue(result["errors"])

    def test_the_clock_of_a_test_is_said_aloud(self):
        self.crawl_livonia()
        self.assertIn("ZAKONWATCH_NOW", self.program.run("changes").stderr)


class Manners(blackbox.OneAct):
    def test_who_we_are_and_what_we_ask_for(self):
        self.crawl_livonia()
        headers = self.act_requests()[0]["headers"]
        self.assertIn("gzip", headers["Accept-Encoding"])
        self.assertNotIn("Cookie", headers)
        self.assertNotIn("zakonwatch", headers["User-Agent"].lower())
        self.assertEqual(self.twin.requests(host=HOST, path="/robots.txt")[0]["status"], 404)

    def test_a_changed_page_is_fetched_a_second_time_unconditionally(self):
        self.crawl_livonia()
        self.later()
        self.show(T1)
        self.twin.forget_requests()
        self.assertEqual(self.crawl_livonia()["new_versions"], 1)
        first, second = self.act_requests()
        self.assertIn("If-None-Match", first["headers"])
        self.assertNotIn("If-None-Match", second["headers"])


if __name__ == "__main__":
    unittest.main()
