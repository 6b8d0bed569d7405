import multiprocessing
import os
import signal
import threading
import time

import pytest
from trapped import trapped

from app.domain.repository import Blob
from app.domain.specs import ReadSpecs
from app.parsing.child import ReadingLimits
from app.parsing.process import Start
from app.parsing.spec_reader import SpecReader
from specs_schema.feature import FeatureDir

FEATURE = FeatureDir(dir="specs/001-login", format="speckit", number="001")
OTHER = FeatureDir(dir="specs/002-search", format="speckit", number="002")
SPEC = b"# Feature Specification: Login\n\n- **FR-001**: System MUST lock accounts\n"
TASKS = b"# Tasks\n\n- [x] T001 Create src/login.py\n- [ ] T002 Test it in tests/test_login.py\n"
CONSTITUTION = b"# Constitution\n\n## Core Principles\n\n### I. Tests first\n\nTests MUST come first.\n"
CONSTITUTION_PATH = ".specify/memory/constitution.md"
STARTS: list[Start] = ["fork", "forkserver"]


def blobs(files: dict[str, bytes]) -> dict[str, Blob]:
    return {path: Blob(path, "0" * 40, data) for path, data in files.items()}


def documents(**changed: bytes) -> dict[str, Blob]:
    files = {"spec": SPEC, "tasks": TASKS} | changed
    return blobs({f"{FEATURE.dir}/{name}.md": data for name, data in files.items()})


def facts(read: ReadSpecs, feature: FeatureDir = FEATURE) -> tuple[list[str], list[str], list[str]]:
    """Requirements, tasks, and messages of unreadable documents."""
    found, problems = read.features[feature.dir]
    assert found.dir == feature.dir
    messages = [problem.message for problem in problems if problem.kind == "unreadable-document"]
    return [one.id for one in found.requirements], [one.id for one in found.tasks], messages


@pytest.mark.parametrize("start", STARTS)
def test_features_and_constitutions_are_read_in_a_child(start: Start):
    files = documents() | blobs({CONSTITUTION_PATH: CONSTITUTION, "README.md": b"\xff"})

    read = SpecReader(start).read([FEATURE, OTHER], files, [CONSTITUTION_PATH, "absent.md"])

    assert facts(read) == (["FR-001"], ["T001", "T002"], [])
    assert facts(read, OTHER)[:2] == ([], [])
    assert list(read.constitutions) == [CONSTITUTION_PATH]
    assert [principle.id for principle in read.constitutions[CONSTITUTION_PATH][0].principles] == ["I"]


def test_nothing_to_read_starts_no_child():
    def never(_job: object) -> None:
        raise AssertionError

    assert SpecReader("fork", reading=never).read([], {}, []) == ReadSpecs({}, {})


CRASHES = {
    b"SEGFAULT": "the reader was ended by SIGSEGV",
    b"ABORT": "the reader was ended by SIGABRT",
    b"EXIT": "the reader ended without an answer (status 7)",
    b"MEMORY": "it takes more than 1000 MB of memory",
    b"RAISE": "the reader failed with `RecursionError` in `trapped.py`, line ",
}


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("crash", CRASHES)
def test_a_document_that_kills_the_reader_is_a_problem_and_the_rest_is_read(start: Start, crash: bytes):
    reader = SpecReader(start, reading=trapped)

    read = reader.read([FEATURE], documents(plan=b"# Plan\n" + crash), [])

    requirements, tasks, (message,) = facts(read)
    assert (requirements, tasks) == (["FR-001"], ["T001", "T002"])
    assert message.startswith(f"`specs/001-login/plan.md` cannot be read: {CRASHES[crash]}")


def test_a_document_that_takes_too_long_is_a_problem_and_the_rest_is_read():
    reader = SpecReader("fork", ReadingLimits(seconds=1.5), reading=trapped)

    read = reader.read([FEATURE], documents(plan=b"HANG"), [])

    assert facts(read) == (
        ["FR-001"],
        ["T001", "T002"],
        ["`specs/001-login/plan.md` cannot be read: it takes longer than 1.5 seconds"],
    )


def test_other_features_and_constitutions_do_not_suffer():
    files = documents(plan=b"EXIT") | blobs(
        {f"{OTHER.dir}/tasks.md": TASKS, "good.md": CONSTITUTION, "bad.md": b"ABORT"}
    )

    read = SpecReader("fork", reading=trapped).read([FEATURE, OTHER], files, ["good.md", "bad.md"])

    assert len(facts(read)[2]) == 1
    assert facts(read, OTHER)[1:] == (["T001", "T002"], [])
    assert [principle.id for principle in read.constitutions["good.md"][0].principles] == ["I"]
    constitution, (problem,) = read.constitutions["bad.md"]
    assert constitution.principles == ()
    assert problem.message == "`bad.md` cannot be read: the reader was ended by SIGABRT"


