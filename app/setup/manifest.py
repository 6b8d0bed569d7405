"""What the GitHub App asks for: the manifest of docs.github.com, "Registering a GitHub App from a manifest"."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from pydantic import JsonValue

# What each is for. `issues` is read because GitHub sends `issue_comment` only to Apps with it, comments on pull
# requests included; `merge_queues` lets a required check be reported for a merge group.
PERMISSIONS: Final = {
    "checks": "write",
    "contents": "read",
    "issues": "read",
    "merge_queues": "read",
    "metadata": "read",
    "pull_requests": "write",
}
EVENTS: Final = (
    "check_run",
    "check_suite",
    "issue_comment",
    "merge_group",
    "pull_request",
    "pull_request_review_comment",
    "push",
    "repository",
)


_HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class SetupFailed(Exception):
    """The App could not be set up; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants set up. `service_url` is where GitHub reaches the service, `github_url` the forge itself."""

    service_url: str
    github_url: str = "https://github.com"
    organization: str = ""
    name: str = "Speckeeper"

    @property
    def api_url(self) -> str:
        """The REST interface of the forge.

        `api.` before the host for github.com and for GHE.com; a path of it for GitHub Enterprise Server.
        """
        parts = urlsplit(self.github_url)
        host = parts.hostname or ""
        if host == "github.com" or host.endswith(".ghe.com"):
            return f"{parts.scheme}://api.{parts.netloc}"
        return f"{self.github_url}/api/v3"

    def registration_url(self, state: str) -> str:
        """Where the manifest is posted to; `state` comes back with the answer."""
        owner = f"/organizations/{quote(self.organization)}" if self.organization else ""
        return f"{self.github_url}{owner}/settings/apps/new?state={quote(state)}"


def wanted(service_url: str, github_url: str, organization: str, name: str) -> Wanted:
    """What the command line asks for. Raises SetupFailed for an address that GitHub would refuse."""
    for option, url in (("--url", service_url), ("--github", github_url)):
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise SetupFailed(f"`{option} {url}` is no address; write it as https://speckeeper.example.com")
        if parts.scheme == "http" and parts.hostname not in _HERE:
            raise SetupFailed(f"`{option} {url}` must begin with https://: credentials travel there")
    return Wanted(service_url.rstrip("/"), github_url.rstrip("/"), organization, name)


def manifest(wanted: Wanted, redirect_url: str) -> dict[str, JsonValue]:
    """The manifest; GitHub comes back to `redirect_url` with a code."""
    return {
        "name": wanted.name,
        "url": wanted.service_url,
        "description": "Reviews pull requests against the spec that was written before the code",
        "hook_attributes": {"url": f"{wanted.service_url}/webhooks/github", "active": True},
        "redirect_url": redirect_url,
        "setup_url": f"{wanted.service_url}/setup",
        "public": False,
        "default_permissions": dict(PERMISSIONS),
        "default_events": list(EVENTS),
    }
