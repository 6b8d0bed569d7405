"""Git's own low-level commands, as the evaluation needs them to build what is reviewed."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.git.command import git_executable
from app.ports import Unavailable

_SECONDS: Final = 60
# Nothing of the operator's settings matters, and nothing is fetched.
_ENVIRONMENT: Final[Mapping[str, str]] = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
    "PATH": os.defpath,
}


def git(git_dir: Path, *arguments: str, data: bytes = b"") -> bytes:
    """What git prints. Raises Unavailable when it fails or takes too long, NotFound without git."""
    try:
        done = subprocess.run(
            [git_executable(), f"--git-dir={git_dir}", *arguments],
            input=data,
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env=_ENVIRONMENT,
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", b"") or b""
        raise Unavailable(f"`git {arguments[0]}` failed: {said.decode('utf-8', 'replace').strip() or error}") from error
    return done.stdout
