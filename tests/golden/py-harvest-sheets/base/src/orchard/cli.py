import argparse
import sys
from pathlib import Path

from orchard.sheet import BadSheet, read_sheet


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="orchard")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="say whether a sheet is in order")
    check.add_argument("sheet", type=Path)
    options = parser.parse_args(arguments)
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


if __name__ == "__main__":
    sys.exit(main())
