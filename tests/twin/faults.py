# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways a site can fail, switchable per host and path.

A fault is a dictionary (so that it travels as JSON through the control port): `kind`, then what the kind
needs, then where and how often:

    {"kind": "status", "status": 429, "retry_after": "120"}
    {"kind": "slow", "bytes_per_second": 200}           {"kind": "delay", "seconds": 2}
    {"kind": "cut", "share": 0.5}                        body shorter than announced, connection closed
    {"kind": "reset"}                                    closed before a byte is sent
    {"kind": "challenge"}                                a 200 page that asks to prove one is no robot
    {"kind": "redirect", "location": "https://…", "status": 302}
    {"kind": "body", "body": "…", "type": "text/html"}   any other page in place of the true one
    {"kind": "charset", "charset": "koi8-r"}             header lies about the charset
    {"kind": "gzip"} {"kind": "gzip_lie"} {"kind": "chunked"} {"kind": "chunked_cut"}
    {"kind": "no_validators"}                            neither ETag nor Last-Modified, never 304
    {"kind": "always_304"}                               304 even to an unconditional request

`host` and `path` restrict it (absent: everywhere; a path ending in * is a prefix); `times` makes it vanish
after so many answers; `except_robots` (default true) leaves /robots.txt alone.
"""
import threading

KINDS = frozenset("status slow delay cut reset challenge redirect body charset gzip gzip_lie chunked "
                  "chunked_cut no_validators always_304".split())

CHALLENGE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390"></head>
<body><div class="main-wrapper" role="main"><h1>likumi.example</h1>
<h2>Checking if the site connection is secure</h2>
<noscript><div>Enable JavaScript and cookies to continue</div></noscript>
<form id="challenge-form" action="/?__cf_chl_f_tk=x" method="POST"></form>
<script>window._cf_chl_opt={cvId:'2',cType:'managed'};</script></div></body></html>
""".encode()


class Faults:
    """The faults in force. Thread-safe: handlers ask while a test switches."""

    def __init__(self):
        self._lock = threading.Lock()
        self._faults = []

    def add(self, fault):
        if fault.get("kind") not in KINDS:
            raise ValueError(f"unknown fault {fault.get('kind')!r}; known: {', '.join(sorted(KINDS))}")
        with self._lock:
            self._faults.append(dict(fault))

    def clear(self):
        with self._lock:
            self._faults.clear()

    def take(self, host, path):
        """Every fault that applies to this request; counts down those with `times`."""
        with self._lock:
            hit = [fault for fault in self._faults if _applies(fault, host, path)]
            for fault in hit:
                if "times" in fault:
                    fault["times"] -= 1
            self._faults = [fault for fault in self._faults if fault.get("times", 1) > 0]
            return {fault["kind"]: fault for fault in hit}

    def all(self):
        with self._lock:
            return [dict(fault) for fault in self._faults]


def _applies(fault, host, path):
    if path == "/robots.txt" and fault.get("except_robots", True) and fault.get("path") != path:
        return False
    if "host" in fault and fault["host"].lower() != host:
        return False
    wanted = fault.get("path")
    if wanted is None:
        return True
    return path.startswith(wanted[:-1]) if wanted.endswith("*") else path == wanted
