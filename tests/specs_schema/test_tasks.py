import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specs_schema.markdown import read_markdown
from specs_schema.problem import SpecProblem
from specs_schema.speckit.tasks import read_tasks
from specs_schema.task import Task

PATH = "specs/001-a/tasks.md"


def read(text: str) -> tuple[tuple[Task, ...], tuple[SpecProblem, ...]]:
    return read_tasks(read_markdown(PATH, text))


def only(text: str) -> Task:
    tasks, problems = read(text)
    assert problems == ()
    (task,) = tasks
    return task


def test_the_canonical_line_is_read_completely():
    task = only(
        "## Phase 3: User Story 1 - Ask (Priority: P1)\n\n"
        "- [X] T014 [P] [US1] Add `ask()` to `src/api/ask.py` per FR-003\n"
    )

    assert (task.id, task.done, task.state, task.parallel, task.story) == ("T014", True, "X", True, "US1")
    assert task.text == "Add `ask()` to `src/api/ask.py` per FR-003"
    assert [path.text for path in task.paths] == ["src/api/ask.py"]
    assert task.symbols == ("ask",)
    assert task.cites == ("FR-003",)
    assert task.phase == "Phase 3: User Story 1 - Ask (Priority: P1)"
    assert (task.span.first, task.span.last) == (3, 3)


@pytest.mark.parametrize(
    ("box", "done", "state"),
    [
        ("[ ]", False, " "),
        ("[x]", True, "x"),
        ("[X]", True, "X"),
        ("[~]", False, "~"),
        ("[]", False, " "),
        ("[ x ]", True, "x"),
        ("[-]", False, "-"),
    ],
)
def test_boxes_in_every_state_are_read(box: str, done: bool, state: str):  # noqa: FBT001
    task = only(f"- {box} T001 Do it\n")

    assert (task.done, task.state) == (done, state)


@pytest.mark.parametrize(
    "name",
    ["T001", "T1000", "T001a", "T001A", "T01", "T2.1", "TASK-001", "TASK001", "CHK001", "T-001", "Task 3", "T028'"],
)
@pytest.mark.parametrize(
    "form",
    [
        "{} Do it",
        "**{}** Do it",
        "**{}**: Do it",
        "[{}] Do it",
        "`{}` Do it",
        "{}: Do it",
        "{} - Do it",
        "{} — Do it",
        "{} · Do it",
        "{}. Do it",
        "~~{} Do it~~",
        "**{}:** Do it",
        "({}) Do it",
    ],
)
def test_ids_in_every_form_and_decoration_are_read(name: str, form: str):
    task = only(f"- [ ] {form.format(name)}\n")

    assert task.id == name
    assert task.text.strip("~* ") == "Do it"


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("- ✅ T001 Do it\n", [("T001", True)]),
        ("- ⬜ T001 Do it\n", [("T001", False)]),
        ("- ☐ T001 Do it\n", [("T001", False)]),
        ("✅ T001 Do it\n", []),  # a sentence about a task
        ("- [ ] T001 Do it\n\n✅ T001 was done on Monday\n", [("T001", False)]),
    ],
)
def test_a_sign_in_place_of_a_box_counts_in_a_list_only(text: str, tasks: list[tuple[str, bool]]):
    assert [(task.id, task.done) for task in read(text)[0]] == tasks


@pytest.mark.parametrize(
    ("labels", "parallel", "story", "rest"),
    [
        ("[P]", True, None, ()),
        ("[US2] [P]", True, "US2", ()),
        ("[P][US2]", True, "US2", ()),
        ("[US1.2]", False, "US1.2", ()),
        ("[US1, US2]", False, "US1", ("US1, US2",)),
        ("[US1-US5]", False, "US1", ("US1-US5",)),
        ("[BE] [M] [OBSERVE-FAIL]", False, None, ("BE", "M", "OBSERVE-FAIL")),
        ("**[P]** `[US3]`", True, "US3", ()),
    ],
)
def test_labels_come_in_any_order_and_unknown_ones_are_kept(
    labels: str,
    parallel: bool,  # noqa: FBT001
    story: str | None,
    rest: tuple[str, ...],
):
    task = only(f"- [ ] T001 {labels} Write it\n")

    assert (task.parallel, task.story, task.labels, task.text) == (parallel, story, rest, "Write it")


