"""The code that GitHub comes back with → the credentials of the new App."""

from dataclasses import dataclass
from typing import Final

import httpx
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from app.setup.manifest import SetupFailed

_TIMEOUT: Final = 30.0
_CREATED: Final = 201


class Credentials(BaseModel):
    """What GitHub tells about a new App, once."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: int
    slug: str
    html_url: str
    webhook_secret: SecretStr
    pem: SecretStr


@dataclass(frozen=True, slots=True)
class Conversion:
    """The interface that converts codes. `attempts` counts connections; a request that was sent is never repeated."""

    api_url: str
    transport: httpx.BaseTransport | None = None
    attempts: int = 3

    def credentials(self, code: str) -> Credentials:
        """The credentials behind `code`, which works once and for an hour. Raises SetupFailed."""
        answer = self._answer(code)
        if answer.status_code != _CREATED:
            raise SetupFailed(
                f"GitHub answered {answer.status_code} to the code of the new App: it works once, for an hour. "
                "Delete the App if it exists, and run `speckeeper setup` again"
            )
        try:
            return Credentials.model_validate_json(answer.content)
        except ValidationError as error:
            missing = ", ".join(str(one["loc"][0]) for one in error.errors() if one["loc"])
            raise SetupFailed(f"GitHub's answer about the new App has no usable {missing}; {_BY_HAND}") from None

    def _answer(self, code: str) -> httpx.Response:
        # Only the connection is tried again: the code may have been used up by a request that got no answer.
        transport = self.transport or httpx.HTTPTransport(retries=self.attempts - 1)
        with httpx.Client(transport=transport, timeout=_TIMEOUT, trust_env=False) as client:
            try:
                return client.post(f"{self.api_url}/app-manifests/{code}/conversions", headers=_HEADERS)
            except httpx.TransportError as error:
                raise SetupFailed(f"GitHub did not answer ({type(error).__name__}); {_BY_HAND}") from None


_HEADERS: Final = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2026-03-10"}
_BY_HAND: Final = (
    "if the App exists in GitHub's settings, generate a private key and a webhook secret there and set "
    "`SPECKEEPER_GITHUB_APP_ID`, `SPECKEEPER_GITHUB_PRIVATE_KEY` and `SPECKEEPER_GITHUB_WEBHOOK_SECRET` by hand"
)
