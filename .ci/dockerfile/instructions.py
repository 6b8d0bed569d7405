"""A Dockerfile as stages of instructions."""

import io
import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dockerfile_parse import DockerfileParser
from dockerfile_parse.util import WordSplitter, extract_key_values

# What changes nothing that can be replayed.
_INERT = {"LABEL", "EXPOSE", "VOLUME", "STOPSIGNAL", "HEALTHCHECK"}
_REPLAYED = {"COPY", "RUN", "ENV", "WORKDIR", "USER", "CMD"}


class Broken(Exception):
    """The Dockerfile, or what it builds, is wrong; the message says how."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its name in capitals, and the rest of it with continued lines joined."""

    name: str
    value: str

    def command(self) -> list[str]:
        """The words to run, of RUN, CMD or the part of HEALTHCHECK after CMD: shell form and exec form."""
        text = self.value.partition("CMD")[2].strip() if self.name == "HEALTHCHECK" else self.value
        return json.loads(text) if text.startswith("[") else ["/bin/sh", "-c", text]

    def words(self) -> tuple[dict[str, str], list[str]]:
        """The flags and the arguments of COPY."""
        words = shlex.split(self.value)
        flags = dict(word.removeprefix("--").split("=", 1) for word in words if word.startswith("--"))
        return flags, [word for word in words if not word.startswith("--")]

    def variables(self, known: Mapping[str, str]) -> dict[str, str]:
        """What ENV sets, with `$NAME` of earlier variables replaced."""
        return dict(extract_key_values(env_replace=True, args={}, envs=dict(known), instruction_value=self.value))

    def replaced(self, known: Mapping[str, str]) -> str:
        """The value with `$NAME` replaced."""
        return str(WordSplitter(self.value, args={}, envs=dict(known)).dequote())


@dataclass(frozen=True, slots=True)
class Stage:
    """A base image and what is done to it."""

    name: str
    image: str
    steps: tuple[Instruction, ...]

    def last(self, name: str) -> Instruction:
        """The instruction of that name that counts. Raises Broken where there is none."""
        found = [step for step in self.steps if step.name == name]
        if not found:
            raise Broken(f"The stage `{self.name or self.image}` has no {name}")
        return found[-1]


def stages(path: Path) -> tuple[Stage, ...]:
    """The stages of a Dockerfile. Raises Broken for an instruction that this replay does not know."""
    found: list[tuple[str, list[Instruction]]] = []
    for line in DockerfileParser(fileobj=io.BytesIO(path.read_bytes())).structure:
        name, value = line["instruction"].upper(), line["value"]
        if name == "FROM":
            found.append((value, []))
        elif name in _INERT | _REPLAYED and found:
            found[-1][1].append(Instruction(name, value))
        elif name != "COMMENT":
            raise Broken(f"Line {line['startline'] + 1}: {name} is not known to the replay: teach it, or do without")
    return tuple(_stage(value, steps) for value, steps in found)


def _stage(value: str, steps: list[Instruction]) -> Stage:
    image, _, name = value.partition(" AS ")
    return Stage(name.strip(), image.strip(), tuple(steps))
