"""One request to the Messages API through the SDK; whatever happens comes back as a value.

Only this module imports the SDK, which takes 1.2 s and 79 MB: import it when a request is to be sent, not before.
"""

import asyncio
from dataclasses import dataclass
from typing import Self

import anthropic
import httpx2
from pydantic import ValidationError

from app.domain.verdict import Failure
from app.judge.answer import Json
from app.judge.message import Message
from app.judge.settings import JudgeSettings

_MESSAGES = "/v1/messages"
_MAX_MESSAGE = 300
_MISCONFIGURED = frozenset({401, 402, 403, 404})
_TOO_LARGE = frozenset({413, 431})
_AWAY = frozenset({408, 409, 425, 429, 499})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The client, the only thing here that holds a connection."""

    client: anthropic.AsyncAnthropic
    deadline: float

    @classmethod
    def open(cls, settings: JudgeSettings, http_client: httpx2.AsyncClient | None) -> Self:
        """A client with our limits. Tracing stays off: it would carry prompts elsewhere."""
        client = anthropic.AsyncAnthropic(
            api_key=settings.api_key,
            base_url=settings.base_url,
            timeout=settings.timeout,
            max_retries=settings.max_retries,
            http_client=http_client,
            open_telemetry=False,
        )
        return cls(client, settings.deadline)

    async def close(self) -> None:
        """Closes the connections."""
        await self.client.close()

    async def send(self, body: Json) -> Message | Failure:
        """The response, after the SDK's retries."""
        try:
            async with asyncio.timeout(self.deadline):
                response = await self.client.post(_MESSAGES, cast_to=httpx2.Response, body=body)
        except anthropic.APIStatusError as error:
            return _refused(error)
        except (anthropic.APIConnectionError, httpx2.TransportError, TimeoutError) as error:
            return Failure("outage", f"The model could not be reached: {_brief(str(error) or 'it took too long')}")
        try:
            return Message.model_validate_json(response.content)
        except ValidationError:
            where = f"{self.client.base_url}".rstrip("/")
            return Failure("misconfigured", f"`{where}` answered with something that is no message of the Messages API")


def _refused(error: anthropic.APIStatusError) -> Failure:
    """An error status → whose turn it is."""
    status, told = error.status_code, _brief(error.api_message or error.message)
    if status in _TOO_LARGE or "prompt is too long" in told:
        return Failure("too_large", f"The request is too large for the model: {told}")
    if status in _MISCONFIGURED:
        return Failure("misconfigured", f"The model endpoint refused access ({status}): {told}")
    if status in _AWAY or status >= 500:  # noqa: PLR2004 -- every server error is an outage
        return Failure("outage", f"The model is away ({status}): {told}")
    return Failure("misconfigured", f"The model endpoint did not take the request ({status}): {told}")


def _brief(text: str) -> str:
    """One line of a message that somebody else wrote."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_MESSAGE else f"{line[: _MAX_MESSAGE - 1]}…"
