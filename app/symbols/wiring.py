"""Fills the routers of one framework: every maker, parameter, block and mount that its data file names."""

from collections.abc import Iterator, Sequence

from ast_grep_py import SgNode

from app.symbols.framework import BlockPattern, Framework, MountPattern, NestedPattern, RouterPattern
from app.symbols.nodes import arguments, binding_of
from app.symbols.project import Project
from app.symbols.routers import Mount, Opaque, Router, Routers, calls_of, extent, scope_of
from app.symbols.search import has, matches
from app.symbols.source import Function, Source
from app.symbols.values import Values, argument


def wire(framework: Framework, project: Project) -> Routers:
    """The routers of the project, each with what mounts it."""
    routers = Routers(framework, project)
    sources = [one for one in project.sources.values() if one.language in framework.languages]
    taking = [(source, taken) for source in sources for taken in _take(routers, source)]
    under: list[tuple[Router, SgNode]] = []
    for source in sources:
        for pattern in framework.routers:
            under.extend(_make(routers, source, pattern))
        for block in framework.blocks:
            under.extend(_open(routers, source, block))
        for nested in framework.nested:
            _nest(routers, source, nested)
    for router, parent in under:
        router.mounts.append(Mount(routers.resolve(router.source, parent)))
    for source in sources:
        for mount in framework.mounts:
            _mount(routers, source, mount)
        for nested in framework.nested:
            _mount_nested(routers, source, nested)
        for pattern in framework.routers:
            _mount_lists(routers, source, pattern)
        _hand_over(routers, source, taking)
    return routers


def _prefix(routers: Routers, source: Source, node: SgNode | None) -> str | None:
    return "" if node is None else Values(routers.project, source).text(node)


def _make(routers: Routers, source: Source, pattern: RouterPattern) -> Iterator[tuple[Router, SgNode]]:
    for call in matches(source, pattern.call):
        name = binding_of(call, source.grammar)
        prefix = _prefix(routers, source, argument(call, pattern.prefix))
        scope = scope_of(name, source) if name else extent(source.root)
        text = name.text() if name else ""
        router = Router(routers.framework, source, text, scope, extent(call)[0], prefix, pattern.top)
        parent = has(call, "PARENT")
        if parent is not None and not _plausible(routers, source, parent):
            continue
        routers.add(router, call)
        if parent is not None:
            yield router, parent


def _plausible(routers: Routers, source: Source, parent: SgNode) -> bool:
    """Whether a receiver may be a router: `r.Group` is a common name elsewhere, too."""
    return routers.resolve(source, parent) is not None or routers.suspects(parent.text())


def _open(routers: Routers, source: Source, pattern: BlockPattern) -> Iterator[tuple[Router, SgNode]]:
    for call in matches(source, pattern.call):
        given = arguments(call)
        parent = has(call, "PARENT")
        if parent is None or len(given) <= pattern.block or given[pattern.block].kind() not in source.grammar.functions:
            continue
        function = given[pattern.block]
        name = _first_parameter(function)
        prefix = _prefix(routers, source, argument(call, pattern.prefix))
        router = Router(routers.framework, source, name, extent(function), extent(function)[0], prefix)
        routers.add(router)
        yield router, parent


def _first_parameter(function: SgNode) -> str:
    owner = function.field("parameters")
    declared = next((child for child in owner.children() if child.is_named()), None) if owner else None
    name = declared.field("name") if declared else None
    return name.text() if name else ""


def _take(routers: Routers, source: Source) -> Iterator[tuple[Function, int, Router]]:
    """Functions with a router as a parameter."""
    framework = routers.framework
    for functions in source.functions.values():
        for function in functions:
            for place, (name, declared) in enumerate(function.parameters):
                untyped = not declared and source.language != "go" and routers.suspects(name)
                if declared in framework.parameters or untyped:
                    scope = extent(function.node)
                    router = Router(framework, source, name, scope, scope[0])
                    routers.add(router)
                    yield function, place, router


def _hand_over(routers: Routers, source: Source, taking: Sequence[tuple[Source, tuple[Function, int, Router]]]) -> None:
    """Calls that give a router to a function which puts routes on it."""
    names = frozenset(function.name for _, (function, _, _) in taking)
    known = {extent_of(origin, function): (place, router) for origin, (function, place, router) in taking}
    for call, name in calls_of(source, names) if names else ():
        functions = routers.project.called(source, call, name)
        for origin, function in functions:
            taken = known.get(extent_of(origin, function))
            given = arguments(call)
            if taken is not None and taken[0] < len(given):
                place, router = taken
                parent = routers.resolve(source, given[place])
                if parent is not router:
                    router.mounts.append(Mount(parent, shared=len(functions) > 1))


