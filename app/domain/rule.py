"""A kind of finding."""

from dataclasses import dataclass
from typing import Literal

from specs_schema.report import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """Code, name and default severity. The name reads after "allow". A preview rule never fails a check."""

    code: str
    name: str
    severity: Severity
    status: Literal["preview", "stable", "deprecated"] = "preview"
    annotated: bool = True  # False: about the change as a whole, shown in the summary alone
