# SPDX-License-Identifier: GPL-3.0-or-later
"""An act that two sources carry: its readers hear of a change once, and still where the first telling is taken back."""
import unittest

import blackbox
import program

SECOND = "ql-second"
ELSEWHERE = "/second.php?id=1001"


class TwoTexts(blackbox.OneAct):
    def setUp(self):
        super().setUp()
        definition = (program.OUR_SOURCES / "countries/ql.toml").read_text(encoding="utf-8")
        begin, end = definition.index("[[source]]"), definition.index("[[watch]]")
        second = definition[begin:end].replace("ql-livonia", SECOND).replace("/body_print.php", "/second.php")
        countries = self.folder / "sources/countries"
        countries.mkdir(parents=True)
        (countries / "ql.toml").write_text(definition[:end] + second + definition[end:], encoding="utf-8")
        self.program.sources = self.folder / "sources"
        self.subscribe()
        self.pass_with(blackbox.T0, blackbox.T0)

    def pass_with(self, first, second):
        self.show(first)
        self.site.put(ELSEWHERE, [second])
        return self.program.crawl(blackbox.LIVONIA, SECOND)

    def test_a_change_is_told_once_and_again_by_itself_where_it_was_taken_back(self):
        self.later()
        self.pass_with(blackbox.T1, blackbox.T0)
        self.assertEqual(len(self.send()), 1)
        told = self.program.changes()
        self.later()
        self.pass_with(blackbox.T1, blackbox.T1)
        joined = self.program.changes()[len(told):]
        self.assertEqual({change["source"] for change in joined}, {SECOND})
        self.assertEqual(len(joined), len(told))
        self.assertEqual(len(self.send()), 1, "the second text tells nothing new")

        said = self.program.run("triage", "dismiss", told[0]["id"], "--why", "the page erred").stdout
        self.assertIn(f"{joined[0]['id']} says the same in another text of the act and is told by itself now", said)
        letters = self.send()
        self.assertEqual(len(letters), 2)
        self.assertEqual(self.program.run("triage", "dismiss", joined[1]["id"]).stdout, "",
                         "what joined another is dismissed in silence")


if __name__ == "__main__":
    unittest.main()
