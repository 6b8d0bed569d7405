"""What service and simulator said to each other, held against GitHub's descriptions: a check for each kind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from app.simulator.state import Exchange
from app.simulator.wire import Json
from description import Description, parts
from outcome import Check, grouped
from prism import Prism
from queries import PublicSchema
from schemas import Schemas

_CLIENT_ERROR: Final = 400
_PAGE: Final = "/settings/apps/new"  # a page of the site
# Every route of a repository redirects once that is called otherwise; GitHub describes it of some routes.
_REDIRECTS: Final = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.TEMPORARY_REDIRECT)
_REDIRECT: Final[Json] = {"$ref": "#/components/schemas/basic-error"}
# GitHub says these of every route, whether its description names them there or not.
ERRORS: Final = ("basic-error", "validation-error", "validation-error-simple")
_ANY_ERROR: Final[Json] = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ERRORS]}


def rest(exchanges: Iterable[Exchange]) -> list[Exchange]:
    """Those of the REST interface."""
    return [
        one
        for one in exchanges
        if one.route != "/graphql" and ".git/" not in one.route and not one.route.endswith(_PAGE)
    ]


def graphql(exchanges: Iterable[Exchange]) -> list[Exchange]:
    """Those of the GraphQL interface."""
    return [one for one in exchanges if one.route == "/graphql"]


@dataclass(frozen=True, slots=True)
class Readers:
    """Those who read along, none of them written by us."""

    description: Description
    schemas: Schemas
    prism: Prism
    public: PublicSchema

    def requests(self, title: str, exchanges: Iterable[Exchange]) -> Iterator[Check]:
        """Every request as Prism takes it, without fields that GitHub does not know."""
        yield from grouped(title, exchanges, self._route, self.request)

    def answers(self, exchanges: Iterable[Exchange]) -> Iterator[Check]:
        """Every answer of the simulator as GitHub describes it; outages that were ordered say nothing."""
        told = (one for one in exchanges if not one.injected)
        yield from grouped("GitHub answers", told, lambda one: f"{one.status} to {self._route(one)}", self.answer)

    def queries(self, title: str, exchanges: Iterable[Exchange]) -> Iterator[Check]:
        """Every GraphQL request as GitHub's schema allows it."""
        yield from grouped(title, exchanges, _query, lambda one: self.public.request_problems(one.request))

    def query_answers(self, exchanges: Iterable[Exchange]) -> Iterator[Check]:
        """Every GraphQL answer of the simulator of the types that GitHub's schema says."""
        whole = (one for one in exchanges if not one.injected and "errors" not in parts(one.response))
        yield from grouped("GitHub answers", whole, _query, self._query_answer)

    def _route(self, exchange: Exchange) -> str:
        operation = self.description.operation(exchange.method, exchange.route)
        return str(operation or f"{exchange.method} {exchange.route}")

    def request(self, exchange: Exchange) -> tuple[str, ...]:
        """What is wrong with a REST request; empty when nothing is."""
        problems = self.prism.problems(exchange)
        operation = self.description.operation(exchange.method, exchange.route)
        if problems or operation is None or exchange.request is None:
            return problems
        schema = self.description.schema(operation.described.get("requestBody"))
        if schema is None:
            return ("it has a body, and GitHub takes none",)
        return self.schemas.problems(schema, exchange.request)

    def answer(self, exchange: Exchange) -> tuple[str, ...]:
        """What is wrong with the answer to a REST request; empty when nothing is."""
        operation = self.description.operation(exchange.method, exchange.route)
        if operation is not None and exchange.status in _REDIRECTS:
            return self.schemas.problems(_REDIRECT, exchange.response)
        described = None if operation is None else operation.answers(exchange.status)
        if described is None and exchange.status < _CLIENT_ERROR:
            return (f"GitHub does not answer {exchange.status} here",)
        schema = _ANY_ERROR if described is None else self.description.schema(described)
        if schema is None:
            return () if exchange.response is None else ("it has a body, and GitHub sends none",)
        return self.schemas.problems(schema, exchange.response)

    def _query_answer(self, exchange: Exchange) -> tuple[str, ...]:
        return self.public.answer_problems(exchange.request, exchange.response)


def annotations(exchange: Exchange) -> Sequence[Json]:
    """The annotations that a request about a check run carries."""
    output = parts(exchange.request).get("output", {})
    found = parts(output).get("annotations", [])
    return found if isinstance(found, list) else []


def _query(exchange: Exchange) -> str:
    text = " ".join(str(parts(exchange.request).get("query")).split())
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - as much as fits on a line
