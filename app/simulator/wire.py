"""What travels: JSON values, one call in, one answer out, and the refusal that ends a call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = Mapping[str, Json]

DOCUMENTATION = "https://docs.github.com/rest"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends back. `body` is JSON unless `content` is given."""

    body: Json = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content: bytes | None = None
    media_type: str = "application/json; charset=utf-8"


class Refusal(Exception):
    """An answer that ends a call: GitHub's status, message and `errors`."""

    def __init__(self, status: int, message: str, *errors: Json, documentation: str = DOCUMENTATION) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.documentation = documentation

    def answer(self) -> Answer:
        """The body that GitHub sends with this status."""
        body: dict[str, Json] = {"message": self.message}
        if self.errors:
            body["errors"] = list(self.errors)
        body |= {"documentation_url": self.documentation, "status": str(self.status)}
        return Answer(body=body, status=self.status)


def not_found() -> Refusal:
    """What is not there, or not within the token's reach: GitHub does not say which."""
    return Refusal(404, "Not Found")


def not_accessible() -> Refusal:
    """A permission that the installation token lacks."""
    return Refusal(403, "Resource not accessible by integration")


def invalid(resource: str, field_name: str, code: str, message: str = "") -> Refusal:
    """A field whose value is refused after the request's form was found right."""
    error: dict[str, Json] = {"resource": resource, "code": code, "field": field_name}
    if message:
        error["message"] = message
    return Refusal(422, "Validation Failed", error)
