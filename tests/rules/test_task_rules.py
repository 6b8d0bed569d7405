"""SPEC305 to SPEC310: stubs, empty tests, unreached code, and ticks that do not fit."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_change, a_changed_file, a_dossier, a_feature, a_reviewed_feature, a_task, an_added_file

from app.rules import (
    stub_in_ticked_task,
    test_without_assertion,
    tick_removed,
    ticked_before_its_dependency,
    unreached_code,
    unticked_but_done,
)
from app.rules.new_modules import new_modules, unnamed


def reviewed(*tasks, base=None):
    ticked = frozenset(task.key for task in tasks if task.done)
    return a_reviewed_feature(a_feature(tasks=tasks), base, newly_done=ticked)


def dossier(tasks, *files, base=None, **fields):
    paths = frozenset(file.path for file in files)
    return a_dossier(
        reviewed(*tasks, base=base),
        change=a_change(*files, "CHANGES.md"),
        paths=paths,
        known_features=(FEATURE,),
        **fields,
    )


# --- SPEC305 ---------------------------------------------------------------------------------------------------------


def stubs_of(path, *lines, text="T012 Implement search", others=(), more=()):
    task = a_task("T012", text, paths=(path,))
    files = (an_added_file(path, lines), *more)
    return list(stub_in_ticked_task.check(dossier([task, *others], *files)))


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("src/search.py", ["def search(query):", "    raise NotImplementedError"]),
        ("src/search.py", ["def search(query):", '    """Finds answers."""', "    pass"]),
        ("src/search.py", ["async def search(", "    query: str,", ") -> list[str]:", "    ..."]),
        ("src/search.py", ["def search(query):", "    # TODO: search", "    pass", "", "LIMIT = 3"]),
        ("src/search.py", ["class Search:", "    def run(self):", '        raise NotImplementedError("later")']),
        ("src/search.ts", ["export function search(q: string) {", '  throw new Error("Not implemented yet");', "}"]),
        ("src/search.ts", ["const search = async (q) => {", "  // TODO", "};"]),
        ("src/search.ts", ["class A {", "  search() { throw new Error('not implemented'); }", "}"]),
        ("src/search.rs", ["fn search(q: &str) -> Vec<u8> {", "    todo!()", "}"]),
        ("src/search.rs", ["pub fn search() -> u8 { unimplemented!() }"]),
        ("src/search.go", ["func Search(q string) error {", '\tpanic("not implemented")', "}"]),
        ("src/Search.kt", ["fun search(q: String): Int = TODO()"]),
        ("src/Search.java", ["class Search {", "  int run() {", "    // TODO implement", "  }", "}"]),
        ("src/Search.cs", ["class Search {", "  int Run() {", "    throw new NotImplementedException();", "  }", "}"]),
        ("lib/search.rb", ["def search(query)", "  raise NotImplementedError", "end"]),
    ],
)
def test_a_function_that_does_nothing_yet_is_a_stub(path, lines):
    (finding,) = stubs_of(path, *lines)

    assert (finding.rule.code, finding.severity, finding.subject) == ("SPEC305", "warning", "T012")
    assert [citation.side for citation in finding.citations] == ["claim", "code"]
    quoted = finding.citations[1]
    assert quoted.quote == lines[quoted.span.first - 1].strip()


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("src/search.py", ["class Search(ABC):", "    def run(self):", "        raise NotImplementedError"]),
        ("src/search.py", ["class Search(Protocol):", "    def run(self): ...", "    def stop(self):", "        ..."]),
        ("src/search.py", ["class Search:", "    @abstractmethod", "    def run(self):", "        pass"]),
        ("src/search.py", ["@overload", "def run(x: int) -> int:", "    ..."]),
        ("src/search.py", ["@click.group()", "def cli():", '    """Tools."""', "    pass"]),
        (
            "src/search.py",
            ["class S:", "    def run(self):", "        raise NotImplementedError", "class T(S):", "    x = 1"],
        ),
        ("src/search.py", ["class NullSearch:", "    def run(self):", "        pass"]),
        ("src/search.py", ["class S:", "    def close(self):", "        pass"]),
        ("src/search.py", ["def run():", "    # there is nothing to do on this platform", "    pass"]),
        ("src/search.py", ["def run():", '    raise NotImplementedError("use `walk` instead")']),
        ("src/search.py", ["def run():", "    try:", "        go()", "    except OSError:", "        pass"]),
        ("src/search.py", ["class SearchError(Exception):", "    pass"]),
        ("src/search.ts", ["abstract class S {", "  run() {", "    throw new Error('not implemented');", "  }", "}"]),
        ("src/search.ts", ["interface S {", "  run(): void;", "}"]),
        ("src/search.ts", ["switch (x) {", "  default: {", "    throw new Error('not implemented');", "  }", "}"]),
        ("src/search.ts", ["function run() {", "  // TODO: faster", "  return find();", "}"]),
        ("src/search.ts", ["function run() {", "  throw new Error('The index is broken');", "}"]),
        ("src/search.rs", ["match kind {", "    _ => todo!(),", "}"]),
        ("tests/test_search.py", ["def run():", "    raise NotImplementedError"]),
        ("src/fakes/search.py", ["def run():", "    raise NotImplementedError"]),
        ("src/search.pyi", ["def run() -> int:", "    ..."]),
        ("src/search.md", ["def run():", "    raise NotImplementedError"]),
    ],
)
def test_what_is_meant_to_be_empty_is_no_stub(path, lines):
    assert stubs_of(path, *lines) == []


@pytest.mark.parametrize(
    "name",
    [
        "noop",
        "no_op",
        "close",
        "flush",
        "shutdown",
        "downgrade",
        "upgrade",
        "setup",
        "teardown",
        "log_message",
        "on_open",
    ],
)
def test_hooks_and_ends_may_have_nothing_to_do(name):
    assert stubs_of("src/search.py", f"def {name}():", "    pass") == []
    assert len(list(stubs_of("src/search.py", f"def do_{name}():", "    pass"))) == 1


def test_a_stub_that_an_open_task_will_fill_is_left_alone():
    later = a_task("T020", "T020 Implement ranking", done=False, paths=("src/search.py",))
    lines = ["def rank():", "    raise NotImplementedError"]

    assert stubs_of("src/search.py", *lines, others=[later]) == []
    assert stubs_of("src/search.py", *lines, text="T012 Create a skeleton of the search") == []


def test_a_stub_that_was_there_before_is_left_alone():
    file = a_changed_file("src/search.py", added="LIMIT = 4")
    (hunk,) = file.hunks
    old = tuple(
        replace(line, text=text) for line, text in zip(hunk.lines[2:], ["def run():", "    pass"], strict=False)
    )
    assert old
    stub = replace(file, hunks=(replace(hunk, lines=(*hunk.lines, *(replace(one, kind="context") for one in old))),))
    task = a_task("T012", "T012 Implement", paths=("src/search.py",))

    assert list(stub_in_ticked_task.check(dossier([task], stub))) == []


def test_a_file_in_which_nothing_stands_is_told_as_empty():
    (finding,) = stubs_of("db/V003__users.sql")

    assert finding.message == "`T012` is ticked, and `db/V003__users.sql` is empty"
    assert stubs_of("src/search/__init__.py") == []


def test_a_file_that_no_ticked_task_names_is_nobodys_stub():
    task = a_task("T012", "T012 Implement", paths=("src/other.py",))
    stub = an_added_file("src/search.py", ["def run():", "    raise NotImplementedError"])

    assert list(stub_in_ticked_task.check(dossier([task], stub))) == []


def test_of_two_tasks_the_one_that_says_the_name_is_told():
    tasks = [
        a_task("T010", "T010 Add the module", paths=("src/a.py",)),
        a_task("T011", "T011 Add `rank`", paths=("src/a.py",)),
    ]
    stub = an_added_file("src/a.py", ["def rank():", "    raise NotImplementedError"])

    (finding,) = stub_in_ticked_task.check(dossier(tasks, stub))

    assert finding.subject == "T011"


# --- SPEC306 ---------------------------------------------------------------------------------------------------------


def empty_tests(path, *lines, text="T006 Contract test"):
    task = a_task("T006", text, paths=(path,))
    return [one.subject for one in test_without_assertion.check(dossier([task], an_added_file(path, lines)))]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("tests/test_a.py", ["def test_answers(client):", '    client.get("/answers")']),
        ("src/a.test.ts", ["it('answers', async () => {", "  await get('/answers')", "})"]),
        ("a_test.go", ["func TestAnswers(t *testing.T) {", "\tGet()", "}"]),
        ("src/test/ATest.java", ["  @Test", "  void answers() {", "    client.get();", "  }"]),
    ],
)
def test_a_test_that_checks_nothing_is_told(path, lines):
    assert empty_tests(path, *lines) == ["T006"]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("tests/conftest.py", ["@pytest.fixture", "def test_user():", "    return 1"]),  # fixtures
        ("tests/test_a.py", ["def test_answers(client):", "    assert client"]),
        ("tests/test_a.py", ["def test_answers(client):", "    with pytest.raises(OSError):", "        client()"]),
        ("tests/test_a.py", ["def test_answers(client):", "    check_answers(client)"]),
        ("src/a.test.ts", ["it('answers', () => {", "  expect(1).toBe(1)", "})"]),
        ("a_test.go", ["func TestAnswers(t *testing.T) {", '\tt.Fatal("no")', "}"]),
        ("src/test/ATest.java", ["  @Test", "  void answers() {", "    verify(client).get();", "  }"]),
        ("tests/support.py", ["def make_client():", "    return Client()"]),
        ("src/a.py", ["def test_answers(client):", "    client.get()"]),
    ],
)
def test_a_test_with_any_sign_of_a_check_is_left_alone(path, lines):
    assert empty_tests(path, *lines) == []


def test_a_task_that_asks_for_no_test_is_left_alone():
    lines = ["def test_answers(client):", "    client.get()"]

    assert empty_tests("tests/test_a.py", *lines, text="T006 Set up fixtures") == []


# --- SPEC307 ---------------------------------------------------------------------------------------------------------

LIMITER = ("class RateLimiter:", "    def allow(self):", "        return True")


def unreached(*more, path="src/limiter.py", lines=LIMITER, mentions=None):
    task = a_task("T012", "T012 Rate limiter", paths=(path,))
    mentions = {name: frozenset[str]() for name in ("limiter", "RateLimiter")} if mentions is None else mentions
    return [
        one.subject
        for one in unreached_code.check(dossier([task], an_added_file(path, lines), *more, mentions=mentions))
    ]


def test_a_module_that_nothing_names_is_told_by_every_name_it_has():
    task = a_task("T012", "T012 Rate limiter", paths=("src/limiter.py",))

    assert new_modules(dossier([task], an_added_file("src/limiter.py", LIMITER))) == {
        "src/limiter.py": {"limiter", "RateLimiter"}
    }
    assert unreached() == ["T012"]


def test_a_line_of_the_change_that_names_it_reaches_it():
    assert unreached(an_added_file("src/app.py", ["from limiter import RateLimiter"])) == []
    task = a_task("T012", "T012 Rate limiter", paths=("src/limiter.py",))
    files = (an_added_file("src/limiter.py", LIMITER), an_added_file("src/app.py", ["from src import limiter"]))
    assert unnamed(dossier([task], *files)) == {}


@pytest.mark.parametrize(
    ("place", "told"), [("pyproject.toml", []), ("tests/test_a.py", ["T012"]), (f"{FEATURE}/plan.md", ["T012"])]
)
def test_a_file_at_head_reaches_it_unless_it_is_a_test_or_a_spec(place, told):
    mentions = {"limiter": frozenset({place, "src/limiter.py"}), "RateLimiter": frozenset[str]()}

    assert unreached(mentions=mentions) == told


def test_nothing_is_said_where_head_was_not_searched():
    assert unreached(mentions={}) == []
    assert unreached(mentions={"limiter": frozenset[str]()}) == []


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("src/main.py", LIMITER),
        ("app/users/page.tsx", ["export default function Limiter() {"]),
        ("src/routes/limiter.ts", ["export class RateLimiter {"]),
        ("scripts/limiter.py", LIMITER),
        ("db/migrations/limiter.py", LIMITER),
        ("src/limiter.py", [*LIMITER, 'if __name__ == "__main__":', "    RateLimiter()"]),
        ("src/limiter.py", ["@app.task", "def limiter():", "    pass"]),
        ("src/RateLimiter.java", ["@Component", "class RateLimiter {", "}"]),
        ("tests/test_limiter.py", LIMITER),
        ("src/log.py", ["def log():"]),
    ],
)
def test_what_is_reached_without_being_named_is_left_alone(path, lines):
    task = a_task("T012", "T012 Rate limiter", paths=(path,))

    assert new_modules(dossier([task], an_added_file(path, lines))) == {}


# --- SPEC308 ---------------------------------------------------------------------------------------------------------

DONE = a_task("T001", "T001 Set up", line=4)
RETRIEVER = an_added_file("src/retriever.py")


def left_open(*tasks, files=(RETRIEVER,)):
    return [one.message for one in unticked_but_done.check(dossier([DONE, *tasks], *files))]


def test_open_tasks_whose_files_the_change_adds_are_told_once():
    tasks = [
        a_task("T002", "T002 Write the retriever", done=False, paths=("src/retriever.py",)),
        a_task("T003", "T003 Write the ranker", done=False, paths=("src/ranker.py",)),
    ]

    assert left_open(*tasks, files=(RETRIEVER, an_added_file("src/ranker.py"))) == [
        "Change adds all files that `T002`, `T003` name, and they are open"
    ]


@pytest.mark.parametrize(
    "task",
    [
        a_task("T002", "T002 Write both", done=False, paths=("src/retriever.py", "src/ranker.py")),
        a_task("T002", "Write it if needed", done=False, paths=("src/retriever.py",)),
        a_task("T002", "Verify the retriever", done=False, paths=("src/retriever.py",)),
        a_task("T002", "T002 Write it", done=False, paths=("retriever.py",)),
        a_task("T002", "T002 Write it", done=False),
    ],
)
def test_an_open_task_of_which_something_is_left_is_no_finding(task):
    assert left_open(task) == []


def test_a_file_that_another_task_names_or_that_is_a_stub_is_no_finding():
    task = a_task("T002", "T002 Extend the retriever", done=False, paths=("src/retriever.py",))
    other = a_task("T004", "T004 Write the retriever", paths=("src/retriever.py",))
    stub = an_added_file("src/retriever.py", ["def find():", "    raise NotImplementedError"])

    assert left_open(task, other) == []
    assert left_open(task, files=(stub,)) == []
    assert left_open(task, files=(a_changed_file("src/retriever.py"),)) == []


def test_a_list_in_which_nothing_is_ticked_is_not_asked():
    task = a_task("T002", "T002 Write the retriever", done=False, paths=("src/retriever.py",))

    assert list(unticked_but_done.check(dossier([task], RETRIEVER))) == []


# --- SPEC309 ---------------------------------------------------------------------------------------------------------


def unticked(before, after):
    return [
        one.message
        for one in tick_removed.check(a_dossier(a_reviewed_feature(a_feature(tasks=after), a_feature(tasks=before))))
    ]


def test_a_tick_that_is_taken_back_is_told():
    before = (a_task("T014", "Write the contract test"),)

    assert unticked(before, (a_task("T014", "Write the contract test", done=False),)) == [
        "Change takes back the tick of `T014`"
    ]
    assert unticked(before, (a_task("T015", "Write the contract test", done=False),)) == [
        "Change takes back the tick of `T015`"
    ]
    assert unticked(before, before) == []


def test_another_task_under_the_same_number_took_no_tick_back():
    before = (a_task("T014", "Write the contract test for answers"),)
    after = (
        a_task("T014", "Draw a logo of the product in four colours", done=False),
        a_task("T015", "Write the contract test for answers"),
    )

    assert unticked(before, after) == []


def test_a_list_that_was_opened_anew_is_told_once():
    texts = [f"Write the module for {chr(97 + number) * 5}" for number in range(11)]
    before = tuple(a_task(f"T{n:03}", text) for n, text in enumerate(texts))
    after = tuple(a_task(f"T{n:03}", text, done=False) for n, text in enumerate(texts))

    assert unticked(before, after) == ["Change takes back the ticks of 11 tasks"]


# --- SPEC310 ---------------------------------------------------------------------------------------------------------


def too_early(*tasks):
    return [one.message for one in ticked_before_its_dependency.check(dossier(tasks))]


def test_a_ticked_task_that_waits_for_an_open_one_is_told():
    waits = a_task("T013", "Store answers (depends on T012)", depends_on=("T012",))

    assert too_early(a_task("T012", "Create the schema", done=False), waits) == [
        "`T013` is ticked, and `T012`, on which it depends, is open"
    ]
    assert too_early(a_task("T012", "Create the schema"), waits) == []


@pytest.mark.parametrize(
    "other",
    [
        (a_task("T012", "Optional: create the schema", done=False),),
        (a_task("T012", "Deferred to the next release", done=False),),
        (a_task("T012", "Create", done=False, ordinal=1), a_task("T012", "Create", done=False, ordinal=2)),
        (a_task("T012", "Create the schema", done=False).model_copy(update={"state": "~"}),),
        (),
    ],
)
def test_a_task_that_holds_nobody_up_is_no_dependency(other):
    assert too_early(*other, a_task("T013", "Store", depends_on=("T012",))) == []
