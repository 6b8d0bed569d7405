import unicodedata


def folded(text: str) -> str:
    """A text in the form in which names are compared."""
    parts = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
