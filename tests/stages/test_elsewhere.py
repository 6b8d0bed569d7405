from app.stages.elsewhere import UNREAD_LANGUAGES
from app.symbols.framework import suffixes


def test_no_language_whose_routes_are_read_is_said_to_be_unread():
    assert UNREAD_LANGUAGES.keys().isdisjoint(suffixes())
