"""What the deployment on Fly relies on, by Fly's reference of fly.toml."""

import io
import re
import tomllib

from dockerfile_parse import DockerfileParser
from project import ROOT

from app.settings import Settings, variable

TEXT = (ROOT / "fly.toml").read_text("utf-8")
FLY = tomllib.loads(TEXT)
IMAGE = DockerfileParser(fileobj=io.BytesIO((ROOT / "Dockerfile").read_bytes())).envs
KEYS = {
    "": {
        "app", "primary_region", "kill_signal", "kill_timeout",
        "build", "deploy", "env", "mounts", "http_service", "vm",
    },
    "build": {"dockerfile"},
    "deploy": {"strategy"},
    "mounts": {"source", "destination", "initial_size"},
    "http_service": {
        "internal_port", "force_https", "auto_stop_machines", "auto_start_machines", "min_machines_running", "checks",
    },
    "vm": {"size", "memory"},
}  # fmt: skip
CHECK_KEYS = {"method", "path", "grace_period", "interval", "timeout"}


def section(name):
    found = FLY[name] if name else FLY
    return found[0] if isinstance(found, list) else found


def seconds(duration):
    return int(re.fullmatch(r"(\d+)s", duration)[1])


def test_every_key_is_one_that_fly_knows():
    """A misspelt key would be as if it were not there."""
    unknown = {name: section(name).keys() - known for name, known in KEYS.items()}

    assert {name: keys for name, keys in unknown.items() if keys} == {}
    assert FLY["http_service"]["checks"][0].keys() <= CHECK_KEYS


def test_one_machine_always_runs():
    """A stopped machine would let webhooks wait, and reviews stand still."""
    service = FLY["http_service"]

    assert service["auto_stop_machines"] == "off"
    assert service["auto_start_machines"] is False
    assert service["min_machines_running"] == 1


def test_the_proxy_finds_the_port_that_is_served():
    assert FLY["http_service"]["internal_port"] == int(FLY["env"]["SPECKEEPER_PORT"])
    assert FLY["env"]["SPECKEEPER_HOST"] == "0.0.0.0"  # noqa: S104 - the proxy comes from outside the machine
    assert FLY["http_service"]["force_https"] is True


def test_the_database_lies_on_the_volume():
    assert FLY["env"]["SPECKEEPER_DATA_DIR"] == FLY["mounts"]["destination"] == IMAGE["SPECKEEPER_DATA_DIR"]


def test_a_machine_with_a_volume_is_replaced_in_place():
    """`canary` and `bluegreen` do not work with volumes."""
    assert FLY["deploy"]["strategy"] == "rolling"


def test_the_engine_knows_the_machine_by_the_name_that_fly_gives_it():
    """FLY_MACHINE_ID is set by Fly, and nothing here hides it."""
    assert "FLY_MACHINE_ID" in Settings.model_fields["executor_id"].validation_alias.choices
    assert "SPECKEEPER_EXECUTOR_ID" not in {*FLY["env"], *IMAGE}


def test_a_stop_is_asked_for_by_sigterm_and_has_time_to_be_graceful():
    assert FLY["kill_signal"] == "SIGTERM"
    assert 20 <= FLY["kill_timeout"] <= 300


def test_the_check_asks_whether_reviews_can_be_done():
    (check,) = FLY["http_service"]["checks"]

    assert (check["method"], check["path"]) == ("GET", "/readyz")
    assert seconds(check["timeout"]) < seconds(check["interval"])


def test_the_environment_holds_settings_that_exist_and_no_secret():
    known = {variable(name) for name in Settings.model_fields}

    assert FLY["env"].keys() <= known
    assert not [name for name in FLY["env"] if re.search("KEY|SECRET|TOKEN|DATABASE_URL", name)]
    assert all(isinstance(value, str) for value in FLY["env"].values())


def test_the_secrets_to_set_are_named():
    for name in ("github_app_id", "github_private_key", "github_webhook_secret", "anthropic_api_key"):
        assert variable(name) in TEXT
