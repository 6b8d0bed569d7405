import argparse
import sys
from pathlib import Path

from rolodex.book import Book

DEFAULT_BOOK = Path.home() / ".rolodex.json"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="rolodex")
    parser.add_argument("--book", type=Path, default=DEFAULT_BOOK)
    commands = parser.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="show one contact")
    show.add_argument("email")
    chosen = parser.parse_args(arguments)
    return _show(Book(chosen.book), chosen.email)


def _show(book: Book, email: str) -> int:
    contact = book.find(email)
    if contact is None:
        print(f"rolodex: no contact {email}", file=sys.stderr)
        return 1
    print(f"{contact.name} <{contact.email}> {contact.phone}".rstrip())
    return 0
