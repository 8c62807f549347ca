# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program does not believe, what it tells the operator, and what a person then decides."""
import unittest

import blackbox
import crowd_country
from crowd_country import law


class Unstable(crowd_country.Crowd):
    """A -> B -> A, counters, clocks."""

    def test_a_text_that_returns_within_a_day_is_one_note_and_no_second_letter(self):
        self.subscribe()
        self.crawl(expect=0)
        self.show(1, law(changed=[3]))
        self.assertEqual(self.crawl(expect=0, days=1)["qc-1"]["new_versions"], 1)
        self.assertEqual(len(self.send()), 1)
        for page in (law(), law(changed=[3]), law()):
            self.show(1, page)
            result = self.crawl(hours=2)["qc-1"]
            self.assertEqual((result["new_versions"], result["changes"]), (0, 0), result)
        self.assertEqual(len(self.notices("unstable")), 1, self.status()["notices"])
        self.assertEqual(len(self.send()), 1)
        # It has kept still for a day: then the site has really gone back, and readers hear of it.
        self.assertEqual(self.crawl(expect=0, hours=25)["qc-1"]["new_versions"], 1)
        self.assertEqual(len(self.program.changes()), 2)
        self.assertEqual(len(self.send()), 2)

    def test_a_counter_in_the_law_is_no_change_and_a_rule_is_suggested_after_three_times(self):
        self.subscribe()
        counter = "<p>Par 30. veidu skatīts @@ reizes.</p>"
        self.show(1, law(after=counter))
        self.crawl(expect=0)
        for _ in range(3):
            result = self.crawl(days=2)["qc-1"]
            self.assertEqual((result["new_versions"], result["changes"]), (0, 0), result)
        self.assertEqual(self.program.changes("--all"), [])
        suggested = self.notices("rule")
        self.assertEqual(len(suggested), 1, self.status()["notices"])
        self.assertIn("strip", suggested[0])
        self.assertIn("skatīts", suggested[0])
        self.assertEqual(self.send(), [])

    def test_a_counter_outside_the_articles_hides_no_amendment(self):
        self.subscribe()
        counter = "<p>Skatīts @@ reizes, pēdējo reizi plkst. 12:@@.</p>"
        self.show(1, law(before=counter))
        self.crawl(expect=0)
        result = self.crawl(expect=0, days=1)["qc-1"]
        self.assertEqual((result["new_versions"], result["changes"], result["errors"]), (0, 0, []))
        self.show(1, law(before=counter, changed=[3]))
        result = self.crawl(expect=0, days=1)["qc-1"]
        self.assertEqual((result["new_versions"], result["relevant_changes"]), (1, 1), result)
        self.assertEqual(len(self.send()), 1)

    def test_a_session_number_in_links_and_a_stripped_counter_are_nothing_at_all(self):
        page = law(before="<p><a href='/x?sid=@@'>Saturs</a> <span class='views'>@@</span></p>")
        self.show(1, page)
        self.crawl(expect=0)
        result = self.crawl(expect=0, days=1)["qc-1"]
        self.assertEqual((result["new_versions"], result["errors"]), (0, []))
        self.assertEqual(self.status()["notices"], [])


class Repealed(crowd_country.Crowd):
    def test_all_repealed_needs_a_second_look_six_hours_later(self):
        self.subscribe()
        self.crawl(expect=0)
        self.show(1, law(gone=range(1, 31)))
        self.assertEqual(self.crawl(days=1)["qc-1"]["new_versions"], 0)
        self.assertEqual(self.crawl(hours=5)["qc-1"]["new_versions"], 0)
        self.assertEqual(self.send(), [])
        self.assertEqual(self.crawl(hours=2)["qc-1"]["new_versions"], 1)
        self.assertTrue(self.program.changes())
        self.assertEqual(len(self.send()), 1)

    def test_without_a_repeal_note_it_waits_for_a_person(self):
        self.subscribe()
        self.crawl(expect=0)
        self.show(1, law(articles=2))
        self.assertEqual(self.crawl(days=1)["qc-1"]["held"], 1)
        self.assertEqual(self.crawl(days=1)["qc-1"]["new_versions"], 0)
        self.assertEqual(self.send(), [])


