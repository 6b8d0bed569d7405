from ragline.sentences import sentence_spans
from samples import CLEANING


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_a_sentence_ends_at_a_mark_that_white_space_follows():
    assert sentences("Is it 3.5 bar? No! It is 9.") == ["Is it 3.5 bar?", "No!", "It is 9."]


def test_a_blank_line_ends_a_sentence_without_a_mark():
    assert sentences("Cleaning\n\nUnplug it") == ["Cleaning", "Unplug it"]


def test_no_word_is_lost():
    assert " ".join(sentences(CLEANING)).split() == CLEANING.split()


def test_white_space_alone_has_no_sentence():
    assert sentences(" \n\n ") == []
