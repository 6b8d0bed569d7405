"""Modules that a ticked task names and the change adds, by what other code would have to call them.

What is left out here is reached without being named: entry points, files that a framework finds by their folder,
scripts, settings, migrations, tests, and what registers itself by an annotation.
"""

import re
from collections.abc import Mapping
from typing import Final

from app.domain.change import ChangedFile
from app.domain.dossier import Dossier
from app.rules.definitions import defined
from app.rules.names import material
from app.rules.task_paths import ending, is_test, name_of
from app.rules.ticked_work import Touched, ticked

_LANGUAGES: Final = frozenset({".py", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".rs", ".java", ".kt", ".rb"})
_FOUND_BY_NAME: Final = re.compile(
    r"(^|/)(index|main|__init__|__main__|app|server|page|layout|route|routes|loading|error|not-found|template|default|"
    r"middleware|setup|conftest|manage|wsgi|asgi|lib|mod|build|admin|apps|urls|celery|global|worker|sw|background|"
    r"content|preload|instrumentation)\.\w+$"
    r"|\.(config|conf|stories|story|worker|d|test|spec|mock|e2e|server|client|setup|script)\.\w+$"
    r"|(^|/)[^/]*(Application|Main|Config|Configuration|Migration|Plugin)\.\w+$|(^|/)[_.\[(+][^/]*$"
)
_FOUND_BY_FOLDER: Final = re.compile(
    r"(^|/)(pages|routes|api|commands?|cmd|management|plugins?|middleware|migrations?|versions|alembic|seeds?|scripts?|"
    r"bin|tools?|examples?|docs?|benchmarks?|bench|stories|__mocks__|mocks?|fakes?|fixtures?|factories|config|settings|"
    r"functions|lambdas?|handlers?|jobs?|tasks|cron|initializers|controllers|channels|mailers|helpers|views|templates|"
    r"public|static|vendor|e2e|cypress|playwright|samples?|generators?|composables|\.[^/]+)/",
    re.IGNORECASE,
)
_REGISTERED: Final = re.compile(
    r"^#!|^if __name__\s*==|^@[\w.]+|^\s*@(?:Component|Service|Repository|Configuration|RestController|Controller|Bean|"
    r"Entity|Mapper|ControllerAdvice|RestControllerAdvice|Injectable|Module|Aspect|Converter)\b|"
    r"\.register\(|customElements\.define|\bimpl\b.*\bfor\b|^\s*(?:public\s+)?static\s+void\s+main|"
    r"self\.addEventListener|process\.argv"
)
_TOP: Final = re.compile(r"\s")
_LEAST: Final = 4  # letters below which a name stands in every file


def new_modules(dossier: Dossier) -> Mapping[str, frozenset[str]]:
    """Path of each new module of a ticked task → every name by which it could be reached."""
    touched = Touched(dossier.change)
    files = {file.path: file for one in ticked(dossier) for file in touched.by(one)}
    return {path: names for path, file in files.items() if _must_be_named(file) and (names := _names(file))}


def unnamed(dossier: Dossier) -> Mapping[str, frozenset[str]]:
    """Those that no other line of the change names: the ones that head has to be searched for."""
    modules = new_modules(dossier)
    if not modules:
        return modules
    said: dict[str, set[str]] = {}
    specs = spec_folders(dossier)
    wanted = frozenset[str]().union(*modules.values())
    for file in dossier.change.files:
        if not file.path.startswith(specs):
            for name in wanted & _words("\n".join(line for _, line in file.added_lines())):
                said.setdefault(name, set()).add(file.path)
    return {path: names for path, names in modules.items() if not any(said.get(name, set()) - {path} for name in names)}


def spec_folders(dossier: Dossier) -> tuple[str, ...]:
    """What the paths of every feature's documents begin with: what is said there reaches nothing."""
    return tuple(f"{feature}/" for feature in dossier.known_features)


def _must_be_named(file: ChangedFile) -> bool:
    path = file.path
    known = ending(path) in _LANGUAGES and material(path) == "code"
    if file.status != "added" or file.unread or not known or is_test(path):
        return False
    if _FOUND_BY_NAME.search(path) or _FOUND_BY_FOLDER.search(path):
        return False
    return not any(_REGISTERED.search(line) for _, line in file.added_lines())


def _names(file: ChangedFile) -> frozenset[str]:
    """The stem and everything that the module defines at its top; none where a name is too short to be looked for."""
    stem = name_of(file.path).split(".", 1)[0]
    top = (name for _, line in file.added_lines() if not _TOP.match(line) for name in defined(line))
    names = frozenset({stem, *top})
    return names if all(len(name) >= _LEAST for name in names) else frozenset()


def _words(text: str) -> frozenset[str]:
    """Every name in the text; one with hyphens as a whole, and each of its parts."""
    whole = frozenset(re.findall(r"[\w$]+(?:-[\w$]+)*", text))
    return whole.union(*(name.split("-") for name in whole if "-" in name))
