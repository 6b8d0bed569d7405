"""Small faults for Python programs: where one can be made, and the program with it.

A place is a node of the syntax tree with one of the replacements that it allows. Places are counted in the order of the
tree, so the same text always has the same ones. None is in a docstring, an annotation, a decorator, or a message.
"""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

# A string that is a regular expression says so itself; the patterns of these programs are put together from parts.
_PATTERN: Final = re.compile(r"\\[bBwWsSdDA]|\(\?(?:[:=!<]|P<)|\[\^")
# What can be left out of a pattern, or put in the place of something else, and what is then there.
_IN_PATTERN: Final = (
    (re.compile(r"(?<![\\(\[+*?}])\+(?![\w\]])"), "*"),
    (re.compile(r"(?<![\\(\[+*?}])\*(?![\w\]])"), "+"),
    (re.compile(r"(?<![\\(\[+*?}{])\?(?![+?])"), ""),
    (re.compile(r"\\b"), ""),
    (re.compile(r"(?<![\\\[(|])\|[^|()\[\]\\]+(?=[|)])"), ""),
    (re.compile(r"^\^|(?<!\\)\$$|\\A|\\Z"), ""),
    (re.compile(r"\(\?<?!"), "(?:"),
)
_COMPARED: Final[dict[type[ast.cmpop], ast.cmpop]] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
}
_CALCULATED: Final[dict[type[ast.operator], ast.operator]] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.FloorDiv(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(),
    ast.Mod: ast.Mult(),
    ast.BitOr: ast.BitAnd(),
    ast.BitAnd: ast.BitOr(),
}
_EXCHANGED: Final = {"any": "all", "all": "any", "min": "max", "max": "min"}
_EXCHANGED_METHODS: Final = {
    "startswith": "endswith",
    "endswith": "startswith",
    "match": "search",
    "fullmatch": "match",
}
_LEFT_OUT_METHODS: Final = frozenset({"strip", "lstrip", "rstrip", "lower", "casefold", "removeprefix", "removesuffix"})
_EMPTY: Final[dict[str, ast.expr]] = {
    "str": ast.Constant(""),
    "tuple": ast.Tuple([], ast.Load()),
    "list": ast.List([], ast.Load()),
    "None": ast.Constant(None),
}


@dataclass(frozen=True)
class Place:
    """Where a fault can be made: what kind, on which lines, in which function, and how it reads before and after."""

    operator: str
    first: int
    last: int
    inside: tuple[int, int] | None  # the lines of the function; None at the level of a module or a class
    before: str
    after: str
    number: int


@dataclass(frozen=True)
class _Edit:
    """A node as it would be instead: `new` is None where a statement is left out."""

    operator: str
    old: ast.AST
    new: ast.AST
    inside: tuple[int, int] | None


def places(text: str) -> tuple[Place, ...]:
    """Every place of the program where a fault can be made."""
    return tuple(_place(edit, number) for number, edit in enumerate(_edits(ast.parse(text))))


def mutant(text: str, number: int) -> ast.Module:
    """The program with the fault of that number in it."""
    tree = ast.parse(text)
    edit = list(_edits(tree))[number]
    changed = _Exchange(edit.old, edit.new).visit(tree)
    if not isinstance(changed, ast.Module):
        raise TypeError("A program with a fault is not a program any more")
    return ast.fix_missing_locations(changed)


def _place(edit: _Edit, number: int) -> Place:
    old = edit.old
    lined = old.iter if isinstance(old, ast.comprehension) else old
    first, last = (lined.lineno, lined.end_lineno or lined.lineno) if isinstance(lined, ast.expr | ast.stmt) else (0, 0)
    return Place(edit.operator, first, last, edit.inside, ast.unparse(old), ast.unparse(edit.new), number)


class _Exchange(ast.NodeTransformer):
    """Puts one node in the place of another, which is the very object."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old = old
        self._new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


# Finding


def _edits(tree: ast.Module) -> Iterator[_Edit]:
    yield from _below(tree, None, None)


def _below(node: ast.AST, inside: tuple[int, int] | None, returns: ast.expr | None) -> Iterator[_Edit]:
    for child in _program(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _below(child, (child.lineno, child.end_lineno or child.lineno), child.returns)
            continue
        if isinstance(child, ast.arguments):
            yield from _below(child, None, None)  # defaults are made where the function is defined
            continue
        for operator, new in _faults(child, returns):
            yield _Edit(operator, child, new, inside)
        yield from _below(child, inside, returns)


def _program(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that run and say nothing to a human."""
    apart = _apart(node)
    for child in ast.iter_child_nodes(node):
        if not any(child is one for one in apart) and not _spoken(child):
            yield child


