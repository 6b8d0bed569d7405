import io

import pytest

from track.cli import main


@pytest.fixture
def run(monkeypatch, capsys):
    def fastest(*lines, options=()):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return main(["fastest", *options]), capsys.readouterr().out.splitlines()

    return fastest


def test_each_runner_has_one_lap(run):
    assert run("62390 Ana", "61000 Bo Lind", "61900 Ana") == (0, ["1:01.0 Bo Lind", "1:01.9 Ana"])


def test_names_decide_between_equal_laps(run):
    assert run("61000 Bo", "61000 Ana")[1] == ["1:01.0 Ana", "1:01.0 Bo"]


def test_misreads_are_left_out(run):
    assert run("29999 Ana", "30000 Bo") == (0, ["0:30.0 Bo"])
    assert run("12000 Ana") == (3, [])


def test_the_list_has_an_end(run):
    lines = [f"{61_000 + number} Runner {number}" for number in range(20)]
    assert len(run(*lines, options=["--top", "3"])[1]) == 3
