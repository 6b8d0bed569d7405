"""One respect in which two views of a schema differ."""

from dataclasses import dataclass

from app.rules.contracts.difference import Level


@dataclass(frozen=True, slots=True)
class Aspect:
    """`kind` is the end of a difference's id, `words` what is said after the name of the part.

    `keywords` say where it stands; `before` and `after` are lines that are known more exactly, 0 otherwise.
    """

    kind: str
    level: Level
    words: str
    keywords: tuple[str, ...] = ()
    before: int = 0
    after: int = 0
