import os
import re
from pathlib import Path

import pytest
from stories.world import Story, running_world

SNAPSHOTS = Path(__file__).with_name("snapshots")


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    with running_world(tmp_path_factory.mktemp("stories")) as world:
        yield world


@pytest.fixture
def story(world, request):
    """A repository of its own. What the story has told must be, word for word, in its snapshot.

    `UPDATE_STORIES=1` writes the snapshots anew: read the difference before it is committed. A parameter is the
    organisation whose repository it is.
    """
    name = re.sub(r"^test_|\[.*\]$", "", request.node.name)
    owner = getattr(request, "param", "acme")
    if owner != "acme":
        world.install(owner)
    story = Story(world, re.sub(r"[^a-z0-9-]+", "-", name.lower())[:80], owner)
    refused = len(world.simulator.refused)
    yield story
    if request.node.stash.get(FAILED, False):
        return
    assert [one for one in world.simulator.refused[refused:] if not _expected(one)] == []
    assert world.process.is_alive()
    _compare(SNAPSHOTS / f"{name}.md", story.transcript.text(name.replace("_", " ")))
    story.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


def _expected(exchange):
    """What the App asks and may be refused: a file, comment or organisation that is not there."""
    no_organisation_repository = exchange.status == 422 and exchange.route.endswith("/access_tokens")
    no_permission = "resolveReviewThread" in str(exchange.request)
    missing = exchange.status == 404 and exchange.method == "GET"
    return no_organisation_repository or no_permission or missing


def _compare(path, text):
    if os.environ.get("UPDATE_STORIES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert path.exists(), f"no snapshot {path.name}; write it with UPDATE_STORIES=1 and read it"
    assert text == path.read_text()
