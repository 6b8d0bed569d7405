"""Asking questions, and looking up how answers came about."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from ragline.answers.models import Answer, Outcome, Question
from ragline.answers.records import AnswerRecord, AnswerRecords
from ragline.answers.service import AnswerService
from ragline.api.errors import NotFound
from ragline.api.schema import ApiModel, ErrorBody


class AnswerSummary(ApiModel):
    """One line of the list of records."""

    id: str
    question: str
    outcome: Outcome
    created_at: datetime


class AnswerList(ApiModel):
    """The latest records, newest first."""

    answers: list[AnswerSummary]


def answers_router(service: AnswerService, records: AnswerRecords) -> APIRouter:
    """The operations on questions and answers."""
    router = APIRouter(prefix="/v1/answers", responses={422: {"model": ErrorBody}})

    @router.post("")
    def ask_question(body: Question) -> Answer:
        return service.answer(body)

    @router.get("")
    def list_answers(limit: Annotated[int, Query(ge=1, le=100)] = 20) -> AnswerList:
        return AnswerList(answers=[_summary(record) for record in records.newest(limit)])

    @router.get("/{answer_id}", responses={404: {"model": ErrorBody}})
    def get_answer_record(answer_id: str) -> AnswerRecord:
        record = records.get(answer_id)
        if record is None:
            raise NotFound("answer_not_found", f"There is no answer {answer_id}")
        return record

    return router


def _summary(record: AnswerRecord) -> AnswerSummary:
    return AnswerSummary(id=record.id, question=record.question, outcome=record.outcome, created_at=record.created_at)
