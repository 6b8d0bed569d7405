"""Each operator on lines of several languages, and where it does not fit."""

import sys

import pytest
from seeded_repository import ROOT

sys.path.append(str(ROOT / "benchmarks"))

from seed_operators import OPERATORS, WrongSeedError, edited


@pytest.mark.parametrize(
    ("operator", "before", "arguments", "after"),
    [
        ("number", "a1 = 5 + 10", {"by": -3, "which": 2}, "a1 = 5 + 7"),
        ("number", "wait(0.5)", {"by": 1}, "wait(1.5)"),
        ("number", "x = 1_000", {"by": 1}, "x = 1001"),
        ("literal", "say('a', \"b\")", {"to": "c", "which": 2}, "say('a', \"c\")"),
        ("token", "if (a >= b && c > d)", {"old": ">", "new": ">="}, "if (a >= b && c >= d)"),
        ("token", "a === b", {"old": "===", "new": "!=="}, "a !== b"),
        ("token", "if path.include?(x)", {"old": "include?", "new": "start_with?"}, "if path.start_with?(x)"),
        ("token", "band and hand", {"old": "and", "new": "or"}, "band or hand"),
        ("delete", "a()\nb()", {}, ""),
        ("replace", "  a(b)\n  c()", {"to": "return {{2}}\n\nnever()"}, "  return b\n\n  never()"),
        ("insert", "  if x:\n    y()", {"what": "return {{2}}"}, "  return x\n  if x:\n    y()"),
        ("insert", "  if x:\n    y()", {"what": "z()", "after": 1}, "  if x:\n    z()\n    y()"),
        ("insert", "  y()", {"what": "z()", "after": 1}, "  y()\n  z()"),
        ("method", "a.strip(b(c)).lower()", {"which": 1}, "a.lower()"),
        ("method", "keys.uniq.sort", {"which": 1}, "keys.sort"),
        ("unwrap", "x = sorted(set(names), key=len)", {}, "x = set(names)"),
        ("unwrap", "x = max(1, min(2, y))", {"which": 2, "keep": 2}, "x = max(1, y)"),
        ("operand", "if (a || b(c, d) || e) {", {"sign": "||"}, "if (a || e) {"),
        ("operand", "if (a || b) {", {"sign": "||"}, "if (a) {"),
        ("operand", "if a && !b {", {"sign": "&&"}, "if a {"),
        ("operand", "if a and b(c):", {"sign": "and"}, "if a:"),
        ("operand", ".limit(size + 1)", {"sign": "+"}, ".limit(size)"),
        ("operand", "    return a() || b()", {"sign": "||"}, "    return a()"),
        ("operand", "x = a && b ? c : d", {"sign": "&&"}, "x = a ? c : d"),
        ("swap", "f(a, g(b, c), 'x, y')", {"pair": [3, 2]}, "f(a, 'x, y', g(b, c))"),
        ("swap", "f(a)[b, c]", {"pair": [1, 2], "bracket": 2}, "f(a)[c, b]"),
        ("drop", "{ a: 1, b: f(2, 3), c: 4 }", {"which": 2}, "{ a: 1, c: 4 }"),
        ("drop", "{ a: 1, b: 2 }", {"which": 2}, "{ a: 1 }"),
        ("drop", "f(a)", {"which": 1}, "f()"),
        ("negate", "if (a && b(c)) {", {}, "if (!(a && b(c))) {"),
        ("negate", "if not ready:", {}, "if ready:"),
        ("negate", "    if a or b:", {}, "    if not (a or b):"),
        ("negate", "if a == b {", {}, "if !(a == b) {"),
        ("negate", "if (a) > b(c)", {}, "if !((a) > b(c))"),
        ("exchange", "a\nb\nc", {"split": 3}, "c\na\nb"),
        ("rename", "for row in rows: use(row)", {"which": 2, "to": "one"}, "for one in rows: use(one)"),
    ],
)
def test_an_operator_finds_its_place_by_counting(operator, before, arguments, after):
    assert edited(before, operator, arguments) == after


def test_every_operator_is_tested_above():
    tested = {case.args[0] if hasattr(case, "args") else case[0] for case in _cases()}
    assert tested == set(OPERATORS)


def _cases():
    (mark,) = test_an_operator_finds_its_place_by_counting.pytestmark
    return mark.args[1]


@pytest.mark.parametrize(
    ("operator", "text", "arguments", "message"),
    [
        ("number", "a1 = b", {"by": 1}, "there is no number number 1"),
        ("literal", "a = 'b'", {"to": "c", "which": 2}, "there is no string literal number 2"),
        ("literal", "a = 'b'", {"to": "b"}, "`literal` changes nothing"),
        ("token", "a >= b", {"old": ">", "new": "<"}, "there is no `>` number 1"),
        ("token", "secret > b", {"old": "secret", "new": "b"}, "no word or sign of a language"),
        ("replace", "a", {"to": "{{2}}"}, "there is no word number 2"),
        ("insert", "a", {"what": "b", "after": 2}, "there is no line 2"),
        ("unwrap", "f(a", {}, "a bracket is not closed"),
        ("swap", "f(a)", {"pair": [1, 2]}, "there is no element number 2"),
        ("drop", "f(a)", {"which": 1, "bracket": 2}, "there is no bracket number 2"),
        ("negate", "a = b", {}, "there is no condition number 1"),
        ("exchange", "a\nb", {"split": 1}, "there are no two parts at line 1"),
        ("delete", "a", {"which": 1}, "`delete` takes other arguments"),
        ("shuffle", "a", {}, "there is no operator `shuffle`"),
    ],
)
def test_what_does_not_fit_is_told(operator, text, arguments, message):
    with pytest.raises(WrongSeedError, match=message):
        edited(text, operator, arguments)
