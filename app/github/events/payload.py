"""What webhooks have in common, reduced to the fields that are used."""

from typing import Annotated, Final, TypedDict

from pydantic import BaseModel, ConfigDict, Field

from app.domain.event import Ignored

NO_INSTALLATION: Final = Ignored(reason="the webhook belongs to no installation: it is not the App's")

Sha = Annotated[str, Field(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]
Id = Annotated[int, Field(ge=0, lt=2**63)]  # what a database takes for a number
FullName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$")]


class Narrow(BaseModel):
    """The fields that are used; GitHub adds others without notice."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class User(Narrow):
    """Somebody, or a bot."""

    login: str = ""
    type: str | None = None

    @property
    def bot(self) -> bool:
        """Whether an App or a machine account acts here, ours included."""
        return self.type == "Bot"


class Repository(Narrow):
    """The repository that the webhook is about."""

    id: Id
    full_name: FullName
    default_branch: str = ""


class Installation(Narrow):
    """The installation that the webhook is sent to."""

    id: Id


class Previous(Narrow):
    """A text before it was edited; GitHub leaves it out or null where it was empty."""

    text: str | None = Field(default=None, alias="from")


class Common(TypedDict):
    """The fields that every event about a repository has."""

    delivery: str
    action: str
    sender: str
    installation_id: int
    repository_id: int
    repository: str


class Payload(Narrow):
    """What every webhook about a repository has."""

    action: str = ""
    repository: Repository
    installation: Installation | None = None
    sender: User | None = None

    @property
    def by_bot(self) -> bool:
        """Whether a bot caused the event."""
        return self.sender is not None and self.sender.bot

    def common(self, delivery: str, installation: Installation) -> Common:
        """The fields of the event that are the same for every kind."""
        return Common(
            delivery=delivery,
            action=self.action,
            sender=self.sender.login if self.sender else "",
            installation_id=installation.id,
            repository_id=self.repository.id,
            repository=self.repository.full_name,
        )
