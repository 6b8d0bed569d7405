"""Routers: where code makes them, how it names them, and under which prefixes it mounts them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ast_grep_py import SgNode

from app.domain.path_template import UNKNOWN, joined
from app.symbols.framework import Framework
from app.symbols.imports import required
from app.symbols.nodes import arguments
from app.symbols.project import Project
from app.symbols.source import Function, Source

_MOST_STEPS: Final = 12  # of routers within routers, and of names that lead to names
_OPEN: Final = f"/{UNKNOWN}"


@dataclass(frozen=True, slots=True)
class Placement:
    """A prefix under which a router serves, and why it is not certain."""

    prefix: str
    doubt: str = ""


@dataclass(eq=False, slots=True)
class Router:
    """Something that routes are put on. `prefix` is None where it cannot be read."""

    framework: Framework
    source: Source
    name: str
    scope: tuple[int, int]
    at: int
    prefix: str | None = ""
    top: bool = False
    mounts: list["Mount"] = field(default_factory=list["Mount"])


@dataclass(frozen=True, slots=True)
class Mount:
    """One place where a router is put under another. `parent` is None where it cannot be told which."""

    parent: Router | None
    prefix: str | None = ""
    replaces: bool = False
    shared: bool = False  # the call that mounts may mean one of several functions


@dataclass(frozen=True, slots=True)
class Opaque:
    """A mount of something that cannot be read: it may serve anything below the prefix."""

    source: Source
    call: SgNode
    parent: Router | None
    prefix: str | None


def extent(node: SgNode) -> tuple[int, int]:
    """Where a node begins and ends."""
    place = node.range()
    return place.start.index, place.end.index


def scope_of(node: SgNode, source: Source) -> tuple[int, int]:
    """The part of the file in which a name declared at `node` is known."""
    inner = next((one for one in node.ancestors() if one.kind() in source.grammar.scopes), source.root)
    return extent(inner)


class Routers:
    """The routers of one framework in a project."""

    def __init__(self, framework: Framework, project: Project) -> None:
        self.framework: Final = framework
        self.project: Final = project
        self.opaque: Final[list[Opaque]] = []
        self._named: dict[tuple[str, str], list[Router]] = {}
        self._made: dict[tuple[str, int, int], Router] = {}
        self._suspect = re.compile(framework.suspects) if framework.suspects else None

    def add(self, router: Router, node: SgNode | None = None) -> None:
        """Make a router known by its name, and by the expression that makes it."""
        if router.name:
            self._named.setdefault((router.source.path, _key(router.name)), []).append(router)
        if node is not None:
            self._made.setdefault((router.source.path, *extent(node)), router)

    def made(self, source: Source, node: SgNode) -> Router | None:
        """The router that exactly this expression makes."""
        return self._made.get((source.path, *extent(node)))

    def suspects(self, name: str) -> bool:
        """Whether something is called as routers of this framework are."""
        return self._suspect is not None and bool(self._suspect.search(name))

    def resolve(self, source: Source, node: SgNode, steps: int = _MOST_STEPS) -> Router | None:
        """The router that an expression stands for."""
        if steps == 0:
            return None
        made = self.made(source, node)
        if made is not None:
            return made
        if node.kind() in source.grammar.calls:
            return self._called(source, node, steps)
        if not re.fullmatch(r"[\w$.]+", node.text()):
            return None
        return self._known(source, node.text(), extent(node)[0]) or self._imported(source, node, steps)

    def _known(self, source: Source, name: str, at: int) -> Router | None:
        """The router of that name that is nearest above `at`."""
        key = _key(name)
        attribute = key.startswith(".")
        if attribute and name.partition(".")[0] in source.imports and source.language != "go":
            return None
        files = [source.path]
        if source.language == "go" and attribute:
            files = [path for path, one in self.project.sources.items() if one.folder == source.folder]
        found = [router for path in files for router in self._named.get((path, key), ())]
        if attribute:
            return found[0] if len({id(one) for one in found}) == 1 else None
        around = [one for one in found if one.scope[0] <= at <= one.scope[1]]
        if not around and source.language == "go":
            around = self._of_package(source, key)
        if not around:
            return None
        narrow = min(one.scope[1] - one.scope[0] for one in around)
        nearest = [one for one in around if one.scope[1] - one.scope[0] == narrow]
        before = [one for one in nearest if one.at <= at]
        return max(before, key=lambda one: one.at) if before else nearest[0]

    def _of_package(self, source: Source, name: str) -> list[Router]:
        beside = [path for path, one in self.project.sources.items() if one.folder == source.folder]
        found = [router for path in beside for router in self._named.get((path, name), ())]
        return [router for router in found if router.scope == extent(router.source.root)]

    def _imported(self, source: Source, node: SgNode, steps: int) -> Router | None:
        target = self.project.follow(source, node.text())
        if target is None:
            return None
        if target.value is not None:
            return self.resolve(target.source, target.value, steps - 1)
        return self._known(target.source, target.name, extent(target.source.root)[1]) if target.name else None

    def _called(self, source: Source, node: SgNode, steps: int) -> Router | None:
        """A call that gives back a router: its own maker, a transparent method, `require`, a function of ours."""
        required = self.project.required(source, node)
        if required is not None:
            if required.value is not None:
                return self.resolve(required.source, required.value, steps - 1)
            return self._known(required.source, required.name, extent(required.source.root)[1])
        called = node.field("function")
        if called is None:
            return None
        owner = called.field("operand") or called.field("object")
        if owner is not None and called.text().rpartition(".")[2] in self.framework.transparent:
            return self.resolve(source, owner, steps - 1)
        functions = self.project.functions(source, _callee(called))
        if len(functions) != 1:
            return None
        origin, function = functions[0]
        found = {self.resolve(origin, value, steps - 1) for value in returned(function, origin)}
        return found.pop() if len(found) == 1 else None

    def placements(self, router: Router, steps: int = _MOST_STEPS) -> Sequence[Placement]:
        """Every prefix under which the router serves."""
        if steps == 0:
            return [Placement(_OPEN, f"`{router.name}` is mounted within itself")]
        if not router.mounts:
            unread = Placement(_OPEN, f"nothing that was read mounts `{router.name or 'the router'}`")
            return [_placed(Placement("") if router.top else unread, router.prefix, router)]
        found = dict.fromkeys(one for mount in router.mounts for one in self._mounted(router, mount, steps))
        shared = any(mount.shared for mount in router.mounts) and len(found) > 1
        if shared:
            return [Placement(_OPEN, f"the call that mounts `{router.name}` may mean several functions")]
        return list(found)

    def _mounted(self, router: Router, mount: Mount, steps: int) -> Iterator[Placement]:
        unread = Placement(_OPEN, f"what mounts `{router.name}` cannot be read")
        replaced = mount.replaces and mount.prefix != ""
        for above in self.placements(mount.parent, steps - 1) if mount.parent is not None else [unread]:
            under = _placed(above, mount.prefix, router)
            yield under if replaced else _placed(under, router.prefix, router)


def _placed(above: Placement, prefix: str | None, router: Router) -> Placement:
    if prefix is None:
        return Placement(_OPEN, above.doubt or f"the prefix of `{router.name or 'the router'}` is no constant")
    if above.prefix == _OPEN:
        return Placement(joined(_OPEN, prefix), above.doubt)
    return Placement(joined(above.prefix, prefix), above.doubt)


def _key(name: str) -> str:
    """How a name is known: an attribute by its last part, whatever its owner is called there."""
    return f".{name.rpartition('.')[2]}" if "." in name else name


def _callee(node: SgNode) -> str:
    """The name of a called function; that of a method of a value, too: `usersResource{}.Routes`."""
    text = node.text()
    if re.fullmatch(r"[\w$.]+", text):
        return text
    return f"x.{text.rpartition('.')[2]}" if re.fullmatch(r".*\.\w+", text, re.DOTALL) else ""


def returned(function: Function, source: Source) -> list[SgNode]:
    """What a function gives back."""
    body = function.node.field("body")
    if body is not None and body.kind() not in {"block", "statement_block"}:
        return [body]
    found: list[SgNode] = []
    for statement in function.node.find_all(kind="return_statement"):
        owner = next((one for one in statement.ancestors() if one.kind() in source.grammar.functions), None)
        values = [child for child in statement.children() if child.is_named()]
        if owner is not None and extent(owner) == extent(function.node) and len(values) == 1:
            inner = [child for child in values[0].children() if child.is_named()]
            found.append(inner[0] if values[0].kind() == "expression_list" and len(inner) == 1 else values[0])
    return found


def calls_of(source: Source, names: frozenset[str]) -> Iterator[tuple[SgNode, str]]:
    """Calls of functions with one of these names, and how the call names them."""
    script = source.language in ("javascript", "typescript")  # whose default imports are called as one likes
    if not script and not any(f"{name}(" in source.text for name in names):
        return
    kind = "call" if source.language == "python" else "call_expression"
    for call in source.root.find_all(kind=kind):
        called = call.field("function")
        if called is None:
            continue
        name = _callee(called)
        handed = name.rpartition(".")[2] in names or (script and (name in source.imports or bool(required(called))))
        if handed and arguments(call):
            yield call, name
