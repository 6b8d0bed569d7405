import argparse
import shutil
import sys
from pathlib import Path

from shoebox.checksums import checksum
from shoebox.photos import photos_below
from shoebox.placing import Places


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="shoebox")
    commands = parser.add_subparsers(dest="command", required=True)
    count = commands.add_parser("count", help="count the photos below a folder")
    count.add_argument("folder", type=Path)
    count.add_argument("--distinct", action="store_true", help="count equal photos once")
    sort = commands.add_parser("sort", help="copy photos into a folder for each month")
    sort.add_argument("source", type=Path)
    sort.add_argument("target", type=Path)
    sort.add_argument("--dry-run", action="store_true", help="print what would be copied")
    options = parser.parse_args(arguments)
    if options.command == "sort":
        return sort_photos(options.source, options.target, options.dry_run)
    return count_photos(options.folder, options.distinct)


def count_photos(folder: Path, distinct: bool) -> int:
    if not folder.is_dir():
        print(f"shoebox: {folder} is no folder", file=sys.stderr)
        return 2
    found = list(photos_below(folder))
    print(len({checksum(photo) for photo in found}) if distinct else len(found))
    return 0


def sort_photos(source: Path, target: Path, dry_run: bool) -> int:
    if not source.is_dir():
        print(f"shoebox: {source} is no folder", file=sys.stderr)
        return 2
    places = Places(target)
    failed = False
    for photo in photos_below(source):
        try:
            place = places.place(photo)
            if place is None:
                continue
            if dry_run:
                print(f"{photo} -> {place}")
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(photo, place)
        except OSError as error:
            failed = True
            print(f"shoebox: {photo}: {error.strerror}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
