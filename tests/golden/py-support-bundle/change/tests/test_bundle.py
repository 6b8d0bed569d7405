import zipfile

import pytest

from relay.bundle import write_bundle
from relay.log_file import LogFile
from relay.settings import Settings


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "relay.log"
    path.write_text("".join(f"line {number}\n" for number in range(6_000)))
    return LogFile(path)


def test_the_archive_holds_log_settings_and_version(tmp_path, log):
    write_bundle(tmp_path / "bundle.zip", log, Settings({"api_token": "abc", "port": "25"}))
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        assert archive.namelist() == ["relay.log", "settings.txt", "version.txt"]
        assert archive.read("settings.txt").decode() == "api_token = •••\nport = 25"
        lines = archive.read("relay.log").decode().split("\n")
    assert (len(lines), lines[0]) == (5_000, "line 1000")


def test_an_existing_archive_stays(tmp_path, log):
    (tmp_path / "bundle.zip").write_text("mine")
    with pytest.raises(FileExistsError):
        write_bundle(tmp_path / "bundle.zip", log, Settings({}))
    assert (tmp_path / "bundle.zip").read_text() == "mine"
