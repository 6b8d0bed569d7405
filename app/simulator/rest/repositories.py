"""The repository itself, and who may do what in it."""

from app.simulator.call import Call, Endpoint
from app.simulator.objects import repository as repositories
from app.simulator.objects.common import simple_user
from app.simulator.state import Repository
from app.simulator.wire import Answer, Json, not_found

# The old interface knows four words; `role_name` has the others.
_OLD_WORD = {"maintain": "write", "triage": "read"}
_LEVELS = {"none": 0, "read": 1, "triage": 2, "write": 3, "maintain": 4, "admin": 5}


def get_repository(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}`."""
    return Answer(repositories.full(call.store, call.repository))


def role(repository: Repository, login: str) -> str:
    """The role of an account: what it was given, `admin` for the owner, `read` for anybody on a public one."""
    if login == repository.owner.login:
        return "admin"
    return repository.permissions.get(login, "none" if repository.private else "read")


def get_permission(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/collaborators/{username}/permission`."""
    login = call.parameters["username"]
    account = call.store.accounts.get(login)
    if account is None:
        raise not_found()
    name = role(call.repository, login)
    level = _LEVELS[name]
    permissions: dict[str, Json] = {
        "pull": level >= _LEVELS["read"],
        "triage": level >= _LEVELS["triage"],
        "push": level >= _LEVELS["write"],
        "maintain": level >= _LEVELS["maintain"],
        "admin": level >= _LEVELS["admin"],
    }
    user: Json = {**simple_user(call.store, account), "permissions": permissions, "role_name": name}
    return Answer({"permission": _OLD_WORD.get(name, name), "role_name": name, "user": user})


ENDPOINTS = (
    Endpoint("GET", "/repos/{owner}/{repo}", get_repository, (("metadata", "read"),)),
    Endpoint(
        "GET",
        "/repos/{owner}/{repo}/collaborators/{username}/permission",
        get_permission,
        (("metadata", "read"),),
    ),
)
