"""What travels: JSON values, one call in, one answer out, and the refusal that ends a call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = Mapping[str, Json]

DOCUMENTATION = "https://docs.github.com/rest"
REDIRECTS = f"{DOCUMENTATION}/guides/best-practices-for-using-the-rest-api#follow-redirects"


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

    def __init__(
        self,
        status: int,
        message: str,
        *errors: Json,
        documentation: str = DOCUMENTATION,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.documentation = documentation
        self.headers = headers or {}

    def answer(self) -> Answer:
        """The body that GitHub sends with this status."""
        body: dict[str, Json] = {"message": self.message}
        if self.errors:
            body["errors"] = list(self.errors)
        body |= {"documentation_url": self.documentation, "status": str(self.status)}
        return Answer(body=body, status=self.status, headers=self.headers)


class Moved(Refusal):
    """The repository has another name by now: 301 for GET, 307 for what must be sent again as it is."""

    def __init__(self, method: str, url: str) -> None:
        status = 301 if method in ("GET", "HEAD") else 307
        message = "Moved Permanently" if status == 301 else "Temporary Redirect"  # noqa: PLR2004 - HTTP's own number
        super().__init__(status, message, documentation=REDIRECTS, headers={"Location": url})
        self.url = url

    def answer(self) -> Answer:
        """GitHub's body: the address stands in it too."""
        body: JsonObject = {"message": self.message, "url": self.url, "documentation_url": self.documentation}
        return Answer(body=body, status=self.status, headers=self.headers)


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
