"""What is documented is there, and what is there is documented."""

import re
from pathlib import Path

import pytest

from app.rules.__main__ import document
from app.settings import Settings
from specs_schema.config import RepoConfig

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def variable(name, field):
    alias = field.validation_alias
    if alias is None:
        return f"SPECKEEPER_{name.upper()}"
    return alias if isinstance(alias, str) else alias.choices[0]


@pytest.mark.parametrize("key", RepoConfig.model_fields)
def test_every_configuration_key_is_in_the_readme(key):
    assert f"| `{key}` |" in README


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_environment_variable_is_in_the_readme(name):
    assert f"| `{variable(name, Settings.model_fields[name])}` |" in README


def test_the_rule_pages_are_current():
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == document()


@pytest.mark.parametrize(
    "page", sorted([ROOT / "README.md", *ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("app/**/*.md")])
)
def test_links_to_files_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
