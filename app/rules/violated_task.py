"""Code that contradicts what a claimed task says.

# What it checks
Each task that the change ticks or whose files it changes, where the code does something else than the task demands.

# Why it matters
Tasks carry the decisions of the plan down to files and names; a contradiction there is a deviation from the plan.

# Example
`T011` demands that records are appended to a store that is never rewritten; the code overwrites them.

```text
src/records.py:2: error: Change does not meet `T011`: each record overwrites those before it
  hint: Meet `T011`, or change it in `specs/001-answers/tasks.md`
```

# How to fix it
Change the code, or change the task and say why.

# How to silence it
`rules: {SPEC303: off}` in `.github/speckeeper.yml`.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC303", "violated-task", "error", "stable")
