"""A question, its answer, and where the sentences of the answer come from."""

from datetime import datetime
from typing import Literal, Self

from pydantic import Field, model_validator

from ragline.api.schema import ApiModel

Outcome = Literal["answered", "insufficient_evidence"]


class Question(ApiModel):
    """What a person asks, and how many passages may be considered."""

    question: str = Field(min_length=1, max_length=2_000)
    max_passages: int = Field(default=5, ge=1, le=10)


class Citation(ApiModel):
    """Where a sentence of an answer comes from. Offsets point into the text of the document."""

    document_id: str
    passage_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    quote: str

    @model_validator(mode="after")
    def _covers_its_quote(self) -> Self:
        if self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError("a citation covers its quote and nothing else")
        return self


class Answer(ApiModel):
    """The response to a question."""

    id: str
    outcome: Outcome
    text: str
    citations: tuple[Citation, ...]
    created_at: datetime

    @model_validator(mode="after")
    def _says_what_it_cites(self) -> Self:
        if self.text != " ".join(citation.quote for citation in self.citations):
            raise ValueError("the text of an answer is what its citations quote")
        if (self.outcome == "answered") != bool(self.citations):
            raise ValueError("an answer has citations, a refusal has none")
        return self
