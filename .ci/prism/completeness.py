"""Whether the story said all that there is to say: a suite that looks at nothing would pass."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from githubkit import GitHub

from app.simulator.state import Exchange
from description import Description, Operation, parts
from exchanges import annotations, graphql, rest
from outcome import Check

_METHOD: Final = re.compile(r"\.rest\.(\w+)\.async_(\w+)")
_NAMED: Final = re.compile(r'(?:^|""")\s*(?:query|mutation) (\w+)\s*[({]', re.MULTILINE)
_ROUTE: Final = re.compile(r"^\s*(GET|POST|PATCH|PUT|DELETE) (/\S*)$", re.MULTILINE)
_MOST_ANNOTATIONS: Final = 50
_LONG: Final = 60_000
_UNAUTHORIZED: Final = 401


def story_is_whole(description: Description, exchanges: Sequence[Exchange]) -> Iterator[Check]:
    """A check for each request that the adapter can make, and for the limits that the story must reach."""
    made = {str(description.operation(one.method, one.route)) for one in rest(exchanges)}
    for name, operation in sorted(_known_requests(description).items()):
        missing = () if str(operation) in made else ("the story never makes this request; extend story.py",)
        yield Check(f"the story has app/github's `{name}`, {operation}", missing)
    asked = " ".join(str(parts(one.request).get("query")) for one in graphql(exchanges))
    for name in sorted(_known_queries()):
        missing = () if re.search(rf"\b{name}\b", asked) else ("the story never sends this query; extend story.py",)
        yield Check(f"the story has app/github's query `{name}`", missing)
    yield _fullest(exchanges)
    yield _nothing_refused(exchanges)


def tour_is_whole(expected: Iterable[Operation], description: Description, exchanges: Sequence[Exchange]) -> Check:
    """A check that every route of the simulator answered something other than a refusal."""
    answered = (one for one in rest(exchanges) if one.status < 400 and not one.injected)  # noqa: PLR2004 - HTTP's own number
    seen = {str(description.operation(one.method, one.route)) for one in answered}
    missing = (f"nothing was answered to {one}; extend tour.py" for one in expected if str(one) not in seen)
    return Check("the tour has every route of the simulator", tuple(missing))


def _known_requests(description: Description) -> dict[str, Operation | None]:
    """The methods of the client that app/github calls, with their routes as the client documents them."""
    client = GitHub(http_cache=False)
    found: dict[str, Operation | None] = {}
    for area, name in _METHOD.findall(_source(files("app.github"))):
        documented = getattr(getattr(client.rest, area), name).__doc__ or ""
        route = _ROUTE.search(documented)
        found[f"{area}.{name}"] = description.same(route[1], route[2]) if route else None
    return found


def _known_queries() -> set[str]:
    return set(_NAMED.findall(_source(files("app.github"))))


def _source(folder: Traversable) -> str:
    inner = (one for one in folder.iterdir() if one.is_dir() or one.name.endswith(".py"))
    return "\n".join(_source(one) if one.is_dir() else one.read_text("utf-8") for one in inner)


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


def _nothing_refused(exchanges: Sequence[Exchange]) -> Check:
    """The simulator knows limits that no description says. Tokens are refused because the story lets them expire."""
    refused = [
        f"{one.status} to {one.method} {one.route}: {str(one.response)[:200]}"
        for one in exchanges
        if one.status >= 400 and one.status != _UNAUTHORIZED and not one.injected  # noqa: PLR2004 - HTTP's own number
    ]
    return Check("the simulator refuses nothing that the service asks", tuple(refused))