def test_labels_before_the_id_count_too():
    task = only("- [ ] [P] [US1] T001 Write it\n")

    assert (task.id, task.parallel, task.story) == ("T001", True, "US1")


def test_a_route_in_brackets_is_no_label():
    assert only("- [ ] T001 [slug]/page.tsx is edited\n").labels == ()


def test_wrapped_text_belongs_to_its_task():
    task = only("- [ ] T001 Create the model\n  in src/model.py with\n  fields\n\n  - note one\n")

    assert task.text == "Create the model in src/model.py with fields note one"
    assert (task.span.first, task.span.last) == (1, 5)


def test_sub_boxes_without_id_belong_to_the_parent_and_those_with_id_do_not():
    tasks, problems = read(
        "- [x] T001 Parent\n  - [ ] write it\n  - [ ] T001a Child\n    - [x] inner\n- [ ] T002 Next\n"
    )

    assert problems == ()
    assert [(task.id, task.text, task.done) for task in tasks] == [
        ("T001", "Parent write it", True),
        ("T001a", "Child inner", False),
        ("T002", "Next", False),
    ]
    assert tasks[0].span.last == 2


def test_fenced_and_commented_tasks_are_none():
    tasks, problems = read("```\n- [ ] T001 example\n```\n<!--\n- [ ] T002 sample\n-->\n- [ ] T003 real\n")

    assert [task.id for task in tasks] == ["T003"]
    assert problems == ()


def test_a_fence_nobody_closed_hides_no_task():
    tasks, _ = read("- [ ] T001 a\n\n```bash\nls\n\n- [ ] T002 b\n")

    assert [(task.id, task.span.first) for task in tasks] == [("T001", 1), ("T002", 6)]


def test_notes_are_no_tasks():
    tasks, problems = read(
        "- [ ] T001 a\n\n## Notes\n\n- [P] tasks = different files\n- T001 before T002\n- **T001**: first\n"
    )

    assert [task.id for task in tasks] == ["T001"]
    assert problems == ()


def test_a_box_that_speaks_about_tasks_takes_no_id_away():
    tasks, problems = read("- [ ] T005 a\n- [ ] T006 b\n\n## Parallel\n\n- [ ] `T005` + `T006` can run together\n")

    assert [(task.id, task.id_given) for task in tasks] == [("T005", True), ("T006", True), ("Parallel #1", False)]
    assert problems == ()


def test_a_document_without_ids_is_named_by_heading_and_place():
    tasks, _ = read("# Tasks\n\n## Setup\n\n- [x] Install\n- [ ] Configure\n\n## Build\n\n- [ ] Compile\n")

    assert [(task.id, task.id_given, task.done) for task in tasks] == [
        ("Setup #1", False, True),
        ("Setup #2", False, False),
        ("Build #1", False, False),
    ]


def test_other_families_of_ids_are_ids_when_the_document_uses_them_throughout():
    tasks, _ = read("- [ ] 1.1 Create\n- [x] 1.2 Test\n- [ ] 2.1 Ship\n")

    assert [task.id for task in tasks] == ["1.1", "1.2", "2.1"]
    assert [task.id for task in read("- [ ] FE-1 Create\n- [x] FE-2 Test\n")[0]] == ["FE-1", "FE-2"]
    assert [task.id for task in read("- [ ] T001 Create\n- [x] ADR-5 is written\n")[0]] == ["T001", "Tasks #1"]


def test_headings_are_tasks_and_done_when_every_box_below_is():
    tasks, _ = read(
        "# Tasks\n\n## T001 — Test it [P]\n\n- [x] one `a/b.py`\n- [x] two\n\n"
        "## T002: Build it\n\n- [x] one\n- [ ] two\n\n### T003 Ship ✅\n\nNow.\n"
    )

    assert [(task.id, task.done, task.state, task.parallel) for task in tasks] == [
        ("T001", True, "none", True),
        ("T002", False, "none", False),
        ("T003", True, "x", False),
    ]
    assert [path.text for path in tasks[0].paths] == ["a/b.py"]
    assert (tasks[0].span.first, tasks[0].span.last) == (3, 6)


