# SPDX-License-Identifier: GPL-3.0-or-later
"""The twin's servers: HTTP, HTTPS and the control port, all on loopback, stdlib only."""
import datetime
import email.utils
import gzip
import http.server
import json
import pathlib
import socket
import tempfile
import threading
import time
import urllib.parse

import certificates
import faults as fault_kinds

# Headers worth a line in the access log: what the manners of a crawler are judged by.
LOGGED = ("User-Agent", "Accept", "Accept-Encoding", "Accept-Language", "Connection", "If-None-Match",
          "If-Modified-Since", "Range", "Cookie", "Referer")


class Twin:
    """Replica sites behind one HTTP and one HTTPS port, told apart by the Host header.

    with Twin([replica.load(folder)]) as twin:
        twin.connect_to()        # for [crawler.connect_to]
        twin.move("t1")
        twin.faults.add({"kind": "status", "status": 503})
        twin.requests(host="likumi.livonia.example")
    """

    def __init__(self, sites, folder=None, log=None, control=False):
        self.sites = list(sites)
        self.faults = fault_kinds.Faults()
        self._hosts = {host: site for site in self.sites for host in site.hosts}
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="twin-")
        self.folder = pathlib.Path(folder or self._temporary.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._log_lock = threading.Lock()
        self._entries = []
        self._log = open(log, "a", encoding="utf-8") if log else None
        certificates.make(self.folder, self._hosts)
        self._servers = [_Server(self, _SiteHandler), _Server(self, _SiteHandler, tls=True)]
        if control:
            self._servers.append(_Server(self, _ControlHandler))

    # -- life ------------------------------------------------------------------------------------------

    def start(self):
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()
        if self._log:
            self._log.close()
        if self._temporary:
            self._temporary.cleanup()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    # -- where -----------------------------------------------------------------------------------------

    @property
    def http_port(self):
        return self._servers[0].server_address[1]

    @property
    def https_port(self):
        return self._servers[1].server_address[1]

    @property
    def control_port(self):
        return self._servers[2].server_address[1]

    @property
    def ca_file(self):
        return self.folder / "ca.pem"

    def connect_to(self):
        """The table for [crawler.connect_to]: every host of the twin, both schemes."""
        table = {}
        for host in sorted(self._hosts):
            table[f"{host}:80"] = f"127.0.0.1:{self.http_port}"
            table[f"{host}:443"] = f"127.0.0.1:{self.https_port}"
        return table

    # -- what it shows ---------------------------------------------------------------------------------

    def move(self, moment, host=None):
        """To moment "t1" (or 1), for every site or the site of one host."""
        number = int(str(moment).lstrip("t"))
        for site in self.sites if host is None else [self._hosts[host.lower()]]:
            site.moment = number

    def site(self, host):
        return self._hosts.get(host.lower())

    # -- what it saw -----------------------------------------------------------------------------------

    def requests(self, host=None, path=None):
        """Log entries so far, oldest first; robots.txt is left out unless asked for by path."""
        with self._log_lock:
            entries = list(self._entries)
        return [entry for entry in entries
                if (host is None or entry["host"] == host)
                and (entry["path"] == path if path else entry["path"] != "/robots.txt")]

    def forget_requests(self):
        with self._log_lock:
            self._entries.clear()

    def record(self, entry):
        with self._log_lock:
            self._entries.append(entry)
            if self._log:
                self._log.write(json.dumps(entry, ensure_ascii=False) + "\n")
                self._log.flush()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, twin, handler, tls=False):
        self.twin = twin
        self.tls = certificates.server_context(twin.folder) if tls else None
        super().__init__(("127.0.0.1", 0), handler)

    def get_request(self):
        connection, address = super().get_request()
        if self.tls:  # the handshake waits for the first read, in the connection's own thread
            connection = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request, client_address):
        pass  # clients that hang up or refuse the certificate are part of the tests


