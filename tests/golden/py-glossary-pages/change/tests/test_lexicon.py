import pytest

from handbook.lexicon import Ambiguous, Lexicon
from handbook.page import Page

LEXICON = Lexicon({"stand-up": "Ten minutes each morning.", "Épic": "A large story.", "spike": "An attempt with an end."})


def test_the_first_place_of_a_term_is_linked():
    page = LEXICON.link(Page("day.md", "The Stand-up is short. After the stand-up comes the spike."))
    assert page.body == (
        "The [Stand-up](glossary.md#stand-up) is short. After the stand-up comes the [spike](glossary.md#spike)."
    )


def test_the_glossary_has_a_heading_for_each_letter():
    lines = LEXICON.page().body.splitlines()
    assert [line for line in lines if line.startswith("##")] == ["## E", "## S"]
    assert lines[2] == '<a id="epic"></a>**Épic**: A large story.'
    assert lines.index('<a id="spike"></a>**spike**: An attempt with an end.') == len(lines) - 2


def test_terms_that_nobody_uses_are_listed():
    assert LEXICON.unused([Page("a.md", "An EPIC"), Page("b.md", "a spiked drink")]) == ["spike", "stand-up"]


def test_a_term_is_explained_once():
    with pytest.raises(Ambiguous):
        Lexicon({"Spike": "", "spike": ""})
