import re
import unicodedata

WORD = re.compile(r"\w+(?:-\w+)*")


def folded(text: str) -> str:
    """Without case and marks, so that `Résumé` and `resume` are the same."""
    marked = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in marked if not unicodedata.combining(letter))
