"""Newly ticked tasks, what they name, and what of it the change touches."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.domain.change import Change, ChangedFile
from app.domain.dossier import Dossier, ReviewedFeature
from app.rules.names import ordered_words
from app.rules.task_paths import name_of
from specs_schema.task import Task

_REMOVES: Final = re.compile(
    r"\b(delet(e|es|ed|ing|ion)|remov(e|es|ed|ing|al)|drop(s|ped|ping)?|renam(e|es|ed|ing)|mov(e|es|ed|ing)|"
    r"replac(e|es|ed|ing|ement)|migrat\w+ away)\b",
    re.IGNORECASE,
)
_CONDITIONAL: Final = re.compile(
    r"(^|[(,;:.—–-]\s*)(if|unless|already)\b|\b(when|where|as) (needed|necessary|required|applicable|possible)\b|"
    r"\b(if|unless) (it |they |this |that |still )?(is |are )?"
    r"(needed|necessary|required|applicable|possible|missing|absent|desired|present|not|tests?|time|any|T\d+)\b|"
    r"\balready (cover\w*|deliver\w*|done|implement\w*|satisf\w*|handl\w*|provid\w*|there|in place|shipped|"
    r"exists? (in|at|as|from)|present)\b|"
    r"\b(optional(ly)?|or equivalent|n/a|not (needed|required|applicable)|skipped|deferred|"
    r"superseded|covered by|folded into|merged into)\b",
    re.IGNORECASE,
)
_EXAMPLE: Final = re.compile(r"(\be\.g\.|\bfor example|\bsuch as),?\s+[`*]*[\w./-]*\.\w", re.IGNORECASE)
_LOOKS: Final = re.compile(
    r"\W*(?:\[[^\]]*\]\s*)*(?:(?:manual|manually|re|full|final)\b\W*)?"
    r"(?:run|re-?run|execute|verify|confirm|double-?check|check|review|validate|inspect|read|audit|measure|smoke|"
    r"investigate|analy[sz]e|identify|understand|executar|rodar|validar|verificar|revisar|confirmar)\b"
    r"|^\W*(?:研究|核实|验证|确认|运行|审查)",
    re.IGNORECASE,
)
_ABSENT: Final = re.compile(r"\b(does|do|did) not (include|contain|exist|have)\b|\bno such\b", re.IGNORECASE)
_CODE: Final = re.compile(r"`[^`]*`|\"[^\"]*\"")
_NAME: Final = re.compile(
    r"(?<![\w./-])(?:[A-Za-z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)(?![\w/-]|\.\w)"
)


@dataclass(frozen=True, slots=True)
class Ticked:
    """A task that the change ticks, and the feature it stands in."""

    feature: ReviewedFeature
    task: Task

    @property
    def roots(self) -> tuple[str, ...]:
        """Folders from which the paths of the task may be meant, beside the top."""
        return (self.feature.dir.dir, self.feature.dir.root)

    @property
    def files(self) -> tuple[str, ...]:
        """Files that the task names."""
        return files_of(self.task)


def ticked(dossier: Dossier) -> Iterator[Ticked]:
    """Every task that the change ticks."""
    for feature in dossier.features:
        for task in feature.head.tasks if feature.head else ():
            if task.key in feature.newly_done:
                yield Ticked(feature, task)


def files_of(task: Task) -> tuple[str, ...]:
    """Files that the task names, as written."""
    return tuple(path.text for path in task.paths if path.kind == "file")


def promises(task: Task) -> bool:
    """Whether a task promises files: not one that removes or moves them, looks at them, or holds under a condition."""
    said = _CODE.sub(" ", task.text)
    unsure = _REMOVES.search(said) or _CONDITIONAL.search(said) or _ABSENT.search(said) or _EXAMPLE.search(task.text)
    return not unsure and not looks(task)


def looks(task: Task) -> bool:
    """Whether a task only runs, reads or checks what it names."""
    return bool(_LOOKS.match(task.text))


class Touched:
    """The files of a change that exist at head, made ready for asking about many tasks."""

    def __init__(self, change: Change) -> None:
        self._by_name: defaultdict[str, list[ChangedFile]] = defaultdict(list)
        for file in change.files:
            if file.status != "deleted":
                self._by_name[name_of(file.path)].append(file)

    def by(self, one: Ticked) -> tuple[ChangedFile, ...]:
        """Those that the task names by whole path or by the end of one, ordered by path."""
        paths = [path for path in one.files if not path.startswith("../")]
        wholes = {f"{root}/{path}" if root else path for root in ("", *one.roots) for path in paths}
        ends = tuple(f"/{path}" for path in paths if "/" in path)
        named = [file for name in {name_of(path) for path in paths} for file in self._by_name.get(name, ())]
        found = (file for file in named if file.path in wholes or file.path.endswith(ends))
        return tuple(sorted(found, key=lambda file: file.path))


def symbols(task: Task) -> frozenset[str]:
    """Names of code that stand in back-ticks by themselves and have two words: `handleCreate`, not `Array`."""
    names = (symbol.replace("::", ".").replace("#", ".").rsplit(".", 1)[-1] for symbol in task.symbols)
    return frozenset(name for name in names if len(ordered_words(name)) > 1)


def identifiers(task: Task) -> frozenset[str]:
    """The same, and what is written as only code is outside of back-ticks."""
    return symbols(task) | frozenset(_NAME.findall(task.text))
