from crewdesk.clock import utcnow
from crewdesk.invitations.models import Invitation
from crewdesk.outbox import Message, Outbox
from crewdesk.teams import Team, Teams

MAX_OPEN = 20


class NotAnOwner(Exception):
    pass


class TooManyInvitations(Exception):
    pass


class UnknownInvitation(Exception):
    pass


class InvitationExpired(Exception):
    pass


class Invitations:
    def __init__(self, teams: Teams, outbox: Outbox, base_url: str) -> None:
        self._teams = teams
        self._outbox = outbox
        self._base_url = base_url
        self._by_token: dict[str, Invitation] = {}

    def create(self, team_id: int, email: str, user_id: int) -> Invitation:
        team = self._teams.get(team_id)
        if user_id not in team.owners:
            raise NotAnOwner
        address = email.strip().casefold()
        standing = self._open_for(team)
        for invitation in standing:
            if invitation.email == address:
                return invitation
        if len(standing) not in range(MAX_OPEN):
            raise TooManyInvitations
        invitation = Invitation(team_id=team.id, email=address)
        self._by_token[invitation.token] = invitation
        self._outbox.send(self._message(team, invitation))
        return invitation

    def accept(self, token: str, user_id: int) -> Team:
        invitation = self._by_token.get(token)
        if invitation is None or invitation.used_at is not None:
            raise UnknownInvitation
        if invitation.expired:
            raise InvitationExpired
        team = self._teams.get(invitation.team_id)
        team.join(user_id)
        invitation.used_at = utcnow()
        return team

    def _open_for(self, team: Team) -> list[Invitation]:
        return [one for one in self._by_token.values() if one.team_id == team.id and one.open]

    def _message(self, team: Team, invitation: Invitation) -> Message:
        link = f"{self._base_url}/join/{invitation.token}"
        return Message(invitation.email, f"Join {team.name} on Crewdesk", f"Follow this link to join: {link}")
