"""What a review may cost: the figures of the benchmark that do not depend on the machine."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINE = re.compile(
    r"^(?P<name>\w[\w ]+?)\s+(?P<requests>\d+) requests\s+(?P<tokens>\d+) tokens(?:, (?P<of>\d+) % of the first)?"
)


@pytest.fixture(scope="module")
def told():
    command = [sys.executable, "benchmarks/judging.py", "--seconds", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    return {match["name"]: (match, line) for line in done.stdout.splitlines() if (match := LINE.match(line))}


def test_a_first_review_stays_within_what_people_pay(told):
    match, line = told["first"]

    assert int(match["requests"]) <= 20
    assert int(match["tokens"]) <= 80_000
    assert int(re.search(r"(\d+) % in a prefix", line)[1]) >= 50


def test_a_push_that_changes_one_file_asks_little_again(told):
    assert 0 < int(told["one file changed"][0]["of"]) <= 15


@pytest.mark.parametrize("step", ["nothing changed", "rebased"])
def test_what_changes_nothing_asks_nothing(told, step):
    assert told[step][0]["requests"] == "0"


def test_a_reworded_requirement_asks_about_itself_and_what_cites_it(told):
    assert 0 < int(told["one requirement reworded"][0]["of"]) <= 15
