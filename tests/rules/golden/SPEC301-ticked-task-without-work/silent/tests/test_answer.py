from src.answer import answer


def test_an_answer_cites_its_passage():
    assert answer("Why?", ["Because"])["cites"] == ["Because"]


def test_a_question_without_a_passage_is_refused():
    assert answer("Why?", []) == {"refused": "Why?"}
