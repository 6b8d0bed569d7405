"""The address book: one JSON file."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Contact:
    email: str
    name: str = ""
    phone: str = ""


class Book:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._contacts = self._read()

    def find(self, email: str) -> Contact | None:
        return self._contacts.get(email.casefold())

    def put(self, contact: Contact) -> None:
        key = contact.email.casefold()
        known = self._contacts.get(key)
        self._contacts[key] = replace(contact, email=known.email) if known else contact

    def save(self) -> None:
        rows = [asdict(contact) for contact in self._contacts.values()]
        self._file.write_text(json.dumps(rows, indent=2), encoding="utf-8")

    def __len__(self) -> int:
        return len(self._contacts)

    def _read(self) -> dict[str, Contact]:
        if not self._file.exists():
            return {}
        rows = json.loads(self._file.read_text(encoding="utf-8"))
        return {row["email"].casefold(): Contact(**row) for row in rows}