class ManyAtOnce(crowd_country.Crowd):
    places = 5

    def test_when_four_sources_fail_their_gates_the_fifth_is_not_believed(self):
        self.subscribe()
        self.crawl(expect=0)
        for n in (1, 2, 3, 4):
            self.show(n, law(articles=5))
        self.show(5, law(changed=[3]))
        results = self.crawl(days=1)
        self.assertEqual([results[id]["held"] for id in self.ids], [1] * 5, results)
        self.assertEqual([results[id]["new_versions"] for id in self.ids], [0] * 5)
        self.crawl(hours=1)
        self.assertEqual(len(self.notices("crowd")), 1)
        self.assertEqual(len(self.notices("health")), 1)  # five alike are one notice
        self.assertEqual(self.send(), [])
        fifth = next(held for held in self.status()["held_snapshots"] if held["source"] == "qc-5")
        self.assertIn("crowd", fifth["reason"])
        self.assertIn("1 about drug policy", self.program.run("triage", "release", fifth["snapshot"]).stdout)
        self.assertEqual(len(self.send()), 1)

    def test_three_that_fail_do_not_hold_up_the_others(self):
        self.crawl(expect=0)
        for n in (1, 2, 3):
            self.show(n, law(articles=5))
        self.show(5, law(changed=[3]))
        self.assertEqual(self.crawl(days=1)["qc-5"]["new_versions"], 1)
        self.assertEqual(self.notices("crowd"), [])

    def test_many_alerts_for_one_person_from_many_sources_are_held(self):
        self.subscribe()
        self.crawl(expect=0)
        for n in (1, 2, 3, 4):  # other articles each: the same change in several texts of an act is one alert
            self.show(n, law(changed=range(7 * n - 6, 7 * n + 1)))
        results = self.crawl(days=1)
        self.assertEqual([results[id]["held"] for id in self.ids], [1, 1, 1, 1, 0])
        self.assertEqual(self.program.changes("--all"), [])
        self.assertEqual(len(self.notices("crowd")), 1)
        self.assertEqual(self.send(), [])
        self.program.run("verify")

    def test_one_reform_of_one_act_is_no_crowd(self):
        self.subscribe()
        self.crawl(expect=0)
        for n in (1, 2, 3):
            self.show(n, law(changed=range(1, 11)))
        self.assertEqual(sum(result["changes"] for result in self.crawl(expect=0, days=1).values()), 30)

    def test_what_breaks_together_is_told_together_and_so_is_its_recovery(self):
        self.crawl(expect=0)
        self.twin.faults.add({"kind": "challenge"})
        self.crawl(days=1)
        self.assertEqual(self.notices("health"), [])  # not before the third time
        self.crawl(days=1)
        self.crawl(days=1)
        broke = self.notices("health")
        self.assertEqual(len(broke), 1, broke)
        self.assertIn("blocked: 5 sources", broke[0])
        self.crawl(days=1)
        self.assertEqual(len(self.notices("health")), 1)
        self.crawl(days=7)
        self.assertIn("still blocked", self.notices("health")[0])
        self.twin.faults.clear()
        self.crawl(expect=0, days=2)
        self.assertIn("recovered: 5 sources", self.notices("health")[0])
        self.assertEqual({source["health"] for source in self.status()["sources"]}, {"quiet"})


class Redesign(crowd_country.Crowd):
    def test_selectors_that_match_nothing_break_the_source_and_say_why(self):
        self.subscribe()
        self.crawl(expect=0)
        self.show(1, law(box="new-design"))
        result = self.crawl(days=1)["qc-1"]
        self.assertEqual((result["new_versions"], result["changes"]), (0, 0))
        source = self.status()["sources"][0]
        self.assertEqual(source["health"], "broken")
        self.assertIn("//div[@id='law']", source["cause"])
        self.assertIn("//div[@id='law']", self.notices("health")[0])
        self.assertEqual(self.send(), [])


class Lists(crowd_country.Crowd):
    extra = "expect = { at_least = 3, within = \"7d\" }"
    discover = ('listing = { url = "https://law%(n)d.crowd.example/list", item = "//li", link = "a/@href", '
                'title = "a" }')

    def list_of(self, *keys):
        items = "".join(f"<li><a href='/acts/{key}'>Likums par narkotiskajām vielām {key}</a></li>" for key in keys)
        self.show(1, f"<html><body><h1>Saraksts 2026</h1><p>Tiesību akti, kas publicēti 2026. gadā:</p><ul>{items}</ul></body></html>", "/list")

    def sites(self):
        out = super().sites()
        for key in (8, 9):
            self.show(1, law(), f"/acts/{key}")
        self.list_of(7, 8, 9)
        return out

    def assert_not_a_quiet_day(self, cause):
        self.assertTrue(self.crawl(days=1)["qc-1"]["errors"])
        source = self.status()["sources"][0]
        self.assertEqual(source["health"], "broken")
        self.assertIn(cause, source["cause"])
        self.assertEqual(len(self.notices("health")), 1)

    def test_an_empty_list_is_not_a_quiet_day(self):
        self.assertEqual(self.crawl(expect=0)["qc-1"]["documents"], 3)
        self.list_of()
        self.assert_not_a_quiet_day("the list has no items")

    def test_a_list_cut_short_is_not_a_quiet_day(self):
        self.crawl(expect=0)
        self.list_of(7)
        self.assert_not_a_quiet_day("1 documents found, at least 3 expected")

    def test_half_a_list_page_is_an_outage(self):
        self.crawl(expect=0)
        self.twin.faults.add({"kind": "cut", "share": 0.5, "path": "/list"})
        self.assertTrue(self.crawl(days=1)["qc-1"]["errors"])
        self.assertEqual(self.status()["sources"][0]["health"], "broken")