def test_a_heading_about_tasks_is_none():
    assert [
        task.id for task in read("- [ ] T001 a\n\n### T001-T003 in parallel\n\n### T002 and T003\n\ntext\n")[0]
    ] == ["T001"]


def test_rows_are_tasks_below_a_header_of_ids_and_references_elsewhere():
    tasks, _ = read(
        "| ID | Task | Status |\n|---|---|---|\n| T001 | Create `a.py` [P] | done |\n| T002 | Test | open |\n"
    )

    assert [(task.id, task.done, task.parallel) for task in tasks] == [("T001", True, True), ("T002", False, False)]
    referring, _ = read("- [ ] T001 a\n\n| Task | Needs |\n|---|---|\n| T001 | FR-001 |\n")
    assert [task.id for task in referring] == ["T001"]


def test_a_plain_list_of_ids_is_the_task_list_where_no_box_stands():
    assert [(task.id, task.state) for task in read("- **T001**: Create\n- **T002** [P] Test\n")[0]] == [
        ("T001", "none"),
        ("T002", "none"),
    ]


def test_duplicates_are_kept_and_reported():
    tasks, problems = read("- [ ] T001 a\n- [x] T001 b\n")

    assert [(task.key, task.done) for task in tasks] == [("T001", False), ("T001~2", True)]
    assert [(problem.kind, problem.key, problem.span.first) for problem in problems] == [("duplicate-id", "T001", 2)]


@pytest.mark.parametrize(
    "line",
    ["-[ ] T001 no space", "- [x T001 half a box", "- x] T001 half a box", "- [ T001 half a box"],
)
def test_what_looks_like_a_task_and_is_none_is_a_problem(line: str):
    tasks, problems = read(f"# T\n\n- [ ] T009 real\n\n{line}\n")

    assert [task.id for task in tasks] == ["T009"]
    assert [(problem.kind, problem.span.first) for problem in problems] == [("unreadable-line", 5)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("-\n  [ ] T001 a\n", [("T001", 2, 2)]),  # the words of the item begin on its second line
        ("-\n  [ ] T001 a\n  [x] T002 b\n", [("T001", 2, 2), ("T002", 3, 3)]),
        ("- [ ] T001 a\n\n  more\n- [ ] T002 b\n", [("T001", 1, 3), ("T002", 4, 4)]),
    ],
)
def test_a_task_stands_where_its_words_do(text: str, spans: list[tuple[str, int, int]]):
    assert [(task.id, task.span.first, task.span.last) for task in read(text)[0]] == spans


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Today:\n     - [x] Do this\n     - [ ] Do that\n", [2, 3]),  # too far indented for a list of their own
        ("Today:\n     - [x] Do this\n       - [ ] First half\n     - [ ] Do that\n", [2, 4]),
        ("- [ ] Do this\n      - [x] First half\n      - [ ] Second half\n", [1]),
        ("- [ ] Do this\n  [x] is how it is ticked\n", [1]),
        ("Today:\n[x] is how it is ticked\n", []),
    ],
)
def test_a_box_further_down_begins_a_task_where_it_is_marked_as_an_item(text: str, lines: list[int]):
    assert [task.span.first for task in read(text)[0]] == lines


def test_a_task_without_words_is_kept_and_reported():
    tasks, problems = read("- [x] T001\n")

    assert [(task.id, task.done) for task in tasks] == [("T001", True)]
    assert [problem.kind for problem in problems] == ["unreadable-line"]


def test_dependencies_come_from_notes_and_from_the_section():
    text = """- [ ] T001 a
- [ ] T002 b (depends on T001)
- [ ] T003 c *(depends on T001-T002)*
- [ ] T004 d
- [ ] T005 e
- [ ] T006 f

## Dependencies & Execution Order

- T004 depends on T002, T003
- T004 before T005
- T005 → T006
- T001 and others come first; T002 is free, T009 depends on T001
- Phase 2 depends on Phase 1
"""
    tasks, _ = read(text)

    assert {task.id: task.depends_on for task in tasks} == {
        "T001": (),
        "T002": ("T001",),
        "T003": ("T001", "T002"),
        "T004": ("T002", "T003"),
        "T005": ("T004",),
        "T006": ("T005",),
    }


