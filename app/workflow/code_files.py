"""Files of code at head: which of them may serve, and their texts."""

import re
from collections.abc import Sequence
from typing import Final

from app.domain.dossier import Dossier
from app.domain.paths import is_noise
from app.domain.repository import Blob
from app.ports import Repository

_LARGEST_FILE: Final = 400_000  # bytes
# Narrower than what counts as a test elsewhere: `spec_automation.py` and `routes/spec.ts` may serve.
_TEST: Final = re.compile(
    r"(^|/)(tests?|__tests__|e2e|testdata|fixtures)/|(^|/)(test_[^/]*|conftest)\.py$|_test\.(py|go)$"
    r"|\.(test|spec|e2e-spec)\.[cm]?[jt]sx?$|(Tests?|IT)\.java$"
)


def may_serve(path: str, dossier: Dossier) -> bool:
    """Whether a file may be in use: tests, sketches in specs and what tools make declare what nobody calls."""
    inside = any(path.startswith(f"{feature}/") for feature in dossier.known_features)
    return not inside and not _TEST.search(path) and not is_noise(path)


def code_texts(repository: Repository, dossier: Dossier, paths: Sequence[str]) -> dict[str, str]:
    """The files at head that are text and not too large."""
    if not paths:
        return {}
    blobs = repository.read(dossier.pull_request.head_sha, paths, _LARGEST_FILE)
    return {path: text for path, blob in blobs.items() if (text := _text(blob)) is not None}


def _text(blob: Blob) -> str | None:
    return None if b"\0" in blob.data else blob.data.decode("utf-8-sig", "replace")
