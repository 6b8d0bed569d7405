import argparse
from pathlib import Path

from relay.log_file import LogFile


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="relay")
    commands = parser.add_subparsers(dest="command", required=True)
    tail = commands.add_parser("tail")
    tail.add_argument("log", type=Path)
    tail.add_argument("--lines", type=int, default=50)
    chosen = parser.parse_args(arguments)
    print("\n".join(LogFile(chosen.log).tail(chosen.lines)))
    return 0
