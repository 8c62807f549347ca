#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real mail server for one test: aiosmtpd with STARTTLS and log-in, delivering into a Maildir.

aiosmtpd_server.py MAILDIR CERTIFICATE KEY   prints its port, serves until standard input ends.
"""
import asyncio
import ssl
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP, AuthResult


def authenticate(server, session, envelope, mechanism, login):
    right = login.login == b"watch" and login.password == b"right"
    return AuthResult(success=right, handled=False)  # the server itself answers a refusal


async def main(maildir, certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    handler = Mailbox(maildir)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="aiosmtpd", tls_context=context, require_starttls=True,
                     authenticator=authenticate, auth_required=True, auth_require_tls=True, loop=loop),
        host="127.0.0.1", port=0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")  # one write, also where output is unbuffered
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