def _apart(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [*node.decorator_list, *([node.returns] if node.returns else [])]
        case ast.ClassDef():
            return [*node.decorator_list, *node.bases, *node.keywords]
        case ast.arg() | ast.AnnAssign():
            return [node.annotation] if node.annotation else []
        case _:
            return []


def _spoken(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.Assert():
            return True
        case ast.Assign(targets=[ast.Name(id="model_config" | "__all__")]):
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            return True
        case ast.Subscript(value=ast.Name(id="Annotated" | "Literal" | "Mapping" | "tuple" | "dict")):
            return True
        case _:
            return False


def _faults(node: ast.AST, returns: ast.expr | None) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.stmt):
        yield from _of_statement(node, returns)
    elif isinstance(node, ast.expr):
        yield from _of_expression(node)
    elif isinstance(node, ast.comprehension) and node.ifs:
        for at in range(len(node.ifs)):
            yield "condition left out", _with(node, "ifs", [*node.ifs[:at], *node.ifs[at + 1 :]])


def _with(node: ast.AST, field: str, value: object) -> ast.AST:
    """A copy of the node, itself only, with that field."""
    new = copy.copy(node)
    setattr(new, field, value)
    return new


def _of_statement(node: ast.stmt, returns: ast.expr | None) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Expr() | ast.Raise() | ast.Continue() | ast.Break() | ast.AugAssign():
            yield "statement left out", ast.Pass()
        case ast.If(orelse=[]):
            yield "branch left out", ast.Pass()
        case ast.Return(value=ast.expr() as value):
            yield from _of_return(value, returns)
        case _:
            pass
    if isinstance(node, ast.AugAssign) and type(node.op) in _CALCULATED:
        yield "arithmetic", _with(node, "op", _CALCULATED[type(node.op)])
    if isinstance(node, ast.If | ast.While) and not isinstance(node.test, ast.Compare | ast.BoolOp):
        yield "condition negated", _with(node, "test", _negated(node.test))


def _of_return(value: ast.expr, returns: ast.expr | None) -> Iterator[tuple[str, ast.AST]]:
    said = ast.unparse(returns) if returns else ""
    if said == "bool" and not isinstance(value, ast.Constant):
        yield "return negated", ast.Return(_negated(value))
    for name in (said.partition("[")[0], said.rpartition(" | ")[2]):
        empty = _EMPTY.get(name)
        if empty and ast.dump(empty) != ast.dump(value) and not isinstance(value, ast.Constant):
            yield "return emptied", ast.Return(empty)
            return


def _negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def _of_expression(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare():
            for at, sign in enumerate(node.ops):
                signs = [*node.ops[:at], _COMPARED[type(sign)], *node.ops[at + 1 :]]
                yield "comparison", _with(node, "ops", signs)
        case ast.BoolOp():
            yield "and, or", _with(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.IfExp() if not isinstance(node.test, ast.Compare | ast.BoolOp):
            yield "condition negated", _with(node, "test", _negated(node.test))
        case ast.BinOp() if type(node.op) in _CALCULATED and not _type_or_text(node):
            yield "arithmetic", _with(node, "op", _CALCULATED[type(node.op)])
        case ast.Call():
            yield from _of_call(node)
        case ast.Constant():
            yield from _of_constant(node)
        case ast.Tuple() | ast.List() | ast.Set():
            yield from _of_collection(node)
        case _:
            pass


def _type_or_text(node: ast.BinOp) -> bool:
    """An alternative of types, or text that is put together or filled in."""
    return any(_is_text(one) or (isinstance(node.op, ast.BitOr) and _is_type(one)) for one in (node.left, node.right))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_type(node: ast.expr) -> bool:
    name = ast.unparse(node).rpartition(".")[2]
    return name == "None" or (name[:1].isupper() and not name.isupper())


def _of_call(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    match node.func:
        case ast.Name(id=name) if name in _EXCHANGED:
            yield "call exchanged", _with(node, "func", ast.Name(_EXCHANGED[name], ast.Load()))
        case ast.Attribute(attr=name) if name in _EXCHANGED_METHODS:
            yield "call exchanged", _with(node, "func", _with(node.func, "attr", _EXCHANGED_METHODS[name]))
        case ast.Attribute(attr=name, value=value) if name in _LEFT_OUT_METHODS:
            yield "call left out", value
        case _:
            pass


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    match node.value:
        case bool():
            yield "constant", ast.Constant(not node.value)
        case int():
            yield "constant", ast.Constant(node.value + 1)
            yield "constant", ast.Constant(node.value - 1)
        case float():
            yield "constant", ast.Constant(node.value * 1.1)
        case str() if _PATTERN.search(node.value):
            yield from (("pattern", ast.Constant(text)) for text in _patterns(node.value))
        case _:
            pass


def _patterns(text: str) -> Iterator[str]:
    """The pattern with the middle one of each kind of part changed, or patterns would be most of a sample.

    What comes of it need not compile: patterns are put together from parts.
    """
    for part, instead in _IN_PATTERN:
        if all_found := list(part.finditer(text)):
            found = all_found[len(all_found) // 2]
            yield text[: found.start()] + instead + text[found.end() :]


_WORDS: Final[Callable[[ast.expr], bool]] = lambda one: isinstance(one, ast.Constant | ast.Attribute)  # noqa: E731


def _of_collection(node: ast.Tuple | ast.List | ast.Set) -> Iterator[tuple[str, ast.AST]]:
    """One for a whole list: which word is left out is the middle one, or long lists would be most of a sample."""
    if (
        len(node.elts) > 1
        and all(_WORDS(one) for one in node.elts)
        and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
    ):
        middle = len(node.elts) // 2
        yield "word left out", _with(node, "elts", [*node.elts[:middle], *node.elts[middle + 1 :]])
