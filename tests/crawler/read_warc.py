#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an archive folder with nothing of ours but the standard (ISO 28500:2017): the second opinion on crawler/warc."""
import base64
import hashlib
import sys
import zlib
from pathlib import Path

MANDATORY = ("warc-type", "warc-record-id", "warc-date", "content-length")


def members(data):
    """Each gzip member alone: a record must be readable without those before it."""
    while data:
        inflate = zlib.decompressobj(31)
        text = inflate.decompress(data)
        assert inflate.eof, "a member without an end"
        data = inflate.unused_data
        yield text


def parse(record):
    head, _, rest = record.partition(b"\r\n\r\n")
    lines = head.decode("utf-8").split("\r\n")
    assert lines[0] == "WARC/1.1", lines[0]
    fields = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        assert colon and name.lower() not in fields, line
        fields[name.lower()] = value.strip()
    for name in MANDATORY:
        assert name in fields, name
    length = int(fields["content-length"])
    assert rest[length:] == b"\r\n\r\n", "what follows the block"
    return fields, rest[:length]


def digest(data):
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def payload(block):
    head, _, body = block.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" not in head.lower():
        return body
    out = b""
    while True:
        size, _, body = body.partition(b"\r\n")
        n = int(size.split(b";")[0], 16)
        if n == 0:
            return out
        out, body = out + body[:n], body[n + 2:]


def main():
    seen, by_id = {"warcinfo": 0, "response": 0, "request": 0, "revisit": 0}, {}
    for file in sorted(Path(sys.argv[1]).glob("*.warc.gz")):
        for index, record in enumerate(members(file.read_bytes())):
            fields, block = parse(record)
            kind = fields["warc-type"]
            seen[kind] += 1
            assert (index == 0) == (kind == "warcinfo"), "warcinfo begins each file"
            assert fields["warc-record-id"] not in by_id, "record ids are unique"
            by_id[fields["warc-record-id"]] = fields
            assert fields["warc-block-digest"] == digest(block), "block digest"
            if kind == "warcinfo":
                assert fields["warc-filename"] == file.name
            if kind == "response":
                assert fields["warc-payload-digest"] == digest(payload(block)), "payload digest"
            if kind == "revisit":
                original = by_id[fields["warc-refers-to"]]
                assert original["warc-payload-digest"] == fields["warc-payload-digest"]
                assert original["warc-date"] == fields["warc-refers-to-date"]
                assert original["warc-target-uri"] == fields["warc-refers-to-target-uri"]
            if kind == "request":
                assert fields["warc-concurrent-to"] in by_id
    print("responses", seen["response"], "revisits", seen["revisit"], "requests", seen["request"])


main()
