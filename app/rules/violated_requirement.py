"""Code that contradicts a requirement, scenario or success criterion.

# What it checks
Each requirement, scenario and success criterion that the change claims, and what it touches of the others. The judge
cites the words of the spec and the code that contradicts them; both quotes are looked up by program, and a second,
independent reader confirms the contradiction. Without all three there is no finding.

# Why it matters
This is what the spec was written for.

# Example
`FR-003` demands at most 5 citations; the code returns up to 8.

```text
src/answer.py:1: error: Change does not meet `FR-003`: it cites up to 8
  hint: Meet `FR-003`, or change it in `specs/001-answers/spec.md`
```

# How to fix it
Change the code, or change the spec and have that accepted.

# How to silence it
`rules: {SPEC201: warning}` in `.github/speckeeper.yml`, or a waiver for the one requirement.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC201", "violated-requirement", "error", "stable")
