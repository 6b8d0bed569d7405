"""What a configuration says that the defaults do not."""

import json
from collections.abc import Iterator

from pydantic import BaseModel

from specs_schema.config import RepoConfig, Waiver
from specs_schema.noun import Noun


class Difference(Noun):
    """A key whose value is another one than usual; values as one would write them."""

    key: str  # `comments.max`
    value: str
    default: str


def differences(config: RepoConfig, usual: RepoConfig | None = None) -> tuple[Difference, ...]:
    """Every key in which `config` differs from `usual`, by default from the defaults, in the order of the keys."""
    return tuple(_differing(config, usual or RepoConfig(), ""))


def _differing(config: BaseModel, usual: BaseModel, above: str) -> Iterator[Difference]:
    for name in type(config).model_fields:
        value: object = getattr(config, name)
        default: object = getattr(usual, name)
        if value == default:
            continue
        if isinstance(value, BaseModel) and isinstance(default, BaseModel):
            yield from _differing(value, default, f"{above}{name}.")
        else:
            yield Difference(key=f"{above}{name}", value=written(value), default=written(default))


def written(value: object) -> str:
    """A value as one may write it in the file, in one line; a waiver by its subject and end."""
    if value is None or isinstance(value, str):
        return value or "none"
    return json.dumps(value, default=_waiver, ensure_ascii=False)


def _waiver(value: object) -> str:
    if not isinstance(value, Waiver):
        raise TypeError(f"a configuration holds no {type(value).__name__}")
    return f"{value.subject} until {value.until}" if value.until else value.subject
