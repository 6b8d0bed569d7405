"""Whether the story said all that there is to say: a suite that looks at nothing would pass."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Final

from app.simulator.state import Exchange
from description import Description, Operation, parts
from exchanges import annotations, graphql, rest
from outcome import Check

_METHODS: Final = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE"})
_NAMED: Final = re.compile(r'(?:^|""")\s*(?:query|mutation) (\w+)\s*[({]', re.MULTILINE)
_GAP: Final = re.compile(r"\[\^/\]\+|\.\+")  # what stands in a pattern for a value
_DEEP: Final = re.compile(r"\b(contents|repos)/\[\^/\]\+")  # a path, and an owner with a name: values with slashes
_NEVER: Final = ("it never happens there; extend story.py or adapters.py",)
_VERSION: Final = "x-github-api-version"
_MOST_ANNOTATIONS: Final = 50
_LONG: Final = 60_000


def story_is_whole(exchanges: Sequence[Exchange]) -> Iterator[Check]:
    """A check for each request that app/github can make, and for what the story must reach."""
    sources = list(_sources(files("app.github")))
    known = [request for source in sources for request in _requests(source)]
    yield Check("app/github is understood", () if known else ("it makes no request that completeness.py sees",))
    made = [(one.method, one.route) for one in rest(exchanges)]
    for method, path in known:
        here = any(method == one and path.fullmatch(route) for one, route in made)
        name = _GAP.sub("…", path.pattern.removeprefix(".*/")).replace("\\", "")
        yield Check(f"the story has app/github's {method} {name}", () if here else _NEVER)
    asked = " ".join(str(parts(one.request).get("query")) for one in graphql(exchanges))
    for name in sorted({name for source in sources for name in _NAMED.findall(source)}):
        here = re.search(rf"\b{name}\b", asked)
        yield Check(f"the story has app/github's query `{name}`", () if here else _NEVER)
    yield _one_version(exchanges)
    yield _fullest(exchanges)
    yield _nothing_refused(exchanges)


def tour_is_whole(expected: Iterable[Operation], description: Description, exchanges: Sequence[Exchange]) -> Check:
    """A check that every route of the simulator answered something other than a refusal."""
    answered = (one for one in rest(exchanges) if one.status < 400 and not one.injected)  # noqa: PLR2004 - HTTP's own number
    seen = {str(description.operation(one.method, one.route)) for one in answered}
    missing = (f"nothing was answered to {one}; extend tour.py" for one in expected if str(one) not in seen)
    return Check("the tour has every route of the simulator", tuple(missing))


def _sources(folder: Traversable) -> Iterator[str]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _sources(one)
        elif one.name.endswith(".py"):
            yield one.read_text("utf-8")


def _requests(source: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Calls with a method and then a path: `send("GET", f"compare/{between}")`. A path may be the end of one."""
    for node in ast.walk(ast.parse(source)):
        arguments = node.args if isinstance(node, ast.Call) else []
        for method, path in pairwise(arguments):
            if isinstance(method, ast.Constant) and method.value in _METHODS:
                pattern = _DEEP.sub(r"\1/.+", _pattern(path).lstrip("/"))
                yield str(method.value), re.compile(".*/" + pattern)


def _pattern(path: ast.expr) -> str:
    match path:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=pieces):
            return "".join(_pattern(piece) for piece in pieces)
        case _:
            return "[^/]+"


def _one_version(exchanges: Sequence[Exchange]) -> Check:
    """docs.github.com/rest/about-the-rest-api/api-versions: without one GitHub answers by its oldest, while it does."""
    named = {one.request_headers.get(_VERSION, "none at all") for one in rest(exchanges)}
    wrong = len(named) != 1 or "none at all" in named
    problems = (f"`X-GitHub-Api-Version` is {' and '.join(sorted(named))}",) if wrong else ()
    return Check("the service names one version of GitHub's interface", problems)


def _fullest(exchanges: Sequence[Exchange]) -> Check:
    completing = [one for one in exchanges if one.method == "PATCH" and one.request is not None]
    most = max((len(annotations(one)) for one in completing), default=0)
    longest = max((_length(one) for one in completing), default=0)
    problems = [f"the most annotations of one check run are {most}"] if most < _MOST_ANNOTATIONS else []
    problems += [f"the longest summary has {longest} bytes"] if longest < _LONG else []
    return Check(
        f"the story has a check run with {most} annotations, and a summary of {longest} bytes", tuple(problems)
    )


def _length(exchange: Exchange) -> int:
    return len(str(parts(parts(exchange.request).get("output", {})).get("summary", "")).encode())


def _looked_for(exchange: Exchange) -> bool:
    """Whether something was looked for that need not be there: a configuration, or the organisation's `.github`.

    Only the answer to a token for it tells that there is no such repository.
    """
    if exchange.status == HTTPStatus.NOT_FOUND:
        return exchange.method == "GET" and exchange.route.endswith("/contents/.github/speckeeper.yml")
    asked = exchange.route.endswith("/access_tokens") and parts(exchange.request).get("repositories")
    return exchange.status == HTTPStatus.UNPROCESSABLE_ENTITY and asked == [".github"]


def _nothing_refused(exchanges: Sequence[Exchange]) -> Check:
    """The simulator knows limits that no description says. Tokens are refused because the story lets them expire."""
    refused = [
        f"{one.status} to {one.method} {one.route}: {str(one.response)[:200]}"
        for one in exchanges
        if one.status >= HTTPStatus.BAD_REQUEST
        and one.status != HTTPStatus.UNAUTHORIZED
        and not one.injected
        and not _looked_for(one)
    ]
    return Check("the simulator refuses nothing that the service asks", tuple(refused))
