"""What a function writes as an answer and reads from a request: calls that a data file names, and helpers of ours."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ast_grep_py import SgNode

from app.symbols.framework import HandlerPattern, WritePattern
from app.symbols.handlers.place import Place, between, contains, named
from app.symbols.handlers.types import Types
from app.symbols.nodes import arguments
from app.symbols.search import has, matches
from app.symbols.source import Function
from app.symbols.values import argument

_MOST_STEPS: Final = 3  # from a handler over helpers
_NAMES: Final = frozenset({"identifier"})
_BLOCKS: Final = frozenset({"block", "statement_block"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status as it is written, or the number `otherwise`; and its body, None where it has none."""

    otherwise: int
    status: Place | None = None
    value: Place | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the body: into a variable, or by the model `model`."""

    value: Place
    is_model: bool
    enforced: bool


class Handled:
    """Reads functions of one framework."""

    def __init__(self, pattern: HandlerPattern, types: Types) -> None:
        self._pattern = pattern
        self._types = types

    def answers(self, place: Place, response: int, request: int, steps: int = _MOST_STEPS) -> list[Answer] | None:
        """Every answer of the function; None where it may give others that are not seen."""
        found: list[Answer] = []
        names = _names(place.function, response, request)
        if not names["response"] or steps == 0:
            return None
        seen: list[SgNode] = []
        sets = [call for call in self._calls(place, self._pattern.sets, names) if _is_statement(call)]
        used: list[SgNode] = []
        for pattern in self._pattern.writes:
            for call in self._calls(place, pattern.call, names):
                seen.append(call)
                before = None if pattern.final else _before(call, sets)
                used.extend([before] if before is not None else [])
                found.append(_answer(place, pattern, call, before))
        alone = [call for call in sets if call not in used]
        found.extend(Answer(0, place.at(status)) for call in alone if (status := has(call, "STATUS")) is not None)
        seen.extend([*sets, *self._calls(place, self._pattern.harmless, names)])
        for use in _uses(place, names["response"]):
            if any(contains(one, use) for one in seen) or (self._pattern.members and _is_member(use)):
                continue
            helped = self._helped(place, use, names, steps)
            if helped is None:
                return None
            found.extend(helped)
        return found

    def readings(self, place: Place, request: int, steps: int = _MOST_STEPS) -> list[Reading]:
        """Every reading of the body of the request that can be seen."""
        found: list[Reading] = []
        names = _names(place.function, -1, request)
        for pattern in self._pattern.reads:
            for call in self._calls(place, pattern.call, names):
                body, model = has(call, "BODY"), has(call, "MODEL")
                if body is not None and not self._is_body(place.at(body), names):
                    continue
                value = argument(call, pattern.into) if pattern.into else model
                if value is not None:
                    found.append(Reading(place.at(_plain(value)), not pattern.into, pattern.enforced))
        for use in _uses(place, names["request"]) if names["request"] and steps else ():
            found.extend(self._helped_reading(place, use, steps))
        return found

    def _calls(self, place: Place, patterns: Iterable[str], names: dict[str, str]) -> list[SgNode]:
        """The calls of the patterns within the function."""
        wanted = [one for one in patterns if all(name or f"{{{key}}}" not in one for key, name in names.items())]
        filled = [one.replace("{request}", names["request"]).replace("{response}", names["response"]) for one in wanted]
        return [call for call in matches(place.source, filled) if contains(place.function.node, call)]

    def _is_body(self, place: Place, names: dict[str, str]) -> bool:
        """Whether an expression is the body of the request, or a name that is given it once."""
        written = {one.replace("{request}", names["request"]) for one in self._pattern.body}
        if place.node.text() in written:
            return True
        values = place.source.bindings.get(place.node.text(), ()) if place.node.kind() in _NAMES else ()
        own = [one for one in values if contains(place.function.node, one)]
        return len(own) == 1 and own[0].text() in written

    def _helped(self, place: Place, use: SgNode, names: dict[str, str], steps: int) -> list[Answer] | None:
        """What a helper answers that is handed the response."""
        helper = self._helper(place, use)
        if helper is None:
            return None
        inner, given, at = helper
        request = next((number for number, one in enumerate(given) if one.text() == names["request"]), -1)
        found = self.answers(inner, at, request if names["request"] else -1, steps - 1)
        return [_handed(one, place, given) for one in found] if found is not None else None

    def _helped_reading(self, place: Place, use: SgNode, steps: int) -> Iterator[Reading]:
        helper = self._helper(place, use)
        for one in self.readings(helper[0], helper[2], steps - 1) if helper is not None else ():
            number = one.value.parameter
            if helper is not None and number is not None and number < len(helper[1]) and not one.is_model:
                yield replace(one, value=place.at(_plain(helper[1][number])))

    def _helper(self, place: Place, use: SgNode) -> tuple[Place, Sequence[SgNode], int] | None:
        """The one function that is handed `use`, with all that it is given, and which of it `use` is."""
        call = next(
            (one for one in between(use, place.function.node) if one.kind() in place.source.grammar.calls), None
        )
        given = arguments(call) if call is not None else []
        at = next((number for number, one in enumerate(given) if one.range() == use.range()), None)
        called = call.field("function") if call is not None else None
        if at is None or called is None:
            return None
        found = self._types.functions(place.at(called))
        if len(found) != 1 or found[0][1].node.range() == place.function.node.range():
            return None
        source, function = found[0]
        return Place(source, function, function.node), given, at


def _names(function: Function, response: int, request: int) -> dict[str, str]:
    known = [name for name, _ in function.parameters]
    return {
        "response": known[response] if 0 <= response < len(known) else "",
        "request": known[request] if 0 <= request < len(known) else "",
    }


def _answer(place: Place, pattern: WritePattern, call: SgNode, before: SgNode | None) -> Answer:
    status = has(call, "STATUS") or argument(call, pattern.status)
    if status is None and before is not None:
        status = has(before, "STATUS")
    value = argument(call, pattern.value)
    return Answer(
        otherwise=pattern.otherwise,
        status=place.at(status) if status is not None else None,
        value=place.at(value) if value is not None else None,
    )


def _before(call: SgNode, sets: Sequence[SgNode]) -> SgNode | None:
    """The last call above in the same block, or in one around it, that says the status."""
    blocks = [one.range() for one in call.ancestors() if one.kind() in _BLOCKS or one.kind() == "statement_list"]
    start = call.range().start.index
    fits = [one for one in sets if one.range().end.index <= start and _block(one) in blocks]
    return max(fits, key=lambda one: one.range().start.index, default=None)


def _block(call: SgNode) -> object:
    kinds = _BLOCKS | {"statement_list"}
    return next((one.range() for one in call.ancestors() if one.kind() in kinds), None)


def _is_statement(call: SgNode) -> bool:
    parent = call.parent()
    return parent is not None and parent.kind() == "expression_statement"


def _uses(place: Place, name: str) -> Iterator[SgNode]:
    """Every use of a name in the body of the function."""
    body = place.function.node.field("body")
    for node in body.find_all(kind="identifier") if body is not None else ():
        if node.text() == name:
            yield node


def _is_member(use: SgNode) -> bool:
    parent = use.parent()
    return parent is not None and parent.kind() in {"selector_expression", "member_expression"}


def _plain(node: SgNode) -> SgNode:
    """`x` of `&x`."""
    return named(node)[0] if node.kind() == "unary_expression" and node.text().startswith("&") else node


def _handed(answer: Answer, place: Place, given: Sequence[SgNode]) -> Answer:
    """An answer of a helper, with what the caller gave it in place of its parameters."""
    return replace(answer, status=_caller(answer.status, place, given), value=_caller(answer.value, place, given))


def _caller(inner: Place | None, place: Place, given: Sequence[SgNode]) -> Place | None:
    number = inner.parameter if inner is not None else None
    return place.at(given[number]) if number is not None and number < len(given) else inner
