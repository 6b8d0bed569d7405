"""What a remembered answer depends on beside the question."""

from dataclasses import replace

import pytest

from app.judge import document, identity, request
from app.judge.settings import JudgeSettings
from app.main import judge_identity
from app.settings import Settings

SETTINGS = JudgeSettings(api_key="key", verdict_model="first", refute_model="second")


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict_model": "other"},
        {"refute_model": "other"},
        {"max_output_tokens": 9},
        {"lookup_turns": 2},
        {"reading_turns": 2},
    ],
)
def test_it_changes_with_everything_that_changes_an_answer(changed):
    assert identity.identity(replace(SETTINGS, **changed)) != identity.identity(SETTINGS)


@pytest.mark.parametrize("changed", [{"api_key": "k"}, {"timeout": 1.0}, {"base_url": "http://127.0.0.1:1"}])
def test_it_does_not_change_with_what_changes_no_answer(changed):
    assert identity.identity(replace(SETTINGS, **changed)) == identity.identity(SETTINGS)


@pytest.mark.parametrize("name", ["VERDICT_PROMPT", "REFUTE_PROMPT"])
def test_another_version_of_a_prompt_changes_it(name, monkeypatch, tmp_path):
    before = identity.identity(SETTINGS)
    for version in request.VERDICT_PROMPT, request.REFUTE_PROMPT:
        (tmp_path / f"{version}.md").write_text(request.prompt(version))
    (tmp_path / "next.md").write_text("Judge.")
    monkeypatch.setattr(request, "_PROMPTS", tmp_path)
    monkeypatch.setattr(request, name, "next")

    assert identity.identity(SETTINGS) != before


def test_another_way_to_show_questions_changes_it(monkeypatch):
    before = identity.identity(SETTINGS)
    monkeypatch.setattr(document, "_quoted", lambda value: f"'{value}'")

    assert identity.identity(SETTINGS) != before


def test_it_names_the_models():
    assert identity.identity(SETTINGS).startswith("first/second/")


def test_the_economy_tier_has_a_model_of_its_own_where_the_operator_names_one():
    one = Settings(model="good", refute_model="best")
    two = Settings(model="good", refute_model="best", economy_model="cheap")

    assert judge_identity(one, "economy") == judge_identity(one, "standard") == judge_identity(two, "standard")
    assert judge_identity(one, "standard").startswith("good/best/")
    assert judge_identity(two, "economy").startswith("cheap/cheap/")
