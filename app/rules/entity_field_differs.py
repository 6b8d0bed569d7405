"""A model of the code that lacks fields which the data model has for the entity of its name.

# What it checks
Entities of data-model.md that the change claims and whose fields are in a table with their types, or in a list of
identifiers headed `Fields`, against the class, record, struct, interface or schema of the same name and the table of
that name in migrations. Names are compared without case and underscores, in singular and plural; `user` and `user_id`
are the same. The model is one that the change touches or a task names. Nothing is said where several models have the
name, where a base or something spread into it was not read, where the word stands anywhere in the declaration, where
the model has another field with a word of the name (then it may be called so), where the data model calls the field
derived, removed or the like, and where fewer than half of the fields are there (then another thing is meant).
docs/frameworks.md says what is read.

# Why it matters
What is not stored cannot be shown later, and whoever reads the data model relies on it.

# Example
The data model has `asked_at` for `Record`; class `Record` has all its other fields.

```text
src/record.py:5: notice: `Record` has no `asked_at`, field of `Record` in the data model
  hint: Give `Record` the field, or change `Record` in `specs/001-answers/data-model.md`
```

# How to fix it
Give the model the field, or take it out of the data model.

# How to silence it
`rules: {SPEC413: off}` in `.github/speckeeper.yml`, or a waiver for the one entity.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.code_routes import code_line, spec_line
from app.rules.entity_fields import Held, held

RULE = Rule("SPEC413", "entity-field-differs", "notice", "preview")

_SAID = 4  # fields that a message names


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each entity whose model lacks fields."""
    for feature in dossier.features:
        for one in held(dossier, feature):
            yield _finding(dossier, feature, one)


def _finding(dossier: Dossier, feature: ReviewedFeature, one: Held) -> Finding:
    names = [f"`{field.name}`" for field in one.absent]
    said = ", ".join(names[:_SAID])
    more = f" and {len(names) - _SAID} more" if len(names) > _SAID else ""
    record, document = one.record, one.entity.span.path
    fields = "fields" if len(names) > 1 else "field"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=feature.dir.dir,
        span=code_line(record.span, "").span,
        subject=one.entity.key,
        message=f"`{record.name}` has no {said}{more}, {fields} of `{one.entity.id}` in the data model",
        hint=f"Give `{record.name}` the {fields}, or change `{one.entity.id}` in `{document}`",
        key=record.name,
        citations=(
            *(quote for field in one.absent[:_SAID] for quote in spec_line(dossier, field.span)),
            code_line(record.span, record.quote),
        ),
    )
