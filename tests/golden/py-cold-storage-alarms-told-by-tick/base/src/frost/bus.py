from collections.abc import Callable, Mapping
from typing import Any, Protocol

Payload = Mapping[str, Any]


class Bus(Protocol):
    def publish(self, topic: str, payload: Payload) -> None: ...


class LocalBus:
    """Hands events to whoever subscribed in this process."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[str, Payload], None]] = []

    def subscribe(self, subscriber: Callable[[str, Payload], None]) -> None:
        self._subscribers.append(subscriber)

    def publish(self, topic: str, payload: Payload) -> None:
        for subscriber in self._subscribers:
            subscriber(topic, payload)
