# SPDX-License-Identifier: GPL-3.0-or-later
"""A pass over 2,000 unchanged pages of a local nginx beside a bare curl_multi loop that sends the same requests.

CPU is user and system time of the whole process, the median of the rounds, contestants in turn. The marginal cost
is that of 2,000 pages less that of 20: what a daemon, which starts once, pays. Prints a table for docs/evidence.
Usage: bench/unchanged.py build/bench/zakonwatch build/bench/bench/bench_unchanged_floor [--pages N] [--rounds N]"""
import argparse
import email.utils
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import tempfile
import time

PAGE = """<!DOCTYPE html><html lang="lv"><head><meta charset="utf-8"><title>Likums {n}</title></head><body>
<div class="law"><h1>Tējas likums {n}</h1><p><b>1. pants.</b> Tēja</p><p>(1) Tēju drīkst vārīt {n} reizes.</p>
<p><b>2. pants.</b> Sods</p><p>(1) Par tējas izliešanu soda ar naudas sodu.</p></div></body></html>
"""
COUNTRY = """[country]
code = "XX"
name = {{ en = "Bench", ru = "Стенд" }}
languages = ["lv"]
time_zone = "Europe/Riga"
[[source]]
id = "xx-law"
kind = "consolidated"
title = "Bench"
home = "http://127.0.0.1:{port}/"
identity = "source_id"
text_state = "current"
verified = "none"
allow_private = true
schedule = "every 1h"
[source.discover]
watchlist = {{ url = "http://127.0.0.1:{port}/{{id}}.html" }}
[source.document]
language = "lv"
title = "//h1"
body = "//div[@class='law']"
"""
NGINX = """daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log {folder}/access.log combined; keepalive_requests 100000; if_modified_since {mode}; etag on;
  types {{ text/html html; }} charset utf-8;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """nginx with so many pages and the zakonwatch configuration that watches them."""

    def __init__(self, folder, pages, mode):
        self.folder, self.pages, self.port = folder, pages, free_port()
        (folder / "www").mkdir(parents=True)
        (folder / "sources/countries").mkdir(parents=True)
        long_ago = time.time() - 90 * 86400
        watch = []
        for n in range(pages):
            file = folder / f"www/{1000 + n}.html"
            file.write_text(PAGE.format(n=n), encoding="utf-8")
            os.utime(file, (long_ago, long_ago + n))
            watch.append(f'[[watch]]\nact = "{1000 + n}"\ntitle = "Likums {n}"\n')
        (folder / "sources/countries/xx.toml").write_text(COUNTRY.format(port=self.port) + "".join(watch),
                                                          encoding="utf-8")
        (folder / "zakonwatch.toml").write_text('[crawler]\ndelay = "0s"\n')
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=self.port, mode=mode))
        self.nginx = subprocess.Popen(["/usr/sbin/nginx", "-c", folder / "nginx.conf", "-p", folder],
                                      stderr=subprocess.DEVNULL)
        self.wait()

    def wait(self):
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("nginx does not start: see its error.log")

    def stop(self):
        self.nginx.send_signal(signal.SIGQUIT)
        self.nginx.wait(30)

    def validators(self):
        with open(self.folder / "list.tsv", "w", encoding="utf-8") as out:
            for n in range(self.pages):
                url = f"http://127.0.0.1:{self.port}/{1000 + n}.html"
                file = (self.folder / f"www/{1000 + n}.html").stat()
                date = email.utils.formatdate(int(file.st_mtime), usegmt=True)
                print(url, f'"{int(file.st_mtime):x}-{file.st_size:x}"', date, sep="\t", file=out)
        return self.folder / "list.tsv"

    def answers(self):
        """Status and body octets of each answer since the last call."""
        log = self.folder / "access.log"
        lines = [line.split('"') for line in log.read_text().splitlines()] if log.exists() else []
        os.truncate(log, 0)
        return [tuple(map(int, parts[2].split()[:2])) for parts in lines if "robots.txt" not in parts[1]]


def cpu(command):
    """CPU seconds of the process and its children, and what it printed."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(list(map(str, command)), stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        if status != 0:
            raise SystemExit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, out.read().decode()


def crawl(program, site):
    return [program, "--config", site.folder / "zakonwatch.toml", "--state", site.folder / "state", "--sources",
            site.folder / "sources", "crawl", "--source", "xx-law", "--json"]


def measure(arguments, folder, mode):
    sites = {n: Site(folder / f"{mode}{n}", n, mode) for n in (20, arguments.pages)}
    times = {}
    try:
        for n, site in sites.items():
            cpu(crawl(arguments.zakonwatch, site))
            site.answers()
        for _ in range(arguments.rounds):
            for n, site in sites.items():
                used, printed = cpu([arguments.floor, site.validators(), 1])
                assert int(printed) == n, f"the floor met {printed} unchanged pages of {n}"
                times.setdefault(("floor", n), []).append(used)
                site.answers()
                used, printed = cpu(crawl(arguments.zakonwatch, site))
                assert json.loads(printed)["sources"][0]["not_modified"] == n, printed
                times.setdefault(("ours", n), []).append(used)
                answers = site.answers()
                assert answers == [(304, 0)] * n, f"more than headers came: {set(answers)}"
    finally:
        for site in sites.values():
            site.stop()
    return {key: statistics.median(values) for key, values in times.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("zakonwatch")
    parser.add_argument("floor")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    print("| If-Modified-Since | floor, s | zakonwatch, s | ratio | without the start: ratio | body octets |")
    print("|---|---|---|---|---|---|")
    for mode in ("exact", "before"):
        with tempfile.TemporaryDirectory(prefix="zakonwatch-bench-") as name:
            t = measure(arguments, pathlib.Path(name), mode)
        n = arguments.pages
        whole = t["ours", n] / t["floor", n]
        marginal = (t["ours", n] - t["ours", 20]) / (t["floor", n] - t["floor", 20])
        print(f"| {mode} | {t['floor', n]:.3f} | {t['ours', n]:.3f} | {whole:.2f} | {marginal:.2f} | 0 |", flush=True)


if __name__ == "__main__":
    main()
