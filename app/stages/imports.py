"""Which files of the repository a file makes use of, as far as its text tells.

Names of modules are matched with paths, not resolved as a compiler would: what comes out is shown to a reader as
context, and decides nothing. A name that fits many files fits none.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

_PYTHON = re.compile(
    r"^\s*(?:from\s+(?P<module>[.\w]+)\s+import\s+(?P<names>[^\n(]+|\([^)]*\))|import\s+(?P<plain>[\w.]+))",
    re.MULTILINE,
)
_SCRIPT = re.compile(r"(?:\bfrom|\brequire\(|\bimport\(|^\s*import)\s*['\"](?P<module>[^'\"\n]+)['\"]", re.MULTILINE)
_GO = re.compile(r"^\s*(?:import\s+)?(?:[\w.]+\s+)?\"(?P<module>[\w./-]+/[\w.-]+)\"", re.MULTILINE)
_JVM = re.compile(r"^\s*import\s+(?:static\s+)?(?P<module>[\w.]+)", re.MULTILINE)
_RUBY = re.compile(r"^\s*require(?:_relative)?\s*\(?['\"](?P<module>[^'\"\n]+)['\"]", re.MULTILINE)
_RUST = re.compile(
    r"^\s*(?:pub\s+)?(?:use\s+(?:crate|super|self)::(?P<module>[\w:]+)|mod\s+(?P<own>\w+);)", re.MULTILINE
)
_CAMEL = re.compile(r"\b[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)*\b")
_SCRIPTS = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte")
_BESIDE = (".java", ".kt", ".go", ".cs", ".rb", ".swift", ".scala")  # a file sees its neighbours without naming them
_MOST_FITTING = 3


class Modules:
    """Every path at head, by its ends."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            found[posixpath.basename(path)].append(path)
        return found

    @cached_property
    def _by_folder(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            found[posixpath.dirname(path)].append(path)
        return found

    def used_by(self, path: str, text: str) -> tuple[str, ...]:
        """The files that `path` with this text makes use of, each once, in the order of the text."""
        found = (one for wanted in _wanted(path, text) for one in self._fitting(wanted, path))
        beside = self._beside(path, text) if path.endswith(_BESIDE) else ()
        return tuple(one for one in dict.fromkeys([*found, *beside]) if one != path)

    def _fitting(self, wanted: str, path: str) -> Sequence[str]:
        """The file whose path ends with `wanted`, the nearest of a few; for a package of Go (`a/b/`) those in it."""
        if wanted.endswith("/"):
            return self._package(wanted.split("/")[:-1], path)
        if wanted in self._paths:
            return [wanted]
        fitting = [one for one in self._by_name.get(posixpath.basename(wanted), ()) if one.endswith(f"/{wanted}")]
        return _nearest(fitting, path)

    def _package(self, names: Sequence[str], path: str) -> Sequence[str]:
        """The sources in the folder that ends with the last two names of a package, or is the last one at the top."""
        end = "/".join(names[-2:])
        fitting = [folder for folder in self._by_folder if f"/{folder}".endswith(f"/{end}")]
        if not fitting and "." in names[0] and names[-1] in self._by_folder:  # no package of Go's own has a dot there
            fitting = [names[-1]]
        sources = (one for folder in _nearest(fitting, path) for one in self._by_folder[folder])
        return [one for one in sources if one.endswith(".go") and not one.endswith("_test.go")]

    def _beside(self, path: str, text: str) -> Iterator[str]:
        """Files of the same folder that are named for something the text names."""
        named = {name.lower() for name in _CAMEL.findall(text)}
        for one in self._by_folder.get(posixpath.dirname(path), ()):
            stem = posixpath.splitext(posixpath.basename(one))[0].replace("_", "").lower()
            if stem in named and one.endswith(_BESIDE):
                yield one


def _nearest(fitting: Sequence[str], path: str) -> Sequence[str]:
    """The one that shares most of its path with `path`; none of many."""
    if len(fitting) > _MOST_FITTING:
        return ()
    return sorted(fitting, key=lambda one: -len(posixpath.commonprefix([one, path])))[:1]


def _wanted(path: str, text: str) -> Iterator[str]:
    """Ends of paths that the file's imports could mean, the likely first."""
    suffix = posixpath.splitext(path)[1]
    folder = posixpath.dirname(path)
    if suffix == ".py":
        yield from _python(text, folder)
    elif suffix in _SCRIPTS:
        for match in _SCRIPT.finditer(text):
            yield from _script(match["module"], folder)
    elif suffix == ".go":
        yield from (match["module"] + "/" for match in _GO.finditer(text))
    elif suffix in {".java", ".kt", ".scala"}:
        for match in _JVM.finditer(text):
            stem = match["module"].replace(".", "/")
            # What is imported may be of the class: a constant, a method, a class within.
            yield from (stem + suffix, posixpath.dirname(stem) + suffix)
    elif suffix == ".rb":
        yield from (
            posixpath.normpath(match["module"].removesuffix(".rb")).lstrip("./") + ".rb"
            for match in _RUBY.finditer(text)
        )
        yield from (_snake(name) + ".rb" for name in dict.fromkeys(_CAMEL.findall(text)))
    elif suffix == ".rs":
        for match in _RUST.finditer(text):
            yield from _rust([*(match["module"] or match["own"]).split("::")])


def _python(text: str, folder: str) -> Iterator[str]:
    for match in _PYTHON.finditer(text):
        module = match["module"] or match["plain"]
        dots = len(module) - len(module.lstrip("."))
        parts = [part for part in module.split(".") if part]
        above = folder.split("/")[: len(folder.split("/")) - dots + 1] if dots else []
        stem = "/".join([*above, *parts]).lstrip("/")
        names = re.findall(r"\w+", match["names"] or "")
        yield from (f"{stem}/{name}.py".lstrip("/") for name in names)
        if parts:
            yield from (f"{stem}.py", f"{stem}/__init__.py")


def _script(module: str, folder: str) -> Iterator[str]:
    if module.startswith("."):
        stem = posixpath.normpath(posixpath.join(folder, module))
    elif module.startswith(("@/", "~/", "src/")):
        stem = module.split("/", 1)[1]
    else:
        return
    bare = re.sub(r"\.[cm]?jsx?$", "", stem)
    yield stem
    yield from (f"{bare}{suffix}" for suffix in _SCRIPTS)
    yield from (f"{bare}/index{suffix}" for suffix in _SCRIPTS[:4])


def _rust(parts: Sequence[str]) -> Iterator[str]:
    """`crate::a::b::C` may be in `a/b.rs`, `a/b/mod.rs` or `a.rs`."""
    for length in range(len(parts), 0, -1):
        stem = "/".join(parts[:length])
        yield from (f"src/{stem}.rs", f"src/{stem}/mod.rs", f"{stem}.rs")


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
