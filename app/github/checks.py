"""Check runs: the bodies that are sent, and the fields of the answers that are used."""

from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from app.domain.check import Annotation, Button, Check, CheckOutput
from app.domain.event import ReviewPlan
from app.stages.announcement import announcement

if TYPE_CHECKING:
    from githubkit_schemas.v2026_03_10.types import (  # pyright: ignore[reportMissingTypeStubs] - typed itself
        ReposOwnerRepoCheckRunsCheckRunIdPatchBodyAnyof0Type,
        ReposOwnerRepoCheckRunsCheckRunIdPatchBodyPropActionsItemsType,
        ReposOwnerRepoCheckRunsCheckRunIdPatchBodyPropOutputPropAnnotationsItemsType,
        ReposOwnerRepoCheckRunsCheckRunIdPatchBodyPropOutputType,
        ReposOwnerRepoCheckRunsPostBodyOneof1Type,
    )

NAME: Final = "speckeeper"


class Run(BaseModel):
    """One check run, as GitHub answers."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: int
    status: str = ""
    external_id: str | None = None


class Runs(BaseModel):
    """A list of check runs, as GitHub answers."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    check_runs: tuple[Run, ...]


def find(runs: Runs, external_id: str) -> Check | None:
    """The run that was created under `external_id`; should there be two, the oldest."""
    mine = [run for run in runs.check_runs if run.external_id == external_id]
    oldest = min(mine, key=lambda run: run.id, default=None)
    return None if oldest is None else Check(id=oldest.id, completed=oldest.status == "completed")


def in_progress(plan: ReviewPlan, external_id: str) -> "ReposOwnerRepoCheckRunsPostBodyOneof1Type":
    """The body that announces a review, with what is being done."""
    told = announcement(plan)
    return {
        "name": NAME,
        "head_sha": plan.head_sha,
        "external_id": external_id,
        "status": "in_progress",
        "output": {"title": told.title, "summary": told.summary},
    }


def completed(output: CheckOutput) -> "ReposOwnerRepoCheckRunsCheckRunIdPatchBodyAnyof0Type":
    """The body that ends a review."""
    told: ReposOwnerRepoCheckRunsCheckRunIdPatchBodyPropOutputType = {
        "title": output.title,
        "summary": output.summary,
        "annotations": [_annotation(one) for one in output.annotations],
    }
    if output.text:
        told["text"] = output.text
    return {
        "status": "completed",
        "conclusion": output.conclusion,
        "output": told,
        "actions": [_action(button) for button in output.buttons],
    }


def _action(button: Button) -> "ReposOwnerRepoCheckRunsCheckRunIdPatchBodyPropActionsItemsType":
    return {"identifier": button.identifier, "label": button.label, "description": button.description}


def _annotation(
    annotation: Annotation,
) -> "ReposOwnerRepoCheckRunsCheckRunIdPatchBodyPropOutputPropAnnotationsItemsType":
    return {
        "path": annotation.path,
        "start_line": annotation.start_line,
        "end_line": annotation.end_line,
        "annotation_level": annotation.level,
        "title": annotation.title,
        "message": annotation.message,
    }
