"""All files that are read, and how a name in one leads to what another one declares."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Final

from ast_grep_py import SgNode

from app.symbols.imports import Import, required
from app.symbols.source import Function, Source

_SCRIPT_ENDINGS: Final = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs")
_WRITERS: Final = ("MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText")
_MOST_STEPS: Final = 5  # from a name over files that only hand it on


@dataclass(frozen=True, slots=True)
class Target:
    """A name in another file, or a value there that has none."""

    source: Source
    name: str
    value: SgNode | None = None


@dataclass(frozen=True)
class Project:
    """The sources by path."""

    sources: Mapping[str, Source]

    @cached_property
    def _tails(self) -> Mapping[str, Sequence[Source]]:
        """Sources by every end of their paths without the ending of the name: `routes/users` and `users`."""
        found: dict[str, list[Source]] = {}
        for source in self.sources.values():
            for name in _module_names(source):
                parts = name.split("/")
                for start in range(len(parts)):
                    found.setdefault("/".join(parts[start:]), []).append(source)
        return found

    @cached_property
    def _go_folders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.folder for one in self.sources.values() if one.language == "go"))

    @cached_property
    def go_writers(self) -> frozenset[tuple[str, str]]:
        """Folder and name of every type of Go that says itself what it is in JSON."""
        sources = [one for one in self.sources.values() if one.language == "go"]
        named = [(one.folder, known) for one in sources for name in _WRITERS for known in one.functions.get(name, ())]
        return frozenset((folder, known.owner) for folder, known in named)

    def go_folder(self, origin: Source, package: str) -> str | None:
        """The folder of a package that `origin` imports as `package`, or its own; None where that cannot be told."""
        if not package:
            return origin.folder
        taken = origin.imports.get(package)
        wanted = taken.module.split("/") if taken is not None else []
        shared = {folder: _same_end(folder.split("/"), wanted) for folder in self._go_folders if folder}
        most = max(shared.values(), default=0)
        best = [folder for folder, number in shared.items() if number == most]
        return best[0] if most and len(best) == 1 else None

    def module(self, origin: Source, module: str) -> Source | None:
        """The file that `module` means in `origin`, where it is exactly one."""
        if origin.language == "python":
            return self._python_module(origin, module)
        if origin.language in ("javascript", "typescript"):
            return self._script_module(origin, module)
        return None

    def _python_module(self, origin: Source, module: str) -> Source | None:
        name = module.lstrip(".")
        dots = len(module) - len(name)
        path = name.replace(".", "/")
        if dots:
            folder = PurePosixPath(origin.path).parent
            for _ in range(dots - 1):
                folder = folder.parent
            return self._exactly(str(folder / path) if path else str(folder))
        return self._single(path)

    def _script_module(self, origin: Source, module: str) -> Source | None:
        plain = module
        for ending in _SCRIPT_ENDINGS:
            plain = plain.removesuffix(ending)
        if plain.startswith("."):
            return self._exactly(_normal(f"{origin.folder}/{plain}" if origin.folder else plain))
        return self._single(plain.partition("/")[2]) if plain[:1] in "@~#" and "/" in plain else None

    def _exactly(self, path: str) -> Source | None:
        found = [source for source in self._tails.get(path, ()) if path in _module_names(source)]
        return found[0] if len(found) == 1 else None

    def _single(self, path: str) -> Source | None:
        found = self._tails.get(path, ())
        return found[0] if len(found) == 1 else None

    def follow(self, origin: Source, name: str) -> Target | None:
        """Where the name `a` or `a.b`, which `origin` imports, is declared. None where that cannot be told."""
        head, _, rest = name.partition(".")
        taken = origin.imports.get(head)
        if taken is None or origin.language == "go":
            return None
        if rest:
            return self._member(origin, taken, rest)
        return self._exported(self.module(origin, taken.module), taken.name) or self._submodule_target(origin, taken)

    def _member(self, origin: Source, taken: Import, rest: str) -> Target | None:
        """`users.router`, where `users` is a module, or an object with names."""
        source = self._submodule(origin, taken) if taken.name else self.module(origin, taken.module)
        if source is None and taken.name == "default":
            source = self.module(origin, taken.module)
        return self._exported(source, rest) if source is not None and "." not in rest else None

    def _submodule(self, origin: Source, taken: Import) -> Source | None:
        dot = "" if taken.module.endswith(".") else "."
        return self._python_module(origin, f"{taken.module}{dot}{taken.name}") if origin.language == "python" else None

    def _submodule_target(self, origin: Source, taken: Import) -> Target | None:
        source = self._submodule(origin, taken)
        return Target(source, "") if source is not None else None

    def _exported(self, source: Source | None, name: str) -> Target | None:
        for _ in range(_MOST_STEPS):
            if source is None or not name:
                return None
            if source.language != "python":
                return _script_target(source, name)
            again = source.imports.get(name)
            if again is None:
                return Target(source, name)
            source, name = self.module(source, again.module) or self._submodule(source, again), again.name
        return None

    def required(self, origin: Source, node: SgNode) -> Target | None:
        """What `require("./routes/users")` gives."""
        module = required(node)
        return self._exported(self.module(origin, module), "default") if module else None

    def called(self, origin: Source, call: SgNode, name: str) -> Sequence[tuple[Source, Function]]:
        """The functions that a call may run; `require("./routes")(app)` has no name of its own."""
        callee = call.field("function")
        target = self.required(origin, callee) if callee is not None and not name else None
        if target is None:
            return self.functions(origin, name)
        named = [(target.source, one) for one in target.source.functions.get(target.name, ())]
        return named or [(target.source, one) for one in _unnamed(target)]

    def functions(self, origin: Source, name: str) -> Sequence[tuple[Source, Function]]:
        """The functions that a call of `name` in `origin` may run."""
        if origin.language == "go":
            return tuple(self._go_functions(origin, name))
        own = origin.functions.get(name, ()) if "." not in name else ()
        if own:
            return [(origin, one) for one in own]
        target = self.follow(origin, name)
        if target is None:
            return ()
        named = [(target.source, one) for one in target.source.functions.get(target.name, ())]
        return named or [(target.source, one) for one in _unnamed(target)]

    def _go_functions(self, origin: Source, name: str) -> Iterator[tuple[Source, Function]]:
        head, _, last = name.rpartition(".")
        package = origin.imports.get(head)
        for source in self.sources.values():
            if source.language != "go":
                continue
            for one in source.functions.get(last, ()):
                if package is not None:
                    inside = source.folder and f"/{package.module}".endswith(f"/{source.folder}")
                    near = source.folder.endswith(PurePosixPath(package.module).name)
                    fits = not one.owner and bool(inside or near)
                elif head:
                    fits = bool(one.owner)
                else:
                    fits = source.folder == origin.folder and not one.owner
                if fits:
                    yield source, one


def _unnamed(target: Target) -> Iterator[Function]:
    value = target.value
    if value is None:
        return
    for functions in target.source.functions.values():
        yield from (one for one in functions if one.node.range().start.index == value.range().start.index)


def _script_target(source: Source, name: str) -> Target:
    exported = source.exports.get(name)
    if exported is None:
        return Target(source, name)
    if exported.kind() in {"identifier", "shorthand_property_identifier"}:
        return Target(source, exported.text())
    return Target(source, name, exported)


def _same_end(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the last parts are the same."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _module_names(source: Source) -> tuple[str, ...]:
    stem, _, _ = source.path.rpartition(".")
    for name in ("/__init__", "/index"):
        if stem.endswith(name):
            return (stem, stem.removesuffix(name))
    return (stem,)


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", "..", ""):
            parts.append(part)
    return "/".join(parts)
