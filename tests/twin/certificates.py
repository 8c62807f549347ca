# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority that lives as long as one test run, made by openssl.

The program under test is told to trust `ca.pem` through `[crawler] ca_file`, so that twins are met over
the same verified TLS as the real sites.
"""
import pathlib
import ssl
import subprocess


def make(folder, hosts):
    """Writes ca.pem, host.key and host.pem (valid for `hosts`) into `folder`; returns the folder."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = ",".join(f"DNS:{host}" for host in sorted(hosts)) or "DNS:localhost"
    _openssl("req", "-x509", *_NEW_KEY, "-keyout", folder / "ca.key", "-out", folder / "ca.pem",
             "-days", "30", "-subj", "/CN=Zakonwatch twin CA",
             "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    _openssl("req", *_NEW_KEY, "-keyout", folder / "host.key", "-out", folder / "host.csr",
             "-subj", "/CN=twin")
    extensions = folder / "host.ext"
    extensions.write_text(f"subjectAltName={names}\nextendedKeyUsage=serverAuth\n")
    _openssl("x509", "-req", "-in", folder / "host.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
             "-CAcreateserial", "-days", "30", "-extfile", extensions, "-out", folder / "host.pem")
    return folder


def server_context(folder):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "host.pem", folder / "host.key")
    return context


_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def _openssl(*arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.strip()}")
