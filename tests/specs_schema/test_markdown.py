import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specs_schema.markdown import plain, read_markdown


def kinds(text: str) -> list[tuple[str, int, int, str]]:
    return [(block.kind, block.first, block.last, block.text) for block in read_markdown("a.md", text).blocks]


def test_blocks_carry_the_lines_on_which_they_stand():
    text = "# Title\n\n- one\n  more\n\n  second\n- two\n\n```sh\n- [ ] no\n```\n"

    assert kinds(text) == [
        ("heading", 1, 1, "Title"),
        ("item", 3, 6, "one\nmore"),
        ("paragraph", 6, 6, "second"),
        ("item", 7, 7, "two"),
        ("fence", 9, 11, "- [ ] no\n"),
    ]


def test_front_matter_is_no_text_and_keeps_the_line_numbers():
    document = read_markdown("a.md", "---\ndescription: x\n---\n# Title\n")

    assert document.front == 3
    assert [(block.kind, block.first) for block in document.blocks] == [("heading", 4)]


def test_a_rule_below_a_bold_paragraph_makes_no_heading():
    assert kinds("**Checkpoint**: all green\n---\n- a\n")[0][0] == "paragraph"


def test_a_short_underlined_line_is_a_heading():
    assert kinds("Tasks\n=====\n")[0] == ("heading", 1, 2, "Tasks")


def test_indented_text_is_no_code():
    assert kinds("para\n\n    - [ ] T001 far right\n")[1][0] == "item"


def test_html_that_is_no_comment_hides_nothing():
    assert ("item", 2, 2, "[ ] T001 x") in kinds("<details>\n- [ ] T001 x\n\n</details>\n")


def test_comments_are_hidden_and_a_comment_never_closed_is_text():
    assert [kind for kind, *_ in kinds("<!--\n- a\n\n- b\n-->\n")] == ["comment"]
    assert "item" in [kind for kind, *_ in kinds("<!--\n- a\n")]


def test_a_link_definition_is_text():
    assert kinds("[T001]: Create the model\n")[0][3] == "[T001]: Create the model"


def test_a_fence_without_an_end_is_marked():
    blocks = read_markdown("a.md", "```\nx\n").blocks

    assert [block.closed for block in blocks] == [False]
    assert [block.closed for block in read_markdown("a.md", "```\nx\n```\n").blocks] == [True]


def test_rows_know_the_header_of_their_table():
    blocks = read_markdown("a.md", "| Field | Type |\n| --- | --- |\n| `id` | uuid |\n").blocks

    assert blocks[1].cells == ("`id`", "uuid")
    assert blocks[1].header == ("Field", "Type")


def test_only_line_feeds_end_lines():
    document = read_markdown("a.md", "\ufeff# A\r\n\r\ntext\x0bstill\u2028still\n- b\r\n")

    assert [(block.kind, block.first) for block in document.blocks] == [("heading", 1), ("paragraph", 3), ("item", 4)]


def test_sections_and_parents_are_known():
    document = read_markdown("a.md", "# A\n## B\n- x\n  - y\n## C\n- z\n")
    by_text = {block.text: block for block in document.blocks}

    assert [heading.text for heading in document.headings(by_text["y"])] == ["A", "B"]
    assert document.blocks[by_text["y"].parent or 0].text == "x"
    assert [heading.text for heading in document.headings(by_text["z"])] == ["A", "C"]


def test_plain_keeps_underscores_of_names_and_drops_emphasis():
    assert plain("**Bold** `code_name` _it_ [link](x.md) my_var") == "Bold code_name it link my_var"


@pytest.mark.parametrize(
    "text",
    [
        "- " * 400 + "x",
        ">" * 10_000 + " y",
        "".join("  " * depth + "- a\n" for depth in range(200)),
        "> " * 200 + "- [ ] T001 a\n",
    ],
    ids=["lists", "quotes", "indents", "both"],
)
def test_text_nested_too_deeply_is_reported_and_overflows_nothing(text: str):
    lost = read_markdown("a.md", text).lost

    assert lost
    assert lost[0] <= 60


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] T001 [P] [US1] Create `src/a.py`\n",
        "<!--\n",
        "> a\n\n",
        "| a | b |\n",
        "```\n",
        "- a\n* b\n",
        "[\n",
        "text\n",
    ],
)
def test_a_megabyte_is_read_in_linear_time(line: str):
    def seconds(size: int) -> float:
        start = time.process_time()
        read_markdown("a.md", line * (size // len(line)))
        return time.process_time() - start

    seconds(10_000)
    small, large = seconds(20_000), seconds(160_000)

    assert large < 8 * small * 3 + 0.5


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="-*#>`[]()|:~ x1.\n\r\t\0<!-é", max_size=200))
def test_every_text_is_markdown_and_every_span_lies_inside(text: str):
    document = read_markdown("a.md", text)

    assert len(document.lines) == max(1, text.removesuffix("\n").count("\n") + 1)
    for block in document.blocks:
        assert 1 <= block.first <= block.last <= len(document.lines)
        assert block.first + block.text.rstrip("\n").count("\n") <= len(document.lines)
