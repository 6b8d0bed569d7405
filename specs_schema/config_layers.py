"""The repository's configuration on top of its organisation's, and what is in force when one cannot be read."""

from collections.abc import Mapping
from typing import Final, Literal, TypeVar

from specs_schema.config import CONFIG_PATH, RepoConfig
from specs_schema.config_reader import read_config
from specs_schema.noun import Noun
from specs_schema.problem import SpecProblem

ORGANISATION_PATH: Final = f".github:{CONFIG_PATH}"
"""How the file of the organisation's `.github` repository is called; never a path of the reviewed repository."""

Source = Literal["repository", "organisation", "last valid", "defaults"]

_Model = TypeVar("_Model", bound=Noun)

_INSTEAD: Final[Mapping[Source, str]] = {
    "repository": "",
    "organisation": "; the organisation's configuration is used instead",
    "last valid": "; the last valid configuration is used instead",
    "defaults": "; the defaults are used instead",
}
_LEFT_OUT: Final = "; the whole file is left out"


class ReadConfig(Noun):
    """What is in force, whose text it comes from, and what is wrong with the texts.

    `valid_text` is the repository's text when it is valid, to be remembered as the last valid one.
    """

    config: RepoConfig
    problems: tuple[SpecProblem, ...] = ()
    source: Source = "defaults"
    valid_text: str | None = None

    @property
    def own_problems(self) -> tuple[SpecProblem, ...]:
        """The problems of the repository's own file, each without what is used instead."""
        return tuple(_without(problem, _INSTEAD[self.source]) for problem in self.problems if not _inherited(problem))

    @property
    def organisation_problems(self) -> tuple[SpecProblem, ...]:
        """The problems of the organisation's file, each without what is done about them."""
        return tuple(_without(problem, _LEFT_OUT) for problem in self.problems if _inherited(problem))


def read_configs(repository: str | None, organisation: str | None, last_valid: str | None) -> ReadConfig:
    """What is in force for the texts of the two files, where None means that there is none.

    An organisation's file with a problem is left out as a whole. In place of a repository's file with a problem
    stands `last_valid`, a text of it that was valid once.
    """
    below, below_problems = _read(organisation, ORGANISATION_PATH)
    own, own_problems = _read(repository, CONFIG_PATH)
    last, _ = _read(last_valid if own_problems else None, CONFIG_PATH)
    source: Source = _source(own, below, last)
    told = [_with(problem, _INSTEAD[source]) for problem in own_problems]
    told += [_with(problem, _LEFT_OUT) for problem in below_problems]
    return ReadConfig(
        config=_merged(own or last, below),
        problems=tuple(told),
        source=source,
        valid_text=repository if own else None,
    )


def _read(text: str | None, path: str) -> tuple[RepoConfig | None, tuple[SpecProblem, ...]]:
    """The configuration, None when there is no text or something is wrong with it."""
    if text is None:
        return None, ()
    config, problems = read_config(path, text)
    return (None if problems else config), problems


def _source(own: RepoConfig | None, below: RepoConfig | None, last: RepoConfig | None) -> Source:
    if own:
        return "repository"
    if last:
        return "last valid"
    return "organisation" if below else "defaults"


def _merged(own: RepoConfig | None, below: RepoConfig | None) -> RepoConfig:
    """`own` on top of `below`: mappings key by key, everything else as a whole."""
    if own is None or below is None:
        return own or below or RepoConfig()
    # `SPEC1: off` of the repository stands above `SPEC101: error` of the organisation, though the longer prefix wins.
    kept = {code: severity for code, severity in below.rules.items() if not code.startswith(tuple(own.rules))}
    return _on_top(own, below).model_copy(update={"rules": {**kept, **own.rules}})


def _on_top(above: _Model, under: _Model) -> _Model:
    """`under` with every value that was written in `above`."""
    written = {name: _value(getattr(above, name), getattr(under, name)) for name in above.model_fields_set}
    return under.model_copy(update=written)


def _value(above: object, under: object) -> object:
    return _on_top(above, under) if isinstance(above, Noun) and isinstance(under, Noun) else above


def _inherited(problem: SpecProblem) -> bool:
    return problem.span.path == ORGANISATION_PATH


def _with(problem: SpecProblem, ending: str) -> SpecProblem:
    return problem.model_copy(update={"message": problem.message + ending})


def _without(problem: SpecProblem, ending: str) -> SpecProblem:
    return problem.model_copy(update={"message": problem.message.removesuffix(ending)})
