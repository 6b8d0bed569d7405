import argparse
import sys

from track.laps import read


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="track")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("count", help="count the laps on standard input")
    parser.parse_args(arguments)
    print(sum(1 for _ in read(sys.stdin)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
