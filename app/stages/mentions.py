"""Whether the words of an edited pull request could bring another review than they did before."""

import re
from collections.abc import Iterator
from typing import Final

from app.stages.sentences import sentences

# Ids, ranges, stories, numbers and names of features all hold a digit; directories of features and operations a slash.
_NAMING: Final = re.compile(r"[\d/]|\b(?:specs?|features?)\b", re.IGNORECASE)
_TRAILER: Final = re.compile(r"^spec:\s*(.*)", re.IGNORECASE | re.MULTILINE)


def words_changed(old_title: str, old_body: str, title: str, body: str) -> bool:
    """Whether an edit of title and body can change which features or subjects a pull request names.

    Compared are the `Spec:` trailers and, word by word and without their order, the sentences that name anything:
    the words around a name decide whether it is claimed. Mending any other sentence changes nothing.
    """
    if (old_title, old_body) == (title, body):
        return False
    return frozenset(_naming(old_title, old_body)) != frozenset(_naming(title, body))


def _naming(title: str, body: str) -> Iterator[tuple[str, str]]:
    """What could be reacted to, each with where it stands: a title and a body are weighed differently."""
    yield from (("trailer", value.strip()) for value in _TRAILER.findall(body))
    said = [("title", title.strip()), *(("body", sentence) for sentence in sentences(body))]
    yield from ((where, sentence) for where, sentence in said if _NAMING.search(sentence))
