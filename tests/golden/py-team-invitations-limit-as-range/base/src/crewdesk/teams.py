from dataclasses import dataclass, field


@dataclass
class Team:
    id: int
    name: str
    owners: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)

    def join(self, user_id: int) -> None:
        self.members.add(user_id)


class TeamNotFound(Exception):
    pass


class Teams:
    def __init__(self) -> None:
        self._by_id: dict[int, Team] = {}

    def add(self, team: Team) -> None:
        self._by_id[team.id] = team

    def get(self, team_id: int) -> Team:
        try:
            return self._by_id[team_id]
        except KeyError:
            raise TeamNotFound(team_id) from None