class _SiteHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "nginx", ""
    disable_nagle_algorithm = True

    def do_GET(self):
        began = time.time()
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0].lower()
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        length = int(self.headers.get("Content-Length") or 0)
        self.posted = self.rfile.read(min(length, 1 << 20)) if length else b""
        status = self._answer(host, self.server.twin.faults.take(host, path))
        self.server.twin.record({
            "time": datetime.datetime.fromtimestamp(began, datetime.timezone.utc).isoformat(timespec="milliseconds"),
            "method": self.command, "scheme": "https" if self.server.tls else "http", "host": host,
            "path": path, "target": self.path, "status": status,
            "posted": self.posted.decode("utf-8", "replace"),
            "seconds": round(time.time() - began, 3),
            "headers": {name: self.headers[name] for name in LOGGED if name in self.headers}})

    do_POST = do_HEAD = do_GET

    def log_message(self, *_):
        pass

    def _answer(self, host, faults):
        if "delay" in faults:
            time.sleep(faults["delay"]["seconds"])
        if "reset" in faults:
            self._hang_up()
            return 0
        if "status" in faults:
            fault = faults["status"]
            extra = {"Retry-After": str(fault["retry_after"])} if "retry_after" in fault else {}
            return self._send(fault["status"], b"<html><body><h1>Error</h1></body></html>", "text/html", extra)
        if "redirect" in faults:
            fault = faults["redirect"]
            return self._send(fault.get("status", 302), b"", "text/html", {"Location": fault["location"]})
        if "challenge" in faults:
            status = faults["challenge"].get("status", 200)
            return self._send(status, fault_kinds.CHALLENGE, "text/html; charset=UTF-8", {"Server": "cloudflare"})
        if "body" in faults:
            fault = faults["body"]
            return self._send(200, fault["body"].encode(), fault.get("type", "text/html; charset=utf-8"), {}, faults)
        return self._page(host, faults)

    def _page(self, host, faults):
        site = self.server.twin.site(host)
        response = site.reply(self.path, self.posted, self.headers) if site else None
        if response is None:
            return self._send(404, b"<html><body><h1>404 Not Found</h1></body></html>", "text/html")
        content_type = response.content_type
        if "charset" in faults:
            content_type = f"{content_type.split(';')[0]}; charset={faults['charset']['charset']}"
        headers = {}
        if response.validators and "no_validators" not in faults:
            headers = {"ETag": response.etag,
                       "Last-Modified": email.utils.format_datetime(response.modified, usegmt=True)}
            if self._unchanged(response):
                return self._send(304, b"", None, headers)
        if "always_304" in faults:
            return self._send(304, b"", None, headers)
        return self._send(200, response.body, content_type, headers, faults)

    def _unchanged(self, response):
        """RFC 9110 13.2.2: If-None-Match decides alone where it is present."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or response.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return response.modified.replace(microsecond=0) <= email.utils.parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _send(self, status, body, content_type, headers=None, faults=None):
        faults = faults or {}
        headers = dict(headers or {})
        if "gzip" in faults:
            body = gzip.compress(body, mtime=0)
        if "gzip" in faults or "gzip_lie" in faults:
            headers["Content-Encoding"] = "gzip"
        chunked = "chunked" in faults or "chunked_cut" in faults
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name, value)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self._write(body, faults, chunked)
        return status

    def _write(self, body, faults, chunked):
        cut = faults.get("cut") or faults.get("chunked_cut")
        if cut:
            body = body[:int(len(body) * cut.get("share", 0.5))]
        if chunked:
            for at in range(0, len(body), 4096):
                piece = body[at:at + 4096]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            if not cut:
                self.wfile.write(b"0\r\n\r\n")
        elif "slow" in faults:
            self._drip(body, faults["slow"]["bytes_per_second"])
        else:
            self.wfile.write(body)
        if cut:
            self._hang_up()

    def _drip(self, body, bytes_per_second):
        step = max(1, bytes_per_second // 10)
        for at in range(0, len(body), step):
            self.wfile.write(body[at:at + step])
            time.sleep(step / bytes_per_second)

    def _hang_up(self):
        self.close_connection = True
        try:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class _ControlHandler(http.server.BaseHTTPRequestHandler):
    """GET /log, GET /state; POST /move {"moment": "t1", "host": …}, POST /fault {…}, POST /clear."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        twin = self.server.twin
        if self.path == "/log":
            return self._reply(200, twin.requests() + twin.requests(path="/robots.txt"))
        if self.path == "/state":
            return self._reply(200, {"sites": {site.name: f"t{site.moment}" for site in twin.sites},
                                     "faults": twin.faults.all(), "connect_to": twin.connect_to()})
        return self._reply(404, {"error": "GET /log or /state"})

    def do_POST(self):
        twin = self.server.twin
        try:
            order = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            if self.path == "/move":
                twin.move(order["moment"], order.get("host"))
            elif self.path == "/fault":
                twin.faults.add(order)
            elif self.path == "/clear":
                twin.faults.clear()
            else:
                return self._reply(404, {"error": "POST /move, /fault or /clear"})
        except (KeyError, ValueError) as error:
            return self._reply(400, {"error": str(error)})
        return self._reply(200, {"ok": True})

    def log_message(self, *_):
        pass

    def _reply(self, status, value):
        body = (json.dumps(value, ensure_ascii=False) + "\n").encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
