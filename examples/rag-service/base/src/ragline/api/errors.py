"""Every failure in the one shape that clients know."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ragline.api.schema import ErrorBody, ErrorDetail


class NotFound(Exception):
    """There is nothing with the id that the client gave."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.body = ErrorBody(code=code, message=message)


def install_error_handlers(app: FastAPI) -> None:
    """Make `app` answer with `ErrorBody` wherever it refuses a request."""

    @app.exception_handler(NotFound)
    def not_found(_: Request, error: NotFound) -> JSONResponse:
        return _response(404, error.body)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        details = [ErrorDetail(field=_field(fault), message=fault["msg"]) for fault in error.errors()]
        return _response(422, ErrorBody(code="invalid_request", message="The request is not valid", details=details))

    @app.exception_handler(HTTPException)
    def refused(_: Request, error: HTTPException) -> JSONResponse:
        code = HTTPStatus(error.status_code).name.lower()
        return _response(error.status_code, ErrorBody(code=code, message=str(error.detail)), error.headers)


def _response(status: int, body: ErrorBody, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(body.model_dump(), status_code=status, headers=headers)


def _field(fault: dict) -> str:
    if fault["type"] == "json_invalid":  # its place is an offset, not a field
        return "body"
    where, *names = fault["loc"]
    return ".".join(str(name) for name in names) or str(where)
