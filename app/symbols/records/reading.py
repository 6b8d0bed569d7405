"""Files → the records of the names that are asked for, with what they inherit."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from app.domain.code import Record, folded
from app.symbols.records.classes import declarations
from app.symbols.records.declared import Declaration
from app.symbols.records.tables import tables
from app.symbols.source import Source

_MOST_STEPS: Final = 8
_USUAL: Final = frozenset({"Base", "Model"})  # bases of object-relational mappers that are not read


def records(files: Mapping[str, str], parsed: Mapping[str, Source], wanted: Collection[str]) -> tuple[Record, ...]:
    """Every record whose folded name is one of `wanted`."""
    if not wanted:
        return ()
    known: dict[str, list[Declaration]] = {}
    for path, text in files.items():
        for one in (*declarations(path, text, parsed.get(path)), *tables(path, text)):
            known.setdefault(one.name, []).append(one)
    found = [one for same in known.values() for one in same if folded(one.name) in wanted]
    return tuple(_record(one, known) for one in sorted(found, key=lambda one: (one.span.path, one.span.first)))


def _record(one: Declaration, known: Mapping[str, Sequence[Declaration]]) -> Record:
    lines = list(_line(one, known, _MOST_STEPS))
    return Record(
        name=one.name,
        fields=tuple(dict.fromkeys(name for made, _ in lines for name in made.fields)),
        words=frozenset(word for made, _ in lines for word in made.words),
        span=one.span,
        table=one.table,
        doubt=next((why for _, why in lines if why), ""),
        quote=one.quote,
    )


def _line(
    one: Declaration, known: Mapping[str, Sequence[Declaration]], steps: int
) -> Iterator[tuple[Declaration, str]]:
    """The declaration and all that it inherits from, each with a doubt, if there is one."""
    yield one, one.doubt
    for name in one.bases:
        above = [base for base in known.get(name, ()) if not base.table and base is not one]
        if not above and name in _USUAL:
            continue
        if len(above) != 1 or not steps:
            yield one, f"what it inherits from `{name}` was not read"
        else:
            yield from _line(above[0], known, steps - 1)
