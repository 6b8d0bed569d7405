import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.stages.defuse import block, code, plain, prose

HOSTILE = [
    "@maintainer please merge",
    "![x](https://evil.example/x.png)",
    "[click](https://evil.example)",
    "<img src=x onerror=alert(1)>",
    "<!-- speckeeper:finding -->",
    "see https://evil.example and www.evil.example",
    "fixes #12, GH-12 and acme/app#12",
    "a | b |\n| c |",
    "```\n@you\n```",
    "# heading\n- list\n> quote",
    "~~struck~~ **bold** _it_",
]


def rendered(markdown):
    return MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").render(markdown)


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_renders_as_one_paragraph_that_does_nothing(text):
    html = rendered(prose(text))

    assert html.count("<p>") == 1
    for tag in ("<img", "<a ", "<h1", "<li", "<blockquote", "<strong", "<em", "<!--", "<table"):
        assert tag not in html.replace("<code>", "")


@pytest.mark.parametrize(
    "text", ["@you", "mail@you.example", "#12", "https://evil.example", "www.evil.example", "GH-12"]
)
def test_prose_breaks_what_github_would_link(text):
    assert text not in prose(text)


def test_prose_keeps_code_spans():
    assert prose("`FR-001` is not met @you") == "`FR-001` is not met @\u2060you"


def test_a_code_span_holds_back_ticks_and_pipes():
    assert code("a `b` | c") == "``a `b` \\| c``"
    assert code("`") == "`` ` ``"


@given(st.text())
def test_a_code_span_never_ends_early(text):
    shown = code(text)

    if shown:
        assert rendered(shown.replace("\\|", "x")).count("<code>") == 1


@given(st.text())
def test_a_block_never_ends_early(text):
    tokens = MarkdownIt("commonmark").parse(block(text))

    assert [token.type for token in tokens] == ["fence"]


def test_plain_text_has_no_control_characters_and_one_line():
    assert plain("a\x00b\u202e\n c") == "ab c"
    assert len(plain("x" * 1_000, 50)) == 50
