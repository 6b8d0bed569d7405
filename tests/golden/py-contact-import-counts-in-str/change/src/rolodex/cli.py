import argparse
import sys
from pathlib import Path

from rolodex.book import Book
from rolodex.csv_file import UnreadableFile, read_rows
from rolodex.importing import import_rows

DEFAULT_BOOK = Path.home() / ".rolodex.json"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="rolodex")
    parser.add_argument("--book", type=Path, default=DEFAULT_BOOK)
    commands = parser.add_subparsers(dest="command", required=True)
    show = commands.add_parser("show", help="show one contact")
    show.add_argument("email")
    importing = commands.add_parser("import", help="import contacts from a CSV file")
    importing.add_argument("file", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="store nothing")
    chosen = parser.parse_args(arguments)
    book = Book(chosen.book)
    if chosen.command == "import":
        return _import(book, chosen.file, dry_run=chosen.dry_run)
    return _show(book, chosen.email)


def _show(book: Book, email: str) -> int:
    contact = book.find(email)
    if contact is None:
        print(f"rolodex: no contact {email}", file=sys.stderr)
        return 1
    print(f"{contact.name} <{contact.email}> {contact.phone}".rstrip())
    return 0


def _import(book: Book, file: Path, *, dry_run: bool) -> int:
    try:
        result = import_rows(read_rows(file), book)
    except UnreadableFile as error:
        print(f"rolodex: {error}", file=sys.stderr)
        return 2
    for line in result.skipped_lines:
        print(f"rolodex: line {line}: no e-mail address, skipped", file=sys.stderr)
    if not dry_run:
        book.save()
    print(result)
    return 1 if result.skipped_lines else 0
