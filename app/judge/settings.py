"""What the judge needs to know to reach its models."""

from dataclasses import dataclass, field

DEFAULT_BASE_URL = "https://api.anthropic.com"


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """Access, models and limits; the composition root fills it in.

    `timeout` is for one attempt, in seconds; a request with all its retries and waits may take
    `timeout * (max_retries + 1)`. `reading_turns` and `lookup_turns` are how many requests
    a first and a second reading may make where looking further is allowed.
    """

    api_key: str = field(repr=False)
    base_url: str = DEFAULT_BASE_URL
    verdict_model: str = "claude-sonnet-5-5"
    refute_model: str = "claude-opus-5-5"
    timeout: float = 120.0
    max_retries: int = 4
    max_output_tokens: int = 8_000
    concurrency: int = 4
    reading_turns: int = 4
    lookup_turns: int = 6

    def __post_init__(self) -> None:
        for name in ("max_output_tokens", "concurrency", "reading_turns", "lookup_turns"):
            if getattr(self, name) < 1:
                raise ValueError(f"`{name}` of the judge must be at least 1")

    @property
    def deadline(self) -> float:
        """Seconds after which a request is given up, whatever the endpoint asks to wait."""
        return self.timeout * (self.max_retries + 1)
