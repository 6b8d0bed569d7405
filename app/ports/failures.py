"""How the things outside fail."""

from app.domain.review import Reviewed


class Unavailable(Exception):
    """Something outside did not answer. Raised by adapters, retried by the step, then reported as `error`.

    `retry_after` is the seconds that the outside asks for. A review that could go no further without the model
    says what to show when patience ends (`fallback`), and for how long the repository wants to wait (`patience`).
    """

    def __init__(
        self,
        message: str = "",
        *,
        retry_after: float | None = None,
        fallback: Reviewed | None = None,
        patience: int | None = None,
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.fallback = fallback
        self.patience = patience


class Refused(Exception):
    """The outside answered and will not do it: no access, a permission missing, gone. Not tried again.

    The message says which and what to do.
    """


class NotFound(Exception):
    """A revision, repository or path that does not exist; the message says which and what to do."""
