from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, status
from pydantic import BaseModel, EmailStr, Field

from townhall.client_address import client_address
from townhall.petitions import Petitions
from townhall.signatures import Signature, Signatures

PAGE = 50


class NewSignature(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=100)]
    email: EmailStr


class PublicSignature(BaseModel):
    name: str
    signed_on: date


def router(petitions: Petitions, signatures: Signatures) -> APIRouter:
    routes = APIRouter(prefix="/petitions/{petition_id}/signatures")

    @routes.post("", status_code=status.HTTP_201_CREATED)
    def sign(petition_id: int, body: NewSignature, address: Annotated[str, Depends(client_address)]) -> None:
        signatures.sign(petitions.get(petition_id), body.name, body.email, address)

    @routes.get("", response_model=list[PublicSignature])
    def latest(petition_id: int) -> list[Signature]:
        return signatures.latest(petitions.get(petition_id), PAGE)

    return routes
