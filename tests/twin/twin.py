#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs replica sites on loopback until it is ended.

    tests/twin/twin.py                                   our three invented sites
    tests/twin/twin.py --site tests/twin/livonia
    tests/twin/twin.py --corpus FOLDER --address 'https://likumi.lv/body_print.php?id=88966'

Prints one JSON line with the ports, the CA file and the table for [crawler.connect_to]; then serves. The
control port moves it through time and switches faults on:

    curl -d '{"moment": "t1"}' http://127.0.0.1:PORT/move
    curl -d '{"kind": "status", "status": 503}' http://127.0.0.1:PORT/fault
"""
import argparse
import json
import pathlib
import signal
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import server  # noqa: E402
import replica  # noqa: E402


def our_sites():
    """The invented sites beside this file."""
    return [replica.load(file.parent) for file in sorted(HERE.glob("*/site.toml"))]


def chosen_sites(options):
    sites = [replica.load(folder) for folder in options.site]
    for folder in options.corpus:
        files = sorted(pathlib.Path(folder).glob(options.pattern))
        if not files:
            raise SystemExit(f"{folder}: no {options.pattern}")
        if not options.address:
            raise SystemExit("--corpus needs --address, the URL its files are states of")
        sites.append(replica.from_pages(options.address, files, options.type))
    return sites or our_sites()


STOPS = (signal.SIGTERM, signal.SIGINT)


def main():
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # before there are threads, and before anybody is told that we are there
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", action="append", default=[], metavar="FOLDER", help="a folder with site.toml")
    parser.add_argument("--corpus", action="append", default=[], metavar="FOLDER", help="files = states of --address")
    parser.add_argument("--address", help="the URL the corpus files are served at")
    parser.add_argument("--pattern", default="[0-9]*", help="which files of the corpus folder (default: %(default)s)")
    parser.add_argument("--type", help="Content-Type of the corpus files")
    parser.add_argument("--log", help="access log, JSON lines")
    parser.add_argument("--folder", help="where the certificates go")
    options = parser.parse_args()
    twin = server.Twin(chosen_sites(options), folder=options.folder, log=options.log, control=True)
    with twin:
        print(json.dumps({"http": twin.http_port, "https": twin.https_port, "control": twin.control_port,
                          "ca_file": str(twin.ca_file), "connect_to": twin.connect_to()}), flush=True)
        signal.sigwait(STOPS)


if __name__ == "__main__":
    main()
