from src.answer import answer


def test_an_answer_cites_its_passage():
    assert answer("Why?", ["Because"])["cites"] == ["Because"]
