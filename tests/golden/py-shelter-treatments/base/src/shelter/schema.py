from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Remark = Annotated[str, StringConstraints(max_length=500)]


class Input(BaseModel):
    """What people send: spaces around texts are dropped, and nothing is taken that was not asked for."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="forbid")
