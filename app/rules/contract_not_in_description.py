"""An operation of the contract that the repository's own description does not have, or has otherwise.

# What it checks
The feature's OpenAPI documents against an `openapi.json`, `openapi.yaml`, `swagger.json` or the like that is committed
outside the feature directories: the one that shares most operations with the contract, of at most three. An operation
that the change claims is a warning where it is missing there, or where its parameters, properties, types, values,
success codes or media types are not what the contract promises; everything else is one notice. What the description has
beyond the contract is no finding, and security is left out, because each document has its own names for it. A
description that shares no operation with the contract describes something else.

# Why it matters
Such a description is mostly generated from the code: what it lacks, the code lacks, or nobody generated it again.

# Example
`POST /answers` is claimed and in the contract; `openapi.json` has no such path.

```text
specs/001-answers/contracts/openapi.yaml:11: warning: Change claims `POST /answers`, and `openapi.json` has no such
    operation
  hint: Bring the code and `openapi.json` in line with the contract, or correct the contract
```

# How to fix it
Implement what the contract says and generate the description again, or correct the contract.

# How to silence it
`rules: {SPEC407: off}` in `.github/speckeeper.yml`, or a waiver for the one operation.
"""

from collections.abc import Iterator, Sequence

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.contracts.difference import Difference, Site
from app.rules.contracts.elsewhere import Compared, Description, compare, nearest
from app.rules.contracts.pairs import described
from app.rules.contracts.quote import line_at
from specs_schema.span import Span

RULE = Rule("SPEC407", "contract-not-in-description", "warning", "preview")

_MOST_TOLD = 3


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each claimed operation, and one notice for the others of a feature."""
    descriptions = [Description(one) for one in dossier.descriptions]
    for reviewed in dossier.features:
        operations = tuple(described(reviewed.head.contracts if reviewed.head and descriptions else ()))
        if description := nearest(operations, descriptions):
            yield from _feature(dossier, reviewed, description, tuple(compare(operations, description)))


def _feature(
    dossier: Dossier, reviewed: ReviewedFeature, description: Description, all_compared: Sequence[Compared]
) -> Iterator[Finding]:
    rest: list[Compared] = []
    for compared in all_compared:
        differs = compared.there is None or bool(compared.certain)
        if differs and reviewed.claims_on(compared.operation.subject()):
            yield _claimed(dossier, reviewed, description, compared)
        elif differs or compared.minor:
            rest.append(compared)
    if rest:
        yield _notice(dossier, reviewed, description, rest)


def _claimed(dossier: Dossier, reviewed: ReviewedFeature, description: Description, compared: Compared) -> Finding:
    path, name = description.path, compared.operation.name
    if compared.there is None:
        message = f"Change claims `{name}`, and `{path}` has no such operation"
    else:
        message = f"`{path}` has `{name}` otherwise than the contract: compared with it, {_told(compared.certain)}"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=reviewed.dir.dir,
        span=_place(dossier, description, compared),
        subject=compared.operation.subject(),
        message=message,
        hint=f"Bring the code and `{path}` in line with the contract, or correct the contract",
        key=f"{compared.operation.contract.path}#{compared.operation.operation.pointer}",
        citations=tuple(_citations(dossier, description, compared)),
    )


def _notice(dossier: Dossier, reviewed: ReviewedFeature, description: Description, rest: Sequence[Compared]) -> Finding:
    missing = [one.operation.name for one in rest if one.there is None]
    other = [one.operation.name for one in rest if one.there is not None]
    said = [
        *([f"it has no {_names(missing)}"] if missing else []),
        *([f"it has {_names(other)} otherwise"] if other else []),
    ]
    path = description.path
    return Finding(
        rule=RULE,
        severity="notice",
        feature=reviewed.dir.dir,
        span=_place(dossier, description, rest[0]),
        message=f"`{path}` is not what the contract says: {', and '.join(said)}",
        hint=f"Nothing needs mending where `{path}` describes something else, or the rest is still to come",
        key=path,
    )


def _place(dossier: Dossier, description: Description, compared: Compared) -> Span:
    """In the description where the change touches it, else in the contract."""
    operation = compared.operation.operation
    if description.path not in dossier.change.paths:
        return Site(operation.pointer, operation.span.path, operation.span.first).span
    there = compared.there.operation.span.first if compared.there else 1
    line = compared.certain[0].after.line if compared.certain else there
    return Span(path=description.path, first=line, last=line)


def _citations(dossier: Dossier, description: Description, compared: Compared) -> Iterator[Citation]:
    """The line of the contract, and that of the description where it has the operation."""
    first = compared.certain[0] if compared.certain else None
    span = first.before.span if first else compared.operation.operation.span
    span = Span(path=span.path, first=span.first, last=span.first)
    if quote := line_at(dossier.texts.get(span.path, ""), span.first):
        yield Citation("spec", span, quote)
    if first is not None and (quote := line_at(description.committed.text, first.after.line)):
        yield Citation("code", first.after.span, quote)


def _told(differences: Sequence[Difference]) -> str:
    more = len(differences) - _MOST_TOLD
    words = "; ".join(one.words for one in differences[:_MOST_TOLD])
    return f"{words}; and {more} more" if more > 0 else words


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_TOLD
    shown = ", ".join(f"`{name}`" for name in names[:_MOST_TOLD])
    return f"{shown} and {more} more" if more > 0 else shown
