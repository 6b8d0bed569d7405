from collections.abc import Iterable

from pennyline.call import Call


def line(call: Call) -> str:
    """One line of the itemised bill."""
    minutes, seconds = divmod(call.seconds, 60)
    return f"{call.dialled_at:%d.%m.%Y %H:%M}  {call.called:<16}  {minutes:>3}:{seconds:02}"


def statement(calls: Iterable[Call]) -> str:
    return "\n".join(line(call) for call in sorted(calls, key=lambda call: call.dialled_at))
