import zipfile
from pathlib import Path

from relay import __version__
from relay.log_file import LogFile
from relay.settings import Settings

LOG_LINES = 5_000


def write_bundle(target: Path, log: LogFile, settings: Settings) -> None:
    """Raises FileExistsError when there is such a file already."""
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("relay.log", "\n".join(log.tail(LOG_LINES)))
        archive.writestr("settings.txt", "\n".join(f"{name} = {value}" for name, value in settings.public()))
        archive.writestr("version.txt", __version__)
