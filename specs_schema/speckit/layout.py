"""Where Spec Kit's features and constitutions live, from the paths of a tree alone."""

import re
from collections.abc import Iterable, Iterator, Sequence

from specs_schema.feature import FeatureDir, Role

_CORE = frozenset({"spec.md", "plan.md", "tasks.md"})
_NUMBER = re.compile(r"_?(\d{8}-\d{6}|\d+)(?=[-_.]|$)")
# Folders of other people's projects, and `specs` folders of formats that have a reader of their own.
_FOREIGN = frozenset({"node_modules", "vendor", "openspec", ".kiro", ".git"})
_HIDDEN_ROOTS = frozenset({".specify", ".github"})
_PROSE = frozenset({"md", "markdown", "mdx"})
_DATA = frozenset({"yaml", "yml", "json", "jsonc", "graphql", "graphqls", "gql", "proto", "avsc"})
_CODE = frozenset(
    re.split(
        " ",
        "ts tsx mts js jsx mjs py pyi go rs java kt kts cs swift rb php scala c h hpp cpp sql txt toml xsd wsdl "
        "thrift tsp http prisma ex exs dart lua",
    )
)
_ROLES: dict[str, Role] = {
    "spec": "spec",
    "plan": "plan",
    "tasks": "tasks",
    "research": "research",
    "data-model": "data_model",
    "data_model": "data_model",
    "datamodel": "data_model",
    "quickstart": "quickstart",
}
_CONSTITUTION = re.compile(r"(?:.*/)?(?:\.specify/)?memory/constitution\.md")


def find_features(paths: Iterable[str], roots: Sequence[str] = ()) -> tuple[FeatureDir, ...]:
    """Every feature directory among `paths`, in their alphabetical order.

    A directory below a `specs` folder, or below one of `roots`, that holds spec.md, plan.md or tasks.md, or
    that has a numeric prefix and holds Markdown at all.
    """
    listed = sorted(set(paths))
    folders = tuple(root.strip("/") for root in roots)
    projects = {path.split(".specify/", 1)[0].strip("/") for path in listed if _marks_project(path)}
    found: dict[str, FeatureDir] = {}
    for candidate in sorted({candidate for path in listed for candidate in _candidates(path, folders)}):
        if not any(parent in found for parent in _parents(candidate)):
            found[candidate] = _feature_dir(candidate, projects)
    return tuple(found.values())


def documents_of(feature: FeatureDir, paths: Iterable[str]) -> tuple[str, ...]:
    """The files below the feature that are documents to read: no images, no state files."""
    return tuple(sorted({path for path in paths if _is_document(feature.dir, path)}))


def role_of(feature: FeatureDir, path: str) -> Role:
    """What a document of the feature is."""
    inside = path.removeprefix(f"{feature.dir}/").lower()
    folder, _, rest = inside.partition("/")
    if not rest:
        stem, _, suffix = folder.rpartition(".")
        return _ROLES.get(stem, "other") if suffix in _PROSE else "other"
    if folder in {"contracts", "contract"}:
        return "contract"
    return "checklist" if folder == "checklists" and _suffix(rest) in _PROSE else "other"


def constitution_paths(paths: Iterable[str]) -> tuple[str, ...]:
    """Every constitution among `paths`: one for each project of a monorepo."""
    return tuple(sorted(path for path in set(paths) if _CONSTITUTION.fullmatch(path) and not _foreign(path)))


def _marks_project(path: str) -> bool:
    # `.specify/specs/` may stand alone, without anything that `specify init` writes; it still marks the root.
    return path.startswith(".specify/") or "/.specify/" in path


def _foreign(path: str) -> bool:
    return not _FOREIGN.isdisjoint(path.split("/"))


def _candidates(path: str, roots: Sequence[str]) -> Iterator[str]:
    """Directories that `path` makes a feature of."""
    folder, _, name = path.rpartition("/")
    parts = folder.split("/")
    if not _FOREIGN.isdisjoint(parts):
        return
    core = name.lower() in _CORE
    if core and ("specs" in parts[:-1] or any(_below(folder, root) for root in roots)):
        yield folder
    for depth, part in enumerate(parts[1:], start=1):
        numbered = _NUMBER.match(part) and _suffix(name) in _PROSE
        if numbered and (parts[depth - 1] == "specs" or "/".join(parts[:depth]) in roots):
            yield "/".join(parts[: depth + 1])


def _below(folder: str, root: str) -> bool:
    return folder == root or not root or folder.startswith(f"{root}/")


def _parents(folder: str) -> Iterator[str]:
    parts = folder.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _feature_dir(folder: str, projects: set[str]) -> FeatureDir:
    name = folder.rsplit("/", 1)[-1]
    number = _NUMBER.match(name)
    return FeatureDir(
        dir=folder, format="speckit", root=_project_of(folder, projects), number=number[1] if number else ""
    )


def _project_of(folder: str, projects: set[str]) -> str:
    """The nearest directory with a `.specify/`; without one, the directory that holds the `specs` folder."""
    for parent in [*reversed([*_parents(folder)]), ""]:
        if parent in projects:
            return parent
    parts = folder.split("/")
    above = parts[: parts.index("specs")] if "specs" in parts else []
    while above and above[-1] in _HIDDEN_ROOTS:
        above.pop()
    return "/".join(above)


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_document(folder: str, path: str) -> bool:
    if not path.startswith(f"{folder}/"):
        return False
    inside = path.removeprefix(f"{folder}/").lower()
    suffix = _suffix(inside)
    if inside.startswith(("contracts/", "contract/")):
        return suffix in _PROSE | _DATA | _CODE
    hidden = any(part.startswith(".") for part in inside.split("/"))
    return suffix in _PROSE or (suffix in _DATA and not hidden)
