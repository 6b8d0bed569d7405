"""Runs with defaults, so that a test names only what it is about."""

from app.evaluation.outcome import CaseRun, FailingFinding, JudgeIdentity, Run, SubjectRun


def a_subject(subject="FR-001", gold="met", given=None, *, asked=True, **fields):
    given = given or gold
    flagged = given in {"violated", "missing"}
    return SubjectRun(
        **{"subject": subject, "kind": "requirement", "gold": gold, "given": given, "asked": asked, "flagged": flagged}
        | fields
    )


def a_finding(subject="FR-001", *, right=True, rule="SPEC201"):
    return FailingFinding(rule=rule, subject=subject, path="a.py", line=1, message="no", right=right)


def a_case(*subjects, case="py-login", repeat=1, gold_check="success", **fields):
    defaults = {
        "case": case,
        "repeat": repeat,
        "language": "python",
        "project": "rest",
        "difficulty": "easy",
        "situation": "clean",
        "readers": 2,
        "gold_check": gold_check,
        "check": gold_check,
        "subjects": subjects,
    }
    return CaseRun(**defaults | fields)


def a_run(*cases, repeats=1, judge="scripted", **fields):
    identity = judge if isinstance(judge, JudgeIdentity) else JudgeIdentity(kind=judge)
    return Run(
        version="1.0", started="2026-11-23T09:00:00+00:00", judge=identity, repeats=repeats, cases=cases, **fields
    )
