import argparse
import sys

from track import options
from track.fastest import fastest, shown
from track.laps import read


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="track")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("count", help="count the laps on standard input")
    commands.add_parser("fastest", parents=[options.top], help="the fastest lap of each runner")
    chosen = parser.parse_args(arguments)
    if chosen.command == "count":
        print(sum(1 for _ in read(sys.stdin)))
        return 0
    best = fastest(read(sys.stdin))[: chosen.top]
    for lap in best:
        print(shown(lap.ms), lap.runner)
    return 0 if best else 3


if __name__ == "__main__":
    raise SystemExit(main())
