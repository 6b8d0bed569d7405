"""What the code at head declares, for features with operations of contracts, and with entities that are claimed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.domain.code import ReadCode
from app.domain.dossier import Dossier
from app.domain.repository import Hit
from app.ports import Repository, SpecReader
from app.symbols.framework import Language, frameworks, language_of, suffixes
from app.workflow.code_files import code_texts, may_serve
from app.workflow.records import kept_files
from specs_schema.contract import Contract

_MOST_FILES: Final = 300
_MOST_HITS: Final = 20_000  # lines
_SETTINGS: Final = ("properties", "yml", "yaml")  # where prefixes of all routes may be set


@dataclass(frozen=True, slots=True)
class _Where:
    """Files that declare routes, files of bodies, and literals of doubt that stand anywhere."""

    routes: frozenset[str]
    models: frozenset[str]
    marks: frozenset[str]
    complete: bool


_NOWHERE: Final = _Where(frozenset(), frozenset(), frozenset(), complete=True)


def with_code(repository: Repository, reader: SpecReader, dossier: Dossier) -> Dossier:
    """`dossier` with what head declares: routes and models for operations, records for claimed entities."""
    contracts = [contract for feature in dossier.features if feature.head for contract in feature.head.contracts]
    where = _where(repository, dossier, contracts) if any(contract.operations for contract in contracts) else _NOWHERE
    texts = _texts(repository, dossier, where) if where.routes else {}
    kept = kept_files(repository, dossier)
    if not where.routes and not kept.texts:
        return dossier
    code = reader.code({**kept.texts, **texts}, where.marks, kept.names)
    if not kept.texts.keys().isdisjoint(code.unread):
        code = replace(code, records=())  # what the file holds may be another model of a name, or have its field
    if not where.routes:
        return replace(dossier, code=ReadCode(records=code.records))
    absent = dict.fromkeys(where.routes - texts.keys(), "not text, too large, or one too many")
    unread = {**absent, **code.unread}
    return replace(dossier, code=replace(code, unread=unread, complete=where.complete and not unread))


def _texts(repository: Repository, dossier: Dossier, where: _Where) -> dict[str, str]:
    """Files that declare routes first, then changed ones in the same languages, then files of bodies."""
    spoken = {language_of(path) for path in where.routes}
    there = [file.path for file in dossier.change.files if file.status != "deleted"]
    changed = [path for path in there if language_of(path) in spoken and _is_code(path, dossier)]
    wanted = list(dict.fromkeys([*sorted(where.routes), *changed, *sorted(where.models)]))[:_MOST_FILES]
    return code_texts(repository, dossier, wanted)


def _where(repository: Repository, dossier: Dossier, contracts: Iterable[Contract]) -> _Where:
    """One search at head for all that the data files of the frameworks name."""
    known = frameworks()
    schemas = {one.name for contract in contracts for one in contract.types if one.name.isidentifier()}
    named = tuple(f"{word} {name}" for name in sorted(schemas) for word in ("class", "record", "interface"))
    terms = dict.fromkeys(term for one in known for term in (*one.search, *one.models, *one.doubts))
    pathspecs = [f":(top,glob)**/*.{suffix}" for suffix in (*suffixes(), *_SETTINGS)]
    found = repository.search(dossier.pull_request.head_sha, [*terms, *named], pathspecs, _MOST_HITS)
    code = [hit for hit in found.hits if _is_code(hit.path, dossier)]
    return _Where(
        routes=frozenset(_holding(code, _by_language((one.languages, one.search) for one in known))),
        models=frozenset(_holding(code, _by_language((one.languages, (*one.models, *named)) for one in known))),
        marks=frozenset(word for one in known for word in one.doubts if any(word in hit.text for hit in found.hits)),
        complete=found.complete,
    )


def _holding(hits: Iterable[Hit], terms: Mapping[Language, Collection[str]]) -> Iterator[str]:
    """Files of code with one of the terms of their language."""
    for hit in hits:
        language = language_of(hit.path)
        if language and any(term in hit.text for term in terms.get(language, ())):
            yield hit.path


def _by_language(parts: Iterable[tuple[tuple[Language, ...], tuple[str, ...]]]) -> Mapping[Language, Collection[str]]:
    found: dict[Language, set[str]] = {}
    for languages, terms in parts:
        for language in languages:
            found.setdefault(language, set()).update(terms)
    return found


def _is_code(path: str, dossier: Dossier) -> bool:
    return language_of(path) is not None and may_serve(path, dossier)
