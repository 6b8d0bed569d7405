from datetime import timedelta

import pytest
from fakes.forge import key_pair, running_forge
from githubkit.retry import RetryOption

from app.github.errors import Retry


class Impatient(Retry):
    """The same decisions, without the waits."""

    def __call__(self, error, count):
        decision = super().__call__(error, count)
        return RetryOption(decision.do_retry, timedelta(milliseconds=1))  # githubkit takes zero for a minute


@pytest.fixture
def forge(tmp_path):
    with running_forge(tmp_path) as forge:
        yield forge


@pytest.fixture
async def api(forge):
    from app.github.api import Api

    api = Api(str(forge.app.id), key_pair()[0], forge.simulator.store.url, timeout=5, retry=Impatient())
    yield api
    await api.close()


@pytest.fixture
def host(api):
    from app.github.host import GitHubHost

    return GitHubHost(api)
