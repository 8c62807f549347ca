#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what the alerts room writes with parsers that it does not share: html.parser, ElementTree, email.

  mime FILE          the message as JSON: headers, parts, defects
  html REFERENCE F…  every page F has exactly the elements and attributes of REFERENCE (<br> aside)
  atom REFERENCE F…  the same for feeds, and for the HTML inside their entries
"""
import email
import email.policy
import json
import sys
import xml.etree.ElementTree
from html.parser import HTMLParser

FREE_VALUES = {"lang", "href", "id", "content"}  # attributes whose value differs between pages by right


class Skeleton(HTMLParser):
    """The tags of a page in order, with attributes; what may differ is left out."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags = []

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.tags.append((tag, tuple((k, "" if k in FREE_VALUES else v) for k, v in attrs)))
        for name, value in attrs:
            if name == "href" and not value.startswith(("https://", "http://", "#")):
                self.tags.append(("bad link", value))

    def handle_endtag(self, tag):
        self.tags.append(("/" + tag, ()))

    def handle_comment(self, data):
        self.tags.append(("comment", data))

    def handle_pi(self, data):
        self.tags.append(("pi", data))

    def unknown_decl(self, data):
        self.tags.append(("declaration", data))


def skeleton(page):
    parser = Skeleton()
    parser.feed(page)
    parser.close()
    return parser.tags


def feed_skeleton(text):
    tags = []
    for element in xml.etree.ElementTree.fromstring(text).iter():
        tags.append((element.tag, tuple(sorted(element.attrib))))
        if element.tag.endswith("}content"):
            tags.extend(skeleton(element.text))
    return tags


def read(name):
    with open(name, encoding="utf-8", newline="") as file:
        return file.read()


def compare(kind, reference, names):
    outline = {"html": skeleton, "atom": feed_skeleton}[kind]
    expected, bad = outline(read(reference)), 0
    for name in names:
        try:
            actual = outline(read(name))
        except Exception as error:  # not well-formed: as bad as a foreign element
            actual = [("unreadable", str(error))]
        if actual != expected:
            bad += 1
            first = next((pair for pair in zip(actual, expected) if pair[0] != pair[1]), "length")
            print(name, first)
    return bad


def mime(name):
    with open(name, "rb") as file:
        raw = file.read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    defects = [str(d) for part in message.walk() for d in part.defects]
    parts = [{"type": p.get_content_type(), "encoding": p["Content-Transfer-Encoding"], "name": p.get_filename(),
              "text": p.get_content() if p.get_content_maintype() == "text" else p.get_content().decode("latin-1")}
             for p in message.walk() if not p.is_multipart()]
    print(json.dumps({"headers": [[k, str(v)] for k, v in message.items()], "defects": defects,
                      "type": message.get_content_type(), "parts": parts}))


if __name__ == "__main__":
    if sys.argv[1] == "mime":
        mime(sys.argv[2])
    else:
        sys.exit(1 if compare(sys.argv[1], sys.argv[2], sys.argv[3:]) else 0)
