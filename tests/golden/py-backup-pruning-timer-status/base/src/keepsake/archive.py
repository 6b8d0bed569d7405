import tarfile
from datetime import UTC, datetime
from pathlib import Path

from keepsake.names import Backup, name_of


def create(source: Path, target: Path, label: str) -> Backup:
    made_at = datetime.now(UTC).replace(microsecond=0)
    path = target / name_of(label, made_at)
    with tarfile.open(path, "w:gz") as archive:
        archive.add(source, arcname=label)
    return Backup(path, made_at)
