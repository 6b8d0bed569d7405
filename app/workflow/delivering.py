"""Dossier → the same with what the rules about ticked tasks ask of head."""

from dataclasses import replace

from app.domain.dossier import Dossier
from app.ports import Repository
from app.rules.new_modules import unnamed

_MOST_NAMES = 300  # names that the one search may ask for
_MOST_HITS = 5_000
_MOST_FILES = 30_000  # of a head that is searched; beyond that the rule is silent rather than the review slow
_LARGEST_IGNORE = 100_000  # bytes
_IGNORE = ".gitignore"


def with_deliveries(repository: Repository, dossier: Dossier) -> Dossier:
    """`dossier` with what head ignores, and which files name the new modules of ticked tasks."""
    return replace(dossier, ignored=_ignored(repository, dossier), mentions=_mentions(repository, dossier))


def _ignored(repository: Repository, dossier: Dossier) -> tuple[str, ...]:
    if _IGNORE not in dossier.paths or not any(feature.newly_done for feature in dossier.features):
        return ()
    blob = repository.read(dossier.pull_request.head_sha, [_IGNORE], _LARGEST_IGNORE).get(_IGNORE)
    lines = blob.data.decode("utf-8", "replace").splitlines() if blob else []
    return tuple(line.strip() for line in lines if line.strip().strip("/!*") and not line.startswith("#"))


def _mentions(repository: Repository, dossier: Dossier) -> dict[str, frozenset[str]]:
    """Files by name. A search that was cut short proves nothing, so what it found is left out altogether."""
    names = sorted(frozenset[str]().union(*unnamed(dossier).values()))
    if not names or len(names) > _MOST_NAMES or len(dossier.paths) > _MOST_FILES:
        return {}
    found = repository.search(dossier.pull_request.head_sha, names, (), _MOST_HITS)
    if not found.complete:
        return {}
    return {name: frozenset(hit.path for hit in found.hits if name in hit.text) for name in names}
