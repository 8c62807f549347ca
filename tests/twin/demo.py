#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of law, from page to e-mail, on replica sites: what `make demo` shows."""
import argparse
import email
import email.policy
import pathlib
import shutil
import subprocess
import sys
import textwrap
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import program  # noqa: E402
import server  # noqa: E402
import twin as twin_command  # noqa: E402

READER = "demo@example.org"
TOPICS = ("possession", "supply", "thresholds", "naloxone_overdose", "premises", "harm_reduction")
COUNTRIES = {"ql-livonia": "Livonia  (Latin)   ", "qu-buzhia": "Buzhia   (Cyrillic)",
             "qg-alazania": "Alazania (Georgian)"}


class Demo:
    def __init__(self, executable, out):
        self.out = out
        shutil.rmtree(out, ignore_errors=True)
        self.twin = server.Twin(twin_command.our_sites(), folder=out / "twin", log=out / "access.jsonl")
        self.program = program.Program(out, self.twin, executable=executable)
        self.step_number = 0

    def run(self):
        self.say("Three invented countries, each with a law on drugs on a replica of a real official site. "
                 "The program is the real one; only the sites are ours, and they live on this machine.")
        with self.twin:
            self.baseline()
            self.subscribe()
            self.amend()
            self.read()
            self.find()
            self.send()
        self.point()

    # -- the story -------------------------------------------------------------------------------------

    def baseline(self):
        self.step("First look. Every act becomes a baseline; nobody is told anything.")
        self.show_pass(self.crawl())

    def subscribe(self):
        self.step(f"{READER} wants to hear of some topics.")
        topics = [word for topic in TOPICS for word in ("--topic", topic)]
        self.command("subscribe", READER, *topics, "--confirmed")
        self.program.run("subscribe", READER, *topics, "--confirmed")

    def amend(self):
        self.step("Half a year later each parliament has amended its law. Second look.")
        self.twin.move("t1")
        self.show_pass(self.crawl())

    def read(self):
        self.step("What changed, and what touches drug policy.")
        changes = self.program.changes()
        self.command("changes")
        for change in changes:
            side = change["new"] or change["old"]
            self.line(f"{change['id']:<7} {change['kind']:<11} {self.mark(change):<9} {side['label']}")
        chosen = next((change for change in changes if change["effects"] and change["kind"] == "amended"), changes[0])
        self.step("One of them as a redline.")
        self.passthrough("show", chosen["id"])

    def find(self):
        self.step("One word finds the notion in every script.")
        self.command("search", "cannabis")
        words = {}
        for hit in self.program.json("search", "cannabis")["results"]:
            found = [piece["text"] for piece in hit["snippet"] if piece.get("match")]
            words.setdefault(hit["country"], []).append(f"{hit['label']}: {', '.join(dict.fromkeys(found))}")
        for country, lines in sorted(words.items()):
            for line in lines[:2]:
                self.line(f"{country}  {line}")

    def send(self):
        self.step("The alert goes out: one letter with everything the reader asked for.")
        self.command("alerts", "send")
        self.program.run("alerts", "send")

    def point(self):
        letters = sorted((self.program.maildir / "new").glob("*"))
        if not letters:
            raise SystemExit("demo: no letter was delivered")
        message = email.message_from_bytes(letters[-1].read_bytes(), policy=email.policy.default)
        html = message.get_body(("html",))
        copy = self.out / "letter.html"
        copy.write_text(html.get_content(), encoding="utf-8")
        print()
        self.line(f"Subject: {message['Subject']}")
        self.line(f"The letter:        {self.near(letters[-1])}")
        self.line(f"To open in a browser: {self.near(copy)}")
        self.line(f"Everything else (record, archive, index): {self.near(self.program.state)}")

    # -- telling it ------------------------------------------------------------------------------------

    def crawl(self):
        self.command("crawl")
        return self.program.crawl()

    def show_pass(self, sources):
        for source, name in COUNTRIES.items():
            result = sources[source]
            if result["errors"]:
                raise SystemExit(f"demo: {source}: {result['errors']}")
            self.line(f"{name}  new versions {result['new_versions']}, changes {result['changes']}, "
                      f"about drugs {result['relevant_changes']}")

    def step(self, text):
        self.step_number += 1
        print()
        self.say(f"{self.step_number}. {text}")

    def say(self, text):
        print(textwrap.fill(text, 80), flush=True)

    def line(self, text):
        print(f"   {text}"[:200], flush=True)

    def command(self, *words):
        text = "$ zakonwatch " + " ".join(words)
        print(textwrap.fill(text, 80, initial_indent="   ", subsequent_indent="       ", break_on_hyphens=False),
              flush=True)

    def passthrough(self, *words):
        self.command(*words)
        sys.stdout.flush()
        subprocess.run(self.program.arguments(*words), env=self.program.environment(), stdin=subprocess.DEVNULL,
                       check=True, timeout=60)

    @staticmethod
    def mark(change):
        return change["direction"] if change["relevance"]["relevant"] else "-"

    @staticmethod
    def near(path):
        try:
            return path.resolve().relative_to(pathlib.Path.cwd())
        except ValueError:
            return path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", type=pathlib.Path, default=program.binary())
    parser.add_argument("--out", type=pathlib.Path, default=program.ROOT / "demo-out", help="emptied first")
    options = parser.parse_args()
    began = time.monotonic()
    try:
        Demo(options.binary, options.out).run()
    except program.Failed as failure:
        raise SystemExit(f"demo: {failure}") from failure
    print(f"\nDone in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
