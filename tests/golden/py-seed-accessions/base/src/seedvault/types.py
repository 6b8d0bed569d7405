from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class Entry(BaseModel):
    """What somebody types in."""

    model_config = ConfigDict(extra="forbid", frozen=True)
