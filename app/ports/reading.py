"""Git objects, and the documents in them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from app.domain.change import Change
from app.domain.code import ReadCode
from app.domain.repository import Blob, Found, TreeEntry
from app.domain.specs import ReadSpecs
from specs_schema.feature import FeatureDir


class Repository(Protocol):
    """Git objects of one repository. Read-only; nothing of the repository is ever run."""

    def resolve(self, revision: str) -> str:
        """The commit id that `revision` names. Raises NotFound."""
        ...

    def branch(self, revision: str) -> str:
        """The name of the local branch that `revision` is (`HEAD`: the one checked out); empty for a commit id."""
        ...

    def merge_base(self, base: str, head: str) -> str:
        """The commit where the two part. Raises NotFound when there is none or history is missing."""
        ...

    def change(self, base: str, head: str) -> Change:
        """What lies between the two commits, with renames followed."""
        ...

    def tree(self, commit: str) -> tuple[TreeEntry, ...]:
        """Every file of the commit."""
        ...

    def read(self, commit: str, paths: Sequence[str], limit: int = 1_000_000) -> Mapping[str, Blob]:
        """The files among `paths` that exist, are no larger than `limit` bytes, and are present."""
        ...

    def search(
        self, commit: str, terms: Sequence[str], paths: Sequence[str] = (), limit: int = 200, *, any_case: bool = False
    ) -> Found:
        """Lines that hold any of `terms` literally; `paths` are Git pathspecs; at most `limit`."""
        ...

    def messages(self, base: str, head: str) -> tuple[str, ...]:
        """Commit messages from `base` (excluded) to `head`, newest first, as far as history is present."""
        ...


class SpecReader(Protocol):
    """Reads spec documents and code where a crash cannot take anything down. Never raises for what a file holds."""

    def read(
        self,
        features: Sequence[FeatureDir],
        blobs: Mapping[str, Blob],
        constitutions: Sequence[str],
        descriptions: Sequence[str] = (),
    ) -> ReadSpecs:
        """The features, constitutions and descriptions of interfaces, from `blobs` (by repository path)."""
        ...

    def code(self, files: Mapping[str, str], marks: Collection[str] = (), names: Collection[str] = ()) -> ReadCode:
        """Routes and models that the files declare, by path, and the records whose folded names are in `names`.

        `marks` are literals that were found elsewhere.
        """
        ...