def extent_of(source: Source, function: Function) -> tuple[str, int, int]:
    """A function by its place."""
    return (source.path, *extent(function.node))


def _mount(routers: Routers, source: Source, pattern: MountPattern) -> None:
    for call in matches(source, pattern.call):
        parent = has(call, "PARENT")
        above = routers.resolve(source, parent) if parent is not None else None
        if parent is None or (above is None and not routers.suspects(parent.text())):
            continue
        prefix, children = _parts(routers, source, pattern, call)
        for child, stripped in children:
            router = routers.resolve(source, child)
            if router is not None and router is not above:
                mounted = stripped if pattern.strips else prefix
                router.mounts.append(Mount(above, mounted, replaces=pattern.replaces))
            elif router is None and child is children[-1][0] and _is_opaque(source, pattern, child, prefix):
                routers.opaque.append(Opaque(source, call, above, prefix))


def _is_opaque(source: Source, pattern: MountPattern, child: SgNode, prefix: str | None) -> bool:
    """Whether a child may serve routes that nobody can read."""
    if child.kind() in source.grammar.functions | source.grammar.texts:
        return False
    return pattern.opaque == "always" or (pattern.opaque == "prefixed" and bool(prefix and prefix.strip("/")))


def _parts(
    routers: Routers, source: Source, pattern: MountPattern, call: SgNode
) -> tuple[str | None, list[tuple[SgNode, str | None]]]:
    """The prefix of a mount, and its children with the prefix that is taken off before them."""
    given = arguments(call)
    if pattern.child == ("*",):
        first = given[0] if given else None
        text = Values(routers.project, source).text(first) if first else None
        named = first is not None and routers.resolve(source, first) is None and first.kind() != "call_expression"
        rest = given[1:] if text is not None or (named and len(given) > 1) else given
        prefix = text if text is not None else (None if rest is not given else "")
        return prefix, [(one, "") for one in rest]
    child = argument(call, pattern.child)
    if child is None:
        return "", []
    prefix = _prefix(routers, source, argument(call, pattern.prefix))
    called = child.field("function")
    if pattern.strips and called is not None and called.text() in pattern.strips:
        inner = arguments(child)
        return prefix, [(inner[1], _prefix(routers, source, inner[0]))] if len(inner) > 1 else []
    return prefix, [(child, "")]


def _nest(routers: Routers, source: Source, pattern: NestedPattern) -> None:
    """`Mount("/api", ...)` is a router without a name; lists of routes with a name are routers, too."""
    for call in matches(source, pattern.call):
        prefix = _prefix(routers, source, argument(call, pattern.prefix))
        router = Router(routers.framework, source, "", extent(source.root), extent(call)[0], prefix)
        routers.add(router, call)
    for name, values in source.bindings.items():
        for value in values:
            if value.kind() in source.grammar.lists and ("Route(" in value.text() or "Mount(" in value.text()):
                at = extent(value)[0]
                routers.add(Router(routers.framework, source, name, scope_of(value, source), at), value)


def _mount_nested(routers: Routers, source: Source, pattern: NestedPattern) -> None:
    for call in matches(source, pattern.call):
        own = routers.resolve(source, call)
        around = container(routers, source, call)
        if own is not None:
            own.mounts.append(Mount(around))
        child = argument(call, pattern.child)
        inner = routers.resolve(source, child) if child is not None else None
        if inner is not None and own is not None:
            inner.mounts.append(Mount(own))


def _mount_lists(routers: Routers, source: Source, pattern: RouterPattern) -> None:
    for call in matches(source, pattern.call) if pattern.lists else ():
        own, listed = routers.resolve(source, call), argument(call, pattern.lists)
        inner = routers.resolve(source, listed) if listed is not None else None
        if own is not None and inner is not None:
            inner.mounts.append(Mount(own))


def container(routers: Routers, source: Source, node: SgNode) -> Router | None:
    """The router in whose list of routes an expression stands."""
    for parent in node.ancestors():
        if parent.kind() in source.grammar.functions:
            return None
        found = routers.made(source, parent)
        if found is not None:
            return found
    return None
