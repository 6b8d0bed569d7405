"""Text that wants to be more than text, in every field of a report that holds text."""

from pydantic import BaseModel

from specs_schema.report import (
    Coverage,
    Report,
    ReportedContract,
    ReportedDifference,
    ReportedEvidence,
    ReportedFeature,
    ReportedFinding,
    ReportedOperation,
    ReportedSpecChange,
    ReportedSubject,
    ReportedTask,
    ReportedTest,
    ReportedTests,
    ReportedVerdict,
    SkippedFile,
    SpecVersion,
    TestedSubject,
    Tool,
    WithheldFinding,
)

STRINGS = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "`<b>bold</b>`",
    "``` </pre><iframe src=//evil.example>",
    "--> <!-- <base href=//evil.example>",
    "&lt;script&gt; &#60;script&#62;",
    "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "javascript:alert(1)",
    "{{7*7}} ${7*7} {0}",
    "\x1b[31mred\x00\u202e reversed \u200b",
    "line\nbreak\r\nand\u2028more",
)


def a_hostile_report(text: str) -> Report:
    """A report in which every field of text holds `text`."""
    quotes = tuple(
        ReportedEvidence(path=text, start_line=3, end_line=4, quote=text, side=side)
        for side in ("spec", "claim", "code", "search")
    )
    found = {
        "name": text, "feature": text, "subject": text, "path": text, "line": 1, "end_line": 2,
        "message": text, "hint": text, "fingerprint": text, "evidence": quotes,
    }  # fmt: skip
    tests = tuple(ReportedTest(name=text, path=text, outcome=outcome, message=text) for outcome in ("failed", "passed"))
    where = {"kind": "requirement", "path": text, "line": 1}
    verdicts = tuple(
        ReportedVerdict(
            feature=text, subject=text, text=text, answer=answer, claimed_by=(text,), reason=text, evidence=quotes,
            tests=tests, **where,
        )
        for answer in ("met", "violated", "missing", "not_claimed", "unsure", "error", "waived")
    )  # fmt: skip
    feature = ReportedFeature(
        dir=text,
        format="speckit",
        reasons=(text,),
        requirements=(ReportedSubject(id=text, text=text, **where),),
        tasks=(ReportedTask(id=text, text=text, path=text, line=1, done=True, newly_done=True),),
        contracts=(ReportedContract(path=text, kind="openapi", operations=(ReportedOperation(id=text, line=1),)),),
    )
    version = SpecVersion(id=text, text=text, path=text, line=2)
    return Report(
        tool=Tool(name=text, version=text),
        repository=text,
        base=text,
        head=text,
        merge_base=text,
        conclusion="incomplete",
        title=text,
        features=(feature,),
        verdicts=verdicts,
        findings=(
            ReportedFinding(rule="SPEC201", severity="error", **found),
            ReportedFinding(rule="SPEC602", severity="warning", **found),
            ReportedFinding(rule=text, severity="notice", **found),
        ),
        withheld=(WithheldFinding(rule="SPEC302", severity="warning", why=text, **found),),
        spec_changes=(ReportedSpecChange(fingerprint=text, accepted_by=text),),
        spec_differences=tuple(
            ReportedDifference(
                feature=text,
                kind=kind,
                about=about,
                before=version,
                after=after,
                detail=text,
                rule=text,
                severity="warning",
                fingerprint=text,
            )
            for kind, about, after in (
                ("reworded", "requirement", version),
                ("removed", "entity", None),
                ("renumbered", "scenario", version),
                ("renumbered", "scenario", version),
            )
        ),
        notes=(text,),
        tests=ReportedTests(
            files=1, cases=2, linked=1, subjects=(TestedSubject(feature=text, subject=text, tests=tests, **where),)
        ),
        coverage=Coverage(files_changed=1, files_skipped=(SkippedFile(path=text, why=text),), subjects=1),
    )


def texts_without(value: BaseModel, text: str, above: str = "") -> list[str]:
    """The fields of text of `value` that do not hold `text`: what a hostile report leaves out."""
    found: list[str] = []
    for name in type(value).model_fields:
        one = getattr(value, name)
        for part in one if isinstance(one, tuple) else (one,):
            if isinstance(part, BaseModel):
                found += texts_without(part, text, f"{above}{name}.")
            elif isinstance(part, str) and part != text:
                found.append(f"{above}{name}")
    return found
