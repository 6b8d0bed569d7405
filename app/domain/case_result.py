"""The result of one test, as a test runner wrote it down."""

from dataclasses import dataclass

from specs_schema.report import Outcome


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One test case. `file`, `classname` and `suite` are as the runner has them, and any may be empty.

    `properties` are the names and values that the test itself put down. `message` is of a failure.
    """

    name: str
    outcome: Outcome
    classname: str = ""
    file: str = ""
    suite: str = ""
    properties: tuple[str, ...] = ()
    message: str = ""
