"""The steps of a Dockerfile, carried out in roots without an engine."""

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from context import context_files
from instructions import Broken, Instruction, Stage
from root import STAND_INS, Root, obtainable

_PATH = f"{STAND_INS}:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(slots=True)
class Image:
    """A stage that is being built, or is built."""

    root: Root
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": _PATH, "HOME": "/root"})
    cwd: str = "/"
    user: str = "0:0"


def build(stage: Stage, context: Path, folder: Path, earlier: Mapping[str, Image]) -> Image:
    """The image of a stage, in `folder`. Raises Broken at the step that fails."""
    root = Root(folder)
    root.prepare()
    image = Image(root)
    for step in stage.steps:
        begun = time.monotonic()
        _carry_out(step, image, context, earlier)
        print(f"  {step.name} {' '.join(step.value.split())[:100]} ({time.monotonic() - begun:.1f} s)", flush=True)
    return image


def _carry_out(step: Instruction, image: Image, context: Path, earlier: Mapping[str, Image]) -> None:
    match step.name:
        case "ENV":
            image.environment |= step.variables(image.environment)
        case "USER":
            image.user = step.replaced(image.environment)
        case "WORKDIR":
            image.cwd = step.replaced(image.environment)
            image.root.at(image.cwd).mkdir(parents=True, exist_ok=True)
        case "RUN":
            _run(step, image)
        case "COPY":
            _copy(step, image, context, earlier)
        case _:
            return  # says something about the image, or is run by replay.py


def _run(step: Instruction, image: Image) -> None:
    done = image.root.run(step.command(), image.environment, cwd=image.cwd, user=image.user, online=True)
    if done.returncode:
        raise Broken(f"RUN ended with {done.returncode}: {step.value}\n{done.stdout}")
    missing = [package for package in image.root.packages() if not obtainable(package)]
    if missing:
        raise Broken(f"No such Debian package: {', '.join(missing)}")


def _copy(step: Instruction, image: Image, context: Path, earlier: Mapping[str, Image]) -> None:
    flags, (*sources, last) = step.words()
    target = image.root.at(last if last.startswith("/") else f"{image.cwd}/{last}")
    if set(flags) - {"from"}:
        raise Broken(f"COPY with {', '.join(sorted(flags))} is not known to the replay")
    if "from" in flags:
        for source in sources:
            shutil.copytree(earlier[flags["from"]].root.at(source), target, symlinks=True)
        return
    files = context_files(context)
    for source in sources:
        _copy_from_context(source.removeprefix("./"), target, context, files, into=last.endswith("/"))


def _copy_from_context(source: str, target: Path, context: Path, files: tuple[str, ...], *, into: bool) -> None:
    """As COPY does it: a folder's content goes into the target, a file goes into it or becomes it."""
    chosen = [file for file in files if file == source or file.startswith(f"{source}/")]
    if not chosen:
        raise Broken(f"COPY {source}: nothing in the build context has that name; see .dockerignore")
    for file in chosen:
        goal = target / file.removeprefix(source).strip("/") if file != source else target / source if into else target
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(context / file, goal)
