# SPDX-License-Identifier: GPL-3.0-or-later
"""What a replica site shows at its moments t0, t1, …

A site is a folder:

    site.toml          hosts, moments, pages
    t0/…  t1/…         files; what a moment's folder lacks is taken from the moment before

site.toml:

    hosts = ["likumi.livonia.example"]
    [moments]                             # optional: when each moment's files were "last modified"
    t0 = "2026-09-01T06:00:00Z"
    [[page]]
    path = "/body_print.php"
    query = { id = "1001" }               # these must be there; others may be
    file = "act.html"
    type = "text/html; charset=UTF-8"
    encoding = "windows-1257"             # optional: the file is UTF-8, this is what goes over the wire
    validators = false                    # optional: no ETag, no Last-Modified

robots.txt needs no page entry: a file of that name is served as one.
"""
import dataclasses
import datetime
import hashlib
import pathlib
import tomllib
import urllib.parse

EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


@dataclasses.dataclass(frozen=True)
class Response:
    """What a healthy server would send: faults are applied to it afterwards."""
    body: bytes
    content_type: str
    modified: datetime.datetime
    validators: bool = True

    @property
    def etag(self):
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


@dataclasses.dataclass
class Page:
    path: str
    query: dict
    states: list  # one Response or None (absent) per moment; the last one stands for later moments
    def matches(self, path, query):
        return path == self.path and all(query.get(key) == value for key, value in self.query.items())


class Site:
    """The pages of one or more hosts that are the same site."""

    def __init__(self, name, hosts):
        self.name = name
        self.hosts = [host.lower() for host in hosts]
        self.pages = []
        self.moment = 0
        self.services = {}  # by path: functions that answer a POST

    def put(self, target, states, content_type="text/html; charset=utf-8", validators=True):
        """Serves `states` (bytes, str or None per moment) at `target` ("/laws/show/1?print=1")."""
        path, query = split_target(target)
        responses = [_response(state, content_type, EPOCH + datetime.timedelta(days=number), validators)
                     for number, state in enumerate(states)]
        self.pages = [page for page in self.pages if (page.path, page.query) != (path, query)]
        self.pages.append(Page(path, query, responses))

    def serve(self, path, answer):
        """POSTs to `path` are answered by `answer(body, headers)`: bytes, or a Response, or None for 404."""
        self.services[path] = answer

    def reply(self, target, body, headers):
        service = self.services.get(split_target(target)[0]) if body else None
        if service is None:
            return self.find(target)
        answer = service(body, headers)
        return Response(answer, "text/xml; charset=utf-8", EPOCH, False) if isinstance(answer, bytes) else answer

    @property
    def last_moment(self):
        return max((len(page.states) for page in self.pages), default=1) - 1

    def find(self, target):
        """The response for a request target, or None; the page that names most of the query wins."""
        path, query = split_target(target)
        matching = [page for page in self.pages if page.matches(path, query)]
        if not matching:
            return None
        states = max(matching, key=lambda page: len(page.query)).states
        return states[min(self.moment, len(states) - 1)]


def load(folder):
    """A site from its folder; mistakes in site.toml are errors here, not 404s later."""
    folder = pathlib.Path(folder)
    described = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    site = Site(folder.name, described["hosts"])
    moments = sorted((path for path in folder.glob("t[0-9]*") if path.is_dir()), key=lambda path: int(path.name[1:]))
    if not moments:
        raise ValueError(f"{folder}: no moment t0")
    dates = [_instant(described.get("moments", {}).get(moment.name), number)
             for number, moment in enumerate(moments)]
    pages = list(described.get("page", []))
    if any((moment / "robots.txt").exists() for moment in moments):
        pages.append({"path": "/robots.txt", "file": "robots.txt", "type": "text/plain; charset=utf-8"})
    for page in pages:
        states = _states(moments, dates, page)
        if not any(states):
            raise ValueError(f"{folder}/site.toml: no moment has {page['file']}")
        site.pages.append(Page(page["path"], dict(page.get("query", {})), states))
    return site


def from_pages(address, files, content_type=None, validators=True):
    """Any files (a folder of corpus editions, say) as successive states of one address."""
    parts = urllib.parse.urlsplit(address)
    site = Site(parts.netloc, [parts.hostname])
    files = [pathlib.Path(file) for file in files]
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    site.put(target, [file.read_bytes() for file in files], content_type or guess_type(files[0]), validators)
    return site


def split_target(target):
    parts = urllib.parse.urlsplit(target)
    return urllib.parse.unquote(parts.path), dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))


def guess_type(file):
    return {".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8",
            ".xml": "text/xml; charset=utf-8", ".json": "application/json; charset=utf-8",
            ".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8",
            ".pdf": "application/pdf"}.get(pathlib.Path(file).suffix.lower(), "application/octet-stream")


def _states(moments, dates, page):
    states, last = [], None
    for moment, date in zip(moments, dates):
        file = moment / page["file"]
        if file.exists():
            body = file.read_bytes()
            if "encoding" in page:
                body = body.decode("utf-8").encode(page["encoding"])
            last = Response(body, page.get("type", guess_type(file)), date, page.get("validators", True))
        states.append(last)
    return states


def _response(state, content_type, modified, validators):
    if state is None:
        return None
    body = state.encode("utf-8") if isinstance(state, str) else state
    return Response(body, content_type, modified, validators)


def _instant(text, number):
    if text is None:
        return EPOCH + datetime.timedelta(days=number)
    return datetime.datetime.fromisoformat(str(text).replace("Z", "+00:00"))
