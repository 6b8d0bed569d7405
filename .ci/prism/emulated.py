"""The adapter against `emulate`, a stateful GitHub that we did not write: credentials, a check run, webhooks."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import httpx

from app.demo.service import KeyPair, new_key_pair
from app.domain.check import Annotation, CheckOutput
from app.domain.event import ReviewPlan
from app.github.api import Api
from app.github.host import GitHubHost
from app.ports import Refused
from app.simulator.wire import Json, JsonObject
from description import parts
from node import listening
from outcome import Check
from stage import Stage

_PROGRAM: Final = "emulate/dist/index.js"
_OWNER: Final = "acme"
_REPOSITORY: Final = "acme/orders"
_TOKEN: Final = "token-of-ada"  # noqa: S105 - the emulator's, and made up
_APP, _STRANGER, _LIMITED = 4242, 4243, 4244
_INSTALLED: Final = {_APP: 100, _STRANGER: 101, _LIMITED: 102}
_PERMISSIONS: Final[JsonObject] = {"checks": "write", "contents": "read", "metadata": "read", "pull_requests": "read"}
_ANNOTATION: Final = Annotation(path="a.py", start_line=1, end_line=2, level="warning", title="Title", message="Here")
_OUTPUT: Final = CheckOutput(
    conclusion="neutral", title="Title", summary="Summary", text="Text", annotations=(_ANNOTATION,) * 50
)
_REVIEW: Final = "review-1"
_WITHIN: Final = 30.0


@dataclass(frozen=True, slots=True)
class Emulated:
    """The running emulator, and the keys of its Apps."""

    url: str
    keys: KeyPair

    def read(self, route: str) -> Json:
        """What a person with access reads there."""
        headers = {"authorization": f"Bearer {_TOKEN}"}
        answer = httpx.get(f"{self.url}{route}", headers=headers, timeout=_WITHIN, trust_env=False)
        found: Json = answer.raise_for_status().json()
        return found

    def plan(self, app: int) -> ReviewPlan:
        """A review of the head of `main`, as `app` is asked for it."""
        repository = parts(self.read(f"/repos/{_REPOSITORY}"))
        branch = parts(self.read(f"/repos/{_REPOSITORY}/branches/main"))
        return ReviewPlan.model_validate({
            "installation_id": _INSTALLED[app],
            "repository_id": repository["id"],
            "repository": _REPOSITORY,
            "number": 1,
            "head_sha": parts(branch["commit"])["sha"],
        })  # fmt: skip


def emulated(stage: Stage) -> Iterator[Check]:
    """A check for each thing that the emulator knows better than a description."""
    keys, before = new_key_pair(), len(stage.log())
    seed = stage.folder / "emulate.json"
    seed.write_text(json.dumps(_seed(stage, keys)), "utf-8")
    arguments = ("start", "--service", "github", "--seed", str(seed))
    with listening(_PROGRAM, arguments, stage.folder) as url:
        emulator = Emulated(url, keys)
        yield Check("emulate takes a check run from its creation to its end", asyncio.run(_check_run(emulator)))
        yield asyncio.run(_refused(emulator, _STRANGER, new_key_pair().private, "a key that is not the App's"))
        yield asyncio.run(_refused(emulator, _LIMITED, keys.private, "an App without `checks: write`"))
        yield Check("the service takes the webhooks that emulate signs", _deliveries(stage, before))


def _seed(stage: Stage, keys: KeyPair) -> JsonObject:
    def app(number: int, slug: str, permissions: JsonObject, **more: Json) -> JsonObject:
        installed: Json = [{"installation_id": _INSTALLED[number], "account": _OWNER}]
        named: JsonObject = {"app_id": number, "slug": slug, "name": slug, "private_key": keys.private}
        return {**named, "permissions": permissions, "events": ["check_run"], "installations": installed, **more}

    hook: dict[str, Json] = {"webhook_url": f"{stage.service}/webhooks/github", "webhook_secret": stage.secret}
    apps: list[Json] = [
        app(_APP, "speckeeper", _PERMISSIONS, **hook),
        app(_STRANGER, "stranger", _PERMISSIONS),
        app(_LIMITED, "limited", {**_PERMISSIONS, "checks": "read"}),
    ]
    repositories: Json = [{"owner": _OWNER, "name": _REPOSITORY.split("/")[1], "auto_init": True}]
    github: JsonObject = {
        "users": [{"login": "ada"}], "orgs": [{"login": _OWNER}], "repos": repositories, "apps": apps
    }  # fmt: skip
    return {"tokens": {_TOKEN: {"login": "ada", "scopes": ["repo"]}}, "github": github}


async def _check_run(emulator: Emulated) -> tuple[str, ...]:
    api = Api(str(_APP), emulator.keys.private, emulator.url)
    host, plan = GitHubHost(api), emulator.plan(_APP)
    try:
        number = await host.create_check(plan, _REVIEW)
        begun = await host.find_check(plan, _REVIEW)
        await host.complete_check(plan, number, _OUTPUT)
        ended, other = await host.find_check(plan, _REVIEW), await host.find_check(plan, "review-2")
    finally:
        await api.close()
    shown = parts(emulator.read(f"/repos/{_REPOSITORY}/check-runs/{number}"))
    found = {
        "found and open after its creation": begun is not None and begun.id == number and not begun.completed,
        "found and completed at its end": ended is not None and ended.completed,
        "of no other review": other is None,
        "neutral": shown["conclusion"] == _OUTPUT.conclusion,
        "with 50 annotations": parts(shown["output"])["annotations_count"] == len(_OUTPUT.annotations),
    }
    return tuple(f"it is not {what}" for what, holds in found.items() if not holds)


async def _refused(emulator: Emulated, app: int, key: str, what: str) -> Check:
    api = Api(str(app), key, emulator.url)
    host = GitHubHost(api)
    try:
        await host.create_check(emulator.plan(app), _REVIEW)
    except Refused:
        return Check(f"control: emulate refuses {what}")
    finally:
        await api.close()
    return Check(f"control: emulate refuses {what}", ("it was taken",))


def _deliveries(stage: Stage, before: int) -> tuple[str, ...]:
    """Two webhooks tell of the check run: created and completed."""

    def answered() -> list[JsonObject] | None:
        lines = [parts(json.loads(line)) for line in stage.log()[before:].splitlines()]
        found = [line for line in lines if line.get("event") == "webhook.answered"]
        return found if len(found) > 1 else None

    found = stage.waited("emulate delivers no webhooks", answered)
    return tuple(f"{one['event_type']} was answered {one['status']}" for one in found if one["status"] != 202)  # noqa: PLR2004 - Accepted
