"""Servers that come as npm packages, each as a process of its own on a free loopback port."""

import socket
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app.demo.service import free_port

PACKAGES: Final = Path(__file__).with_name("node_modules")
_STARTED_WITHIN: Final = 60.0
_STOPPED_WITHIN: Final = 10.0


@contextmanager
def listening(program: str, arguments: Sequence[str], folder: Path) -> Generator[str]:
    """The address of `program` (`package/file.js`) for the length of the block; its log is in `folder`."""
    port, log = free_port(), folder / f"{program.replace('/', '-')}.log"
    command = ["node", str(PACKAGES / program), *arguments, "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(process)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _STARTED_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{log.stem} stopped at its start:\n{log.read_text('utf-8', 'replace')[-2_000:]}")
        with socket.socket() as knocking:
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"{log.stem} did not listen within {_STARTED_WITHIN:.0f} s")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
