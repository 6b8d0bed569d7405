"""One difference between two versions of an interface, and where it stands in both."""

from dataclasses import dataclass, field
from typing import Literal

from specs_schema.span import Span

Level = Literal["breaking", "dangerous"]
# Who writes what a schema describes: clients, the service, or whoever writes documents by it.
Direction = Literal["request", "response", "document"]


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a document: JSON pointer and line."""

    pointer: str
    path: str
    line: int

    @property
    def span(self) -> Span:
        """The line as a span."""
        return Span(path=self.path, first=self.line, last=self.line)


@dataclass(frozen=True, slots=True)
class Part:
    """What a schema describes: `kind` in the ids of differences, `noun` in words, `name` the property below it."""

    kind: str  # request-body, request-parameter, response-body, response-header, document
    noun: str  # the request, query parameter `q`, response `200`
    direction: Direction
    name: str = ""

    @property
    def prefix(self) -> str:
        """What the id of a difference begins with: `request-property`, `request-parameter-property`."""
        if not self.name:
            return self.kind
        return self.kind.replace("-body", "-property") if self.kind.endswith("-body") else f"{self.kind}-property"

    def below(self, name: str) -> "Part":
        """The property `name` of this; `[]` stands for the values of an array."""
        joint = "" if not self.name or name.startswith("[") else "."
        return Part(self.kind, self.noun, self.direction, f"{self.name}{joint}{name}")

    def __str__(self) -> str:
        return f"property `{self.name}` of {self.noun}" if self.name else self.noun


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `kind` is a fixed id such as `request-property-became-required`, `words` say it."""

    kind: str
    level: Level
    words: str
    before: Site
    after: Site


@dataclass(slots=True)
class Found:
    """Differences as they are found, each once; `left` bounds how many schemas are compared."""

    differences: list[Difference] = field(default_factory=list[Difference])
    left: int = 50_000
    _known: set[tuple[str, Site, Site]] = field(default_factory=set[tuple[str, Site, Site]])

    def add(self, difference: Difference) -> None:
        """Take up one difference, unless another way led to it before."""
        known = (difference.kind, difference.before, difference.after)
        if known not in self._known:
            self._known.add(known)
            self.differences.append(difference)
