"""What all bodies of the HTTP interface have in common."""

from pydantic import BaseModel, ConfigDict


class ApiModel(BaseModel):
    """A frozen body. Unknown fields are refused, and every text loses the white space around it first."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        str_strip_whitespace=True,
        hide_input_in_errors=True,  # texts are confidential, and errors end up in logs
    )


class ErrorDetail(ApiModel):
    """One field at fault, and what it should be."""

    field: str
    message: str


class ErrorBody(ApiModel):
    """The body of every response that refuses a request."""

    code: str
    message: str
    details: list[ErrorDetail] = []
