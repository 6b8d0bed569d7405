"""Every environment variable that Speckeeper reads."""

import base64
import binascii
import re
import socket
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.domain.event import Value

Seconds = Annotated[float, Field(gt=0, le=3_600)]
Dollars = Annotated[float, Field(ge=0, le=100_000)]
_PEM = re.compile(r"-----BEGIN (?P<kind>[A-Z ]*PRIVATE KEY)-----(?P<body>[A-Za-z0-9+/=\s]+)-----END (?P=kind)-----")


class SettingsError(Exception):
    """The environment does not say what is needed. `problems` holds one line per variable, without values."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class GitHubApp(Value):
    """The identity of the GitHub App, complete."""

    app_id: str
    private_key: SecretStr
    webhook_secret: SecretStr
    api_url: str
    timeout: float


class Settings(BaseSettings):
    """The environment, parsed once. The fields' descriptions are the reference in the README."""

    model_config = SettingsConfigDict(
        env_prefix="SPECKEEPER_", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: Annotated[int, Field(ge=0, le=65_535)] = Field(default=8080, description="Port to listen on")
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]+.*)?$",
        description="Address under which people reach this service; checks then link to the pages of rules",
    )
    data_dir: Path = Field(default=Path(), description="Folder of the SQLite files; must exist")
    database_url: str = Field(
        default="",
        description="`sqlite:///FILE` or `postgresql://...`; default: `speckeeper.sqlite` in `SPECKEEPER_DATA_DIR`",
    )
    executor_id: str = Field(
        default="",
        validation_alias=AliasChoices("SPECKEEPER_EXECUTOR_ID", "FLY_MACHINE_ID"),
        description="Stable name of this process, unique among those that share the database; "
        "default: the machine's id on Fly, else the host name",
    )
    github_app_id: str = Field(default="", pattern=r"^[A-Za-z0-9._-]*$", description="Id of the GitHub App")
    github_private_key: SecretStr | None = Field(
        default=None, description="Private key of the GitHub App: PEM, or base64 of PEM"
    )
    github_private_key_file: Path | None = Field(
        default=None, description="File with the private key, in place of `SPECKEEPER_GITHUB_PRIVATE_KEY`"
    )
    github_webhook_secret: SecretStr | None = Field(default=None, description="Secret that GitHub signs webhooks with")
    github_api_url: str = Field(
        default="https://api.github.com",
        description="REST interface of GitHub; `https://HOST/api/v3` for GitHub Enterprise Server",
    )
    github_timeout: Seconds = Field(default=15, description="Seconds that one request to GitHub may take")
    model: str = Field(default="claude-sonnet-5-5", description="Model that gives the first verdict")
    refute_model: str | None = Field(
        default=None, description="Model that refutes; default: the same as `SPECKEEPER_MODEL`"
    )
    economy_model: str | None = Field(
        default=None,
        description="Model of the tier `economy`, for first verdict and refutation; default: the same as the tier "
        "`standard`",
    )
    anthropic_api_key: SecretStr | None = Field(
        default=None,
        validation_alias="ANTHROPIC_API_KEY",
        description="Key of the model's interface; without it requirements are not judged",
    )
    anthropic_base_url: str | None = Field(
        default=None,
        validation_alias="ANTHROPIC_BASE_URL",
        description="Any Anthropic-compatible endpoint; default: the vendor's",
    )
    model_timeout: Seconds = Field(default=120, description="Seconds that one request to the model may take")
    model_retries: Annotated[int, Field(ge=0, le=10)] = Field(
        default=2, description="How often a request to the model is tried again at once"
    )
    model_concurrency: Annotated[int, Field(ge=1, le=64)] = Field(
        default=4, description="Requests to the model at the same time, in one review"
    )
    budget_review: Dollars | None = Field(
        default=None, description="Most US dollars that one review may cost, at list price; default: no limit"
    )
    budget_day: Dollars | None = Field(
        default=None,
        description="Most US dollars that the reviews of one repository may cost in 24 hours; default: no limit",
    )
    review_concurrency: Annotated[int, Field(ge=1, le=64)] = Field(
        default=4, description="Reviews at the same time, in one process"
    )
    patience: Annotated[int, Field(ge=0, le=86_400)] = Field(
        default=7_200,
        description="Seconds for which an outage of GitHub or the model is waited out; a repository may ask for less",
    )
    on_failure: Literal["neutral", "action_required"] = Field(
        default="neutral",
        description="Conclusion of a check that could not be decided because Speckeeper or GitHub failed",
    )
    resolve_threads: bool = Field(
        default=False,
        description="Resolve the threads of fixed findings; GitHub wants `contents: write` for that, so grant it to "
        "the App first",
    )
    write_spacing: Annotated[float, Field(ge=0, le=60)] = Field(
        default=1,
        description="Seconds between two comments in one installation; GitHub asks for one or more",
    )
    retention_days: Annotated[int, Field(ge=1, le=3_650)] = Field(
        default=30, description="Days for which finished reviews are kept"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level that is logged"
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not re.match(r"(sqlite:///.|postgres(ql)?(\+psycopg)?://.)", value):
            raise ValueError("use `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`")
        return re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql+psycopg://", value)

    @field_validator("data_dir")
    @classmethod
    def _existing_folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("the folder does not exist; create it, or name another")
        return value

    @field_validator("github_private_key")
    @classmethod
    def _readable_key(cls, value: SecretStr | None) -> SecretStr | None:
        return None if value is None else SecretStr(pem(value.get_secret_value()))

    @field_validator("github_private_key_file")
    @classmethod
    def _readable_key_file(cls, value: Path | None) -> Path | None:
        if value is not None:
            pem(read_key(value))
        return value

    @field_validator("github_api_url", "anthropic_base_url")
    @classmethod
    def _safe_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        loopback = parts.hostname in {"127.0.0.1", "localhost", "::1"}
        if not parts.hostname or parts.scheme not in ({"https", "http"} if loopback else {"https"}):
            raise ValueError("use an https:// address (http:// only on this machine)")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _one_key(self) -> "Settings":
        if self.github_private_key is not None and self.github_private_key_file is not None:
            raise ValueError("set `SPECKEEPER_GITHUB_PRIVATE_KEY` or `SPECKEEPER_GITHUB_PRIVATE_KEY_FILE`, not both")
        return self

    @property
    def executor(self) -> str:
        """The stable name of this process."""
        return self.executor_id or socket.gethostname()

    @property
    def ledger_url(self) -> str:
        """Where reviews and deliveries are kept."""
        return self.database_url or f"sqlite:///{self.data_dir / 'speckeeper.sqlite'}"

    @property
    def engine_url(self) -> str:
        """Where the durable engine keeps its state: a schema in PostgreSQL, beside the ledger in SQLite.

        Two SQLite files, because SQLite has one writer per file and a webhook must not wait for the engine.
        """
        if not self.ledger_url.startswith("sqlite"):
            return self.ledger_url
        path = Path(self.ledger_url.removeprefix("sqlite:///"))
        return f"sqlite:///{path.with_name(path.stem + '-workflows' + (path.suffix or '.sqlite'))}"

    def github(self) -> GitHubApp:
        """The GitHub App. Raises SettingsError that names each variable that is missing."""
        missing = tuple(_missing(name) for name, absent in self._absent().items() if absent)
        if missing or self.github_webhook_secret is None:
            raise SettingsError(missing)
        key = self.github_private_key or SecretStr(pem(read_key(self.github_private_key_file or Path())))
        return GitHubApp(
            app_id=self.github_app_id,
            private_key=key,
            webhook_secret=self.github_webhook_secret,
            api_url=self.github_api_url,
            timeout=self.github_timeout,
        )

    def _absent(self) -> dict[str, bool]:
        return {
            "github_app_id": not self.github_app_id,
            "github_private_key": self.github_private_key is None and self.github_private_key_file is None,
            "github_webhook_secret": not (self.github_webhook_secret and self.github_webhook_secret.get_secret_value()),
        }


def read_settings() -> Settings:
    """The environment as Settings. Raises SettingsError with one line per variable, never showing a value."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(
            tuple(_problem(str(part["loc"][0]) if part["loc"] else "", part["msg"]) for part in error.errors())
        ) from None  # the original shows values


def variable(field: str) -> str:
    """The environment variable of a field of Settings."""
    return field.upper() if field.startswith("anthropic") else f"SPECKEEPER_{field.upper()}"


def pem(text: str) -> str:
    """The PEM in `text`, which may also be base64 of it, or hold backslash and n for line feeds. Raises ValueError."""
    candidate = text.replace("\\n", "\n").strip()
    if "-----BEGIN" not in candidate:
        try:
            candidate = base64.b64decode("".join(candidate.split()), validate=True).decode("ascii").strip()
        except (binascii.Error, ValueError):
            candidate = ""
    found = _PEM.search(candidate)
    if found is None or not _is_der(found["body"]):
        raise ValueError("this is no complete PEM private key; download a new one in the App's settings")
    return candidate + "\n"


def read_key(path: Path) -> str:
    """The content of a key file. Raises ValueError that says why it cannot be read."""
    try:
        return path.read_text("ascii")
    except OSError as error:
        raise ValueError(f"the file cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError("this is no PEM file") from None


def _is_der(body: str) -> bool:
    """Whether the base64 between the PEM lines is whole and holds as many bytes as its first ones say."""
    try:
        data = base64.b64decode("".join(body.split()), validate=True)
    except binascii.Error:
        return False
    if len(data) < 4 or data[0] != 0x30:  # noqa: PLR2004 - an ASN.1 sequence with a length of two bytes
        return False
    return data[1] != 0x82 or len(data) == 4 + int.from_bytes(data[2:4])  # noqa: PLR2004 - the same


def _problem(field: str, message: str) -> str:
    text = message.removeprefix("Value error, ")
    if not field:
        return text
    name = field if field.isupper() else variable(field)
    return f"`{name}` is wrong: {text[0].lower()}{text[1:]}"


def _missing(field: str) -> str:
    description = Settings.model_fields[field].description
    return f"`{variable(field)}` is missing: {description}. Set it, or use `speckeeper review` without an App"
