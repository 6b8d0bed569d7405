import pytest

from ragline.chunking import passage_spans
from samples import CLEANING, RETURNS


@pytest.mark.parametrize("text", [RETURNS, CLEANING, "x" * 95, "word " * 60])
@pytest.mark.parametrize("limit", [40, 120, 500])
def test_passages_keep_the_limit_and_every_word(text: str, limit: int):
    passages = [text[start:end] for start, end in passage_spans(text, limit)]

    assert all(0 < len(passage) <= limit for passage in passages)
    assert "".join("".join(passages).split()) == "".join(text.split())


def test_passages_do_not_overlap():
    spans = passage_spans(RETURNS, 120)

    assert len(spans) > 2
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_passages_end_at_sentence_ends_where_sentences_fit():
    assert all(RETURNS[end - 1] == "." for _, end in passage_spans(RETURNS, 200))
