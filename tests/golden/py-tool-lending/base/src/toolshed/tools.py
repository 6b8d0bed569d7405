from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    code: str
    name: str


class Shelf:
    """All tools that the neighbourhood owns, by the code on their label."""

    def __init__(self, tools: list[Tool]) -> None:
        self._by_code = {tool.code: tool for tool in tools}

    def get(self, code: str) -> Tool | None:
        return self._by_code.get(code)

    def all(self) -> list[Tool]:
        return sorted(self._by_code.values(), key=lambda tool: tool.name)
