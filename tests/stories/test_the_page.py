"""docs/on-a-pull-request.md shows what the stories tell. By its name it comes after them: what they write anew is shown."""

import os
from pathlib import Path

import pytest
from stories.pages import fill, show

PAGE = Path(__file__).parents[2] / "docs" / "on-a-pull-request.md"
SNAPSHOTS = Path(__file__).with_name("snapshots")
STORY = """\
# a story

## ann opens a pull request

In: `pull_request.opened`

**POST check-runs**

Check `speckeeper`: `in_progress`. Reviewing

```markdown
The change is compared.
```

**POST pulls/1/reviews**

```markdown
2 findings; the whole report is in the check.

<!-- speckeeper-review:1 -->
```

Comment at answer.py:1-1

````markdown
**Not met**

spec [`spec.md:19`](https://github.example/acme/one/blob/c2/spec.md#L19)
```text
[not a link](https://example.com/) <b>
```

<details><summary>Prompt</summary>

Read.

</details>

<!-- speckeeper-review:1 -->
<!-- speckeeper:50e7d14cdf00ff34 -->
````

Comment at retry.py:3-5

```markdown
**Not met either**
```

**PATCH check-runs/ID**

Check: `failure`. FR-001 not met

````markdown
**FR-001 not met**

Held to `specs/001-limits`

#### It is [`answer.py:1`](https://github.example/acme/one/blob/c2/answer.py#L1)

| subject | answer |
| --- | --- |
| `FR-001` | [`a.py:1`](https://github.example/a) [`b.py:1`](https://github.example/b) |
````

- failure at answer.py:1-2: missing-requirement (SPEC202)

```markdown
Change claims `FR-001`
```

Buttons: [Review again], [Review everything]

## bob waives it

In: `issue_comment.created`

**POST issues/comments/ID/reactions** eyes

**POST issues/1/comments**

```markdown
Waived.

<!-- speckeeper:reply:ID -->
```

## nothing happens

In: nothing

Nothing is written.
"""


def test_the_page_shows_what_the_stories_tell():
    filled = fill(PAGE.read_text("utf-8"), SNAPSHOTS)
    if os.environ.get("UPDATE_STORIES"):
        PAGE.write_text(filled, "utf-8")

    assert PAGE.read_text("utf-8") == filled, "write it anew with UPDATE_STORIES=1, and read the difference"


def test_a_check_is_shown_as_its_page_is():
    assert show(STORY, 1, "check") == (
        "> **speckeeper** · `failure` · FR-001 not met\n>\n"
        "> **FR-001 not met**\n>\n> Held to `specs/001-limits`\n>\n> #### It is `answer.py:1`\n>\n"
        "> | subject | answer |\n> | --- | --- |\n> | `FR-001` | `a.py:1` `b.py:1` |\n>\n"
        "> Annotation (failure) at `answer.py:1-2`: missing-requirement (SPEC202)\n>\n"
        "> ```text\n> Change claims `FR-001`\n> ```\n>\n"
        "> Buttons: **Review again**, **Review everything**"
    )


def test_a_check_can_be_shown_in_part():
    assert show(STORY, 1, "check: title") == "> **speckeeper** · `failure` · FR-001 not met"
    assert show(STORY, 1, "check: lead").endswith("> Held to `specs/001-limits`\n>\n> …")
    assert show(STORY, 1, "check in progress: title") == "> **speckeeper** · `in_progress` · Reviewing"


def test_inline_comments_are_shown_with_their_places_and_without_markers():
    shown = show(STORY, 1, "comment")

    assert shown.startswith("> `answer.py:1`\n>\n> **Not met**\n>\n> spec `spec.md:19`\n> ```text\n")
    assert shown.endswith("> </details>\n>\n> ---\n>\n> `retry.py:3-5`\n>\n> **Not met either**")
    assert "speckeeper" not in shown
    assert "<details>" not in show(STORY, 1, "comment: lead")


def test_text_in_a_fence_stays_as_it_is():
    assert "> [not a link](https://example.com/) <b>\n> ```" in show(STORY, 1, "comment")


def test_a_reply_and_what_is_written_in_all():
    assert show(STORY, 2, "reply") == "> Waived."
    assert show(STORY, 1, "writes") == (
        "> a check begins · one review with inline comments · the check is completed: `failure`"
    )
    assert show(STORY, 2, "writes") == "> 👀 · one reply"
    assert show(STORY, 3, "writes") == "> Nothing is written."


def test_a_block_is_filled_and_what_is_around_it_stays(tmp_path):
    (tmp_path / "a_story.md").write_text(STORY)
    page = "Before\n\n<!-- story: a story, scene 2, reply -->\nold\n<!-- end -->\n\nAfter\n"

    filled = fill(page, tmp_path)

    assert filled == "Before\n\n<!-- story: a story, scene 2, reply -->\n\n> Waived.\n\n<!-- end -->\n\nAfter\n"
    assert fill(filled, tmp_path) == filled


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ("<!-- story: another story, scene 1, check -->\n<!-- end -->\n", "no story `another story`"),
        ("<!-- story: a story, scene 2, check -->\n<!-- end -->\n", "scene 2 has no check"),
        ("<!-- story: a story, scene 2, reply -->\n", "has no `<!-- end -->`"),
        ("<!-- story: a story, reply -->\n<!-- end -->\n", "first line"),
    ],
)
def test_a_block_that_cannot_be_filled_says_why(tmp_path, page, wrong):
    (tmp_path / "a_story.md").write_text(STORY)

    with pytest.raises(ValueError, match=wrong):
        fill(page, tmp_path)


def test_a_marker_within_a_line_is_not_left_in_the_page():
    with pytest.raises(ValueError, match="marker"):
        show(STORY.replace("Waived.", "Waived. <!-- end -->"), 2, "reply")
