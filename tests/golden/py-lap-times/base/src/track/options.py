"""Options that several commands have, with the defaults that the club agreed on."""

import argparse


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


top = argparse.ArgumentParser(add_help=False)
top.add_argument("--top", type=positive, default=10, help="how many are shown (default: %(default)s)")
