"""The frameworks whose routes are read: one data file each (docs/frameworks.md says how to add one)."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["python", "javascript", "typescript", "java", "go"]

# Which argument is meant: its position, `name=` for a keyword, `0.name` for a property of an object.
Argument = int | str


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RouterPattern(_Data):
    """A call that makes a router. `$PARENT` in it is the router under which the new one serves."""

    call: tuple[str, ...]
    prefix: tuple[Argument, ...] = ()
    top: bool = False  # serves by itself, where nothing mounts it
    lists: tuple[Argument, ...] = ()  # arguments that are lists of routes


class BlockPattern(_Data):
    """A call whose argument `block` is a function with a router as its parameter: `r.Route("/x", func(r ...) {})`."""

    call: tuple[str, ...]
    block: int
    prefix: tuple[Argument, ...] = ()


class MountPattern(_Data):
    """A call that puts one router under another: `$PARENT` with the arguments `child`, `*` for each of them."""

    call: tuple[str, ...]
    child: tuple[Argument, ...]
    prefix: tuple[Argument, ...] = ()
    replaces: bool = False  # its prefix stands for the one that the router was made with
    # When a child that cannot be read serves what nobody knows: wherever it is mounted, or only below a prefix (where
    # middleware is mounted in the same way).
    opaque: Literal["", "always", "prefixed"] = ""
    strips: tuple[str, ...] = ()  # calls round the child that take the prefix off before it sees the path


class RoutePattern(_Data):
    """A call or decorator that declares a route on `$ROUTER`.

    The method is `$METHOD`, in `methods` or in one of `verbs` (an argument that is a text or a list of them), else
    `otherwise`. `handler` is the argument that serves; without it, what the decorator stands on.
    """

    call: tuple[str, ...]
    decorates: bool = False
    path: tuple[Argument, ...] = (0,)
    methods: dict[str, str] = Field(default_factory=dict)
    verbs: tuple[Argument, ...] = ()
    otherwise: tuple[str, ...] = ()
    in_path: bool = False  # `"GET /path"` in one text
    subtrees: bool = False  # a path that ends with a slash serves everything below
    chained: bool = False  # methods follow: `route("/x").get(f).post(g)`
    handler: tuple[Argument, ...] = ()
    listed: bool = False  # stands in a list of routes instead of being called on a router
    least: int = 1  # arguments that such a call has at least
    response: tuple[Argument, ...] = ()
    status: tuple[Argument, ...] = ()
    success: int = 0  # the status of a decorated function where nothing says another
    unlinks: tuple[str, ...] = ()  # keywords with which the body is not what its model says


class NestedPattern(_Data):
    """A call within a list of routes that puts others below a prefix: `Mount("/api", routes=[...])`."""

    call: tuple[str, ...]
    prefix: tuple[Argument, ...]
    child: tuple[Argument, ...]


class ControllerPattern(_Data):
    """Classes whose decorated methods serve. Names are those of decorators or annotations."""

    decorators: tuple[str, ...]
    prefixes: tuple[str, ...] = ()  # decorators that hold the prefix; without them, those above
    prefix: tuple[Argument, ...] = (0,)
    routes: dict[str, str] = Field(default_factory=dict)  # decorator → method, `?` where `verbs` say it
    path: tuple[Argument, ...] = (0,)
    verbs: tuple[Argument, ...] = ()
    doubtful: tuple[Argument, ...] = ()  # arguments with which the path is not what it seems
    body: tuple[str, ...] = ()  # decorators of the parameter that takes the body
    status: tuple[str, ...] = ()  # decorators of a method that name its status
    success: dict[str, int] = Field(default_factory=dict)  # the status where nothing says one, by method, or of `*`
    answers: str = ""  # words (a regular expression) in the head of a method that may say its status itself
    wrappers: tuple[str, ...] = ()  # types around a body that are not part of it


class ReadPattern(_Data):
    """A call that reads the body of the request. Its model is `$MODEL`, or what the variable `into` is declared as."""

    call: tuple[str, ...]
    into: tuple[Argument, ...] = ()
    enforced: bool = False  # refuses a body in which a field is missing


class WritePattern(_Data):
    """A call that answers, with `$STATUS`, the argument `status`, what was set before, or `otherwise`."""

    call: tuple[str, ...]
    status: tuple[Argument, ...] = ()
    value: tuple[Argument, ...] = ()
    otherwise: int = 200
    final: bool = False  # says its status itself: what was set before does not count


class HandlerPattern(_Data):
    """How a handler reads and answers. In all patterns `{request}` and `{response}` are the names of its parameters."""

    request: int = 0  # their places
    response: int = 1
    wrappers: tuple[str, ...] = ()  # calls that give back the handler which they are given
    body: tuple[str, ...] = ()  # what the body of the request is called, where `$BODY` is in a pattern
    reads: tuple[ReadPattern, ...] = ()
    writes: tuple[WritePattern, ...] = ()
    sets: tuple[str, ...] = ()  # calls that set the status `$STATUS` of what is written later
    harmless: tuple[str, ...] = ()  # calls with the response that write nothing
    members: bool = False  # other members of the response than those that write are harmless, too
    returns: tuple[str, ...] = ()  # answers are what the handler returns; calls round the body


class Framework(_Data):
    """Everything that reading a framework's routes takes."""

    name: str
    languages: tuple[Language, ...]
    search: tuple[str, ...]  # literals that find the files which declare routes
    models: tuple[str, ...] = ()  # literals that find the files of bodies
    doubts: dict[str, str] = Field(default_factory=dict)  # literals with which no path is certain, and why
    routers: tuple[RouterPattern, ...] = ()
    blocks: tuple[BlockPattern, ...] = ()
    parameters: tuple[str, ...] = ()  # types of function parameters that are routers
    mounts: tuple[MountPattern, ...] = ()
    nested: tuple[NestedPattern, ...] = ()
    routes: tuple[RoutePattern, ...] = ()
    transparent: tuple[str, ...] = ()  # methods that give back the router they are called on
    defaults: tuple[str, ...] = ()  # names under which there is a router without making one: `http`
    suspects: str = ""  # names (a regular expression) that are taken for routers where none is known
    controllers: tuple[ControllerPattern, ...] = ()
    handlers: HandlerPattern | None = None
    everywhere: tuple[str, ...] = ()  # calls with a prefix of all routes: `$APP.setGlobalPrefix($$$ARGS)`


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework that is known, by name."""
    folder = resources.files("app.symbols").joinpath("frameworks")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(Framework.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in files)


_SUFFIXES: dict[str, Language] = {
    "py": "python",
    "js": "javascript",
    "mjs": "javascript",
    "cjs": "javascript",
    "jsx": "javascript",
    "ts": "typescript",
    "mts": "typescript",
    "cts": "typescript",
    "tsx": "typescript",
    "java": "java",
    "go": "go",
}


def language_of(path: str) -> Language | None:
    """The language of a file by its name, where it is one that is read."""
    return _SUFFIXES.get(path.rpartition(".")[2].lower()) if "." in path else None


def suffixes() -> Iterable[str]:
    """The endings of names of files that are read."""
    return tuple(_SUFFIXES)
