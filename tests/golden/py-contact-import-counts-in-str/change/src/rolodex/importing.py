from collections.abc import Iterable
from dataclasses import dataclass, field

from rolodex.book import Book, Contact
from rolodex.csv_file import Row


@dataclass
class ImportResult:
    added: int = 0
    updated: int = 0
    skipped_lines: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.added} added, {self.updated} updated, {len(self.skipped_lines)} skipped"


def import_rows(rows: Iterable[Row], book: Book) -> ImportResult:
    result = ImportResult()
    for row in rows:
        email = row.values.get("email", "")
        if not email:
            result.skipped_lines.append(row.line)
            continue
        if book.find(email):
            result.updated += 1
        else:
            result.added += 1
        book.put(Contact(email=email, name=row.values.get("name", ""), phone=row.values.get("phone", "")))
    return result
