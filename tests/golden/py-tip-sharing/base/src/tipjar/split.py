def split(bill: int, guests: int) -> list[int]:
    """The cents of a bill, divided among guests."""
    each, more = divmod(bill, guests)
    return [each + 1] * more + [each] * (guests - more)