def test_documents_that_kill_only_together_are_all_told():
    read = SpecReader("fork", reading=trapped).read([FEATURE], documents(plan=b"TOGETHER", spec=b"TOGETHER"), [])

    requirements, tasks, messages = facts(read)
    assert (requirements, tasks) == ([], [])
    assert sorted(message.split("`")[1].split("/")[-1] for message in messages) == ["plan.md", "spec.md", "tasks.md"]


def test_a_real_document_can_exceed_the_limits_and_is_told():
    huge = b"".join(b"- [ ] T%05d Create src/file_%d.py in `a` for [US1]\n" % (n, n) for n in range(30_000))
    limits = ReadingLimits(memory=40_000_000, seconds=4.0)  # allocation gets slow before it fails

    read = SpecReader("fork", limits).read([FEATURE], documents(tasks=huge), [])

    requirements, tasks, (message,) = facts(read)
    assert (requirements, tasks) == (["FR-001"], [])
    assert message.startswith("`specs/001-login/tasks.md` cannot be read: ")
    assert "40 MB of memory" in message or "longer than 4 seconds" in message


def test_the_time_for_all_attempts_is_bounded():
    limits = ReadingLimits(seconds=0.4, total=0.5)
    hanging = dict.fromkeys(("spec", "plan", "tasks", "research", "data-model", "quickstart"), b"HANG")
    started = time.monotonic()

    read = SpecReader("fork", limits, reading=trapped).read([FEATURE], documents(**hanging), [])

    assert time.monotonic() - started < 5
    messages = facts(read)[2]
    assert len(messages) == 6
    assert any("is used up" in message for message in messages)


def test_a_child_that_somebody_kills_is_tried_again():
    """The first child is killed from outside; nothing of the documents is lost."""

    def kill_the_first() -> None:
        while not (children := multiprocessing.active_children()):
            time.sleep(0.001)
        os.kill(children[0].pid or 0, signal.SIGKILL)

    files = documents() | blobs({f"{FEATURE.dir}/contracts/{n}.md": b"# Contract\n\n- x\n" * 3000 for n in range(3)})
    reader = SpecReader("forkserver")
    reader.read([FEATURE], documents(), [])  # the server is there: what follows is the child alone
    killer = threading.Thread(target=kill_the_first)
    killer.start()
    read = reader.read([FEATURE], files, [])
    killer.join()

    assert facts(read) == (["FR-001"], ["T001", "T002"], [])


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [(b"# T\n\ngr\xf6\xdfe\n", 3, "0xf6"), (b"\xff\xfe#\0", 1, "0xff"), (b"a\n\xe2\x82", 2, "0xe2")],
)
def test_a_document_that_is_not_utf8_is_a_problem_at_its_line(data: bytes, line: int, byte: str):
    read = SpecReader("fork").read([FEATURE], documents(plan=data), [])

    feature, problems = read.features[FEATURE.dir]
    (problem,) = (problem for problem in problems if problem.kind == "unreadable-document")
    assert problem.message == f"`specs/001-login/plan.md` cannot be read: byte {byte} in line {line} is not UTF-8"
    assert (problem.span.first, problem.hint) == (line, "Save the document as UTF-8")
    assert [task.id for task in feature.tasks] == ["T001", "T002"]


def test_a_constitution_that_is_not_utf8_is_a_problem():
    read = SpecReader("fork").read([], blobs({"c.md": b"\xff"}), ["c.md"])

    constitution, (problem,) = read.constitutions["c.md"]
    assert (constitution.path, problem.kind, problem.span.first) == ("c.md", "unreadable-document", 1)


def test_a_byte_order_mark_is_no_text():
    read = SpecReader("fork").read([FEATURE], documents(spec=b"\xef\xbb\xbf" + SPEC), [])

    assert read.features[FEATURE.dir][0].title == "Login"


def test_a_long_answer_comes_through_whole():
    many = b"".join(b"- [x] T%04d Create src/file_%d.py\n" % (n, n) for n in range(1, 2001))

    read = SpecReader("fork").read([FEATURE], documents(tasks=many), [])

    assert len(facts(read)[1]) == 2000
