import argparse
from collections.abc import Sequence
from pathlib import Path

from keepsake.archive import create


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="keepsake")
    commands = result.add_subparsers(dest="command", required=True)
    make = commands.add_parser("create", help="back a directory up")
    make.add_argument("source", type=Path)
    make.add_argument("target", type=Path)
    make.add_argument("--label", default="backup")
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    print(create(options.source, options.target, options.label).path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
