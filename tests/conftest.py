"""What every test may rely on: nothing but loopback is reachable, no key of the machine is used."""

import os
import socket

import pytest

_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith(("ANTHROPIC_", "SPECKEEPER_", "GITHUB_"))]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch):
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            message = f"a test tried to reach {address}"
            raise AssertionError(message)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
