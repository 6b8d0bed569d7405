"""Operations of two versions of a feature's contracts → which is which."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from specs_schema.contract import Contract, Operation
from specs_schema.contracts.model_reader import template
from specs_schema.contracts.schema_model import OperationModel
from specs_schema.feature import Feature

_HOST = re.compile(r"^https?://[^/]*")

Identity = tuple[bool, str, str]


@dataclass(frozen=True, slots=True)
class Described:
    """An operation and the contract that describes it."""

    contract: Contract
    operation: OperationModel

    @property
    def identity(self) -> Identity:
        """Method and path, whatever its parameters are called."""
        return self.operation.webhook, self.operation.method, self.operation.template

    @property
    def whole(self) -> Identity:
        """The same with what the servers put before the path."""
        path = f"{self.operation.server}{self.operation.template}"
        return self.operation.webhook, self.operation.method, path

    @property
    def name(self) -> str:
        """`POST /answers`, as a subject is called."""
        return f"{self.operation.method} {self.operation.path}"

    def subject(self) -> str:
        """The key of the operation among the subjects of its feature."""
        for one in self.contract.operations:
            if one.method == self.operation.method and one.path == self.operation.path:
                return one.key
        return self.name


@dataclass(frozen=True, slots=True)
class Pairs:
    """Operations of the merge base: `kept` with their version at head, `moved` with their new place, `gone`."""

    kept: tuple[tuple[Described, Described], ...]
    moved: tuple[tuple[Described, Described], ...]
    gone: tuple[Described, ...]


def described(contracts: Iterable[Contract]) -> Iterator[Described]:
    """Every operation of the contracts that a program can compare."""
    for contract in contracts:
        for operation in contract.model.operations if contract.model else ():
            yield Described(contract, operation)


def pair(base: Feature, head: Feature, paths: frozenset[str]) -> Pairs:
    """What became of each operation. One is only gone where everything that could have it was read to its end.

    `paths` are the files at head: a document that is there and was not read may have it.
    """
    after = tuple(described(head.contracts))
    kept: list[tuple[Described, Described]] = []
    left: list[Described] = []
    known = Known(after)
    for one in described(base.contracts):
        if other := known.same(one):
            kept.append((one, other))
        else:
            left.append(one)
    prose = {_prose(one) for contract in head.contracts if contract.model is None for one in contract.operations}
    paired = {id(other.operation) for _, other in kept}
    fresh = [one for one in after if id(one.operation) not in paired]
    moved: list[tuple[Described, Described]] = []
    gone: list[Described] = []
    for one in left:
        if one.identity in prose or not _readable(one.contract, head, paths):
            continue
        if other := _moved(one, fresh):
            moved.append((one, other))
        else:
            gone.append(one)
    return Pairs(tuple(kept), tuple(moved), tuple(gone))


class Known:
    """Operations by what they are known as."""

    def __init__(self, operations: Iterable[Described]) -> None:
        self._by_identity: dict[Identity, list[Described]] = {}
        self._by_whole: dict[Identity, list[Described]] = {}
        for one in operations:
            self._by_identity.setdefault(one.identity, []).append(one)
            self._by_whole.setdefault(one.whole, []).append(one)

    def same(self, one: Described) -> Described | None:
        """The operation of the same method and path: in the same document first, then in another of the feature."""
        found = self._by_identity.get(one.identity) or self._by_whole.get(one.whole) or []
        return next((other for other in found if other.contract.path == one.contract.path), found[0] if found else None)


def _readable(contract: Contract, head: Feature, paths: frozenset[str]) -> bool:
    """Whether both versions of the document were read, and to their end: else nobody knows what is gone."""
    later = next((one for one in head.contracts if one.path == contract.path), None)
    models = [one.model for one in (contract, later) if one is not None]
    return all(model and model.complete for model in models) and (later is not None or contract.path not in paths)


def _moved(one: Described, fresh: Iterable[Described]) -> Described | None:
    """The new operation that has the id of this one."""
    name = one.operation.operation_id
    found = [other for other in fresh if name and other.operation.operation_id == name]
    return found[0] if len(found) == 1 else None


def _prose(operation: Operation) -> Identity:
    """Method and path of an operation that a Markdown contract names."""
    path = _HOST.sub("", operation.path).partition("?")[0]
    return False, operation.method, template(path)
