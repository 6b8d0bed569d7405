"""`check_run` and `check_suite`. GitHub sends these actions only to the App whose run or suite it is."""

from typing import Final

from app.domain.event import CheckEvent, Event, Ignored
from app.github.checks import NAME
from app.github.events.payload import NO_INSTALLATION, Id, Narrow, Payload, Repository, Sha

RUN_ACTIONS: Final = frozenset({"rerequested", "requested_action"})
SUITE_ACTIONS: Final = frozenset({"rerequested"})
_BY_BOT: Final = Ignored(reason="a bot asked for the check")


class _BaseRepository(Narrow):
    id: Id


class _Base(Narrow):
    repo: _BaseRepository | None = None


class _PullRequest(Narrow):
    number: Id
    base: _Base = _Base()


class _Checked(Narrow):
    head_sha: Sha
    name: str | None = None  # of a run
    external_id: str | None = None
    pull_requests: tuple[_PullRequest, ...] | None = None

    def numbers(self, repository: Repository) -> tuple[int, ...]:
        """The pull requests of this repository; GitHub lists those of forks of it with the same head, too."""
        listed = [(one.number, one.base.repo) for one in self.pull_requests or ()]
        return tuple(number for number, base in listed if base is None or base.id == repository.id)


class _Button(Narrow):
    identifier: str = ""


class _RunPayload(Payload):
    check_run: _Checked
    requested_action: _Button | None = None


class _SuitePayload(Payload):
    check_suite: _Checked


def read_check_run(delivery: str, body: bytes) -> Event:
    """The event of a `check_run` webhook: a person wants a run again, or pressed a button."""
    payload = _RunPayload.model_validate_json(body)
    if payload.check_run.name not in {None, NAME}:
        return Ignored(reason=f"the check is not `{NAME}`")
    button = payload.requested_action.identifier if payload.requested_action else ""
    if payload.action == "requested_action" and not button:
        return Ignored(reason="the webhook names no button")
    return _event(delivery, payload, payload.check_run, button)


def read_check_suite(delivery: str, body: bytes) -> Event:
    """The event of a `check_suite` webhook: a person wants all runs of a commit again."""
    payload = _SuitePayload.model_validate_json(body)
    return _event(delivery, payload, payload.check_suite, "")


def _event(delivery: str, payload: Payload, checked: _Checked, button: str) -> Event:
    if payload.installation is None:
        return NO_INSTALLATION
    if payload.by_bot:
        return _BY_BOT
    return CheckEvent(
        **payload.common(delivery, payload.installation),
        head_sha=checked.head_sha,
        external_id=checked.external_id or "",
        button=button,
        numbers=checked.numbers(payload.repository),
    )
