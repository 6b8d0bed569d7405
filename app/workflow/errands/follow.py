"""What each command does, for somebody who may use it."""

from dataclasses import dataclass
from typing import assert_never

from app.domain.conversation import Reaction
from app.domain.decisions import Waiver
from app.domain.forge import OpenPull
from app.stages import replies
from app.stages.commands import Command, Config, Explain, Feature, Help, Status, Unwaive, Verify, Waive
from app.stages.entitlement import Asker, entitled
from app.stages.replies import Standing
from app.stages.subjects import Known, find, known_subjects, nearest
from app.workflow.errands.job import Job, Wish, plan_at
from specs_schema.config import Commands
from specs_schema.config_layers import ReadConfig


@dataclass(frozen=True, slots=True)
class Following:
    """What a command is followed with: for which pull request, for whom, by which rules, after which report."""

    job: Job
    pull: OpenPull
    asker: Asker
    read: ReadConfig
    standing: Standing | None

    @property
    def rules(self) -> Commands:
        """Who may command."""
        return self.read.config.commands

    @property
    def key(self) -> str:
        """The pull request, as the ledger calls it."""
        return plan_at(self.pull, self.pull.number, self.pull.head_sha).pull_request

    @property
    def known(self) -> tuple[Known, ...]:
        """The subjects of the last report."""
        return known_subjects(self.standing.report) if self.standing else ()

    def wish(self, *, full: bool = False, feature: str = "") -> Wish:
        """A review as this person may have it: who may not spend money gets it by rules, remembered or not."""
        may_spend = entitled(self.asker.permission, self.rules)
        return Wish(may_spend, full and may_spend, feature)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one command. A quiet text is told only where a reply is written anyway."""

    text: str
    quiet: bool = False
    reaction: Reaction | None = None
    wish: Wish | None = None


async def follow(following: Following, command: Command) -> Outcome:
    """Do what the command says, safe to repeat."""
    match command:
        case Verify():
            return _verify(following, command)
        case Status():
            return Outcome(replies.status(following.standing) if following.standing else replies.unreviewed())
        case Explain():
            return _explain(following, command)
        case Waive():
            return await _waive(following, command)
        case Unwaive():
            return await _unwaive(following, command)
        case Feature():
            return await _feature(following, command)
        case Config():
            return Outcome(replies.config(following.read))
        case Help():
            return Outcome(replies.help_table(following.rules))
        case _:
            assert_never(command)


def _verify(following: Following, command: Verify) -> Outcome:
    if following.pull.state == "closed":
        return Outcome(replies.closed(), reaction="confused")
    wish = following.wish(full=command.full, feature=_directory(following, command.feature))
    return Outcome(replies.ordered(), quiet=True, reaction="+1", wish=wish)


def _explain(following: Following, command: Explain) -> Outcome:
    found = _find(following, command, "")
    if isinstance(found, Outcome):
        return found
    subject, standing = found
    return Outcome(replies.explain(standing, subject, following.rules))


async def _waive(following: Following, command: Waive) -> Outcome:
    until = f"until {command.until} " if command.until else ""
    found = _find(following, command, f"{until}{command.reason}")
    if isinstance(found, Outcome):
        return found
    subject, _ = found
    waiver = Waiver(
        subject=subject.id,
        reason=command.reason,
        by=following.asker.login,
        until=command.until,
        feature=subject.feature,
    )
    await following.job.books.waive(following.key, waiver)
    return _recorded(following, replies.waived(waiver))


async def _unwaive(following: Following, command: Unwaive) -> Outcome:
    found = _find(following, command, "")
    if isinstance(found, Outcome):
        return found
    subject, _ = found

    async def unwaive() -> int:
        return await following.job.books.unwaive(following.key, subject.id)

    if await following.job.once(f"unwaive:{subject.id}", unwaive):
        return _recorded(following, replies.unwaived(subject))
    # After a crash the waiver may have gone by this very command: the review is ordered all the same.
    return Outcome(replies.not_waived(subject), reaction="confused", wish=following.wish())


async def _feature(following: Following, command: Feature) -> Outcome:
    directory = _directory(following, command.dir)
    await following.job.books.correct_feature(following.key, directory)
    return _recorded(following, replies.corrected(directory))


def _recorded(following: Following, text: str) -> Outcome:
    """What is in the ledger now: a review, not a full one, brings the check up to date."""
    return Outcome(text, quiet=True, reaction="+1", wish=following.wish())


def _find(following: Following, command: Explain | Waive | Unwaive, rest: str) -> tuple[Known, Standing] | Outcome:
    """The one subject that the command names, or what to say where there is none or more than one."""
    if following.standing is None:
        return Outcome(replies.unreviewed(), reaction="confused")
    found = find(following.known, command.id, command.feature)
    match found:
        case (subject,):
            return subject, following.standing
        case ():
            return Outcome(replies.unknown(command.id, nearest(following.known, command.id)), reaction="confused")
        case _:
            return Outcome(replies.ambiguous(command.name, found, rest), reaction="confused")


def _directory(following: Following, named: str) -> str:
    """The feature directory that is named, by its last part too where the last report knows it."""
    features = following.standing.report.features if following.standing else ()
    return next((one.dir for one in features if one.dir.rsplit("/", 1)[-1] == named), named)
