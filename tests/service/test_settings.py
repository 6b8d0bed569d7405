import base64

import pytest
from fakes.forge import key_pair
from pydantic import SecretStr

from app.main import serve_from_environment
from app.settings import Settings, SettingsError, pem, read_settings, variable


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    monkeypatch.delenv("FLY_MACHINE_ID", raising=False)


def complete(monkeypatch, **more):
    variables = {
        "SPECKEEPER_GITHUB_APP_ID": "7",
        "SPECKEEPER_GITHUB_PRIVATE_KEY": key_pair()[0],
        "SPECKEEPER_GITHUB_WEBHOOK_SECRET": "a secret",
        **more,
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_the_defaults_are_enough_for_everything_but_the_app():
    settings = read_settings()

    assert settings.ledger_url == "sqlite:///speckeeper.sqlite"
    assert settings.engine_url == "sqlite:///speckeeper-workflows.sqlite"
    assert settings.executor


def test_each_missing_variable_of_the_app_is_named_on_a_line_of_its_own():
    with pytest.raises(SettingsError) as caught:
        read_settings().github()

    names = [line.split("`")[1] for line in caught.value.problems]
    assert names == [
        "SPECKEEPER_GITHUB_APP_ID",
        "SPECKEEPER_GITHUB_PRIVATE_KEY",
        "SPECKEEPER_GITHUB_WEBHOOK_SECRET",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SPECKEEPER_PORT", "eighty"),
        ("SPECKEEPER_PATIENCE", "-1"),
        ("SPECKEEPER_DATABASE_URL", "mysql://root:hunter2@db/x"),
        ("SPECKEEPER_DATA_DIR", "/hunter2/does/not/exist"),
        ("SPECKEEPER_GITHUB_PRIVATE_KEY", "hunter2"),
        ("SPECKEEPER_GITHUB_PRIVATE_KEY", "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----"),
        ("SPECKEEPER_GITHUB_PRIVATE_KEY_FILE", "/hunter2.pem"),
        ("SPECKEEPER_GITHUB_API_URL", "http://hunter2.example/api/v3"),
        ("SPECKEEPER_ON_FAILURE", "hunter2"),
        ("ANTHROPIC_BASE_URL", "hunter2"),
    ],
)
def test_a_wrong_variable_is_named_without_its_value(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as caught:
        read_settings()

    (problem,) = caught.value.problems
    assert problem.startswith(f"`{name}` is wrong: ")
    assert "hunter2" not in problem


def test_several_wrong_variables_are_told_together(monkeypatch):
    monkeypatch.setenv("SPECKEEPER_PORT", "x")
    monkeypatch.setenv("SPECKEEPER_PATIENCE", "x")

    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "form", [str, lambda key: key.replace("\n", "\\n"), lambda key: base64.b64encode(key.encode()).decode()]
)
def test_a_private_key_is_taken_as_pem_with_escaped_line_feeds_or_in_base64(monkeypatch, form):
    complete(monkeypatch, SPECKEEPER_GITHUB_PRIVATE_KEY=form(key_pair()[0]))

    assert read_settings().github().private_key.get_secret_value() == key_pair()[0]


def test_a_private_key_is_read_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key.pem").write_text(key_pair()[0])
    complete(monkeypatch, SPECKEEPER_GITHUB_PRIVATE_KEY_FILE=str(tmp_path / "key.pem"))
    monkeypatch.delenv("SPECKEEPER_GITHUB_PRIVATE_KEY")

    assert read_settings().github().private_key.get_secret_value() == key_pair()[0]


def test_a_key_and_a_key_file_together_are_one_too_many(monkeypatch, tmp_path):
    (tmp_path / "key.pem").write_text(key_pair()[0])
    complete(monkeypatch, SPECKEEPER_GITHUB_PRIVATE_KEY_FILE=str(tmp_path / "key.pem"))

    with pytest.raises(SettingsError, match="not both"):
        read_settings()


def test_a_truncated_key_is_no_key():
    key = key_pair()[0]
    with pytest.raises(ValueError, match="PEM"):
        pem(key[:400] + key[404:])


def test_secrets_show_in_no_printed_settings(monkeypatch):
    complete(monkeypatch, ANTHROPIC_API_KEY="sk-hunter2")
    settings = read_settings()

    shown = f"{settings!r} {settings.github()!r} {settings.github().model_dump_json()}"
    assert "hunter2" not in shown
    assert "a secret" not in shown
    assert "PRIVATE KEY" not in shown
    assert settings.anthropic_api_key == SecretStr("sk-hunter2")


def test_postgresql_is_used_by_ledger_and_engine_alike(monkeypatch):
    monkeypatch.setenv("SPECKEEPER_DATABASE_URL", "postgres://u:p@db/name")
    settings = read_settings()

    assert settings.ledger_url == settings.engine_url == "postgresql+psycopg://u:p@db/name"


def test_the_executor_is_the_machine_on_fly(monkeypatch):
    monkeypatch.setenv("FLY_MACHINE_ID", "d891")
    assert read_settings().executor == "d891"
    monkeypatch.setenv("SPECKEEPER_EXECUTOR_ID", "mine")
    assert read_settings().executor == "mine"


def test_serve_without_settings_says_what_is_missing_and_ends_with_status_2(capsys):
    assert serve_from_environment() == 2

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("speckeeper: `SPECKEEPER_GITHUB_") for line in lines)


def test_every_setting_has_a_description_and_a_variable():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert variable(name).startswith(("SPECKEEPER_", "ANTHROPIC_"))
