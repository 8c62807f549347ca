# SPDX-License-Identifier: GPL-3.0-or-later
"""A real mail server of Debian's, Exim, for one test: on a loopback port, with its queue, log, certificate and
mailboxes in a folder of its own, without privileges, and with nothing of the machine's own mail set-up."""
import getpass
import grp
import mailbox
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

import blackbox  # noqa: F401 (puts the twin on the path)
import certificates

PROGRAM = "/usr/sbin/exim4"
CONFIG = """\
primary_hostname = mta.example.net
exim_path = {program}
spool_directory = {folder}/spool
log_file_path = {folder}/log/%s
pid_file_path = {folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
exim_user = {user}
exim_group = {group}
deliver_drop_privilege = true
queue_only = false
tls_advertise_hosts = *
tls_certificate = {folder}/tls/host.pem
tls_privatekey = {folder}/tls/host.key
message_size_limit = {size}
host_lookup =
rfc1413_hosts =
keep_environment =
{more}
acl_smtp_rcpt = check_rcpt
acl_smtp_data = accept
begin acl
check_rcpt:
  deny ! encrypted = *
       message = encryption first
  deny local_parts = unknown
       message = 5.1.1 <$local_part@$domain> no such user
  defer local_parts = later
       condition = ${{if !exists{{{folder}/ready}}}}
       message = 4.2.1 greylisted
  accept
begin routers
mailboxes:
  driver = accept
  local_parts = reader : other : later
  transport = maildir
begin transports
maildir:
  driver = appendfile
  maildir_format
  create_directory
  directory = {folder}/mail/$local_part_data
  user = {user}
  group = {group}
begin retry
* * F,1h,5m
"""


def account():
    """Who the server runs as: Exim delivers to nobody as root."""
    if os.geteuid() != 0:
        return getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
    return "Debian-exim", "Debian-exim"


class Exim:
    def __init__(self, size="50M", more=""):
        if not os.path.exists(PROGRAM):
            raise unittest.SkipTest(f"{PROGRAM} is not installed (exim4-daemon-light)")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zakonwatch-exim-"))
        self.user, self.group = account()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        certificates.make(self.folder / "tls", ["localhost"])
        for name in ("spool", "log", "mail"):
            (self.folder / name).mkdir()
        config = self.folder / "exim.conf"
        config.write_text(CONFIG.format(program=PROGRAM, folder=self.folder, port=self.port, user=self.user,
                                        group=self.group, size=size, more=more), encoding="utf-8")
        if os.geteuid() == 0:
            uid, gid = pwd.getpwnam(self.user).pw_uid, grp.getgrnam(self.group).gr_gid
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, uid, gid)
        self._start(config)

    def _start(self, config):
        who = {"user": self.user, "group": self.group, "extra_groups": []} if os.geteuid() == 0 else {}
        self.process = subprocess.Popen([PROGRAM, "-C", str(config), "-bdf", "-q1h"], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **who)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError("exim ended: " + self.process.stderr.read())
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("exim does not listen")

    def configuration(self):
        return (f'transport = "smtp"\nsmtp_url = "smtp://localhost:{self.port}"\nsmtp_tls = "required"\n'
                f'smtp_ca_file = "{self.folder}/tls/ca.pem"')

    def ready(self):
        """From now on the greylisted address is let through."""
        (self.folder / "ready").touch()

    def letters(self, name, count):
        """The mailbox of a person once it holds `count` letters, as Python's mail client reads it."""
        folder = self.folder / "mail" / name
        until = time.monotonic() + 20
        while time.monotonic() < until and len(list((folder / "new").glob("*"))) < count:
            time.sleep(0.05)
        return list(mailbox.Maildir(folder, create=False)) if folder.exists() else []

    def log(self):
        return "".join(file.read_text(errors="replace") for file in sorted((self.folder / "log").iterdir()))

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)
