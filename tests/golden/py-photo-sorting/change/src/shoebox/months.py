import re
from datetime import datetime
from pathlib import PurePath

UNDATED = PurePath("undated")
_DATE = re.compile(r"(?<!\d)\d{8}(?!\d)")


def folder_of(name: str) -> PurePath:
    """`2025/07` for a photo that was taken in July 2025."""
    for digits in _DATE.findall(name):
        try:
            day = datetime.strptime(digits, "%Y%m%d")
        except ValueError:
            continue
        return PurePath(f"{day:%Y}", f"{day:%m}")
    return UNDATED
