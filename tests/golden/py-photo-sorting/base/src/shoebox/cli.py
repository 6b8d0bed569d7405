import argparse
import sys
from pathlib import Path

from shoebox.checksums import checksum
from shoebox.photos import photos_below


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="shoebox")
    commands = parser.add_subparsers(dest="command", required=True)
    count = commands.add_parser("count", help="count the photos below a folder")
    count.add_argument("folder", type=Path)
    count.add_argument("--distinct", action="store_true", help="count equal photos once")
    options = parser.parse_args(arguments)
    return count_photos(options.folder, options.distinct)


def count_photos(folder: Path, distinct: bool) -> int:
    if not folder.is_dir():
        print(f"shoebox: {folder} is no folder", file=sys.stderr)
        return 2
    found = list(photos_below(folder))
    print(len({checksum(photo) for photo in found}) if distinct else len(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
