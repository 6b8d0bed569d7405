NAMES = (
    "Boskoop",
    "Cox Orange",
    "Elstar",
    "Golden Delicious",
    "Gala",
    "Gravensteiner",
    "Jonagold",
    "Topaz",
)
_BY_KEY = {name.casefold(): name for name in NAMES}


def canonical(name: str) -> str | None:
    """The name as the list has it, or None where it is not in the list."""
    return _BY_KEY.get(name.strip().casefold())
