"""Files at head that may hold the models of claimed entities."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.domain.code import folded
from app.domain.dossier import Dossier
from app.ports import Repository
from app.rules.entity_fields import modelled, named_files, spellings
from app.workflow.code_files import code_texts, may_serve

_MOST_FILES: Final = 200  # changed and named files that are looked at
_MOST_FOUND: Final = 60  # further files with the same names
_MOST_HITS: Final = 2_000
_SUFFIXES: Final = ("py", "ts", "tsx", "mts", "js", "java", "go", "kt", "rs", "rb", "sql", "prisma")
_WORDS: Final = ("class", "interface", "struct", "record", "type", "const")
_DECLARED: Final = re.compile(
    r"\b(?:class|interface|struct|record|type|model|const)\s+([A-Za-z_]\w*)|(?i:table)[^\n\w]{1,4}([A-Za-z_]\w*)"
    r"|(?i:\btable)\s+(?:if\s+not\s+exists\s+)?[\"`\[]?([A-Za-z_]\w*)|^\s*([A-Z]\w*)\s*=\s*(?:Struct|Data)\.",
    re.MULTILINE,
)
_BASES: Final = re.compile(r"\b(?:class|interface)\s+(\w+)(?:\s*\(([^()]*)\)|[^{}\n]*?\bextends\s+([\w., ]+))?")
# Where tables are made. They are searched by the table's own name.
_MIGRATIONS: Final = (
    ":(top,glob)**/*.sql",
    ":(top,glob)**/*.prisma",
    ":(top,glob)**/migrations/**",
    ":(top,glob)**/versions/*.py",
    ":(top,glob)**/migrate/*.rb",
    ":(top,glob)**/schema.rb",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Texts by path, and the folded names of the records that are wanted from them."""

    names: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


def kept_files(repository: Repository, dossier: Dossier) -> Kept:
    """What has to be read for the claimed entities; nothing where no changed or named file declares one of them."""
    wanted = frozenset(
        name for feature in dossier.features for entity in modelled(feature) for name in spellings(entity.id)
    )
    if not wanted:
        return Kept()
    near = code_texts(repository, dossier, _near(dossier)[:_MOST_FILES])
    declaring = {path: text for path, text in near.items() if wanted & {folded(name) for name in _declared(text)}}
    if not declaring:
        return Kept()
    further = _further(repository, dossier, declaring, wanted)
    if further is None:
        return Kept()
    others = code_texts(repository, dossier, further)
    # One that cannot be read may be another model of the name, or a migration with the field.
    return Kept(wanted, {**others, **declaring}) if len(others) == len(further) else Kept()


def _near(dossier: Dossier) -> list[str]:
    """The files that the change touches, and those that the tasks name."""
    there = {file.path for file in dossier.change.files if file.status != "deleted"}
    named = {path for feature in dossier.features for path in named_files(dossier, feature)}
    return sorted(path for path in there | named if _may_keep(path, dossier))


def _may_keep(path: str, dossier: Dossier) -> bool:
    return path.rpartition(".")[2].lower() in _SUFFIXES and may_serve(path, dossier)


def _further(
    repository: Repository, dossier: Dossier, declaring: Mapping[str, str], wanted: frozenset[str]
) -> list[str] | None:
    """Other files that declare the same names, what those inherit from, or the tables; None where they are too many."""
    names = {name for text in declaring.values() for name in _declared(text) if folded(name) in wanted}
    bases = {base for text in declaring.values() for base in _inherited(text, names)}
    terms = [f"{word} {name}" for name in sorted(names | bases) for word in _WORDS]
    tables = sorted({form for name in names for form in _table_names(name)})
    head = dossier.pull_request.head_sha
    found = [
        repository.search(head, terms, [f":(top,glob)**/*.{suffix}" for suffix in _SUFFIXES], _MOST_HITS),
        repository.search(head, tables, _MIGRATIONS, _MOST_HITS),
    ]
    paths = {hit.path for one in found for hit in one.hits}
    further = sorted(path for path in paths if path not in declaring and _may_keep(path, dossier))
    return further if all(one.complete for one in found) and len(further) <= _MOST_FOUND else None


def _inherited(text: str, names: Iterable[str]) -> Iterable[str]:
    own = frozenset(names)
    for found in _BASES.finditer(text):
        if found[1] in own:
            yield from re.findall(r"[A-Z]\w*", found[2] or found[3] or "")


def _table_names(name: str) -> Iterable[str]:
    """The names of the table of a class: `UserRole` is kept in `user_role` or `user_roles`."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return (snake, f"{snake[:-1]}ies") if snake.endswith("y") else (snake,)


def _declared(text: str) -> set[str]:
    return {name for found in _DECLARED.findall(text) for name in found if name}
