import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from orchard.joining import join
from orchard.replacing import replacing
from orchard.sheet import BadSheet, read_sheet


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="orchard")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say whether a sheet is in order")
    check.add_argument("sheet", type=Path)
    joining = commands.add_parser("join", help="write the rows of several sheets into one file")
    joining.add_argument("sheets", type=Path, nargs="+", metavar="SHEET")
    joining.add_argument("--output", type=Path, required=True, metavar="FILE")
    options = parser.parse_args(arguments)
    if options.command == "join":
        return join_sheets(options.sheets, options.output)
    return check_sheet(options.sheet)


def check_sheet(sheet: Path) -> int:
    if not sheet.is_file():
        print(f"orchard: there is no {sheet}", file=sys.stderr)
        return 2
    try:
        rows = sum(1 for _ in read_sheet(sheet))
    except BadSheet as error:
        print(f"orchard: {error}", file=sys.stderr)
        return 1
    print(f"{rows} rows")
    return 0


def join_sheets(sheets: Sequence[Path], output: Path) -> int:
    for sheet in sheets:
        if not sheet.is_file():
            print(f"orchard: there is no {sheet}", file=sys.stderr)
            return 2
    try:
        with replacing(output) as file:
            join(sheets, file)
    except BadSheet as error:
        print(f"orchard: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
