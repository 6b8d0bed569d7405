"""Documents and the passages they are cut into."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from ragline.chunking import passage_spans


@dataclass(frozen=True, slots=True)
class Document:
    """A text that somebody stored."""

    id: str
    title: str
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document. `document.text[start:end] == text`."""

    id: str
    document_id: str
    start: int
    end: int
    text: str


def new_document(title: str, text: str, created_at: datetime) -> Document:
    """A document with an id of its own."""
    return Document(f"doc_{uuid.uuid4().hex}", title, text, created_at)


def passages_of(document: Document, limit: int) -> list[Passage]:
    """The passages of `document`, numbered in the order of the text."""
    return [
        Passage(f"{document.id}#{number}", document.id, start, end, document.text[start:end])
        for number, (start, end) in enumerate(passage_spans(document.text, limit), start=1)
    ]
