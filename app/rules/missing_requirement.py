"""A requirement or scenario that the change claims and that nothing implements.

# What it checks
Each requirement, scenario and success criterion that the change claims: by a tick, by its name, by completing a story.
The finding quotes the claim and a record, made by program, of where the work was looked for.

# Why it matters
A claim that is not true is worse than an open task: nobody looks again.

# Example
The change completes user story 2, whose second scenario demands a refusal; no code refuses anything.

```text
src/answer.py:2: error: Change claims `US2/AC2` and does not meet it: no code refuses a question
  hint: Implement `US2/AC2`, or take back the claim (completes the tasks of `US2`)
```

# How to fix it
Implement it, or take back the claim: untick the task, or leave the id out of the description.

# How to silence it
`rules: {SPEC202: warning}` in `.github/speckeeper.yml`, or a waiver for the one requirement.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC202", "missing-requirement", "error", "stable")
