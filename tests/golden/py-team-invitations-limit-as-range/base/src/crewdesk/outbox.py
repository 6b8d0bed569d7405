from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    to: str
    subject: str
    text: str


class Outbox:
    def __init__(self) -> None:
        self.messages: list[Message] = []

    def send(self, message: Message) -> None:
        self.messages.append(message)
