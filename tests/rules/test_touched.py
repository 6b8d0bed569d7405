"""Which files of a change a task names, and which names its lines say."""

from dataclasses import replace

import pytest
from builders import a_change, a_dossier, a_feature, a_feature_dir, a_reviewed_feature, a_task, an_added_file

from app.rules.document_quality import written
from app.rules.new_modules import unnamed
from app.rules.planned import Plans
from app.rules.ticked_work import Ticked, Touched
from specs_schema.span import Span


def by(task, *paths, root=""):
    """What of a change of `paths` the task names."""
    feature = replace(a_reviewed_feature(a_feature(tasks=(task,))), dir=a_feature_dir(root=root))
    files = [path if not isinstance(path, str) else an_added_file(path) for path in paths]
    return [file.path for file in Touched(a_change(*files)).by(Ticked(feature, task))]


@pytest.mark.parametrize(
    ("named", "changed"),
    [
        ("src/login.py", "src/login.py"),
        ("src/login.py", "backend/src/login.py"),
        ("login.py", "login.py"),
        ("login.py", "web/login.py"),
        ("contracts/login.md", "specs/001-login/contracts/login.md"),
    ],
)
def test_a_task_names_a_file_by_its_whole_path_its_end_or_from_its_own_folders(named, changed):
    assert by(a_task(paths=(named,)), changed, "README.md", root="web") == [changed]


@pytest.mark.parametrize(
    ("named", "changed"),
    [
        ("src/login.py", "src/xlogin.py"),
        ("src/login.py", "mysrc/login.py"),
        ("login.py", "other/login.py"),  # a bare name is no path of any folder
        ("../src/login.py", "src/login.py"),  # in another repository
        ("src/login.py", "src/login.py/x"),
    ],
)
def test_a_name_that_only_looks_alike_is_another_file(named, changed):
    assert by(a_task(paths=(named,)), changed, root="web") == []


def test_a_deleted_file_is_not_touched():
    gone = replace(an_added_file("src/login.py"), status="deleted")

    assert by(a_task(paths=("src/login.py",)), gone) == []


def test_files_of_one_task_are_each_there_once_ordered_by_path():
    task = a_task(paths=("src/z.py", "a/login.py", "login.py", "src/a.py"))

    assert by(task, "src/z.py", "b/a/login.py", "a/login.py", "src/a.py") == [
        "a/login.py",
        "b/a/login.py",
        "src/a.py",
        "src/z.py",
    ]


def reached(*lines):
    """Whether other lines of the change name the module `rate_limiter` with its `RateLimiter`."""
    task = a_task(paths=("src/limits/rate_limiter.py",))
    feature = a_reviewed_feature(a_feature(tasks=(task,)), newly_done=frozenset({task.key}))
    module = an_added_file("src/limits/rate_limiter.py", ["class RateLimiter:", "    limit = 3"])
    other = an_added_file("src/service.py", lines)
    return unnamed(a_dossier(feature, change=a_change(module, other))) == {}


@pytest.mark.parametrize(
    "line",
    ["from limits.rate_limiter import *", "use(RateLimiter())", "load('limits-rate_limiter-v2')", "$(RateLimiter)"],
)
def test_a_name_counts_in_any_line_and_as_a_part_between_hyphens(line):
    assert reached("first = 1", line, "last = 2")


@pytest.mark.parametrize("line", ["MyRateLimiter()", "rate_limiters", "rate-limiter", "Rate Limiter"])
def test_a_longer_name_or_its_words_apart_are_another_name(line):
    assert not reached("first = 1", line, "last = 2")


def test_lines_are_not_read_together():
    assert not reached("rate_", "limiter", "Rate", "Limiter")


def test_only_lines_of_the_reviewed_features_are_what_a_change_writes():
    spec, other = (
        an_added_file(path, ["# Spec", "text"]) for path in ("specs/001-login/spec.md", "specs/002-x/spec.md")
    )
    lines = written(a_dossier(a_reviewed_feature(a_feature()), change=a_change(spec, other)))

    assert lines.touches(Span(path="specs/001-login/spec.md", first=2, last=9))
    assert not lines.touches(Span(path="specs/001-login/spec.md", first=3, last=9))
    assert not lines.touches(Span(path="specs/002-x/spec.md", first=1, last=9))


def test_a_file_is_planned_only_when_one_task_says_all_words_of_its_name():
    plans = Plans(
        [a_feature(tasks=(a_task("T001", "Write the retry logic"), a_task("T002", "Add a policy for limits")))]
    )

    assert plans.names("src/limit_policy.py")
    assert not plans.names("src/retry_policy.py")


def test_the_nearest_task_shares_the_rarest_words():
    tasks = (
        a_task("T001", "Cache the answers"),
        a_task("T002", "Rank the answers"),
        a_task("T003", "Send the answers"),
    )
    nearest = Plans([a_feature(tasks=tasks)]).nearest("src/answers/rank.py")

    assert nearest is not None
    assert nearest.id == "T002"
