"""Proof that the readers can say no: one mistake each, in requests and answers that are taken without it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Final, TypeVar

from app.simulator.state import Exchange
from app.simulator.wire import Json, JsonObject
from description import parts
from exchanges import Readers, annotations
from outcome import Check

_RUNS: Final = "/repos/acme/orders/check-runs"
_TOO_LONG: Final = "x" * 65_536
_ANNOTATION: Final[JsonObject] = {
    "path": "a.py", "start_line": 1, "end_line": 1, "annotation_level": "warning", "message": "Here"
}  # fmt: skip
_OUTPUT: Final[JsonObject] = {"title": "Title", "summary": "Summary", "annotations": [_ANNOTATION] * 50}
_RUN: Final[JsonObject] = {
    "name": "speckeeper", "head_sha": "0" * 40, "status": "completed", "conclusion": "neutral", "output": _OUTPUT
}  # fmt: skip
_CREATED: Final[Mapping[str, JsonObject]] = {
    "51 annotations": {**_RUN, "output": {**_OUTPUT, "annotations": [_ANNOTATION] * 51}},
    "a conclusion `green`": {**_RUN, "conclusion": "green"},
    "no `head_sha`": {name: value for name, value in _RUN.items() if name != "head_sha"},
    "an annotation level `error`": {
        **_RUN,
        "output": {**_OUTPUT, "annotations": [{**_ANNOTATION, "annotation_level": "error"}]},
    },
    "a summary of 65,536 characters": {**_RUN, "output": {**_OUTPUT, "summary": _TOO_LONG}},
    "a text of 65,536 characters": {**_RUN, "output": {**_OUTPUT, "text": _TOO_LONG}},
    "four actions": {**_RUN, "actions": [{"label": "a", "description": "b", "identifier": "c"}] * 4},
}
_MISSPELT: Final[JsonObject] = {**_RUN, "output": {**_OUTPUT, "sumary": "Summary"}}
_WRONG_ANSWERS: Final[Mapping[str, Callable[[JsonObject], JsonObject]]] = {
    "without `id`": lambda body: {name: value for name, value in body.items() if name != "id"},
    "with a field that GitHub does not send": lambda body: {**body, "colour": "green"},
    "with a status `done`": lambda body: {**body, "status": "done"},
    "started `yesterday`": lambda body: {**body, "started_at": "yesterday"},
    "with a number for a name": lambda body: {**body, "name": 7},
}
_QUERY: Final = 'query Q($name: String!) { repository(owner: "acme", name: $name) { FIELDS } }'
T = TypeVar("T")


def controls(readers: Readers, exchanges: list[Exchange]) -> Iterator[Check]:
    """A check for each mistake. `exchanges` are what service and simulator really said."""
    yield Check("control: a check run with 50 annotations is taken", readers.request(_exchange("POST", _RUNS, _RUN)))
    for mistake, body in _CREATED.items():
        created = _exchange("POST", _RUNS, body)
        yield _refused(f"creating a check run with {mistake}", readers.prism.problems(created), "Prism")
    fullest = max((one for one in exchanges if one.method == "PATCH"), key=lambda one: len(annotations(one)))
    problems = readers.prism.problems(_with_one_more(fullest))
    yield _refused("our own fullest check run with 51 annotations", problems, "Prism")
    unknown = _exchange("GET", "/repos/acme/orders/verdicts", None)
    yield _refused("a route that GitHub has not", readers.prism.problems(unknown), "Prism")
    listed = replace(_exchange("GET", "/repos/acme/orders/commits/main/check-runs", None), query=(("filter", "new"),))
    yield _refused("a filter that GitHub has not", readers.prism.problems(listed), "Prism")
    misspelt = readers.request(_exchange("POST", _RUNS, _MISSPELT))
    yield _refused("a field that GitHub does not know", misspelt, "the schema")
    yield from _queries(readers)
    yield from _answers(readers, exchanges)


def _exchange(method: str, route: str, body: Json) -> Exchange:
    headers = {"content-type": "application/json"}
    return Exchange(method, route, route, (), headers, body, status=0, response_headers={}, response=None)


def _with_one_more(exchange: Exchange) -> Exchange:
    body = parts(exchange.request)
    told = [*annotations(exchange), _ANNOTATION] + [_ANNOTATION] * (50 - len(annotations(exchange)))
    return replace(exchange, request={**body, "output": {**parts(body["output"]), "annotations": told}})


def _queries(readers: Readers) -> Iterator[Check]:
    def asked(fields: str, variables: JsonObject) -> tuple[str, ...]:
        return readers.public.request_problems({"query": _QUERY.replace("FIELDS", fields), "variables": variables})

    right: JsonObject = {"name": "orders"}
    yield Check("control: a query for `id` is taken", asked("id", right))
    yield _refused("a query for an unknown field", asked("id verdict", right), "the GraphQL schema")
    yield _refused("a query without a needed variable", asked("id", {}), "the GraphQL schema")
    yield _refused("a query with a variable of another type", asked("id", {"name": 7}), "the GraphQL schema")
    yield _refused("a query with an undeclared variable", asked("id", {**right, "number": 1}), "the GraphQL schema")
    yield _refused("a query without a needed argument", asked("pullRequest { id }", right), "the GraphQL schema")
    answers: Mapping[str, JsonObject] = {
        "null for what is never null": {"repository": {"id": None}},
        "a field that was not asked for": {"repository": {"id": "x", "name": "orders"}},
    }
    for mistake, data in answers.items():
        body: JsonObject = {"query": _QUERY.replace("FIELDS", "id"), "variables": right}
        yield _refused(
            f"a GraphQL answer with {mistake}",
            readers.public.answer_problems(body, {"data": data}),
            "the GraphQL schema",
        )


def _answers(readers: Readers, exchanges: list[Exchange]) -> Iterator[Check]:
    """A check run that the simulator really answered, with mistakes made afterwards."""
    created = next(one for one in exchanges if one.route.endswith("/check-runs") and one.status == HTTPStatus.CREATED)
    for mistake, spoil in _WRONG_ANSWERS.items():
        answer = replace(created, response=spoil(parts(created.response)))
        yield _refused(f"an answer {mistake}", readers.answer(answer), "the schema")


def _refused(what: str, problems: tuple[str, ...], reader: str) -> Check:
    return Check(f"control: {reader} refuses {what}", () if problems else ("it was taken",))
