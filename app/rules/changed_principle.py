"""A principle of the constitution that this change words anew or removes.

# What it checks
Principles at the merge base and at head, followed by their text, name and number. Emphasis, case and punctuation do
not count. Told as a warning where a MUST became a SHOULD or MAY or turned round, or where a principle with a MUST is
gone; more than three of a kind are told as one.

# Why it matters
Every plan and every review is held to the constitution, from the moment the change is merged. A word changed in it
changes all of them, and is easily missed among code.

# Example
`Every library MUST have tests that were written first` becomes `... SHOULD ...`.

```text
.specify/memory/constitution.md:9: warning: Change weakens `II` from MUST to SHOULD
  hint: Say in the description who agreed on it, or restore the wording
```

# How to fix it
Nothing needs fixing where the change was agreed on: say so in the description. Otherwise restore the wording.

# How to silence it
`rules: {SPEC503: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from app.domain.dossier import ChangedConstitution, Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import follow, wording, words_of
from app.rules.document_quality import NAMED, listed
from app.rules.weakened_requirement import how_weakened
from specs_schema.span import Span
from specs_schema.subject import Principle

RULE = Rule("SPEC503", "changed-principle", "notice", "stable")

_EACH = 3  # principles that are told one by one
_MOST = 200  # principles of one constitution that are compared
_STEM = 5  # letters by which a word of a name is known again: contract, contracts


def check(dossier: Dossier) -> Iterator[Finding]:
    """A finding for each principle that the change edits or removes, or one where there are many."""
    for changed in dossier.changed_constitutions:
        yield from check_constitution(changed)


def check_constitution(changed: ChangedConstitution) -> Iterator[Finding]:
    """The findings of `check` in one constitution."""
    before, after = versions(changed)
    if before:
        yield from _told(changed, before, after)


def versions(changed: ChangedConstitution) -> tuple[Sequence[Principle], Sequence[Principle]]:
    """The principles at the merge base and at head, as many as are compared."""
    before, after = (one.principles[:_MOST] if one else () for one in (changed.before, changed.after))
    return before, after


def keys(changed: ChangedConstitution, old: Principle, many: Literal["edited", "removed"]) -> tuple[str, str]:
    """The keys of the findings that may tell what became of `old`: one of its own, or one for many."""
    return f"{changed.path}\0{old.key}", f"{changed.path}\0{many}"


def _told(changed: ChangedConstitution, before: Sequence[Principle], after: Sequence[Principle]) -> Iterator[Finding]:
    kept, gone = followed(before, after)
    if len(gone) > _EACH:
        yield _many_removed(changed, gone, len(before))
    else:
        yield from (_removed(changed, one, after) for one in gone)
    edited = [_edited(changed, old, new) for old, new in kept if wording(old.text) != wording(new.text)]
    yield from (one for one in edited if one.severity == "warning")
    plain = [one for one in edited if one.severity != "warning"]
    yield from plain if len(plain) <= _EACH else [_many_edited(changed, plain)]


def followed(
    before: Sequence[Principle], after: Sequence[Principle]
) -> tuple[list[tuple[Principle, Principle]], list[Principle]]:
    """What is still there, by its text, its name, or its number with a word of its name; and what is gone."""
    followed = follow(before, after)
    pairs = {old.key: (old, new) for old, new in followed.kept}
    taken = {new.key for _, new in followed.kept}
    for is_same in (_has_name, _has_number):
        for old in followed.gone:
            new = next((one for one in after if one.key not in taken and is_same(old, one)), None)
            if new is not None and old.key not in pairs:
                pairs[old.key] = (old, new)
                taken.add(new.key)
    return list(pairs.values()), [one for one in followed.gone if one.key not in pairs]


def _has_name(old: Principle, new: Principle) -> bool:
    return wording(old.name) == wording(new.name)


def _has_number(old: Principle, new: Principle) -> bool:
    return old.key == new.key and bool(_stems(old) & _stems(new))


def _stems(principle: Principle) -> set[str]:
    return {word[:_STEM] for word in words_of(principle.name) if len(word) >= _STEM}


def _edited(changed: ChangedConstitution, old: Principle, new: Principle) -> Finding:
    weaker = how_weakened(old, new)
    return Finding(
        rule=RULE,
        severity="warning" if weaker and old.strength == "must" else RULE.severity,
        feature="",
        span=new.span,
        message=f"Change {weaker or f'words principle {_name(new)} anew'}",
        hint="Say in the description who agreed on it, or restore the wording",
        key=keys(changed, old, "edited")[0],
        citations=(Citation("spec", old.span, old.text), Citation("spec", new.span, new.text)),
    )


def _removed(changed: ChangedConstitution, gone: Principle, after: Sequence[Principle]) -> Finding:
    return Finding(
        rule=RULE,
        severity="warning" if gone.strength == "must" else RULE.severity,
        feature="",
        span=_place(changed.path, gone, after),
        message=f"Change removes principle {_name(gone)} from the constitution",
        hint="Say in the description who agreed on it, or put the principle back",
        key=keys(changed, gone, "removed")[0],
        citations=(Citation("spec", gone.span, gone.text),),
    )


def _many_removed(changed: ChangedConstitution, gone: Sequence[Principle], total: int) -> Finding:
    return replace(
        _removed(changed, gone[0], ()),
        severity="warning" if any(one.strength == "must" for one in gone) else RULE.severity,
        message=f"Change removes {len(gone)} of {total} principles: {listed([_name(one) for one in gone])}",
        key=keys(changed, gone[0], "removed")[1],
        citations=tuple(Citation("spec", one.span, one.text) for one in gone[:NAMED]),
    )


def _many_edited(changed: ChangedConstitution, edited: Sequence[Finding]) -> Finding:
    """One finding in place of several. Its citations are old and new text of the first few, in turn."""
    return replace(
        edited[0],
        message=f"Change words {len(edited)} principles anew",
        key=f"{changed.path}\0edited",
        citations=tuple(quote for one in edited[:NAMED] for quote in one.citations),
    )


def _name(principle: Principle) -> str:
    return f"`{principle.id}`" if principle.id == principle.name else f"`{principle.id}` ({principle.name})"


def _place(path: str, gone: Principle, after: Sequence[Principle]) -> Span:
    """The last principle at head above the place where the one that is gone stood."""
    above = [one.span for one in after if one.span.first <= gone.span.first]
    return max(above, key=lambda span: span.first, default=Span(path=path, first=1, last=1))
