from datetime import UTC, datetime

import pytest

from ragline.answers.answerer import cite
from ragline.documents import new_document, passages_of
from ragline.settings import Settings
from ragline.store import Hit
from samples import CLEANING, RETURNS

DOCUMENT = new_document("Handbook", f"{RETURNS}\n\n{CLEANING}", datetime(2026, 10, 19, tzinfo=UTC))
HITS = [Hit(passage, 0.5) for passage in passages_of(DOCUMENT, 300)]


def quotes(question: str, hits: list[Hit], **settings: float) -> list[str]:
    return [citation.quote for citation in cite(question, hits, Settings(**settings))]


@pytest.mark.parametrize("question", ["When are used goods exchanged?", "burrs and brush and water", "descaler"])
def test_offsets_point_into_the_text_of_the_document(question: str):
    citations = cite(question, HITS, Settings())

    assert citations
    for citation in citations:
        assert DOCUMENT.text[citation.start : citation.end] == citation.quote


def test_sentences_that_reach_the_threshold_are_cited_in_reading_order():
    assert quotes("Can I wash the burrs with water, or clean the burrs?", HITS) == [
        "Clean the burrs of the grinder every two weeks.",
        "Lift the hopper, unscrew the\nupper burr and brush both burrs with a dry brush.",
        "Never wash burrs with water: they rust within hours.",
    ]


def test_the_most_similar_sentence_is_cited_even_below_the_threshold():
    assert quotes("tank", HITS, min_similarity=0.9) == [
        "Fill the tank with one litre of water and one bag of descaler, then\nrun the descaling programme twice."
    ]


def test_where_there_are_too_many_sentences_the_most_similar_ones_stay():
    question = "Clean the burrs of the grinder, unplug the grinder"

    assert len(quotes(question, HITS)) > 2
    assert quotes(question, HITS, max_citations=2) == [
        "Clean the burrs of the grinder every two weeks.",
        "Unplug the grinder before you open it!",
    ]


def test_without_passages_there_is_nothing_to_cite():
    assert quotes("How do I clean the burrs?", []) == []
