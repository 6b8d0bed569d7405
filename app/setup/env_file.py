"""The file of environment variables that a set-up leaves behind."""

import base64
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.setup.conversion import Credentials
from app.setup.manifest import SetupFailed, Wanted


class EnvFile:
    """A new file that only its owner can read."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self.written = False

    def write(self, wanted: Wanted, credentials: Credentials) -> None:
        """Put the credentials down, on the disk and not only in its cache."""
        with os.fdopen(os.dup(self._descriptor), "w", encoding="ascii") as file:
            file.write(text(wanted, credentials))
            file.flush()
            os.fsync(file.fileno())
        self.written = True


@contextmanager
def env_file(path: Path) -> Generator[EnvFile]:
    """The file, created before anything else: GitHub tells the credentials once. Removed when nothing was written.

    Raises SetupFailed for a file that exists, or cannot be created.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SetupFailed(f"`{path}` exists; name another file with --env-file, or move it away") from None
    except OSError as error:
        raise SetupFailed(f"`{path}` cannot be written: {error.strerror}") from None
    file = EnvFile(path, descriptor)
    try:
        yield file
    finally:
        os.close(descriptor)
        if not file.written:
            path.unlink()


def text(wanted: Wanted, credentials: Credentials) -> str:
    """The variables, one a line. The key is base64 of PEM, because env files hold no line breaks."""
    key = base64.b64encode(credentials.pem.get_secret_value().encode("ascii")).decode("ascii")
    variables = {
        "SPECKEEPER_GITHUB_APP_ID": str(credentials.id),
        "SPECKEEPER_GITHUB_PRIVATE_KEY": key,
        "SPECKEEPER_GITHUB_WEBHOOK_SECRET": credentials.webhook_secret.get_secret_value(),
        "SPECKEEPER_GITHUB_API_URL": wanted.api_url,
        "SPECKEEPER_PUBLIC_URL": wanted.service_url,
    }
    return "".join(f"{name}={value}\n" for name, value in variables.items())
