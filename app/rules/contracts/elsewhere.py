"""Operations of a contract against a committed description of the same interface."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.dossier import CommittedDescription
from app.rules.contracts.difference import Difference, Found
from app.rules.contracts.operations import compare_operations
from app.rules.contracts.pairs import Described, Known, described
from app.rules.contracts.schemas import Schemas
from app.rules.contracts.view import Views
from specs_schema.contracts.schema_model import ContractModel

_ONE_TELLING_STEP = 1  # steps of a path that are no parameter: with more, its end alone tells which operation it is
_MINOR = "response-non-success-status-removed"


@dataclass(frozen=True, slots=True)
class Compared:
    """One operation of the contract and what the description says otherwise; `there` is None where it is missing.

    `certain` would break a client that relies on the contract, `minor` is an error that nobody documented.
    """

    operation: Described
    there: Described | None
    certain: tuple[Difference, ...] = ()
    minor: tuple[Difference, ...] = ()


class Description:
    """A committed description whose operations can be looked up."""

    def __init__(self, committed: CommittedDescription) -> None:
        self.committed = committed
        self._operations = tuple(described([committed.contract]))
        self._known = Known(self._operations)

    @property
    def path(self) -> str:
        """The path of the document."""
        return self.committed.contract.path

    def find(self, one: Described) -> Described | None:
        """The operation by its path, with or without what servers put before it, else by the end of its path."""
        if same := self._known.same(one):
            return same
        template = one.operation.template
        telling = sum(1 for step in template.split("/") if step and step != "{}")
        ending = [
            other
            for other in self._operations
            if other.operation.method == one.operation.method and other.operation.template.endswith(template)
        ]
        return ending[0] if len(ending) == 1 and telling > _ONE_TELLING_STEP else None


def nearest(operations: Sequence[Described], descriptions: Sequence[Description]) -> Description | None:
    """The description that shares most operations; None where none shares any."""
    best, chosen = 0, None
    for description in descriptions:
        shared = sum(description.find(one) is not None for one in operations)
        if shared > best:
            best, chosen = shared, description
    return chosen


def compare(operations: Sequence[Described], description: Description) -> Iterator[Compared]:
    """Each operation of the contract, with what a client that relies on it would miss.

    One that is only known by the end of its path is there, and nothing more is certain.
    """
    for one in operations:
        there = description.find(one)
        if there is None or (there.identity != one.identity and there.whole != one.whole):
            yield Compared(one, there)
            continue
        found = Found()
        models = Views(one.contract.model or ContractModel()), Views(there.contract.model or ContractModel())
        compare_operations(Schemas(*models, found), one.operation, there.operation)
        told = [difference for difference in found.differences if not difference.kind.startswith("api-security")]
        certain = tuple(difference for difference in told if difference.level == "breaking")
        yield Compared(one, there, certain, tuple(difference for difference in told if difference.kind == _MINOR))
