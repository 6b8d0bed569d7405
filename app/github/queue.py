"""The merge queue of a branch: which pull requests a group consists of."""

from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from app.domain.event import MergeGroup
from app.domain.forge import GroupEntry

QUEUE: Final = """
query Queue($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: 100) {
        nodes {
          baseCommit { oid }
          headCommit { oid }
          pullRequest { number headRefOid }
        }
      }
    }
  }
}
"""


class _Narrow(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Commit(_Narrow):
    oid: str


class _Pull(_Narrow):
    number: int
    head: str = Field(alias="headRefOid")


class _Entry(_Narrow):
    base: _Commit | None = Field(alias="baseCommit")  # null until the entry was merged on top of those before it
    head: _Commit | None = Field(alias="headCommit")
    pull: _Pull | None = Field(alias="pullRequest")

    def entry(self) -> GroupEntry | None:
        """The entry in our words; None while GitHub has not made its commit."""
        if self.base is None or self.head is None or self.pull is None:
            return None
        return GroupEntry(
            number=self.pull.number, pull_head=self.pull.head, base_sha=self.base.oid, head_sha=self.head.oid
        )


class _Entries(_Narrow):
    nodes: tuple[_Entry | None, ...] | None


class _Queue(_Narrow):
    entries: _Entries | None


class _Repository(_Narrow):
    queue: _Queue | None = Field(alias="mergeQueue")  # null for a branch without a queue


class QueueAnswer(_Narrow):
    """The answer to QUEUE."""

    repository: _Repository

    def entries(self) -> tuple[GroupEntry, ...]:
        """The entries that have a commit, in the order in which GitHub lists them."""
        queue = self.repository.queue
        nodes = (queue.entries.nodes or ()) if queue and queue.entries else ()
        return tuple(entry for node in nodes if node and (entry := node.entry()))


def chain(entries: Sequence[GroupEntry], head_sha: str, group: MergeGroup) -> tuple[GroupEntry, ...]:
    """The entries that lead from the group's base to `head_sha`, in order; none when one is missing."""
    walked = tuple(_walk({entry.head_sha: entry for entry in entries}, head_sha, group.base_sha))
    complete = walked and walked[-1].base_sha == group.base_sha
    return tuple(reversed(walked)) if complete else ()


def _walk(by_head: dict[str, GroupEntry], head_sha: str, base_sha: str) -> Iterator[GroupEntry]:
    """Back from the last entry; each is used up, so that a circle ends."""
    at = head_sha
    while at != base_sha and (entry := by_head.pop(at, None)):
        yield entry
        at = entry.base_sha
