import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from orchard.sheet import read_sheet

COLUMNS = ("sheet", "day", "variety", "crates")


def join(sheets: Sequence[Path], file: TextIO) -> None:
    """Writes the rows of all sheets, one sheet after the other."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for sheet in sheets:
        for picked in read_sheet(sheet):
            writer.writerow((sheet.stem, picked.day, picked.variety, picked.crates))
