import faulthandler
import os
import time

import pytest

from app.parsing.child import ReadingLimits
from app.parsing.code_reader import CodeJob, read_code_json
from app.parsing.spec_reader import SpecReader

GOOD = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/good')\ndef good(): ...\n"


def trapped(job: bytes) -> bytes:
    """The real reader, with files that do to it what a crash of the parser would."""
    faulthandler.disable()  # pytest's would write to the terminal
    for text in CodeJob.model_validate_json(job).files.values():
        if "ABORT" in text:
            os.abort()
        if "HANG" in text:
            time.sleep(60)
        if "RAISE" in text:
            raise RecursionError(text)
    return read_code_json(job)


def names(code):
    return [route.name for route in code.routes]


@pytest.mark.parametrize("start", ["fork", "forkserver"])
def test_code_is_read_in_a_child(start):
    code = SpecReader(start).code({"app.py": GOOD, "notes.rs": "fn main() {}"})

    assert (names(code), code.unread, code.complete) == (["GET /good"], {}, True)


def test_no_code_starts_no_child():
    def never(_job: bytes) -> bytes:
        raise AssertionError

    assert SpecReader("fork", reading_code=never).code({}).files == ()


@pytest.mark.parametrize(
    ("trap", "reason"),
    [
        ("ABORT", "the reader was ended by SIGABRT"),
        ("RAISE", "the reader failed with `RecursionError` in `test_code_reader.py`, line "),
        ("HANG", "it takes longer than 1 seconds"),
    ],
)
def test_a_file_that_ends_its_reader_is_named_and_the_rest_is_read(trap, reason):
    reader = SpecReader("fork", ReadingLimits(seconds=1), reading_code=trapped)

    code = reader.code({"app.py": GOOD, "bad.py": trap})

    assert names(code) == ["GET /good"]
    assert [(path, why.startswith(reason)) for path, why in code.unread.items()] == [("bad.py", True)]
    assert not code.complete


def test_files_that_end_their_reader_only_together_are_all_named():
    def together(job: bytes) -> bytes:
        if len(CodeJob.model_validate_json(job).files) > 1:
            os._exit(7)
        return read_code_json(job)

    code = SpecReader("fork", reading_code=together).code({"a.py": GOOD, "b.py": GOOD})

    assert (names(code), sorted(code.unread)) == ([], ["a.py", "b.py"])


def test_of_very_many_files_none_is_tried_alone():
    reader = SpecReader("fork", reading_code=trapped)

    code = reader.code({f"{number}.py": "ABORT" for number in range(100)})

    assert (len(code.unread), code.routes) == (100, ())


def test_a_file_of_one_line_of_two_megabytes_is_not_parsed():
    code = SpecReader("fork").code({"app.py": GOOD, "made.js": "a(" * 1_000_000})

    assert names(code) == ["GET /good"]
    assert code.unread == {"made.js": "a line of it is longer than 20000 characters"}


def test_the_time_for_all_files_is_bounded():
    reader = SpecReader("fork", ReadingLimits(seconds=0.3, total=0.5), reading_code=trapped)
    started = time.monotonic()

    code = reader.code({f"{number}.py": "HANG" for number in range(20)})

    assert time.monotonic() - started < 5
    assert len(code.unread) == 20


@pytest.mark.parametrize("path", ["a.py", "a.ts", "a.java", "a.go"])
def test_very_deep_code_harms_nobody(path):
    code = SpecReader("fork").code({"app.py": GOOD, path: "f(\n" * 60_000})

    assert names(code) == ["GET /good"]
