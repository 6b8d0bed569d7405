"""Which ids the documents of a feature name, and where."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from specs_schema.feature import Feature, Role
from specs_schema.speckit.ids import cites

_FAMILY = re.compile(r"[A-Z][A-Z0-9]{0,9}?(?:-[A-Z]{1,10}){0,4}(?=-?\d)")
# Bounded, so that a line of nothing but digits costs nothing.
_ID = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{0,9}(?:-[A-Z]{1,10}){0,4}-?\d{1,6}(?:\.\d{1,6}){0,4}[a-z]?(?!\w)")
# Requirements of other documents, which a spec lists to map its own to them: `DOC-REQ-004`, `DESIGN-REQ-012`.
_OTHER_DOCUMENTS: Final = ("DOC-", "DESIGN-", "SOURCE-", "SRC-")
_LONGEST: Final = 1_000_000  # characters of a document that are searched


def family(name: str) -> str:
    """`FR` of `FR-012b`; empty for what has no such id."""
    found = _FAMILY.match(name)
    return found[0] if found else ""


def is_quoted(name: str) -> bool:
    """Whether the id is that of a requirement of another document: its words are not the spec's own."""
    return name.startswith(_OTHER_DOCUMENTS)


def written_ids(text: str) -> frozenset[str]:
    """Every id that `text` names, ranges such as `FR-001-FR-004` spelled out."""
    return frozenset((*cites(text[:_LONGEST]), *_ID.findall(text[:_LONGEST])))


def paths_of(feature: Feature, roles: Iterable[Role]) -> tuple[str, ...]:
    """The documents of `feature` that have one of `roles`."""
    wanted = frozenset(roles)
    return tuple(document.path for document in feature.documents if document.role in wanted)


def text_of(feature: Feature, roles: Iterable[Role], texts: Mapping[str, str]) -> str | None:
    """The texts of those documents as one; None where one of them was not read."""
    found = [texts.get(path) for path in paths_of(feature, roles)]
    return None if None in found else "\n".join(text for text in found if text is not None)
