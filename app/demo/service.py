"""The real service as a process of its own, and the keys that tie it to the simulator."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

_READY_WITHIN = 60  # seconds; a cold disk and missing bytecode make the first start slow
_STOPPED_WITHIN = 20


class DemoFailed(Exception):
    """The demo could not be shown; the message says what happened."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A fresh key pair for the App of one demo, PEM."""

    private: str
    public: str


def new_key_pair() -> KeyPair:
    """2048 bits, as GitHub makes them."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return KeyPair(private.decode(), public.decode())


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, port: int, settings: Mapping[str, str]) -> Generator[subprocess.Popen[bytes]]:
    """`speckeeper serve` with `settings` as its environment, ready; its log is `service.log` in `folder`.

    `-P` keeps the current folder off the import path, as everywhere.
    """
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("SPECKEEPER_", "ANTHROPIC_"))
    }
    with (folder / "service.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "app.cli", "serve"],
            cwd=folder,
            env={**inherited, **settings, "SPECKEEPER_HOST": "127.0.0.1", "SPECKEEPER_PORT": str(port)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(process, port, folder)
            yield process
        finally:
            _stop(process)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DemoFailed(f"The service stopped at its start:\n{last_lines(folder)}")
        if _ready(port):
            return
        time.sleep(0.05)
    raise DemoFailed(f"The service was not ready within {_READY_WITHIN} s:\n{last_lines(folder)}")


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's own number
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_lines(folder: Path, count: int = 20) -> str:
    """The end of the service's log."""
    return "\n".join((folder / "service.log").read_text("utf-8", "replace").splitlines()[-count:])