@pytest.mark.parametrize(
    "reference", ["T001-T004", "T001–T004", "T001 to T004", "**T001** through `T004`", "T001, T002, T003 and T004"]
)
def test_a_range_of_tasks_is_each_of_them(reference):
    known = "".join(f"- [ ] T00{number} a\n" for number in range(1, 6))
    tasks, _ = read(f"{known}- [ ] T006 b (depends on {reference})\n")

    assert tasks[-1].depends_on == ("T001", "T002", "T003", "T004")


@pytest.mark.parametrize("name", ["TASK00", "TASK-00", "Task 00", "T-00", "T00"])
def test_a_dependency_is_known_in_every_form_of_its_id(name: str):
    tasks, _ = read(f"- [ ] {name}1 a\n- [ ] {name}2 b (depends on {name}1)\n")

    assert [task.depends_on for task in tasks] == [(), (f"{name}1",)]


def test_a_convergence_phase_is_known_with_what_its_tasks_cite():
    tasks, _ = read(
        "## Phase 7: Convergence\n\n- [ ] T042 Lock accounts per US1/AC2 (missing)\n"
        "- [ ] T043 Count per FR-001-FR-003, SC-002 (partial)\n"
    )

    assert [task.convergence for task in tasks] == [True, True]
    assert tasks[0].cites == ("US1/AC2",)
    assert set(tasks[1].cites) == {"FR-001", "FR-002", "FR-003", "SC-002"}


def test_the_story_comes_from_the_phase_when_the_label_is_missing():
    tasks, _ = read(
        "## Phase 4: User Story 2 - Pay\n\n### Tests for User Story 2\n\n- [ ] T001 a\n\n"
        "## Phase 5: US3.1\n\n- [ ] T002 b\n\n## Fase 6: História de Usuário 4\n\n- [ ] T003 c\n"
    )

    assert [task.story for task in tasks] == ["US2", "US3.1", "US4"]


def test_operations_and_long_ranges_are_cited():
    assert only("- [ ] T001 Serve `POST /answers` and GET /answers/{id}\n").cites == (
        "POST /answers",
        "GET /answers/{id}",
    )
    assert len(only("- [ ] T001 See FR-001 through FR-999\n").cites) == 2


LINES = st.one_of(
    st.builds(
        lambda indent, box, name, text: f"{' ' * indent}- {box} {name} {text}",
        st.sampled_from([0, 2, 4, 8]),
        st.sampled_from(["[ ]", "[x]", "[X]", "[~]"]),
        st.sampled_from(["T001", "T002", "**T003**:", "T1.1", "", "[P] T009", "TASK-7"]),
        st.sampled_from(["do it", "in `a/b.py`", ""]),
    ),
    st.sampled_from(
        [
            "",
            "## Phase 1",
            "text",
            "```",
            "<!--",
            "-->",
            "> quote",
            "- note",
            "  more",
            "| a | b |",
            "|---|---|",
            "1. [ ] T055 x",
            "---",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_every_checkbox_line_becomes_a_task_a_part_of_one_or_a_problem(lines: list[str]):
    document = read_markdown(PATH, "\n".join(lines))
    tasks, problems = read_tasks(document)
    hidden = {
        n for block in document.blocks if block.kind in {"fence", "comment"} for n in range(block.first, block.last + 1)
    } | set(range(1, document.front + 1))
    spoken_for = {n for task in tasks for n in range(task.span.first, task.span.last + 1)}
    # Boxes after a nested task still belong to the outer one, though its span ends before the nested one.
    begun = {task.span.first for task in tasks}
    items = [block for block in document.blocks if block.kind == "item" and block.first in begun]
    outer = {n for block in items for n in range(block.first, block.last + 1)}
    reported = {problem.span.first for problem in problems}
    for number, line in enumerate(document.lines, start=1):
        if number not in hidden and re.match(r"\s*(?:-|\d+\.) \[[ xX~]\]", line):
            assert number in spoken_for | reported | outer
        if number not in hidden and re.match(r"\s*- \[[ xX~]\] T00[12] ", line):
            assert number in {task.span.first for task in tasks} | reported
    assert all(1 <= task.span.first <= task.span.last <= len(document.lines) for task in tasks)
