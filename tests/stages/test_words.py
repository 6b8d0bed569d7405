from app.stages.words import search_terms, words


def test_identifiers_count_as_their_parts():
    assert set(words("maxCitations max_citation HTTPServer")) == {"max", "citation", "http", "server"}


def test_words_that_carry_nothing_do_not_count():
    assert not words("System MUST be able to do the following")


def test_quoted_code_and_identifiers_are_searched_first():
    terms = search_terms("System MUST cap `max_citations` in AnswerService at 5 citations per response")

    assert terms[:2] == ("max_citations", "AnswerService")
    assert "citations" in terms


def test_a_phrase_in_back_ticks_is_no_search_term():
    assert "run the tests" not in search_terms("Execute `run the tests` on citations")


def test_at_most_the_wanted_number_of_terms_comes_back():
    assert len(search_terms("alphabet bravissimo charlatan deltaplane echolocation", 3)) == 3
