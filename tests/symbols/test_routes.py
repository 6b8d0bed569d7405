"""Every fixture says in comments which routes stand on which lines: `->` for certain ones, `~>` for the others."""

import re
from pathlib import Path

import pytest

from app.symbols.framework import frameworks
from app.symbols.reading import read_code

FIXTURES = Path(__file__).parent / "fixtures"
_EXPECTED = re.compile(r"(->|~>) (\S+) (/\S*)(?: ([\w{}]+))?")


def files(name):
    folder = FIXTURES / name
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.*")) if path.is_file()}


def expected(texts):
    return {
        (path, number, mark == "->", method, where, handler if mark == "->" else "")
        for path, text in texts.items()
        for number, line in enumerate(text.split("\n"), start=1)
        for mark, methods, where, handler in _EXPECTED.findall(line)
        for method in methods.split(",")
    }


def found(code):
    return {
        (one.span.path, one.span.first, not one.doubt, one.method, one.path, "" if one.doubt else one.handler)
        for one in code.routes
    }


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()))
def test_every_route_is_read_with_its_method_path_line_and_handler(name):
    texts = files(name)

    wanted = expected(texts)

    assert len(wanted) >= 4
    assert found(read_code(texts)) == wanted


def test_every_framework_has_a_fixture():
    names = {one.name.lower().replace("net/http", "go_http") for one in frameworks()}

    assert names == {path.name for path in FIXTURES.iterdir() if path.is_dir()}
