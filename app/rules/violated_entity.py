"""Code that contradicts an entity of the data model, or leaves a part of it out.

# What it checks
Each entity that the change claims: its fields, their types and the rules on them.

# Why it matters
Data outlives code; a field that is missing today is missing in every record written until somebody notices.

# Example
data-model.md demands that a record's question is kept; the record has no such field.

```text
src/record.py:5: error: Change does not meet `Record`: it has an answer alone
  hint: Meet `Record`, or change it in `specs/001-answers/data-model.md`
```

# How to fix it
Change the code, or change the data model and have that accepted.

# How to silence it
`rules: {SPEC404: warning}` in `.github/speckeeper.yml`, or a waiver for the one entity.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC404", "violated-entity", "error", "stable")
