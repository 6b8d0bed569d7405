from fastapi import FastAPI, Request, status
from fastapi.responses import JSONResponse


class DomainError(Exception):
    """Something that the rules of the harbour do not allow."""

    code = "not_allowed"
    status = status.HTTP_400_BAD_REQUEST


class NotFound(DomainError):
    code = "not_found"
    status = status.HTTP_404_NOT_FOUND


class Conflict(DomainError):
    code = "conflict"
    status = status.HTTP_409_CONFLICT


def answer(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)
    return JSONResponse({"error": error.code, "message": str(error), **vars(error)}, status_code=error.status)


def install(app: FastAPI) -> None:
    app.add_exception_handler(DomainError, answer)
