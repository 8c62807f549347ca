# SPDX-License-Identifier: GPL-3.0-or-later
"""A power cut: what was written and never synced is gone. tests/crash/durable.cpp kept what was synced."""
import os
import random
import shutil

BLOCK = 4096


class Store:
    """Where the injected library keeps what is durable; what is there at the beginning is."""

    def __init__(self, stage):
        self.roots = stage.under
        self.folder = stage.folder / "durable"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        lines = []
        for root in self.roots:
            for path in sorted(root.rglob("*")):
                inode = path.stat().st_ino
                lines.append(f"{inode} {'folder' if path.is_dir() else 'file'} {path}\n")
                if path.is_file():
                    shutil.copyfile(path, self.folder / str(inode))
        (self.folder / "names").write_text("".join(lines))

    def cut(self, torn, seed):
        """The folders as the power cut leaves them. `torn`: of what was not synced, some blocks are there."""
        chance = random.Random(seed)
        unsynced = {path.stat().st_ino: path.read_bytes() for root in self.roots for path in root.rglob("*") if path.is_file()}
        for root in self.roots:
            for path in root.iterdir() if root.exists() else []:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for line in (self.folder / "names").read_text().splitlines():
            inode, kind, path = line.split(" ", 2)
            if path.endswith("-shm"):
                continue  # shared memory is no file to SQLite: it is built anew
            os.makedirs(path if kind == "folder" else os.path.dirname(path), mode=0o700, exist_ok=True)
            if kind == "file":
                kept = self.folder / inode
                octets = kept.read_bytes() if kept.exists() else b""
                if torn:
                    octets = mixed(octets, unsynced.get(int(inode), octets), chance)
                with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                    out.write(octets)


def mixed(synced, written, chance):
    """Block by block what was synced or what was written after, as chance has it."""
    out = bytearray()
    for at in range(0, max(len(synced), len(written)), BLOCK):
        ours = written[at:at + BLOCK] if chance.random() < 0.5 else synced[at:at + BLOCK]
        out += ours.ljust(BLOCK, b"\0") if at + BLOCK < max(len(synced), len(written)) else ours
    return bytes(out)
