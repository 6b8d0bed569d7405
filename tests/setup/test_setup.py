"""The set-up of the GitHub App, from the command to the file of credentials, against the simulated GitHub."""

import html
import re
import stat
import threading

import httpx
import pytest
from click.testing import CliRunner

from app.setup.conversion import Conversion
from app.setup.flow import set_up
from app.setup.manifest import EVENTS, PERMISSIONS, SetupFailed, Wanted, manifest, wanted
from app.simulator import Simulator

SERVICE = "https://speckeeper.example.com"


@pytest.fixture
def github():
    simulator = Simulator()
    with simulator.running() as url:
        yield simulator, url


class Person:
    """Somebody who runs the command in one place and clicks in another."""

    def __init__(self, wanted, path, conversion=None, seconds=20.0):
        self.said = []
        self.outcome = None
        self._opened = threading.Event()
        arguments = (wanted, path, conversion or Conversion(wanted.api_url), self._say)
        self._thread = threading.Thread(target=self._run, args=arguments, kwargs={"seconds": seconds})
        self._thread.start()
        assert self._opened.wait(10)

    def _say(self, line):
        self.said.append(line)
        self._opened.set()

    def _run(self, *arguments, **named):
        try:
            self.outcome = set_up(*arguments, **named)
        except SetupFailed as failure:
            self.outcome = failure

    @property
    def page(self):
        return re.search(r"http://127\.0\.0\.1:\d+/", self.said[0])[0]

    def registers(self):
        """Press the button; where GitHub sends the browser."""
        form = httpx.get(self.page).text
        action = html.unescape(re.search(r'action="([^"]+)"', form)[1])
        told = html.unescape(re.search(r'name="manifest" value="([^"]+)"', form)[1])
        answer = httpx.post(action, data={"manifest": told})
        assert answer.status_code == 302
        return answer.headers["location"]

    def ends(self):
        self._thread.join(20)
        return self.outcome


def variables(path):
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


@pytest.mark.parametrize("organization", ["", "acme"])
def test_the_credentials_of_a_registered_app_work(github, tmp_path, monkeypatch, organization):
    simulator, url = github
    path = tmp_path / "speckeeper.env"
    person = Person(Wanted(SERVICE, url, organization), path)

    answer = httpx.get(person.registers())

    credentials = person.ends()
    assert (answer.status_code, "The App exists" in answer.text) == (200, True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert variables(path)["SPECKEEPER_GITHUB_APP_ID"] == str(credentials.id)
    app = simulator.store.apps[credentials.id]
    assert (app.permissions, set(app.events)) == (dict(PERMISSIONS), set(EVENTS))
    assert app.webhook_url == f"{SERVICE}/webhooks/github"
    for name, value in variables(path).items():
        monkeypatch.setenv(name, value)
    from app.settings import read_settings

    known = read_settings().github()
    assert known.private_key.get_secret_value().strip() == credentials.pem.get_secret_value().strip()
    assert known.webhook_secret.get_secret_value() == app.webhook_secret


def test_an_answer_that_belongs_to_another_set_up_is_refused(github, tmp_path):
    _, url = github
    person = Person(Wanted(SERVICE, url), tmp_path / "env", seconds=0.3)

    answer = httpx.get(f"{person.page}created", params={"code": "abc", "state": "forged"})

    assert answer.status_code == 400
    assert isinstance(person.ends(), SetupFailed)


def test_nobody_who_confirms_leaves_no_file(github, tmp_path):
    _, url = github
    person = Person(Wanted(SERVICE, url), tmp_path / "env", seconds=0.05)

    assert "Nobody confirmed" in str(person.ends())
    assert not (tmp_path / "env").exists()


def test_a_file_that_exists_is_kept(tmp_path):
    path = tmp_path / "env"
    path.write_text("mine")

    with pytest.raises(SetupFailed, match="exists; name another file"):
        set_up(Wanted(SERVICE), path, Conversion("http://127.0.0.1:9"), print)

    assert path.read_text() == "mine"


def test_a_code_that_was_used_up_says_what_to_do(github, tmp_path):
    _, url = github
    asked = Wanted(SERVICE, url)
    person = Person(asked, tmp_path / "env")
    location = person.registers()
    code = httpx.URL(location).params["code"]
    Conversion(asked.api_url).credentials(code)

    assert httpx.get(location).status_code == 502

    assert "works once" in str(person.ends())
    assert not (tmp_path / "env").exists()


def test_a_github_that_is_away_says_how_to_go_on_by_hand():
    with pytest.raises(SetupFailed, match="generate a private key"):
        Conversion("http://127.0.0.1:9", attempts=1).credentials("abc")


def test_a_request_that_was_sent_is_not_repeated():
    sent = []

    def lose(request):
        sent.append(request.url.path)
        raise httpx.ReadTimeout("lost", request=request)

    with pytest.raises(SetupFailed, match="ReadTimeout"):
        Conversion("https://api.github.com", httpx.MockTransport(lose)).credentials("abc")

    assert sent == ["/app-manifests/abc/conversions"]


def test_an_answer_without_a_key_names_what_is_missing():
    transport = httpx.MockTransport(lambda _: httpx.Response(201, json={"id": 1, "slug": "s", "html_url": "h"}))

    with pytest.raises(SetupFailed, match="no usable webhook_secret, pem"):
        Conversion("https://api.github.com", transport).credentials("abc")


@pytest.mark.parametrize(
    ("github", "api"),
    [
        ("https://github.com", "https://api.github.com"),
        ("https://octo.ghe.com", "https://api.octo.ghe.com"),
        ("https://github.acme.example", "https://github.acme.example/api/v3"),
    ],
)
def test_the_interface_of_a_forge_is_known_by_its_address(github, api):
    assert Wanted(SERVICE, github).api_url == api


@pytest.mark.parametrize("url", ["speckeeper.example.com", "ftp://x", "http://speckeeper.example.com", "https://"])
def test_an_address_that_github_would_refuse_is_refused_before(url):
    with pytest.raises(SetupFailed, match="--url"):
        wanted(url, "https://github.com", "", "Speckeeper")


def test_the_manifest_asks_for_what_the_service_uses():
    from app.github.tokens import PERMISSIONS as USED

    told = manifest(Wanted(SERVICE), "http://127.0.0.1:1/created")

    assert all(PERMISSIONS.get(name) in {access, "write"} for name, access in USED.items())
    assert told["hook_attributes"] == {"url": f"{SERVICE}/webhooks/github", "active": True}


def test_the_command_names_a_wrong_address():
    from app.cli import speckeeper

    result = CliRunner().invoke(speckeeper, ["setup", "--url", "nowhere"])

    assert (result.exit_code, "is no address" in result.output) == (2, True)