class Held(crowd_country.Crowd):
    def setUp(self):
        super().setUp()
        self.subscribe()
        self.crawl(expect=0)
        self.show(1, law(articles=5, changed=[3]))
        self.assertEqual(self.crawl(days=1)["qc-1"]["held"], 1)
        self.number = self.status()["held_snapshots"][0]["snapshot"]

    def triage(self, *words, expect=0):
        return self.program.run("triage", *words, expect=expect).stdout

    def test_it_is_listed_and_shown_with_both_texts_and_the_reason(self):
        listed = self.program.json("triage", "held")["held"][0]
        self.assertEqual((listed["snapshot"], listed["source"]), (self.number, "qc-1"))
        self.assertIn("5 articles where there were 30", listed["reason"])
        self.assertIn(f"snapshot {self.number}", self.triage("list"))
        shown = self.triage("show", self.number)
        for words in ("5 articles where there were 30", "[-trim-]", "{+pieciem+}", "release", "30. pants"):
            self.assertIn(words, shown)
        changes = self.program.json("triage", "show", self.number)["changes"]
        self.assertEqual({change["kind"] for change in changes}, {"amended", "repealed"})

    def test_released_it_enters_the_record_and_readers_hear_of_it(self):
        self.assertIn("released: ", self.triage("release", self.number, "--why", "the gazette says so"))
        self.assertTrue(self.program.changes())
        self.assertEqual(len(self.send()), 1)
        self.assertIn("nothing is held", self.triage("list"))
        self.triage("release", self.number, expect=2)
        self.assertEqual(self.crawl(expect=0, days=1)["qc-1"]["new_versions"], 0)
        self.assertEqual(self.status()["sources"][0]["health"], "fresh")

    def test_rejected_the_last_good_version_stands_and_the_source_is_well(self):
        self.assertIn("stands", self.triage("reject", self.number, "--why", "a printer's fault"))
        result = self.crawl(expect=0, days=1)["qc-1"]
        self.assertEqual((result["new_versions"], result["held"]), (0, 0))
        self.assertEqual(self.program.changes("--all"), [])
        self.assertNotEqual(self.status()["sources"][0]["health"], "broken")
        self.assertEqual(self.send(), [])
        self.show(1, law(changed=[4]))  # the next text is judged by itself
        self.assertEqual(self.crawl(expect=0, days=1)["qc-1"]["new_versions"], 1)

    def test_fetched_again_it_is_judged_anew(self):
        self.assertIn("held again", self.triage("refetch", self.number))
        held = self.status()["held_snapshots"]
        self.assertEqual(len(held), 1)
        self.assertGreater(held[0]["snapshot"], self.number)
        self.show(1, law())
        self.assertIn("as it did before", self.triage("refetch", held[0]["snapshot"]))
        self.assertEqual(self.status()["held"], 0)

    def test_a_page_that_heals_by_itself_needs_no_person(self):
        self.show(1, law(changed=[4]))
        self.assertEqual(self.crawl(expect=0, days=1)["qc-1"]["new_versions"], 1)
        self.assertEqual(self.status()["held"], 0)

    def test_it_does_not_rot_in_silence(self):
        self.assertEqual(self.notices("held"), [])
        self.crawl(days=1)
        self.crawl(hours=1)
        self.assertEqual(len(self.notices("held")), 1)
        self.assertIn("1 held since 2026-03-03", self.notices("held")[0])
        self.crawl(days=1)
        self.assertEqual(len(self.notices("held")), 2)

    def test_what_is_not_there_is_said(self):
        for words in (("show", "999"), ("release", "999"), ("reject", "x"), ("refetch", "999")):
            self.assertNotEqual(self.program.run("triage", *words, expect=None).returncode, 0)


