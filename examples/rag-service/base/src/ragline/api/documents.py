"""Storing, reading and deleting documents."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import Field

from ragline.api.errors import NotFound
from ragline.api.schema import ApiModel, ErrorBody
from ragline.clock import Clock
from ragline.documents import Document, new_document, passages_of
from ragline.settings import Settings
from ragline.store import VectorStore


class NewDocument(ApiModel):
    """What a client sends."""

    title: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=100_000)


class StoredDocument(ApiModel):
    """What a client gets for a new document."""

    id: str
    title: str
    passages: int
    created_at: datetime


class FullDocument(StoredDocument):
    """What a client gets when it asks for a document."""

    text: str


def documents_router(store: VectorStore, settings: Settings, clock: Clock) -> APIRouter:
    """The operations on documents."""
    router = APIRouter(prefix="/v1/documents", responses={422: {"model": ErrorBody}})
    missing = {404: {"model": ErrorBody}}

    @router.post("", status_code=201)
    def add_document(body: NewDocument) -> StoredDocument:
        document = new_document(body.title, body.text, clock())
        passages = passages_of(document, settings.passage_chars)
        store.add(document, passages)
        return StoredDocument(
            id=document.id, title=document.title, passages=len(passages), created_at=document.created_at
        )

    @router.get("/{document_id}", responses=missing)
    def get_document(document_id: str) -> FullDocument:
        document = store.document(document_id)
        if document is None:
            raise _no_document(document_id)
        return _full(document, store.passage_count(document_id))

    @router.delete("/{document_id}", status_code=204, responses=missing)
    def delete_document(document_id: str) -> None:
        if not store.remove(document_id):
            raise _no_document(document_id)

    return router


def _full(document: Document, passages: int) -> FullDocument:
    return FullDocument(
        id=document.id,
        title=document.title,
        text=document.text,
        passages=passages,
        created_at=document.created_at,
    )


def _no_document(document_id: str) -> NotFound:
    return NotFound("document_not_found", f"There is no document {document_id}")
