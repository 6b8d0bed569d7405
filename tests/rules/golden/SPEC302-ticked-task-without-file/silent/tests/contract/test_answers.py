from src.service import answer


def test_answers():
    assert len(answer("Why?")) <= 5
