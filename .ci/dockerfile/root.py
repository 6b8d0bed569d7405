"""A folder that stands for the root of an image: what the base image would hold is lent by this machine, read-only."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STAND_INS = "/stand-ins"  # first in PATH
_LENT = ("usr", "etc/ssl", "etc/alternatives")
_LINKED = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_COPIED = ("etc/resolv.conf", "etc/hosts", "etc/nsswitch.conf", "etc/pip.conf", "etc/login.defs", "etc/ld.so.cache")
_DEVICES = ("null", "zero", "random", "urandom")
_FILES = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n",
    "etc/group": "root:x:0:\n",
    "etc/shadow": "root:*:::::::\n",
    "etc/gshadow": "root:*::\n",
}
# In place of apt-get: what would be installed is written down, and looked up outside.
_APT_GET = """#!/bin/sh
case "$1" in update) exit 0 ;; install) shift ;; *) echo "apt-get $1 is not replayed" >&2; exit 100 ;; esac
for word in "$@"; do case "$word" in -*) ;; *) echo "$word" >> /packages ;; esac; done
"""
_SECONDS = 900
# How this machine reaches a package index is the machine's affair, as in `docker build` with its proxy arguments.
_OF_THE_MACHINE = re.compile(r"PIP_(?!NO_CACHE_DIR|DISABLE)|(https?|no)_proxy$|SSL_CERT_", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Root:
    """The root folder of one stage. Its mounts end with the mount namespace of this process."""

    folder: Path

    def prepare(self) -> None:
        """Lend what a Debian image with Python in /usr/local holds."""
        for name in ("dev", "proc", "tmp", "root", "etc", "var/lib/apt/lists", "run"):
            self.at(name).mkdir(parents=True, exist_ok=True)
        self.at("tmp").chmod(0o1777)
        for name in _LENT:
            self._bind(Path("/", name), read_only=True)
        for name in _LINKED:
            self._link_or_lend(name)
        for name in _COPIED:
            if Path("/", name).is_file():
                self.at(name).write_bytes(Path("/", name).read_bytes())
        for name, text in _FILES.items():
            self.at(name).write_text(text, "utf-8")
        for name in _DEVICES:
            self.at(f"dev/{name}").touch()
            self._bind(Path("/dev", name), read_only=False)
        _mount("-t", "proc", "proc", str(self.at("proc")))
        self._put_python()
        self._put_apt_get()

    def at(self, path: str) -> Path:
        """Where `path` of the image lies on this machine."""
        return self.folder / path.strip("/")

    def run(
        self, command: Sequence[str], environment: Mapping[str, str], *, cwd: str, user: str, online: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the root to its end. `online` hands on how the machine reaches a package index."""
        extra = {name: value for name, value in os.environ.items() if online and _OF_THE_MACHINE.match(name)}
        return subprocess.run(
            self.inside(command, cwd=cwd, user=user),
            env={**extra, **environment},
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_SECONDS,
        )

    def inside(self, command: Sequence[str], *, cwd: str, user: str) -> list[str]:
        """The command line that runs `command` in the root, as `user` (`UID:GID`), in `cwd`."""
        return ["chroot", f"--userspec={user}", "--groups=", str(self.folder), "env", f"--chdir={cwd}", *command]

    def packages(self) -> list[str]:
        """What apt-get was asked to install."""
        asked = self.at("packages")
        return asked.read_text("utf-8").split() if asked.exists() else []

    def _put_python(self) -> None:
        """`python` in /usr/local/bin, as in the images called python: the interpreter that runs this.

        Its prefix is lent as /usr/local, because a virtual environment looks for the library beside the command; and
        where it really lies, because its shared library may be sought there.
        """
        prefix, local = Path(sys.base_prefix).resolve(), self.at("usr/local")
        if not prefix.is_relative_to("/usr"):
            self._bind(prefix, read_only=True)
            _mount("--bind", str(prefix), str(local))
            _mount("-o", "remount,bind,ro", str(local))
        elif not (local / "bin" / "python").exists():
            _mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(local))
            (local / "bin").mkdir()
            (local / "bin" / "python").symlink_to(prefix / "bin" / f"python3.{sys.version_info.minor}")

    def _put_apt_get(self) -> None:
        stand_in = self.at(f"{STAND_INS}/apt-get")
        stand_in.parent.mkdir()
        stand_in.write_text(_APT_GET, "utf-8")
        stand_in.chmod(0o755)

    def _link_or_lend(self, name: str) -> None:
        source = Path("/", name)
        if source.is_symlink():
            self.at(name).symlink_to(source.readlink())
        elif source.is_dir():
            self._bind(source, read_only=True)

    def _bind(self, source: Path, *, read_only: bool) -> None:
        target = self.at(str(source))
        if source.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        _mount("--bind", str(source), str(target))
        if read_only:
            _mount("-o", "remount,bind,ro", str(target))


def obtainable(package: str) -> bool:
    """Whether Debian's archive, as this machine knows it, has the package, or the machine has its command."""
    if shutil.which(package):
        return True
    known = subprocess.run(
        ["apt-cache", "policy", package], check=False, capture_output=True, text=True, timeout=60
    ).stdout
    return bool(re.search(r"^\s+(Candidate|Installed): (?!\(none\))", known, re.MULTILINE))


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, timeout=30)
