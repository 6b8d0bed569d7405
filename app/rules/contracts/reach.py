"""Which operations of a contract use a schema."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from specs_schema.contracts.schema_model import ContractModel, OperationModel, SchemaModel


@dataclass(slots=True)
class Reach:
    """The operations of one contract by the schemas that they use, worked out when first asked."""

    model: ContractModel
    _users: dict[str, list[str]] | None = field(default=None)

    def users(self, pointer: str) -> tuple[str, ...]:
        """Pointers of the operations that use the schema in which `pointer` stands; none for another place."""
        if self._users is None:
            self._users = {}
            for operation in self.model.operations:
                for key in _reached(self.model, operation):
                    self._users.setdefault(key, []).append(operation.pointer)
        return tuple(self._users.get(self._schema_of(pointer), ()))

    def _schema_of(self, pointer: str) -> str:
        while pointer and pointer not in self.model.schemas:
            pointer = pointer.rpartition("/")[0]
        return pointer


def _reached(model: ContractModel, operation: OperationModel) -> set[str]:
    pending, seen = list(_roots(operation)), set[str]()
    while pending:
        key = pending.pop()
        schema = model.schemas.get(key)
        if schema is not None and key not in seen:
            seen.add(key)
            pending.extend(_below(schema))
    return seen


def _roots(operation: OperationModel) -> Iterator[str]:
    bodies = [operation.body.media] if operation.body else []
    for media in (*bodies, *(response.media for response in operation.responses)):
        yield from (one.schema_key for one in media)
    headers = [header for response in operation.responses for header in response.headers]
    yield from (one.schema_key for one in (*operation.parameters, *headers))


def _below(schema: SchemaModel) -> Iterator[str]:
    yield from (member.schema_key for member in (*schema.properties, *schema.one_of, *schema.any_of))
    yield from (*schema.all_of, schema.items, schema.additional)
