"""A check run as the author sees it. Plain JSON, because the ledger keeps it."""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.event import Value

CheckConclusion = Literal["success", "failure", "neutral", "cancelled", "skipped", "action_required"]


class Annotation(Value):
    """One remark at lines of a file at head."""

    path: str
    start_line: int
    end_line: int
    level: Literal["notice", "warning", "failure"]
    title: str
    message: str


class Button(Value):
    """A button below a completed check. GitHub takes 20 characters of label and identifier, 40 of description."""

    identifier: Annotated[str, Field(max_length=20)]
    label: Annotated[str, Field(max_length=20)]
    description: Annotated[str, Field(max_length=40)]


class CheckOutput(Value):
    """What completes a check run. `summary` and `text` hold at most 65,535 characters, `annotations` 50."""

    conclusion: CheckConclusion
    title: str
    summary: Annotated[str, Field(max_length=65_535)]
    text: Annotated[str, Field(max_length=65_535)] = ""
    annotations: Annotated[tuple[Annotation, ...], Field(max_length=50)] = ()
    buttons: Annotated[tuple[Button, ...], Field(max_length=3)] = ()


class Check(Value):
    """A check run of ours as the code host knows it."""

    id: int
    completed: bool
