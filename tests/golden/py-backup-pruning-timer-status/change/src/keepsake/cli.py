import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from keepsake.archive import create
from keepsake.names import parsed
from keepsake.retention import DAILY, WEEKLY, old
from keepsake.timer import Then
from keepsake.timer import Then


def number(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="keepsake")
    commands = result.add_subparsers(dest="command", required=True)
    make = commands.add_parser("create", help="back a directory up")
    make.add_argument("source", type=Path)
    make.add_argument("target", type=Path)
    make.add_argument("--label", default="backup")
    tidy = commands.add_parser("prune", help="list or delete old backups")
    tidy.add_argument("directory", type=Path)
    tidy.add_argument("--daily", type=number, default=DAILY, help="days of which one is kept (default: %(default)s)")
    tidy.add_argument("--weekly", type=number, default=WEEKLY, help="weeks of which one is kept (default: %(default)s)")
    tidy.add_argument("--delete", action="store_true", help="delete what is listed")
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    top = parser()
    options = top.parse_args(arguments)
    if options.command == "prune":
        if not options.directory.is_dir():
            top.error(f"{options.directory} is no directory")
        return prune(options.directory, options.daily, options.weekly, options.delete)
    print(create(options.source, options.target, options.label).path)
    return 0


def prune(directory: Path, daily: int, weekly: int, delete: bool) -> int:
    backups = filter(None, map(parsed, directory.iterdir()))
    then = Then.WAIT_FOR_TOMORROW
    for backup in old(backups, daily, weekly):
        print(backup.path)
        if not delete:
            continue
        try:
            backup.path.unlink()
        except OSError as error:
            print(f"keepsake: {backup.path}: {error.strerror}", file=sys.stderr)
            then = Then.GIVE_UP
    return then


if __name__ == "__main__":
    raise SystemExit(main())
