# SPDX-License-Identifier: GPL-3.0-or-later
"""The real binary, run against twins: a configuration, a state folder and the verbs of the contract."""
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUR_SOURCES = ROOT / "tests/twin/sources"
OUR_SOURCE_IDS = ("ql-livonia", "qu-buzhia", "qg-alazania")


class Failed(AssertionError):
    """The program ended otherwise than expected; the message holds what it said."""


def binary():
    return pathlib.Path(os.environ.get("ZAKONWATCH", ROOT / "build/dev/zakonwatch"))


class Program:
    """One state folder and the configuration that goes with it.

    `sources` None means the shipped source files alone. `now` sets the program's clock.
    """

    def __init__(self, folder, twin=None, sources=OUR_SOURCES, executable=None, now=None, mail="", crawler=""):
        self.folder = pathlib.Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.state = self.folder / "state"
        self.maildir = self.folder / "mail"
        self.config = self.folder / "zakonwatch.toml"
        self.executable = pathlib.Path(executable or binary()).resolve()
        self.sources = sources
        self.now = now
        self.write_config(twin, mail, crawler)

    def write_config(self, twin=None, mail="", crawler=""):
        lines = [f'state = "{self.state}"', "[crawler]", 'delay = "0s"', 'confirm_after = "1s"', crawler]
        if twin:
            lines += [f'ca_file = "{twin.ca_file}"', "[crawler.connect_to]"]
            lines += [f'"{host}" = "{real}"' for host, real in twin.connect_to().items()]
        lines += ["[mail]", 'from = "alerts@zakonwatch.example"',
                  mail or f'transport = "maildir"\nmaildir = "{self.maildir}"']
        self.config.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def arguments(self, *words):
        options = ["--config", str(self.config)]
        if self.sources:
            options += ["--sources", str(self.sources)]
        return [str(self.executable), *options, *map(str, words)]

    def environment(self):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ZAKONWATCH")}
        environment["LC_ALL"] = "C.UTF-8"
        if self.now:
            environment["ZAKONWATCH_NOW"] = self.now
        return environment

    def run(self, *words, expect=0, timeout=120):
        """The finished process; `expect` is the exit status, None for any."""
        done = subprocess.run(self.arguments(*words), env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=timeout)
        if expect is not None and done.returncode != expect:
            raise Failed(f"{' '.join(map(str, words))}: exit {done.returncode}, expected {expect}\n"
                         f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done

    def json(self, *words, expect=0, timeout=120):
        done = self.run(*words, "--json", expect=expect, timeout=timeout)
        try:
            return json.loads(done.stdout)
        except ValueError as error:
            raise Failed(f"{' '.join(map(str, words))} printed no JSON ({error}):\n{done.stdout[-2000:]}") from error

    def start(self, *words):
        """The running process, its stderr on a pipe."""
        return subprocess.Popen(self.arguments(*words), env=self.environment(), stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def crawl(self, *sources, expect=0, timeout=120):
        """One pass over `sources` (our three by default); their results by id."""
        words = [word for source in sources or OUR_SOURCE_IDS for word in ("--source", source)]
        result = self.json("crawl", *words, expect=expect, timeout=timeout)
        return {entry["id"]: entry for entry in result["sources"]}

    def changes(self, *words):
        return self.json("changes", *words)["changes"]

    def letters(self):
        """Messages in the Maildir, as bytes, in the order of their names."""
        return [file.read_bytes() for file in sorted((self.maildir / "new").glob("*"))] if self.maildir.exists() else []