class Silence(crowd_country.Crowd):
    places = 2

    def test_nothing_fetched_for_a_day_is_an_alarm_by_exit_status(self):
        self.crawl(expect=0)
        self.program.run("status", "--check")
        self.later(hours=25)
        done = self.program.run("status", "--check", expect=1)
        self.assertIn("ALARM: nothing was fetched from any source since 2026-03-02 12:00".replace(" 12:00", "T12:00"), done.stdout)
        self.program.run("status")

    def test_a_source_silent_for_three_intervals_is_late_and_an_alarm(self):
        self.crawl(expect=0)
        self.twin.faults.add({"kind": "reset", "host": "law1.crowd.example"})
        for _ in range(3):
            self.crawl(hours=25)  # three days and a little: the first pass that may tell
        status = self.status()
        self.assertEqual([alarm["topic"] for alarm in status["alarms"]], ["silent"])
        self.assertIn("qc-1", status["alarms"][0]["text"])
        self.assertEqual(len(self.notices("alarm")), 1)

    def test_mail_that_does_not_get_out_is_an_alarm(self):
        self.program.write_config(self.twin, mail='transport = "smtp"\nsmtp_url = "smtp://127.0.0.1:1"\nsmtp_tls = "none"')
        self.subscribe()
        self.crawl(expect=0)
        self.show(1, law(changed=[3]))
        self.crawl(expect=0, days=1)
        self.program.run("alerts", "send", expect=None)
        self.assertEqual(self.status()["alarms"], [])
        self.later(hours=2)
        self.assertEqual([alarm["topic"] for alarm in self.status()["alarms"]], ["mail"])

    def test_when_nobody_answers_it_is_the_network_and_no_source_is_blamed(self):
        self.crawl(expect=0)
        self.twin.faults.add({"kind": "reset", "except_robots": False})
        for _ in range(4):
            self.crawl(hours=3)
        self.assertEqual({source["health"] for source in self.status()["sources"]}, {"fresh"})
        self.assertEqual({host["failures"] for host in self.status()["hosts"]}, {0})
        self.twin.faults.clear()
        self.crawl(expect=0, hours=1)

    def test_not_here_for_a_week_is_told_and_never_a_repeal(self):
        self.subscribe()
        self.crawl(expect=0)
        self.twin.faults.add({"kind": "status", "status": 404, "host": "law1.crowd.example"})
        for _ in range(9):
            self.crawl(days=1)
        self.assertEqual(len(self.notices("gone")), 1)
        self.assertEqual(self.program.changes("--all"), [])
        self.assertEqual(self.send(), [])

    def test_a_page_that_names_more_than_it_holds_is_told_once(self):
        def contents(held):
            links = "".join(f"<a href='#p{n}'>{n}.</a> " for n in range(200))
            return "<div>" + links + "</div>" + "".join(f"<i id='p{n}'></i>" for n in range(held))
        self.show(1, law(before=contents(20)))
        self.show(2, law(before=contents(200)))
        for _ in range(2):
            self.crawl(expect=0, days=1)
        told = self.notices("partial")
        self.assertEqual(len(told), 1, told)
        self.assertIn("law1.crowd.example", told[0])
        self.assertIn("only a part of its act", told[0])


class Status(crowd_country.Crowd):
    places = 3

    def test_it_fits_eighty_columns_and_says_what_an_operator_asks(self):
        self.crawl(expect=0)
        self.show(1, law(articles=5))
        self.twin.faults.add({"kind": "status", "status": 503, "host": "law2.crowd.example", "retry_after": 7200})
        self.twin.faults.add({"kind": "challenge", "host": "law3.crowd.example"})
        self.crawl(days=1)
        text = self.program.run("status").stdout
        self.assertEqual([line for line in text.splitlines() if len(line) > 80], [])
        text = " ".join(text.split())
        for words in ("broken", "blocked", "2026-03-04 04:30", "hosts that wait",
                      "Retry-After of the server", "1 held since", "visits today", "mail: 0 owed", "times are UTC"):
            self.assertIn(words, text)

    def test_json_has_every_key_for_every_source(self):
        self.crawl(expect=0)
        status = self.status()
        self.assertEqual(len(status["sources"]), 3)
        for source in status["sources"]:
            self.assertEqual((source["health"], source["due"], source["running"]), ("fresh", False, False))
            self.assertEqual(source["next_due"], "2026-03-03T04:30:00Z")
        self.assertEqual({host["visits_today"] for host in status["hosts"]}, {2})  # robots.txt and the act
        self.later()
        self.assertTrue(all(source["due"] for source in self.status()["sources"]))


if __name__ == "__main__":
    unittest.main()
