"""What stands in for fetching and judging. The title of the pull request says how it goes."""

import asyncio
from collections.abc import Callable
from pathlib import Path

FEATURE = "specs/001-limit"


class ScriptedReview:
    """The judge of a service, which notes each beginning in `folder/judged` and calls `at_start`.

    Titles: `hold`: it does not end while `folder/hold` exists. `wrong`: a fault of ours. `away N`: the model is away
    for N times. `mended`: `FR-001` is met. Everything else: two findings, one of which has a place in the diff.
    """

    def __init__(self, folder: Path, at_start: Callable[[], None]) -> None:
        self._folder = folder
        self._at_start = at_start

    async def __call__(self, plan, facts, decisions):
        from app.ports import Unavailable

        judged = self._folder / "judged"
        with judged.open("a") as file:
            file.write(f"{plan.head_sha}\n")
        self._at_start()
        # What is waited for is a file of another process, so no event of this one can tell.
        while facts.title == "hold" and (self._folder / "hold").exists():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        if facts.title == "wrong":
            message = "a fault with a secret in it"
            raise ZeroDivisionError(message)
        times = judged.read_text().split().count(plan.head_sha)
        if facts.title.startswith("away") and times <= int(facts.title.split()[1]):
            message = "the model is away"
            raise Unavailable(message)
        return a_reviewed(plan, facts, decisions)


def a_reviewed(plan, facts, decisions):
    """A report as the judge would write it: `FR-001` at a line of the diff, unless mended or waived; and `FR-002`."""
    from app.domain.conversation import Placement
    from app.domain.review import Reviewed
    from specs_schema.report import Report, ReportedFeature, ReportedSubject, Tool

    let_be = {waiver.subject for waiver in decisions.waivers} | ({"FR-001"} if facts.title == "mended" else set())
    findings = tuple(_finding(number) for number in (1, 2) if f"FR-00{number}" not in let_be)
    subjects = tuple(
        ReportedSubject(id=f"FR-00{number}", kind="requirement", text="MUST", path=f"{FEATURE}/spec.md", line=number)
        for number in (1, 2)
    )
    report = Report(
        tool=Tool(version="0"),
        repository=plan.repository,
        base=facts.base_sha,
        head=facts.head_sha,
        merge_base=facts.merge_base,
        conclusion="advisory",
        title="1 finding" if len(findings) == 1 else f"{len(findings)} findings",
        features=(ReportedFeature(dir=FEATURE, format="speckit", reasons=("named",), requirements=subjects),),
        coverage={"requirements_judged": True},
        findings=findings,
    )
    placed = tuple(
        Placement(fingerprint=one.fingerprint, path="answer.py", line=1, basis="the limit is 5")
        for one in findings
        if one.subject == "FR-001"
    )
    return Reviewed(report=report, conclusion="neutral", placements=placed, most_comments=10)


def _finding(number: int):
    from specs_schema.report import ReportedFinding

    return ReportedFinding(
        rule="SPEC201",
        name="violated-requirement",
        severity="warning",
        feature=FEATURE,
        subject=f"FR-00{number}",
        path="answer.py",
        line=1,
        end_line=1,
        message="The limit is 6, not 5",
        hint=f"Meet `FR-00{number}`",
        fingerprint=f"0123456789abcde{number}",
    )
