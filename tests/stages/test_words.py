from app.stages.words import search_terms, words


def test_identifiers_count_as_their_parts():
    assert set(words("maxCitations max_citation HTTPServer")) == {"max", "citation", "http", "server"}


def test_words_of_other_scripts_count():
    assert "größe" in words("Die Größe")
    assert set(words("口座を凍結")) == {"口座", "座を", "を凍", "凍結"}
    assert words("口座凍結").keys() & words("凍結する").keys() == {"凍結"}


def test_words_that_carry_nothing_do_not_count():
    assert not words("System MUST be able to do the following")


def test_quoted_code_and_identifiers_are_searched_first():
    terms = search_terms("System MUST cap `max_citations` in AnswerService at 5 citations per response")

    assert terms[:2] == ("max_citations", "AnswerService")
    assert "response" in terms


def test_plain_words_are_searched_for_without_their_endings():
    assert search_terms("System MUST reject reservations and bookings") == ("reservation", "booking", "reject")


def test_no_ending_is_taken_off_where_too_little_would_be_left():
    assert search_terms("loads items") == ("items", "loads")


def test_an_identifier_is_searched_for_once():
    terms = search_terms("System MUST use AnswerService")

    assert [term.lower() for term in terms].count("answerservice") == 1


def test_a_phrase_in_back_ticks_is_no_search_term():
    assert "run the tests" not in search_terms("Execute `run the tests` on citations")


def test_at_most_the_wanted_number_of_terms_comes_back():
    assert len(search_terms("alphabet bravissimo charlatan deltaplane echolocation", 3)) == 3


def test_six_terms_are_enough_where_nobody_says_how_many():
    names = tuple(f"max_{word}" for word in ("rooms", "seats", "nights", "guests", "beds", "pets", "cars"))
    text = "System MUST keep to " + ", ".join(f"`{name}`" for name in names)

    assert search_terms(text) == names[:6]
    assert search_terms(text, 3) == names[:3]
