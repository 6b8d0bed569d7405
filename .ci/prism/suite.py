"""The second suite: readers that we did not write look at what Speckeeper and its simulator of GitHub send."""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import prism
import story
import tour
from adapters import adapted
from amendments import OF_ROUTES, OF_WEBHOOKS, amended, without_optional
from app.demo.service import DemoFailed
from app.simulator.call import Endpoint
from app.simulator.limits import Limits, rate_limit
from app.simulator.rest import ENDPOINTS
from app.simulator.state import Delivery, Exchange
from app.simulator.store import Store, system_clock
from completeness import story_is_whole, tour_is_whole
from controls import controls
from description import Description, Operation, parts, webhook_name
from emulated import emulated
from examples import posted, understood, unsigned_is_refused
from exchanges import ERRORS, Readers, graphql, rest
from outcome import Check, Tally, grouped
from queries import PublicSchema
from schemas import Schemas
from service_log import nothing_raised
from stage import staged
from version import at_version

_FILE: Final = Path(__file__).with_name("node_modules") / "@octokit" / "openapi" / "generated" / "api.github.com.json"
_VERSION: Final = "2026-03-10"  # of the REST interface, as the simulator answers


@dataclass(frozen=True, slots=True)
class Played:
    """What was said while service and simulator ran: by the service and adapters, on the tour, and to the service."""

    story: Sequence[Exchange]
    tour: Sequence[Exchange]
    deliveries: Sequence[Delivery]


def main() -> int:
    """Run everything; the exit status."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="speckeeper-second-suite-") as folder:
        try:
            played = _play(tally, Path(folder))
        except (DemoFailed, TimeoutError) as failure:
            tally.add([Check("the service plays its part to the end", tuple(str(failure).splitlines()))])
            return tally.close()
        whole = Description.read(_FILE)
        operations = [whole.same(one.method, one.path.replace(":path", "")) for one in _endpoints()]
        tally.add([_known(operations)])
        known = [operation for operation in operations if operation is not None]
        description = _routes(whole, known)
        tally.add(story_is_whole(played.story))
        tally.add([tour_is_whole(known, description, played.tour)])
        tally.add(_webhooks(whole, played))
        with prism.running(description, Path(folder)) as running:
            schemas = Schemas(description, unknown="refused")
            _read(tally, Readers(description, schemas, running, PublicSchema.read()), played)
    return tally.close()


def _play(tally: Tally, folder: Path) -> Played:
    """Let service and simulator run; what is checked meanwhile is counted."""
    with staged(folder) as stage:
        story.tell(stage)
        tally.add(adapted(stage))
        told = stage.simulator.requests
        tour.visit(stage)
        visited, deliveries = stage.simulator.requests[len(told) :], stage.simulator.deliveries
        tally.add(emulated(stage))
        tally.add(understood())
        tally.add(posted(stage))
        tally.add([unsigned_is_refused(stage)])
        log = stage.log()
    tally.add(nothing_raised(log))
    return Played(told, visited, deliveries)


def _read(tally: Tally, readers: Readers, played: Played) -> None:
    both = [*played.story, *played.tour]
    tally.add(readers.requests("the service asks", rest(played.story)))
    tally.add(readers.queries("the service queries", graphql(played.story)))
    tally.add(readers.requests("the tour asks", rest(played.tour)))
    tally.add(readers.queries("the tour queries", graphql(played.tour)))
    tally.add(readers.answers(rest(both)))
    tally.add(readers.query_answers(graphql(both)))
    ours = files("app.simulator.graphql").joinpath("schema.graphql").read_text("utf-8")
    tally.add([Check("the simulator's GraphQL schema is a part of GitHub's", readers.public.differences(ours))])
    tally.add(controls(readers, rest(played.story)))


def _endpoints() -> tuple[Endpoint, ...]:
    """Every route of the simulator's REST interface."""
    return (*ENDPOINTS, rate_limit(Limits(Store(system_clock))))


def _known(operations: Sequence[Operation | None]) -> Check:
    unknown = [
        f"{endpoint.method} {endpoint.path}"
        for endpoint, operation in zip(_endpoints(), operations, strict=True)
        if operation is None
    ]
    return Check(f"all {len(operations)} routes of the simulator are GitHub's", tuple(unknown))


def _routes(whole: Description, operations: Sequence[Operation]) -> Description:
    """GitHub's description of the routes that the simulator has, in the version that it has them."""
    cut = whole.cut({operation.path for operation in operations}, (), ERRORS)
    return Description(amended(parts(at_version(cut.document, _VERSION)), OF_ROUTES))


def _webhooks(whole: Description, played: Played) -> Iterator[Check]:
    """Every webhook of the simulator as GitHub describes it. They carry no version, so none is chosen."""
    hooks = {webhook_name(delivery.event, delivery.action) for delivery in played.deliveries}
    document = parts(without_optional(whole.cut((), hooks, ()).document))
    description = Description(amended(document, OF_WEBHOOKS))
    schemas = Schemas(description, unknown="ignored")

    def problems(delivery: Delivery) -> tuple[str, ...]:
        schema = description.webhook(delivery.event, delivery.action)
        if schema is None:
            return ("GitHub describes no such webhook",)
        return schemas.problems(schema, json.loads(delivery.payload))

    yield from grouped("GitHub delivers", played.deliveries, lambda one: webhook_name(one.event, one.action), problems)


if __name__ == "__main__":
    sys.exit(main())
