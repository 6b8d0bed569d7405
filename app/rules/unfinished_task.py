"""An open task whose files this change changes without finishing it.

# What it checks
Tasks that are open at head although the change touches every file they name, where the judge did not find their work.

# Why it matters
It is information: the task list says open, and open it is.

# Example
`- [ ] T022` names `src/api/feedback.py`; the change adds the file without the handler.

```text
specs/001-answers/tasks.md:6: notice: `T022` is open, and the change does not finish it: there is a class for it, and
    nothing takes it
  hint: Nothing needs mending: `specs/001-answers/tasks.md` says the same
```

# How to fix it
Nothing needs fixing; finish the task when it is its turn.

# How to silence it
`rules: {SPEC304: off}` in `.github/speckeeper.yml`.
"""

from app.domain.rule import Rule

RULE = Rule("SPEC304", "unfinished-task", "notice", "stable", annotated=False)
